"""Values of a layer as a file."""
from urllib.parse import quote

from qgis.core import QgsProcessingException, QgsProcessingParameterExtent, QgsProcessingParameterRasterDestination

from .base import degrees, ServerAlgorithm


class DownloadCoverage(ServerAlgorithm):
    """A GeoTIFF of true values."""

    KEY, TITLE = "downloadcoverage", "Download values"
    HELP = "Fetches the values of a layer as a GeoTIFF: the whole layer, or the part within an extent, with the cells as the server has them. What is too large for one answer the server refuses, and says so."
    EXTENT = "EXTENT"

    def initAlgorithm(self, config=None):
        self.add_layer()
        self.addParameter(QgsProcessingParameterExtent(self.EXTENT, "Extent (empty: the whole layer)", optional=True))
        self.add_server()
        self.addParameter(QgsProcessingParameterRasterDestination(self.OUTPUT, "Values"))

    def ask(self, client, parameters, context, feedback):
        layer = quote(self.parameterAsString(parameters, self.LAYER, context))
        extent = self.parameterAsExtent(parameters, self.EXTENT, context, degrees())
        path = f"/cog/{layer}.tif"
        if not extent.isNull():
            path = f"/collections/{layer}/coverage?f=tif&bbox={extent.xMinimum():.12g},{extent.yMinimum():.12g},{extent.xMaximum():.12g},{extent.yMaximum():.12g}"
        content = client.get(path)
        output = self.parameterAsOutputLayer(parameters, self.OUTPUT, context)
        try:
            with open(output, "wb") as file:
                file.write(content)
        except OSError as fault:
            raise QgsProcessingException(f"{output} cannot be written: {fault.strerror}.") from None
        return {self.OUTPUT: output}
