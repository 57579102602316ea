"""Runs Python of a document as QGIS's Python console does, with our plug-in installed from the server.

    run_document.py ADDRESS CODE…
"""
import contextlib
import io
import sys

import plugin_session
import session

address = sys.argv[1]
application = session.start()
plugin_session.install(address)
plugin_session.start_processing()
import processing  # noqa: E402 (lies where the installer has just looked)
from qgis import core  # noqa: E402 (the console has all of it)

printed = []
for code in sys.argv[2:]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {**vars(core), "processing": processing})  # the document is ours
    printed.append(out.getvalue())
session.finish({"printed": printed})
