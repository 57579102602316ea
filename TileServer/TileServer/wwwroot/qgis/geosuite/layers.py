"""Layers of the server as layers of QGIS. What a layer is offered as, and how it looks, the server says in its layer definition."""
import json
from urllib.parse import quote

from qgis.core import QgsJsonUtils, QgsLayerDefinition, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument

from .client import ServerError

FORMS = {
    "xyz": "Tiles (pictures, quick)",
    "wmts": "WMTS (pictures, values on a click)",
    "wms": "WMS (pictures for print)",
    "cog": "Values (GeoTIFF)",
    "mvt": "Cells (vector tiles)",
    "regions": "Regions (outlines)",
    "items": "Features",
}


def catalogue(client):
    """The layers of a server, as it describes them."""
    answer = client.get_json("/layers")
    if not isinstance(answer, dict) or not isinstance(answer.get("layers"), list):
        raise ServerError(f"{client.address} does not answer as a GeoSuite server does.")
    return answer["layers"]


def form_of(element):
    """The last word of the identifier geosuite_LAYER_FORM."""
    return element.firstChildElement("id").text().rsplit("_", 1)[-1]


def definition(client, layer, choice=""):
    """The layer definition of a layer, and the names of the forms in it."""
    document = QDomDocument()
    content = client.get(f"/qgis/{quote(layer)}.qlr{choice}")
    if not document.setContent(content)[0] or document.documentElement().tagName() != "qlr":
        raise ServerError(f"{client.address} does not answer as a GeoSuite server does.")
    elements = document.elementsByTagName("maplayer")
    return document, [form_of(elements.at(i).toElement()) for i in range(elements.count())]


def load(client, layer, forms, choice=""):
    """Makes layers of QGIS of some forms of a layer, in their order; all forms there are for None."""
    document, offered = definition(client, layer, choice)
    wanted = offered if forms is None else [form for form in forms if form in offered]
    if not wanted:
        raise ServerError(f"'{layer}' is offered as {', '.join(offered)}, not as {', '.join(forms)}.")
    parent = document.documentElement().firstChildElement("maplayers")
    elements = parent.elementsByTagName("maplayer")
    for element in [elements.at(i).toElement() for i in range(elements.count())]:
        if form_of(element) not in wanted:
            parent.removeChild(element)
    made = QgsLayerDefinition.loadLayerDefinitionLayers(document, QgsReadWriteContext())
    broken = [one for one in made if not one.isValid()]
    if broken or len(made) < len(wanted):
        # an error without words must not be asked for its summary: QGIS 3.22 falls over it
        reasons = [one.error().summary() for one in broken if not one.error().isEmpty()]
        raise ServerError("QGIS cannot open " + ", ".join(one.name() for one in broken or made) + (": " + "; ".join(reasons) if reasons else "."))
    return made


def regions(client, layer, masses=(0.5, 0.8, 0.95), choice=""):
    """Regions of a probability of places: pairs of properties and geometries in longitude and latitude."""
    query = (choice + "&" if choice else "?") + "mass=" + ",".join(f"{mass:g}" for mass in masses)
    answer = client.get_json(f"/layers/{quote(layer)}/regions{query}")
    return [(feature["properties"], geometry_of(feature["geometry"])) for feature in answer["features"]]


def geometry_of(geojson):
    """A geometry of QGIS."""
    feature = {"type": "Feature", "properties": {}, "geometry": geojson}
    return QgsJsonUtils.stringToFeatureList(json.dumps({"type": "FeatureCollection", "features": [feature]}))[0].geometry()
