"""Questions to a server, and its answers as plain lists and dictionaries."""
import os
from urllib.parse import quote, urlencode

from .client import ServerError

MEDIA_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
NOTE = ("The picture is sent to {address}, which says with what probability it was taken where. The map shows what a model believes, and is no evidence. "
        "Do not use it to find or follow persons, and ask before you send other people's pictures.")
EARTH_KM2 = 510_065_622
POINTS_AT_ONCE = 5000


def values_at(client, layer, longitude, latitude):
    """Lines of name, value and unit at a place; a value is None where there is none."""
    answer = client.get_json(f"/layers/{quote(layer)}/point?" + urlencode({"lon": longitude, "lat": latitude}))
    return lines_of(answer, answer)


def lines_of(answer, place):
    names, units = answer["band_names"], answer.get("units") or []
    values, labels = place.get("values") or [], place.get("labels") or []
    lines = []
    for i, name in enumerate(names):
        value = values[i] if i < len(values) else None
        unit = (units[i] if i < len(units) else None) or ""
        label = (labels[i] if i < len(labels) else None) or ""
        lines.append((name, value, unit, label))
    return lines


def values_at_many(client, layer, places):
    """Names of bands, and for each place the values of its bands."""
    answers, names = [], None
    for start in range(0, len(places), POINTS_AT_ONCE):
        answer = client.post_json(f"/layers/{quote(layer)}/points", places[start:start + POINTS_AT_ONCE])
        names = answer["band_names"]
        answers.extend(place.get("values") or [None] * len(names) for place in answer["points"])
    return names or [], answers


def locators(client):
    """Models that say where pictures were taken."""
    return client.get_json("/geolocate")["models"]


def geolocate(client, path, model=None):
    """Sends a picture; the answer of the server."""
    media_type = MEDIA_TYPES.get(os.path.splitext(path)[1].lower())
    if media_type is None:
        raise ServerError(f"'{os.path.basename(path)}' is neither JPEG nor PNG nor WebP.")
    try:
        with open(path, "rb") as file:
            body = file.read()
    except OSError as fault:
        raise ServerError(f"'{path}' cannot be read: {fault.strerror}.") from None
    return client.json_of(client.post("/geolocate" + ("?" + urlencode({"model": model}) if model else ""), body, media_type))


def searched_area(client, layer, places, feedback=None):
    """How much of a layer is searched before each place, largest values first: pairs of km² and the share that is searched before; of None where the layer has no value."""
    answers = []
    for start in range(0, len(places), POINTS_AT_ONCE):
        if feedback is not None:
            if feedback.isCanceled():
                raise ServerError("Cancelled.")
            feedback.setProgress(100 * start / len(places))
        some = places[start:start + POINTS_AT_ONCE]
        try:
            answer = client.post_json(f"/layers/{quote(layer)}/rva", some)
        except ServerError as fault:
            if fault.status != 405:
                raise

            # a server that takes one place at a time
            answers.extend(searched_one_by_one(client, layer, some))
            continue
        answers.extend((point.get("area_km2"), point.get("hdr_level")) for point in answer["points"])
    return answers


def searched_one_by_one(client, layer, places):
    for longitude, latitude in places:
        answer = client.get_json(f"/layers/{quote(layer)}/rva?" + urlencode({"lon": longitude, "lat": latitude}))
        yield answer["searchedAreaKm2"], answer["searchedMass"]


def curve_of(areas):
    """Recall against area: pairs of area and the share of places found by then. Places that are nowhere in the layer (None) are never found."""
    found = sorted(area for area in areas if area is not None)
    return [(area, (number + 1) / len(areas)) for number, area in enumerate(found)]


def median(areas):
    """The area at which half of the places are found; None where they never are."""
    found = sorted(area for area in areas if area is not None)
    middle = (len(areas) - 1) // 2
    return found[middle] if middle < len(found) else None
