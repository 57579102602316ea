"""The provider of algorithms."""
import os

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithms.coverage import DownloadCoverage
from .algorithms.geolocate import Geolocate
from .algorithms.load import LoadLayers
from .algorithms.points import PointQuery
from .algorithms.searched import SearchedArea
from .algorithms.zonal import ZonalStatistics


class GeoSuiteProvider(QgsProcessingProvider):
    """All of them."""

    def id(self):
        return "geosuite"

    def name(self):
        return "GeoSuite"

    def icon(self):
        return QIcon(os.path.join(os.path.dirname(__file__), "icon.svg"))

    def loadAlgorithms(self):
        for kind in (LoadLayers, PointQuery, ZonalStatistics, Geolocate, SearchedArea, DownloadCoverage):
            self.addAlgorithm(kind())
