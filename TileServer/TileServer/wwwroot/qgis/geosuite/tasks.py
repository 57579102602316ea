"""Work that waits for a server, beside QGIS's windows."""
from qgis.core import QgsApplication, QgsTask

_running = set()


class ServerTask(QgsTask):
    """Work and what follows.

    work: called in another thread.
    done: called with its result, in the windows' thread.
    failed: called with the fault instead.
    """

    def __init__(self, title, work, done, failed):
        super().__init__(title, QgsTask.CanCancel)
        self.work, self.done, self.failed = work, done, failed
        self.result = self.fault = None

    def run(self):
        try:
            self.result = self.work()
            return True
        except Exception as fault:  # whatever it is, it is told in the windows' thread
            self.fault = fault
            return False

    def finished(self, succeeded):
        _running.discard(self)
        if succeeded:
            self.done(self.result)
        elif self.fault is not None:
            self.failed(self.fault)


def start(title, work, done, failed):
    """Begins some work."""
    task = ServerTask(title, work, done, failed)
    _running.add(task)
    QgsApplication.taskManager().addTask(task)
    return task


def is_idle():
    """Whether all work is over."""
    return not _running
