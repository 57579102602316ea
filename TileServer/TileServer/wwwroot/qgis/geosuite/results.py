"""Where the panel shows what the server says."""
from qgis.PyQt.QtGui import QPixmap
from qgis.PyQt.QtWidgets import QApplication, QHeaderView, QLabel, QPushButton, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget


def text_of(value):
    """A value for people."""
    if value is None:
        return "no value"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


class Results(QWidget):
    """A heading, a table, and perhaps a chart."""

    def __init__(self):
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        self.table = QTableWidget(0, 0)
        self.table.setEditTriggers(QTableWidget.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeToContents)
        self.chart = QLabel()
        self.chart.hide()
        self.copy = QPushButton("Copy")
        self.copy.setToolTip("Copies the table, for a spreadsheet")
        self.copy.clicked.connect(self.copy_table)
        for widget in (self.heading, self.table, self.chart, self.copy):
            box.addWidget(widget)
        self.rows = []
        self.show_text("")

    def show_text(self, text):
        self.show_table(text, [], [])

    def show_table(self, heading, columns, rows, chart=None):
        self.heading.setText(heading)
        self.rows = [columns] + [[text_of(value) for value in row] for row in rows] if rows else []
        self.table.setVisible(bool(rows))
        self.copy.setVisible(bool(rows))
        self.table.setColumnCount(len(columns))
        self.table.setHorizontalHeaderLabels(columns)
        self.table.setRowCount(len(rows))
        for number, row in enumerate(self.rows[1:]):
            for column, text in enumerate(row):
                self.table.setItem(number, column, QTableWidgetItem(text))
        self.chart.setVisible(chart is not None)
        if chart is not None:
            self.chart.setPixmap(QPixmap.fromImage(chart))

    def copy_table(self):
        QApplication.clipboard().setText("\n".join("\t".join(row) for row in self.rows))
