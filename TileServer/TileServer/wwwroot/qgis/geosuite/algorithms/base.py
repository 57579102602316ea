"""What all algorithms have: a server, and faults as one sentence."""
from qgis.core import (QgsCoordinateReferenceSystem, QgsFeatureRequest, QgsProcessingAlgorithm, QgsProcessingException,
                       QgsProcessingParameterDefinition, QgsProcessingParameterString)

from ..client import MISREAD, Client, ServerError, words_of


class ServerAlgorithm(QgsProcessingAlgorithm):
    """An algorithm that asks a server.

    KEY, TITLE, HELP: what it is called, and what it does.
    ask: does it, with the client as the first argument.
    """

    SERVER, LAYER, OUTPUT = "SERVER", "LAYER", "OUTPUT"
    KEY = TITLE = HELP = ""

    def name(self):
        return self.KEY

    def displayName(self):
        return self.TITLE

    def shortHelpString(self):
        return self.HELP

    def createInstance(self):
        return type(self)()

    def add_server(self):
        parameter = QgsProcessingParameterString(self.SERVER, "Address of the server (empty: the one of the panel)", optional=True)
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
        self.addParameter(parameter)

    def add_layer(self, title="Name of the layer on the server"):
        self.addParameter(QgsProcessingParameterString(self.LAYER, title))

    def processAlgorithm(self, parameters, context, feedback):
        try:
            return self.ask(Client(self.parameterAsString(parameters, self.SERVER, context) or None, feedback=feedback), parameters, context, feedback)
        except (ServerError, *MISREAD) as fault:
            raise QgsProcessingException(words_of(fault)) from None

    def ask(self, client, parameters, context, feedback):
        raise NotImplementedError

    def places(self, source, context):
        """Longitude and latitude of each point, by the identifier of its feature; features without a place are left out."""
        found = ((feature.id(), place_of(feature)) for feature in self.features_in_degrees(source, context))
        return {identifier: place for identifier, place in found if place is not None}

    def features_in_degrees(self, source, context):
        """Features of a source, in longitude and latitude."""
        return source.getFeatures(QgsFeatureRequest().setDestinationCrs(degrees(), context.transformContext()))


def degrees():
    """Longitude and latitude."""
    return QgsCoordinateReferenceSystem("EPSG:4326")


def place_of(feature):
    """Longitude and latitude of a point, or of the middle of something larger; None without a geometry."""
    geometry = feature.geometry()
    if geometry.isEmpty():
        return None
    point = (geometry if geometry.type() == 0 and not geometry.isMultipart() else geometry.centroid()).asPoint()
    return [point.x(), point.y()]
