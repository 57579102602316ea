"""Pictures to probabilities of places."""
import os

from qgis.core import (QgsFeature, QgsField, QgsFields, QgsGeometry, QgsPointXY, QgsProcessing, QgsProcessingParameterFeatureSink, QgsProcessingParameterFolderDestination,
                       QgsProcessingParameterMultipleLayers, QgsProcessingParameterString, QgsWkbTypes)
from qgis.PyQt.QtCore import QVariant

from ..client import ServerError
from ..layers import regions
from ..questions import NOTE, geolocate
from .base import degrees, ServerAlgorithm


class Geolocate(ServerAlgorithm):
    """For each picture a GeoTIFF of the density, the outlines of regions, and the middles of their parts."""

    KEY, TITLE = "geolocate", "Where pictures were taken"
    HELP = ("Sends pictures to the server and tells with what probability each was taken where: a GeoTIFF of the density per km², outlines of the regions that hold 50, 80 and 95 % of the probability, and the densest "
            "place of each part of the region. The server is asked to forget the answers afterwards.\n\n" + NOTE.format(address="the server"))
    INPUT, MODEL, FOLDER, REGIONS, PLACES = "INPUT", "MODEL", "FOLDER", "REGIONS", "PLACES"

    def initAlgorithm(self, config=None):
        self.addParameter(QgsProcessingParameterMultipleLayers(self.INPUT, "Pictures", QgsProcessing.TypeFile))
        self.addParameter(QgsProcessingParameterString(self.MODEL, "Model (empty: the first of the server)", optional=True))
        self.add_server()
        self.addParameter(QgsProcessingParameterFolderDestination(self.FOLDER, "Folder of the GeoTIFFs"))
        self.addParameter(QgsProcessingParameterFeatureSink(self.REGIONS, "Regions"))
        self.addParameter(QgsProcessingParameterFeatureSink(self.PLACES, "Densest places"))

    def ask(self, client, parameters, context, feedback):
        pictures = self.parameterAsFileList(parameters, self.INPUT, context)
        model = self.parameterAsString(parameters, self.MODEL, context)
        folder = self.parameterAsString(parameters, self.FOLDER, context)
        os.makedirs(folder, exist_ok=True)
        of_regions = fields_of(("picture", QVariant.String), ("level", QVariant.Double), ("mass", QVariant.Double), ("area_km2", QVariant.Double))
        of_places = fields_of(("picture", QVariant.String), ("rank", QVariant.Int), ("mass", QVariant.Double), ("area_km2", QVariant.Double))
        outlines, outlines_id = self.parameterAsSink(parameters, self.REGIONS, context, of_regions, QgsWkbTypes.MultiPolygon, degrees())
        places, places_id = self.parameterAsSink(parameters, self.PLACES, context, of_places, QgsWkbTypes.Point, degrees())
        feedback.pushInfo(NOTE.format(address=client.address))
        for number, picture in enumerate(pictures):
            if feedback.isCanceled():
                raise ServerError("Cancelled.")
            answer = geolocate(client, picture, model)
            try:
                self.write(client, picture, answer, folder, (outlines, of_regions), (places, of_places))
            finally:
                client.delete(f"/geolocate/{answer['id']}")
            for notice in answer.get("notices") or []:
                feedback.pushInfo(f"{os.path.basename(picture)}: {notice}")
            feedback.setProgress(100 * (number + 1) / len(pictures))
        return {self.FOLDER: folder, self.REGIONS: outlines_id, self.PLACES: places_id}

    def write(self, client, picture, answer, folder, outlines, places):
        name, layer = os.path.basename(picture), answer["layer"]
        with open(os.path.join(folder, os.path.splitext(name)[0] + ".tif"), "wb") as file:
            file.write(client.get(f"/cog/{layer}.tif"))
        for properties, geometry in regions(client, layer):
            add(*outlines, geometry, [name, properties["level"], properties["mass"], properties["areaKm2"]])
        for part in answer["regions"]:
            add(*places, QgsGeometry.fromPointXY(QgsPointXY(*part["peak"])), [name, part["rank"], part["mass"], part["areaKm2"]])


def fields_of(*kinds):
    fields = QgsFields()
    for name, kind in kinds:
        fields.append(QgsField(name, kind))
    return fields


def add(sink, fields, geometry, attributes):
    feature = QgsFeature(fields)
    feature.setGeometry(geometry)
    feature.setAttributes(attributes)
    sink.addFeature(feature)
