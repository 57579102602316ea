"""Opens a layer definition file of the server, draws every layer on a tile's extent beside that tile, and asks it for values.

    open_definition.py ADDRESS DEFINITION Z X Y LONGITUDE LATITUDE
"""
import os
import re
import sys
import tempfile

from qgis.core import (QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsLayerDefinition, QgsLayerTree, QgsMapLayerType, QgsPointXY, QgsProject, QgsRaster)

import session

address, definition = sys.argv[1:3]
z, x, y = map(int, sys.argv[3:6])
place = QgsPointXY(float(sys.argv[6]), float(sys.argv[7]))
application = session.start()
project = QgsProject.instance()
with tempfile.NamedTemporaryFile(suffix=".qlr", delete=False) as file:
    file.write(session.fetch(address + definition))
ok, message = QgsLayerDefinition().loadLayerDefinition(file.name, project, project.layerTreeRoot())
os.remove(file.name)
extent = session.tile_extent(z, x, y)
references = {}


def reference_of(name):
    """The tile itself, as a picture on white; None where tiles hold features."""
    if name not in references:
        template = session.fetch_json(f"{address}/tiles/{name}/tilejson.json")["tiles"][0]
        references[name] = None if ".mvt" in template else session.picture(session.fetch(template.format(z=z, x=x, y=y)))
    return references[name]


def describe(node, group):
    layer = node.layer()
    found = {"name": node.name(), "group": group, "shown": node.itemVisibilityChecked(), "valid": layer is not None and layer.isValid()}
    if not found["valid"]:
        return {**found, "error": layer.error().summary() if layer and not layer.error().isEmpty() else "no words"}
    source = layer.source()
    name = re.search(r"(?:/tiles/|/cog/|/layers/|/collections/|layers=|typename=')([a-z0-9_-]+)", source).group(1)
    image = session.draw([layer], extent)
    found.update(layer=name, attribution=layer.attribution(), drawn=session.drawn(image))
    if reference_of(name):
        found["difference"] = session.difference(image, reference_of(name))
    if layer.type() == QgsMapLayerType.VectorLayer:
        found["features"] = layer.featureCount()
    if layer.type() == QgsMapLayerType.RasterLayer and layer.dataProvider().capabilities() & layer.dataProvider().Identify:
        moved = QgsCoordinateTransform(QgsCoordinateReferenceSystem("OGC:CRS84"), layer.crs(), project).transform(place)
        how = QgsRaster.IdentifyFormatValue if layer.dataProvider().name() == "gdal" else QgsRaster.IdentifyFormatFeature
        found["values"] = session.values_at(layer, moved, how, extent)
    return found


def walk(node, path):
    for child in node.children():
        if QgsLayerTree.isGroup(child):
            yield from walk(child, path + [child.name()])
        else:
            yield describe(child, "/".join(path))


answer = {"ok": ok, "message": message, "layers": list(walk(project.layerTreeRoot(), []))}
session.finish(answer)
