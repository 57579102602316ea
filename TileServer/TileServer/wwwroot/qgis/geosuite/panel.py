"""The panel: the server, its layers, and what can be asked of them."""
import os

from qgis.core import QgsFeatureRequest, QgsGeometry, QgsMapLayerProxyModel, QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (QComboBox, QDockWidget, QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QMessageBox, QPushButton, QToolButton, QTreeWidget, QTreeWidgetItem,
                                 QVBoxLayout, QWidget)

from . import layers, questions, settings, tasks
from .algorithms.base import degrees, place_of
from .algorithms.zonal import columns_of, statistics_of
from .chart import draw
from .client import Client, ServerError, words_of
from .results import Results
from .tools import PlaceTool, PolygonTool, to_degrees

KINDS = {"raster": "raster", "prediction": "model", "vector": "features", "archive": "archive"}


class Panel(QDockWidget):
    """What stands at the side of the map."""

    def __init__(self, iface):
        super().__init__("GeoSuite")
        self.setObjectName("GeoSuitePanel")
        self.iface = iface
        self.address = QLineEdit(settings.address())
        self.address.setToolTip("Address of the GeoSuite server")
        self.key = QLineEdit(settings.key())
        self.key.setPlaceholderText("key, if it wants one")
        self.key.setEchoMode(QLineEdit.Password)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["Layer", "Kind"])
        self.tree.setRootIsDecorated(False)
        self.form = QComboBox()
        for form, title in layers.FORMS.items():
            self.form.addItem(title, form)
        self.points = QgsMapLayerComboBox()
        self.points.setFilters(QgsMapLayerProxyModel.PointLayer)
        self.results = Results()
        canvas = iface.mapCanvas()
        self.place_tool, self.polygon_tool = PlaceTool(canvas), PolygonTool(canvas)
        self.place_tool.placed.connect(self.ask_place)
        self.polygon_tool.drawn.connect(self.ask_polygon)
        self.setWidget(self.lay_out())
        canvas.mapToolSet.connect(self.show_tool)
        self.address.returnPressed.connect(self.connect_server)
        self.tree.itemDoubleClicked.connect(lambda *_: self.add_layer())

    def lay_out(self):
        body = QWidget()
        box = QVBoxLayout(body)
        server = QHBoxLayout()
        server.addWidget(self.address, 3)
        server.addWidget(self.key, 1)
        server.addWidget(button("Connect", "Reads the layers of the server", self.connect_server))
        box.addLayout(server)
        box.addWidget(self.tree, 2)
        adding = QHBoxLayout()
        adding.addWidget(self.form, 1)
        adding.addWidget(button("Add to the map", "Adds the chosen layer in this form", self.add_layer))
        box.addLayout(adding)
        asking = QGridLayout()
        self.ask_button = switch("Values at a click", "Click on the map: the values of the chosen layer there", lambda on: self.use(self.place_tool, on))
        self.draw_button = switch("Statistics: draw", "Draw a polygon, a click for each corner, the right button for the end", lambda on: self.use(self.polygon_tool, on))
        asking.addWidget(self.ask_button, 0, 0)
        asking.addWidget(self.draw_button, 0, 1)
        asking.addWidget(button("Statistics: selection", "Of the chosen layer in the selected polygons of QGIS's current layer", self.ask_selection), 1, 1)
        asking.addWidget(button("Where was a picture taken?", "Sends a picture to the server", self.choose_picture), 1, 0)
        box.addLayout(asking)
        searching = QHBoxLayout()
        searching.addWidget(QLabel("Points"))
        searching.addWidget(self.points, 1)
        searching.addWidget(button("Recall versus area", "How much of the chosen map is searched before these points are found", self.ask_points))
        box.addLayout(searching)
        box.addWidget(self.results, 3)
        return body

    # the server

    def client(self):
        return Client(self.address.text(), self.key.text())

    def connect_server(self):
        settings.remember(self.address.text().strip(), self.key.text())
        self.work("Layers of the server", layers.catalogue, self.show_catalogue)

    def show_catalogue(self, found):
        self.tree.clear()
        for layer in found:
            self.list_layer(layer["id"], layer["title"], KINDS.get(layer["kind"], layer["kind"]), layer.get("description"))
        self.tree.resizeColumnToContents(0)
        if found:
            self.tree.setCurrentItem(self.tree.topLevelItem(0))
        self.results.show_text(f"{len(found)} layers.")

    def list_layer(self, name, title, kind, description=None):
        item = QTreeWidgetItem([title, kind])
        item.setData(0, Qt.UserRole, name)
        item.setToolTip(0, description or title)
        self.tree.addTopLevelItem(item)
        return item

    def chosen(self):
        item = self.tree.currentItem()
        if item is None:
            self.say("Connect to a server and choose a layer first.")
            return None, None
        return item.data(0, Qt.UserRole), item.text(0)

    def work(self, title, ask, done):
        """Asks the server beside the windows; ask gets the client."""
        try:
            client = self.client()
        except ServerError as fault:
            self.say(fault)
            return
        self.results.show_text(f"{title} …")
        tasks.start(title, lambda: ask(client), done, self.say)

    def say(self, fault):
        words = fault if isinstance(fault, str) else words_of(fault)
        self.results.show_text(words)
        self.iface.messageBar().pushWarning("GeoSuite", words)

    # layers

    def add_layer(self):
        name, title = self.chosen()
        if name is None:
            return
        try:
            # layers belong to the windows' thread
            made = layers.load(self.client(), name, [self.form.currentData()])
        except ServerError as fault:
            self.say(fault)
            return
        QgsProject.instance().addMapLayers(made)
        self.results.show_text(f"{title} has been added.")

    # places and polygons

    def use(self, tool, on):
        canvas = self.iface.mapCanvas()
        if on:
            canvas.setMapTool(tool)
        elif canvas.mapTool() is tool:
            canvas.unsetMapTool(tool)

    def show_tool(self, tool, _=None):
        self.ask_button.setChecked(tool is self.place_tool)
        self.draw_button.setChecked(tool is self.polygon_tool)

    def close_tools(self):
        for tool in (self.place_tool, self.polygon_tool):
            self.use(tool, False)

    def ask_place(self, longitude, latitude):
        name, title = self.chosen()
        if name is not None:
            self.work("Values", lambda client: questions.values_at(client, name, longitude, latitude), lambda lines: self.results.show_table(
                f"{title} at {longitude:.5f}, {latitude:.5f}", ["Band", "Value", "Unit", ""], lines))

    def ask_polygon(self, polygon):
        name, title = self.chosen()
        if name is not None:
            self.work("Statistics", lambda client: statistics_of(client, name, [polygon])[0], lambda found: self.show_statistics(title, found))

    def ask_selection(self):
        layer = self.iface.activeLayer()
        if not isinstance(layer, QgsVectorLayer) or layer.geometryType() != QgsWkbTypes.PolygonGeometry or layer.selectedFeatureCount() == 0:
            self.say("Select polygons of a layer first.")
            return
        polygon = QgsGeometry.unaryUnion([feature.geometry() for feature in layer.selectedFeatures()])
        polygon.transform(to_degrees(layer.crs()))
        self.ask_polygon(polygon)

    def show_statistics(self, title, found):
        columns = columns_of([found])
        bands = list(dict.fromkeys(band for band, _ in columns))
        figures = list(dict.fromkeys(figure for _, figure in columns))
        self.results.show_table(f"{title} in the polygon", ["Figure"] + bands, [[figure] + [found[band].get(figure) for band in bands] for figure in figures])

    # pictures

    def choose_picture(self):
        path, _ = QFileDialog.getOpenFileName(self, "A picture", "", "Pictures (*.jpg *.jpeg *.png *.webp)")
        if path and QMessageBox.question(self, "Where was a picture taken?", questions.NOTE.format(address=self.address.text()) + "\n\nSend it?") == QMessageBox.Yes:
            self.ask_picture(path)

    def ask_picture(self, path):
        self.work("Where the picture may have been taken", lambda client: questions.geolocate(client, path), lambda answer: self.show_picture(answer, os.path.basename(path)))

    def show_picture(self, answer, picture):
        try:
            made = layers.load(self.client(), answer["layer"], ["regions", "xyz", "cog"])
        except ServerError as fault:
            self.say(fault)
            return
        project = QgsProject.instance()
        group = project.layerTreeRoot().insertGroup(0, f"Where {picture} may have been taken")
        by_provider = {layer.providerType(): layer for layer in made}
        by_provider["wms"].renderer().setOpacity(0.75)
        for provider, title in (("ogr", "Regions of 50, 80 and 95 %"), ("wms", "Density (tiles)"), ("gdal", "Density per km² (values)")):
            layer = project.addMapLayer(by_provider[provider], False)
            layer.setName(title)
            group.addLayer(layer).setItemVisibilityChecked(provider != "gdal")

        # the answer can be asked as any layer can
        self.tree.setCurrentItem(self.list_layer(answer["layer"], group.name(), "answer"))
        words = [f"{answer['model']['title']}. A map is no evidence."] + (answer.get("notices") or [])
        rows = [[part["rank"], part["mass"], part["areaKm2"], *part["peak"]] for part in answer["regions"]]
        self.results.show_table("\n".join(words), ["Part", "Probability", "Area, km²", "Longitude", "Latitude"], rows)

    # points

    def ask_points(self):
        name, title = self.chosen()
        layer = self.points.currentLayer()
        if name is None or layer is None:
            self.say("Choose a map of the server, and a layer of points.")
            return
        request = QgsFeatureRequest().setDestinationCrs(degrees(), QgsProject.instance().transformContext())
        places = [place for place in map(place_of, layer.getFeatures(request)) if place is not None]
        if not places:
            self.say("There are no points to search for.")
            return
        self.work("Recall versus area", lambda client: questions.searched_area(client, name, places), lambda found: self.show_search(title, [area for area, _ in found]))

    def show_search(self, title, areas):
        found = [area for area in areas if area is not None]
        chart = draw(questions.curve_of(areas), title, 420, 280) if found else None
        rows = [["points", len(areas)], ["median of the searched areas, km²", questions.median(areas)], ["largest, km²", max(found, default=None)], ["without a value", len(areas) - len(found)]]
        self.results.show_table(f"{title}: searched before the points are found", ["", ""], rows, chart)


def button(text, tip, clicked):
    made = QPushButton(text)
    made.setToolTip(tip)
    made.clicked.connect(lambda: clicked())
    return made


def switch(text, tip, toggled):
    made = QToolButton()
    made.setText(text)
    made.setToolTip(tip)
    made.setCheckable(True)
    made.toggled.connect(toggled)
    made.setSizePolicy(QPushButton().sizePolicy())
    return made
