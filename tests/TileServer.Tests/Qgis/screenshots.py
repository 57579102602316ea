"""Makes the pictures of docs/qgis.md: QGIS's map, tree of layers and our panel, without a window.

    screenshots.py ADDRESS PICTURE FOLDER
"""
import os
import sys

import qgis.utils
from qgis.core import QgsFeature, QgsGeometry, QgsLayerDefinition, QgsMarkerSymbol, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QFont

import plugin_session
import plugin_window
import session

address, picture, folder = sys.argv[1:4]
application = session.start(gui=True)
plugin_session.install(address)
window = qgis.utils.iface = plugin_window.Window()
qgis.utils.loadPlugin("geosuite")
qgis.utils.startPlugin("geosuite")
window.add_tree()
application.setFont(QFont("DejaVu Sans", 8))
window.window.resize(1360, 760)
window.window.show()
panel, project, canvas = window.docks[0], QgsProject.instance(), window.canvas
from geosuite import tasks  # noqa: E402 (has just been installed)


def settle():
    plugin_session.wait(tasks.is_idle, "a question")
    for _ in range(20):
        QCoreApplication.processEvents()
    canvas.refresh()
    canvas.waitWhileRendering()
    plugin_session.wait(lambda: not canvas.isDrawing(), "the map")


def save(name, extent):
    canvas.setExtent(extent)
    settle()
    window.window.grab().save(os.path.join(folder, name), "JPG", 82)


definition = os.path.join(folder, "all.qlr")
with open(definition, "wb") as file:
    file.write(session.fetch(address + "/qgis/all.qlr"))
QgsLayerDefinition().loadLayerDefinition(definition, project, project.layerTreeRoot())
os.remove(definition)
panel.connect_server()
settle()
panel.ask_place(86.925, 27.988)
save("qgis-layers.jpg", QgsRectangle(-1.9e7, -8.5e6, 1.9e7, 1.35e7))

root = project.layerTreeRoot()
for node in root.findLayers():
    node.setItemVisibilityChecked("(tiles)" in node.name() and "levation" in node.name())
panel.ask_picture(picture)
settle()
root.findGroup("GeoSuite").setExpanded(False)
window.tree.expand(window.tree.model().index(0, 0))
window.window.resizeDocks([window.left], [330], Qt.Horizontal)
save("qgis-picture.jpg", QgsRectangle(-1.2e7, -6.0e6, 1.6e7, 8.0e6))
points = QgsVectorLayer("Point?crs=EPSG:4326", "Rain forests", "memory")
for place in ("POINT(21 -1)", "POINT(24 -2)", "POINT(-62 -4)", "POINT(-55 -3)", "POINT(114 1)", "POINT(140 -4)", "POINT(11 1)", "POINT(102 4)"):
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt(place))
    points.dataProvider().addFeature(feature)
points.renderer().setSymbol(QgsMarkerSymbol.createSimple({"color": "white", "outline_color": "#dc2626", "size": "3.5"}))
project.addMapLayer(points)
panel.points.setLayer(points)
panel.ask_points()
save("qgis-search.jpg", QgsRectangle(-1.2e7, -6.0e6, 1.6e7, 8.0e6))
session.finish({"pictures": sorted(os.listdir(folder))})
