"""How much area a map lets one search before points are found."""
from qgis.core import (QgsFeature, QgsField, QgsProcessing, QgsProcessingException, QgsProcessingOutputNumber, QgsProcessingParameterFeatureSink, QgsProcessingParameterFeatureSource,
                       QgsProcessingParameterFileDestination)
from qgis.PyQt.QtCore import QVariant

from ..chart import draw
from ..questions import curve_of, median, searched_area
from .base import ServerAlgorithm


class SearchedArea(ServerAlgorithm):
    """A copy of a point layer with the searched area of each point, and a chart of recall against area."""

    KEY, TITLE = "recallversusarea", "Recall versus area"
    HELP = ("Searches a layer, largest values first (of a probability of places the densest cells), and tells how much area has been searched when each point is reached, as a field and as a chart of recall against area. The better the map, the earlier the "
            "curve rises; the dashed line is a search at random.")
    INPUT, CHART, MEDIAN = "INPUT", "CHART", "MEDIAN"

    def initAlgorithm(self, config=None):
        self.addParameter(QgsProcessingParameterFeatureSource(self.INPUT, "Points", [QgsProcessing.TypeVectorPoint]))
        self.add_layer("Name of the map on the server")
        self.add_server()
        self.addParameter(QgsProcessingParameterFeatureSink(self.OUTPUT, "Points with searched areas"))
        self.addParameter(QgsProcessingParameterFileDestination(self.CHART, "Chart", "PNG (*.png)", optional=True))
        self.addOutput(QgsProcessingOutputNumber(self.MEDIAN, "Median of the searched areas, km²"))

    def ask(self, client, parameters, context, feedback):
        source = self.parameterAsSource(parameters, self.INPUT, context)
        layer = self.parameterAsString(parameters, self.LAYER, context)
        places = self.places(source, context)
        if not places:
            raise QgsProcessingException("There are no points to search for.")
        found = dict(zip(places, searched_area(client, layer, list(places.values()), feedback)))
        fields = source.fields()
        fields.append(QgsField("searched_km2", QVariant.Double))
        fields.append(QgsField("searched_mass", QVariant.Double))
        sink, identifier = self.parameterAsSink(parameters, self.OUTPUT, context, fields, source.wkbType(), source.sourceCrs())
        for feature in source.getFeatures():
            copy = QgsFeature(fields)
            copy.setGeometry(feature.geometry())
            copy.setAttributes(feature.attributes() + list(found.get(feature.id(), (None, None))))
            sink.addFeature(copy)
        areas = [area for area, _ in found.values()]
        answer = {self.OUTPUT: identifier, self.MEDIAN: median(areas)}
        if all(area is None for area in areas):
            feedback.pushWarning("The layer has no value at any of the points.")
            return answer
        chart = self.parameterAsFileOutput(parameters, self.CHART, context)
        if chart:
            if not draw(curve_of(areas), title_of(layer, areas)).save(chart):
                raise QgsProcessingException(f"The chart cannot be written to {chart}.")
            answer[self.CHART] = chart
        return answer


def title_of(layer, areas):
    middle = median(areas)
    return f"{layer}: {len(areas)} points, " + ("most of them never found" if middle is None else f"median {middle:.3g} km²")
