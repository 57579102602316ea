"""Values of a layer as a file."""
from urllib.parse import quote

from qgis.core import QgsProcessingException, QgsProcessingParameterExtent, QgsProcessingParameterRasterDestination

from ..client import ServerError
from .base import ServerAlgorithm, degrees


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
        if extent.isNull():
            content = self.whole(client, layer)
        else:
            content = client.get(f"/collections/{layer}/coverage?f=tif&bbox={extent.xMinimum():.12g},{extent.yMinimum():.12g},{extent.xMaximum():.12g},{extent.yMaximum():.12g}")
        output = self.parameterAsOutputLayer(parameters, self.OUTPUT, context)
        try:
            with open(output, "wb") as file:
                file.write(content)
        except OSError as fault:
            raise QgsProcessingException(f"{output} cannot be written: {fault.strerror}.") from None
        return {self.OUTPUT: output}

    def whole(self, client, layer):
        """The file of the layer where it is one, else all that is computed of it."""
        try:
            return client.get(f"/cog/{layer}.tif")
        except ServerError as fault:
            if fault.status != 404:
                raise
            return client.get(f"/collections/{layer}/coverage?f=tif")
