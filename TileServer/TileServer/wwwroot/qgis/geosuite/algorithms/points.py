"""Values of a layer at points."""
from qgis.core import QgsFeature, QgsField, QgsProcessing, QgsProcessingParameterFeatureSink, QgsProcessingParameterFeatureSource
from qgis.PyQt.QtCore import QVariant

from ..questions import values_at_many
from .base import ServerAlgorithm


class PointQuery(ServerAlgorithm):
    """A copy of a point layer with a field for each band."""

    KEY, TITLE = "pointquery", "Values at points"
    HELP = "Asks a layer of the server for its values at points, and adds them as fields. Values are those of the cell that holds a point, not of a picture; where there is no value the field is empty."
    INPUT = "INPUT"

    def initAlgorithm(self, config=None):
        self.addParameter(QgsProcessingParameterFeatureSource(self.INPUT, "Points", [QgsProcessing.TypeVectorPoint]))
        self.add_layer()
        self.add_server()
        self.addParameter(QgsProcessingParameterFeatureSink(self.OUTPUT, "Points with values"))

    def ask(self, client, parameters, context, feedback):
        source = self.parameterAsSource(parameters, self.INPUT, context)
        layer = self.parameterAsString(parameters, self.LAYER, context)
        places = self.places(source, context)
        names, answers = values_at_many(client, layer, list(places.values()))
        values = dict(zip(places, answers))
        fields = source.fields()
        for name in names:
            fields.append(QgsField(unused(fields, f"{layer}: {name}" if len(names) > 1 else layer), QVariant.Double))
        sink, identifier = self.parameterAsSink(parameters, self.OUTPUT, context, fields, source.wkbType(), source.sourceCrs())
        for feature in source.getFeatures():
            copy = QgsFeature(fields)
            copy.setGeometry(feature.geometry())
            copy.setAttributes(feature.attributes() + values.get(feature.id(), [None] * len(names)))
            sink.addFeature(copy)
        return {self.OUTPUT: identifier}


def unused(fields, name):
    """A name that no field has."""
    number, tried = 2, name
    while fields.lookupField(tried) >= 0:
        tried, number = f"{name} {number}", number + 1
    return tried
