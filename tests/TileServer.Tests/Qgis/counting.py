"""A server in front of the server, which counts what is asked."""
import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PASSED = ("Range", "Accept", "Accept-Encoding", "If-None-Match", "User-Agent")


class Counter:
    """Passes requests on, with the name that it is asked by, so that all addresses of answers lead through it."""

    def __init__(self, address):
        self.asked = []
        target, asked = urlsplit(address).netloc, self.asked

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def pass_on(self):
                asked.append(f"{self.command} {self.path}")
                connection = http.client.HTTPConnection(target, timeout=60)
                headers = {name: self.headers[name] for name in PASSED if name in self.headers}
                connection.request(self.command, self.path, headers={"Host": self.headers["Host"], **headers})
                answer = connection.getresponse()
                body = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                        self.send_header(name, value)
                self.send_header("Content-Length", answer.getheader("Content-Length") if self.command == "HEAD" and answer.getheader("Content-Length") else str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                connection.close()

            do_GET = do_HEAD = pass_on

            def log_message(self, *words):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{server.server_port}"
