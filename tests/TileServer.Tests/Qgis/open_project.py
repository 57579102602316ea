"""Opens the project of the server, draws its map, and exports its page.

    open_project.py ADDRESS
"""
import os
import sys
import tempfile

from qgis.core import QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap, QgsProject

import session

application = session.start(gui=True)
project = QgsProject.instance()
with tempfile.NamedTemporaryFile(suffix=".qgs", delete=False) as file:
    file.write(session.fetch(sys.argv[1] + "/qgis/geosuite.qgs"))
read = project.read(file.name)
os.remove(file.name)
layouts = project.layoutManager().layouts()
page = layouts[0]
kinds = {"map": QgsLayoutItemMap, "label": QgsLayoutItemLabel, "legend": QgsLayoutItemLegend}
items = {name: sum(isinstance(item, kind) for item in page.items()) for name, kind in kinds.items()}
picture = QgsLayoutExporter(page).renderPageToImage(0, dpi=40)
shown = [node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()]
answer = {
    "read": read, "title": project.title(), "crs": project.crs().authid(), "items": items, "layouts": len(layouts), "drawn": session.drawn(picture.convertToFormat(picture.Format_RGBA8888)),
    "layers": {layer.id(): layer.isValid() for layer in project.mapLayers().values()}, "shown": [layer.name() for layer in shown],
}
session.finish(answer)
