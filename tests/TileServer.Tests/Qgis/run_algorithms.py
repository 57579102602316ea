"""Installs our plug-in from the server and runs each of its algorithms.

    run_algorithms.py ADDRESS PICTURE FOLDER
"""
import os
import sys

from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsRasterLayer, QgsRectangle,
                       QgsVectorLayer)

import plugin_session
import session

address, picture, folder = sys.argv[1:4]
application = session.start()
offered, _ = plugin_session.install(address)
plugin_session.start_processing()
import processing  # noqa: E402 (lies where the installer has just looked)

answer = {"offered": offered, "algorithms": sorted(one.id() for one in QgsApplication.processingRegistry().providerById("geosuite").algorithms())}


def points(crs, *places):
    layer = QgsVectorLayer(f"Point?crs={crs}&field=name:string", "points", "memory")
    for number, (x, y) in enumerate(places):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        feature.setAttributes([f"p{number}"])
        layer.dataProvider().addFeature(feature)
    return layer


def moved(geometry):
    """From longitude and latitude to metres."""
    geometry.transform(QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateReferenceSystem("EPSG:3857"), QgsProject.instance()))
    return geometry


# the second place is the first one in metres; the third lies outside of the layer
degrees = points("EPSG:4326", (5.25, 5.25), (9.75, 0.25), (50, 50))
metres = points("EPSG:3857", (584427.3266615927, 585245.9467864749))
for name, layer in (("points", degrees), ("metres", metres)):
    answer[name] = plugin_session.attributes(processing.run("geosuite:pointquery", {"INPUT": layer, "LAYER": "part", "OUTPUT": "memory:"})["OUTPUT"])

zones = QgsVectorLayer("Polygon?crs=EPSG:3857&field=name:string", "zones", "memory")
for number, (west, south, east, north) in enumerate(((2, 2, 4, 4), (8, 8, 20, 20), (40, 40, 50, 50))):
    feature = QgsFeature(zones.fields())
    feature.setAttributes([f"z{number}"])
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(west, south, east, north)))
    feature.setGeometry(moved(feature.geometry()))
    zones.dataProvider().addFeature(feature)
answer["zones"] = plugin_session.attributes(processing.run("geosuite:zonalstatistics", {"INPUT": zones, "LAYER": "part", "OUTPUT": "memory:"})["OUTPUT"])

searched = processing.run("geosuite:recallversusarea", {"INPUT": points("EPSG:4326", (10, 50), (-100, 40), (179, -20)), "LAYER": "places", "OUTPUT": "memory:", "CHART": os.path.join(folder, "chart.png")})
with open(searched["CHART"], "rb") as file:
    chart = session.picture(file.read())
answer["searched"] = {"rows": plugin_session.attributes(searched["OUTPUT"]), "median": searched["MEDIAN"], "chart": [chart.width(), chart.height(), session.drawn(chart)]}

values = processing.run("geosuite:downloadcoverage", {"LAYER": "places", "OUTPUT": os.path.join(folder, "places.tif")})["OUTPUT"]
if "/collections/{layer}/coverage" in session.fetch_json(address + "/api")["paths"]:
    piece = processing.run("geosuite:downloadcoverage", {"LAYER": "part", "EXTENT": "2,3,4,6 [EPSG:4326]", "OUTPUT": os.path.join(folder, "piece.tif")})["OUTPUT"]
    cut = QgsRasterLayer(piece, "piece")
    answer["piece"] = {
        "valid": cut.isValid(), "extent": [cut.extent().xMinimum(), cut.extent().yMinimum(), cut.extent().xMaximum(), cut.extent().yMaximum()], "size": [cut.width(), cut.height()],
        "sample": cut.dataProvider().sample(QgsPointXY(2.55, 4.55), 1)[0],
    }
raster = QgsRasterLayer(values, "values")
sample, found = raster.dataProvider().sample(QgsPointXY(10.25, 50.25), 1)
answer["coverage"] = {"valid": raster.isValid(), "crs": raster.crs().authid(), "size": [raster.width(), raster.height()], "sample": sample if found else None}

from geosuite.client import Client  # noqa: E402 (has just been installed)
forgotten, delete = [], Client.delete
Client.delete = lambda client, path: (delete(client, path), forgotten.append(path))
located = processing.run("geosuite:geolocate", {"INPUT": [picture], "FOLDER": os.path.join(folder, "located"), "REGIONS": "memory:", "PLACES": "memory:"})
density = QgsRasterLayer(os.path.join(located["FOLDER"], os.path.splitext(os.path.basename(picture))[0] + ".tif"), "density")
answer["located"] = {
    "regions": plugin_session.attributes(located["REGIONS"]), "places": plugin_session.attributes(located["PLACES"]), "density": density.isValid(),
    "outlines": [feature.geometry().isGeosValid() and not feature.geometry().isEmpty() for feature in located["REGIONS"].getFeatures()],
    "forgotten": [session.status_of(address + path) for path in forgotten],
    "peaks": [[feature.geometry().asPoint().x(), feature.geometry().asPoint().y()] for feature in located["PLACES"].getFeatures()],
}

# as Processing loads results: into the project
loaded = processing.runAndLoadResults("geosuite:loadlayers", {"LAYER": "ramp, places", "FORM": [0]})
answer["loaded"] = [layer.name() for layer in QgsProject.instance().mapLayers().values() if layer.id() in loaded["OUTPUT"] and layer.isValid()]
session.finish(answer)
