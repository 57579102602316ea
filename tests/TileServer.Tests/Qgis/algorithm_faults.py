"""Runs algorithms of our plug-in against what is wrong, and tells the messages.

    algorithm_faults.py ADDRESS
"""
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from qgis.core import QgsFeature, QgsGeometry, QgsNetworkAccessManager, QgsProcessingException, QgsVectorLayer

import plugin_session
import session

over = threading.Event()


class Poor(BaseHTTPRequestHandler):
    """A server that is busy, silent, or something else."""

    def do_GET(self):
        if self.path.startswith("/silent"):
            over.wait(60)
            return
        self.answer(*((503, b'{"detail":"Too much to do."}') if self.path.startswith("/busy") else (200, b"<html>hello</html>")))

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200, b"{}")

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Retry-After", "7")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


address = sys.argv[1]
application = session.start()
plugin_session.install(address)
plugin_session.start_processing()
import processing  # noqa: E402 (lies where the installer has just looked)

server = ThreadingHTTPServer(("127.0.0.1", 0), Poor)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
poor = f"http://127.0.0.1:{server.server_port}"
QgsNetworkAccessManager.setTimeout(1500)
answer = {}


def fault(name, algorithm, **parameters):
    try:
        processing.run("geosuite:" + algorithm, {"OUTPUT": "memory:" if algorithm != "loadlayers" else None, **parameters})
        answer[name] = "no fault"
    except QgsProcessingException as met:
        answer[name] = str(met)


empty = QgsVectorLayer("Point?crs=EPSG:4326", "empty", "memory")
fault("address", "loadlayers", LAYER="ramp", SERVER="http://not an address")
fault("scheme", "loadlayers", LAYER="ramp", SERVER="ftp://example.com")
fault("nobody", "loadlayers", LAYER="ramp", SERVER="http://127.0.0.1:9")
fault("missing", "loadlayers", LAYER="rmap")
fault("form", "loadlayers", LAYER="ramp", FORM=[5])
fault("busy", "loadlayers", LAYER="ramp", SERVER=poor + "/busy")
fault("other", "loadlayers", LAYER="ramp", SERVER=poor)
place = QgsFeature()
place.setGeometry(QgsGeometry.fromWkt("POINT(1 1)"))
one = QgsVectorLayer("Point?crs=EPSG:4326", "one", "memory")
one.dataProvider().addFeature(place)
fault("strange", "pointquery", INPUT=one, LAYER="ramp", SERVER=poor)
fault("silent", "loadlayers", LAYER="ramp", SERVER=poor + "/silent")
fault("nothing", "recallversusarea", INPUT=empty, LAYER="places")
fault("picture", "geolocate", INPUT=[__file__], FOLDER="TEMPORARY_OUTPUT", REGIONS="memory:", PLACES="memory:")
over.set()
session.finish(answer)
