"""The plug-in: a panel at the side, and a provider of algorithms."""
import os

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .provider import GeoSuiteProvider


class GeoSuitePlugin:
    """What QGIS starts and stops. Without a window (qgis_process) there is no panel."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = self.panel = self.action = None

    def initProcessing(self):
        self.provider = GeoSuiteProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        from .panel import Panel
        self.initProcessing()
        self.panel = Panel(self.iface)
        self.iface.addDockWidget(Qt.RightDockWidgetArea, self.panel)
        self.action = QAction(QIcon(os.path.join(os.path.dirname(__file__), "icon.svg")), "GeoSuite", self.iface.mainWindow())
        self.action.setCheckable(True)
        self.action.setChecked(True)
        self.action.toggled.connect(self.panel.setVisible)
        self.panel.visibilityChanged.connect(self.action.setChecked)
        self.iface.addToolBarIcon(self.action)
        self.iface.addPluginToWebMenu("GeoSuite", self.action)

    def unload(self):
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.panel is not None:
            self.panel.close_tools()
            self.iface.removePluginWebMenu("GeoSuite", self.action)
            self.iface.removeToolBarIcon(self.action)
            self.iface.removeDockWidget(self.panel)
            self.panel.deleteLater()
            self.panel = None
