"""Installs our plug-in from the server and uses its panel as a person does, without a window.

    use_panel.py ADDRESS PICTURE
"""
import sys

import qgis.utils
from qgis.core import Qgis, QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt

import plugin_session
import plugin_window
import session

address, picture = sys.argv[1:3]
application = session.start(gui=True)


plugin_session.install(address)
window = qgis.utils.iface = plugin_window.Window()
assert qgis.utils.loadPlugin("geosuite") and qgis.utils.startPlugin("geosuite"), "the plug-in does not start"
panel = window.docks[0]
from geosuite import tasks  # noqa: E402 (has just been installed)

answer = {"address": panel.address.text(), "version": Qgis.QGIS_VERSION}


def told(name):
    plugin_session.wait(tasks.is_idle, name)
    answer[name] = {"heading": panel.results.heading.text(), "rows": panel.results.rows[1:]}


def choose(layer):
    panel.tree.setCurrentItem(next(panel.tree.topLevelItem(i) for i in range(panel.tree.topLevelItemCount()) if panel.tree.topLevelItem(i).data(0, Qt.UserRole) == layer))


panel.add_layer()
told("nothing_chosen")
panel.connect_server()
told("connected")
answer["listed"] = [panel.tree.topLevelItem(i).data(0, Qt.UserRole) for i in range(panel.tree.topLevelItemCount())]

choose("part")
for form in ("xyz", "wmts", "cog"):
    panel.form.setCurrentIndex(panel.form.findData(form))
    panel.add_layer()
    told("added_" + form)
panel.ask_button.click()
answer["tool"] = window.canvas.mapTool() is panel.place_tool
panel.place_tool.click(QgsPointXY(584427.3266615927, 585245.9467864749))
told("place")
panel.draw_button.click()
answer["tool_changed"] = window.canvas.mapTool() is panel.polygon_tool and not panel.ask_button.isChecked()
for x, y in ((222638.98, 222684.21), (445277.96, 222684.21), (445277.96, 445640.11), (222638.98, 445640.11)):
    panel.polygon_tool.corner(QgsPointXY(x, y))
panel.polygon_tool.end()
told("polygon")
panel.ask_selection()
told("nothing_selected")
polygons = QgsVectorLayer("Polygon?crs=EPSG:4326", "polygons", "memory")
feature = QgsFeature()
feature.setGeometry(QgsGeometry.fromWkt("POLYGON((2 2, 4 2, 4 4, 2 4, 2 2))"))
polygons.dataProvider().addFeature(feature)
polygons.selectAll()
window.active = polygons
panel.ask_selection()
told("selection")

panel.ask_picture(picture)
told("picture")
panel.place_tool.click(QgsPointXY(1113194.9079327357, 6446275.841017161))
told("place_in_answer")
answer["layers"] = [[layer.name(), layer.isValid(), layer.providerType()] for layer in QgsProject.instance().mapLayers().values()]

choose("places")
points = QgsVectorLayer("Point?crs=EPSG:4326", "points", "memory")
for place in ("POINT(10 50)", "POINT(179 -20)", "POINT(-100 40)"):
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt(place))
    points.dataProvider().addFeature(feature)
QgsProject.instance().addMapLayer(points)
panel.points.setLayer(points)
panel.ask_points()
told("search")
answer["chart"] = [panel.results.chart.pixmap().width(), panel.results.chart.pixmap().height()]
panel.address.setText("http://127.0.0.1:9")
panel.connect_server()
told("nobody")
answer["unloaded"] = qgis.utils.unloadPlugin("geosuite") and not window.docks
session.finish(answer)
