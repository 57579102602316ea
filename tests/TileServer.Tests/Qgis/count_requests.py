"""Counts what QGIS asks of the server when it opens a GeoTIFF, and when it reads features.

    count_requests.py ADDRESS FILE [FEATURES]
"""
import sys

from qgis.core import QgsRasterLayer, QgsVectorLayer

import counting
import session

address, file = sys.argv[1:3]
application = session.start()
counter = counting.Counter(address)
raster = QgsRasterLayer(f"/vsicurl/{counter.address}/cog/{file}", "values", "gdal")
answer = {"valid": raster.isValid(), "opened": list(counter.asked)}
if len(sys.argv) > 3:
    counter.asked.clear()
    vector = QgsVectorLayer(f"url='{counter.address}/' typename='{sys.argv[3]}' pagingEnabled='true' restrictToRequestBBOX='1'", "features", "OAPIF")
    answer["features_valid"] = vector.isValid()
    answer["features"] = sum(1 for _ in vector.getFeatures()) if vector.isValid() else 0
    answer["read"] = list(counter.asked)
session.finish(answer)
