"""Statistics of a layer in polygons."""
import json
from urllib.parse import quote

from qgis.core import QgsFeature, QgsField, QgsProcessing, QgsProcessingParameterFeatureSink, QgsProcessingParameterFeatureSource
from qgis.PyQt.QtCore import QVariant

from ..client import ServerError
from .base import ServerAlgorithm
from .points import unused

FIGURES = ["min", "max", "mean", "std", "sum", "median", "majority", "minority", "unique", "count", "valid_percent", "percentile_2", "percentile_98", "area_km2", "mass", "mean_density"]


# half of what the server takes at once
ZONES_AT_ONCE, CORNERS_AT_ONCE = 200, 25_000


class ZonalStatistics(ServerAlgorithm):
    """A copy of a polygon layer with statistics of each band."""

    KEY, TITLE = "zonalstatistics", "Statistics in polygons"
    HELP = ("Asks a layer of the server for statistics of each polygon, and adds them as fields. Cells at the edge count with the share that lies within, and all cells with their true area on the ellipsoid. "
            "Edges are straight in longitude and latitude.")
    INPUT = "INPUT"

    def initAlgorithm(self, config=None):
        self.addParameter(QgsProcessingParameterFeatureSource(self.INPUT, "Polygons", [QgsProcessing.TypeVectorPolygon]))
        self.add_layer()
        self.add_server()
        self.addParameter(QgsProcessingParameterFeatureSink(self.OUTPUT, "Polygons with statistics"))

    def ask(self, client, parameters, context, feedback):
        source = self.parameterAsSource(parameters, self.INPUT, context)
        layer = self.parameterAsString(parameters, self.LAYER, context)
        count = max(source.featureCount(), 1)
        answers, waiting = {}, {}
        for feature in self.features_in_degrees(source, context):
            if not feature.geometry().isEmpty():
                waiting[feature.id()] = feature.geometry()
            if len(waiting) >= ZONES_AT_ONCE or sum(geometry.constGet().nCoordinates() for geometry in waiting.values()) > CORNERS_AT_ONCE:
                self.ask_some(client, layer, waiting, answers, feedback)
                feedback.setProgress(100 * len(answers) / count)
        self.ask_some(client, layer, waiting, answers, feedback)
        columns = columns_of(answers.values())
        fields = source.fields()
        for band, figure in columns:
            fields.append(QgsField(unused(fields, figure if len({one for one, _ in columns}) == 1 else f"{band}_{figure}"), QVariant.Double))
        sink, identifier = self.parameterAsSink(parameters, self.OUTPUT, context, fields, source.wkbType(), source.sourceCrs())
        for feature in source.getFeatures():
            found = answers.get(feature.id(), {})
            copy = QgsFeature(fields)
            copy.setGeometry(feature.geometry())
            copy.setAttributes(feature.attributes() + [found.get(band, {}).get(figure) for band, figure in columns])
            sink.addFeature(copy)
        return {self.OUTPUT: identifier}

    def ask_some(self, client, layer, waiting, answers, feedback):
        """Asks about zones that wait; they wait no longer then."""
        if feedback.isCanceled():
            raise ServerError("Cancelled.")
        if waiting:
            answers.update(zip(waiting, statistics_of(client, layer, list(waiting.values()))))
        waiting.clear()


def statistics_of(client, layer, geometries):
    """Statistics of each band within polygons of longitudes and latitudes."""
    zones = [{"type": "Feature", "properties": {}, "geometry": json.loads(geometry.asJson(12))} for geometry in geometries]
    answer = client.post_json(f"/layers/{quote(layer)}/statistics", {"type": "FeatureCollection", "features": zones})
    return [feature["properties"]["statistics"] for feature in answer["features"]]


def columns_of(answers):
    """Pairs of band and figure that some answer has, in the order of the figures."""
    found = {}
    for answer in answers:
        for band, figures in answer.items():
            found.setdefault(band, set()).update(name for name, value in figures.items() if name in FIGURES and (value is None or isinstance(value, (int, float))))
    return [(band, figure) for band, figures in found.items() for figure in FIGURES if figure in figures]
