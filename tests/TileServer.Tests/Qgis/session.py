"""What every script beside the tests needs: QGIS without a window, answers as JSON, and pictures to compare."""
import json
import os
import sys
import urllib.error
import urllib.request

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsMapRendererSequentialJob, QgsMapSettings, QgsRaster, QgsRectangle
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter

HALF = 20037508.342789244  # half the width of Web Mercator, metres


def start(gui=False):
    application = QgsApplication([], gui)
    application.initQgis()
    return application


def finish(answer):
    json.dump(answer, sys.stdout, default=str)
    sys.stdout.flush()

    # taken down from Python, QGIS may trip over objects that both own; everything has been told by now
    os._exit(0)


def tile_extent(z, x, y):
    side = 2 * HALF / 2 ** z
    return QgsRectangle(-HALF + x * side, HALF - (y + 1) * side, -HALF + (x + 1) * side, HALF - y * side)


def fetch(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read()


def status_of(address):
    """The number that an address is answered with."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as fault:
        return fault.code


def fetch_json(address):
    return json.loads(fetch(address))


def draw(layers, extent, size=256):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(extent)
    settings.setOutputSize(QSize(size, size))
    settings.setBackgroundColor(QColor(255, 255, 255))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage().convertToFormat(QImage.Format_RGBA8888)


def picture(png):
    """A tile on white, as the map shows it."""
    image = QImage.fromData(png).convertToFormat(QImage.Format_ARGB32)
    below = QImage(image.size(), QImage.Format_ARGB32)
    below.fill(QColor(255, 255, 255))
    painter = QPainter(below)
    painter.drawImage(0, 0, image)
    painter.end()
    return below.convertToFormat(QImage.Format_RGBA8888)


def channels(image):
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return bytes(bits)


def difference(first, second):
    """Mean of how far channels are apart, 0 to 255."""
    one, two = channels(first), channels(second)
    return sum(abs(a - b) for a, b in zip(one, two)) / len(one)


def drawn(image):
    """Share of pixels that are not white."""
    data = channels(image)
    white = b"\xff\xff\xff\xff"
    return sum(data[i:i + 4] != white for i in range(0, len(data), 4)) / (len(data) / 4)


def values_at(layer, point, how, extent):
    """What a click tells: numbers of bands, or attributes of what a service answers."""
    # a file is asked for the cell itself: with a size QGIS would read from a coarser level
    asked = layer.dataProvider().identify(point, how) if how == QgsRaster.IdentifyFormatValue else layer.dataProvider().identify(point, how, extent, 256, 256)
    if not asked.isValid():
        return {"error": asked.error().summary()}
    values = {}
    for key, value in asked.results().items():
        if isinstance(value, list):
            for store in value:
                for feature in store.features():
                    values.update({field.name(): feature[field.name()] for field in feature.fields()})
        else:
            values[str(key)] = value
    return values
