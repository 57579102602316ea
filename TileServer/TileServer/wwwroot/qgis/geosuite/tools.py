"""Tools of the map: a place, and a polygon."""
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsPointXY, QgsProject, QgsWkbTypes
from qgis.gui import QgsMapTool, QgsMapToolEmitPoint, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor


def to_degrees(crs):
    """From a reference system to longitude and latitude."""
    return QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance())


class PlaceTool(QgsMapToolEmitPoint):
    """Tells the longitude and latitude of a click."""

    placed = pyqtSignal(float, float)

    def __init__(self, canvas):
        super().__init__(canvas)
        self.canvasClicked.connect(self.click)

    def click(self, point, button=Qt.LeftButton):
        place = to_degrees(self.canvas().mapSettings().destinationCrs()).transform(QgsPointXY(point))
        self.placed.emit(place.x(), place.y())


class PolygonTool(QgsMapTool):
    """Draws a polygon: a click for each corner, the right button for the end."""

    drawn = pyqtSignal(QgsGeometry)

    def __init__(self, canvas):
        super().__init__(canvas)
        self.band = QgsRubberBand(canvas, QgsWkbTypes.PolygonGeometry)
        self.band.setColor(QColor(15, 118, 110, 90))
        self.band.setStrokeColor(QColor(15, 118, 110))
        self.corners = []

    def canvasPressEvent(self, event):
        if event.button() == Qt.RightButton:
            self.end()
        else:
            self.corner(self.toMapCoordinates(event.pos()))

    def canvasMoveEvent(self, event):
        if self.corners:
            self.show_band(self.corners + [self.toMapCoordinates(event.pos())])

    def keyPressEvent(self, event):
        if event.key() == Qt.Key_Escape:
            self.clear()

    def corner(self, point):
        self.corners.append(QgsPointXY(point))
        self.show_band(self.corners)

    def end(self):
        """Tells the polygon in longitude and latitude; fewer than three corners are none."""
        corners = self.corners
        self.corners = []
        if len(corners) < 3:
            self.clear()
            return
        self.show_band(corners)
        polygon = QgsGeometry.fromPolygonXY([corners])
        polygon.transform(to_degrees(self.canvas().mapSettings().destinationCrs()))
        self.drawn.emit(polygon)

    def clear(self):
        self.corners = []
        self.band.reset(QgsWkbTypes.PolygonGeometry)

    def deactivate(self):
        self.clear()
        super().deactivate()

    def show_band(self, points):
        self.band.setToGeometry(QgsGeometry.fromPolygonXY([points]), None)
