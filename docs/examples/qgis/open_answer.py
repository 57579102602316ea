"""Opens the answer to a picture in QGIS without a window: tiles, the GeoTIFF and the outlines of regions, and saves what the map shows.

    python3 open_answer.py http://127.0.0.1:5080 query-0123… picture.png

Needs QGIS 3.22 or newer with its Python (Debian: python3-qgis qgis-providers); QT_QPA_PLATFORM=offscreen where there is no screen.
"""
import sys

from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsFillSymbol, QgsMapRendererParallelJob, QgsMapSettings, QgsRasterLayer, QgsRectangle,
                       QgsVectorLayer)
from qgis.PyQt.QtCore import QSize

address, query, picture = sys.argv[1:4]
application = QgsApplication([], False)
application.initQgis()

tiles = QgsRasterLayer(f"type=xyz&zmin=0&zmax=8&url={address}/tiles/{query}/{{z}}/{{x}}/{{y}}.png?quantity%3Dlog10density", "log10 of the density", "wms")
values = QgsRasterLayer(f"/vsicurl/{address}/cog/{query}.tif", "density per km²", "gdal")
regions = QgsVectorLayer(f"/vsicurl/{address}/layers/{query}/regions?mass=0.5,0.8", "regions", "ogr")
below = QgsRasterLayer(f"type=xyz&zmin=0&zmax=5&url={address}/tiles/elevation/{{z}}/{{x}}/{{y}}.png", "elevation", "wms")
for layer in (tiles, values, regions, below):
    if not layer.isValid():
        sys.exit(f"{layer.name()}: {layer.error().summary()}")

regions.renderer().setSymbol(QgsFillSymbol.createSimple({"style": "no", "outline_color": "white", "outline_width": "0.5"}))
tiles.renderer().setOpacity(0.75)
settings = QgsMapSettings()
settings.setLayers([regions, tiles, below])
settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
settings.setExtent(QgsRectangle(-2.0e7, -9.0e6, 2.0e7, 1.5e7))
settings.setOutputSize(QSize(1200, 720))
job = QgsMapRendererParallelJob(settings)
job.start()
job.waitForFinished()
job.renderedImage().save(picture)

# true values come from the GeoTIFF, not from colours
statistics = values.dataProvider().bandStatistics(1)
print(f"{regions.featureCount()} regions; density from {statistics.minimumValue:.3g} to {statistics.maximumValue:.3g} per km2; saved {picture}")
application.exitQgis()
