"""GeoSuite in QGIS."""


def classFactory(iface):
    """QGIS asks for the plug-in here."""
    from .plugin import GeoSuitePlugin
    return GeoSuitePlugin(iface)
