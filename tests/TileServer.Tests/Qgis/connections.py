"""Imports the connection files of the server as QGIS's dialogue does, and tells what QGIS then has.

    connections.py ADDRESS
"""
import os
import sys
import tempfile

from qgis.core import QgsSettings
from qgis.gui import QgsManageConnectionsDialog
from qgis.PyQt.QtWidgets import QDialogButtonBox, QListWidget, QMessageBox

import session

KINDS = {"wms": QgsManageConnectionsDialog.WMS, "wfs": QgsManageConnectionsDialog.WFS, "xyz": QgsManageConnectionsDialog.XyzTiles, "vectortile": QgsManageConnectionsDialog.VectorTile}
SETTINGS = {"wms": "qgis/connections-wms", "wfs": "qgis/connections-wfs", "xyz": "qgis/connections-xyz", "vectortile": "qgis/connections-vector-tile"}

address = sys.argv[1]
application = session.start(gui=True)
complaints = []
for name in ("warning", "information", "critical"):
    setattr(QMessageBox, name, lambda *words: complaints.append(str(words)))
answer = {}
for kind, number in KINDS.items():
    with tempfile.NamedTemporaryFile(suffix=".xml", delete=False) as file:
        file.write(session.fetch(f"{address}/qgis/connections/{kind}.xml"))
    dialog = QgsManageConnectionsDialog(None, QgsManageConnectionsDialog.Import, number, file.name)
    offered = dialog.findChild(QListWidget)
    offered.selectAll()
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.Ok).click()
    os.remove(file.name)
    settings = QgsSettings()
    settings.beginGroup(SETTINGS[kind])
    answer[kind] = {key: settings.value(key) for key in settings.allKeys() if key.endswith(("/url", "/styleUrl"))}
    settings.endGroup()
answer["complaints"] = complaints
session.finish(answer)
