"""As much of QGIS's windows as a plug-in asks for: the map, the tree of layers, and room at the sides."""
from qgis.core import QgsCoordinateReferenceSystem, QgsLayerTreeModel, QgsProject
from qgis.gui import QgsLayerTreeMapCanvasBridge, QgsLayerTreeView, QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow


class Window:
    """What a plug-in knows as iface."""

    def __init__(self):
        self.window, self.canvas, self.bar, self.docks, self.active = QMainWindow(), QgsMapCanvas(), QgsMessageBar(), [], None
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
        self.window.setCentralWidget(self.canvas)

    def add_tree(self):
        """Shows the layers of the project in a tree and on the map."""
        project = QgsProject.instance()
        self.bridge = QgsLayerTreeMapCanvasBridge(project.layerTreeRoot(), self.canvas)
        self.model = QgsLayerTreeModel(project.layerTreeRoot())
        self.tree = QgsLayerTreeView()
        self.tree.setModel(self.model)
        self.left = QDockWidget("Layers")
        self.left.setWidget(self.tree)
        self.window.addDockWidget(Qt.LeftDockWidgetArea, self.left)

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar

    def activeLayer(self):
        return self.active

    def addDockWidget(self, area, dock):
        self.docks.append(dock)
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self.docks.remove(dock)
        self.window.removeDockWidget(dock)

    def addToolBarIcon(self, action):
        """No bar of tools here."""

    def removeToolBarIcon(self, action):
        """No bar of tools here."""

    def addPluginToWebMenu(self, menu, action):
        """No menus here."""

    def removePluginWebMenu(self, menu, action):
        """No menus here."""
