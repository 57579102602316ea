"""Asks a server over HTTP, through QGIS's own network access, so that its proxy and its certificates hold."""
import json

from qgis.core import QgsBlockingNetworkRequest, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QByteArray, QEventLoop, QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from . import settings


class ServerError(Exception):
    """What went wrong, in one sentence for people.

    status: the number that the server answered with, or None.
    """

    def __init__(self, words, status=None):
        super().__init__(words)
        self.status = status


# what reading an answer of another shape than expected raises
MISREAD = (KeyError, IndexError, TypeError, AttributeError)


def words_of(fault):
    """One sentence about what went wrong, whatever it was."""
    return str(fault) if isinstance(fault, ServerError) else f"The server's answer is not understood ({type(fault).__name__}: {fault}); perhaps the plug-in is older than the server."


class Client:
    """A server.

    address: for example http://localhost:5080; a missing scheme is http.
    key: sent as X-Api-Key where it is not empty.
    feedback: a QgsFeedback that may cancel, or None.
    """

    def __init__(self, address=None, key=None, feedback=None):
        text = (address or settings.address()).strip().rstrip("/")
        self.address = text if "://" in text else "http://" + text
        self.key = settings.key() if key is None else key
        self.feedback = feedback
        url = QUrl(self.address, QUrl.StrictMode)
        if not url.isValid() or not url.host() or url.scheme() not in ("http", "https"):
            raise ServerError(f"'{text}' is no address of a server; one looks like http://localhost:5080.")

    def get(self, path):
        return self._ask(path, lambda asked, request: asked.get(request, True, self.feedback))

    def get_json(self, path):
        return self.json_of(self.get(path))

    def post(self, path, body, media_type):
        return self._ask(path, lambda asked, request: asked.post(request, QByteArray(body), True, self.feedback), media_type)

    def post_json(self, path, value):
        return self.json_of(self.post(path, json.dumps(value).encode("utf-8"), "application/json"))

    def delete(self, path):
        """Forgets something; that it is gone already is no fault."""
        waiting = QEventLoop()
        reply = QgsNetworkAccessManager.instance().deleteResource(self._request(path))
        reply.finished.connect(waiting.quit)
        if not reply.isFinished():
            waiting.exec_()
        reply.deleteLater()

    def _request(self, path, media_type=None):
        request = QNetworkRequest(QUrl(self.address + path))
        if media_type:
            request.setHeader(QNetworkRequest.ContentTypeHeader, media_type)
        if self.key:
            request.setRawHeader(b"X-Api-Key", self.key.encode("utf-8"))
        return request

    def _ask(self, path, send, media_type=None):
        asked = QgsBlockingNetworkRequest()
        outcome = send(asked, self._request(path, media_type))
        reply = asked.reply()
        status = reply.attribute(QNetworkRequest.HttpStatusCodeAttribute)
        content = bytes(reply.content())
        if status is not None and status >= 400:
            raise ServerError(self._problem(status, content, bytes(reply.rawHeader(b"Retry-After")).decode("ascii", "replace")), status)
        if outcome == QgsBlockingNetworkRequest.TimeoutError or reply.error() in (4, 5):
            # a request that QGIS breaks off after its time is told as cancelled
            if self.feedback is not None and self.feedback.isCanceled():
                raise ServerError("Cancelled.")
            raise ServerError(f"{self.address} did not answer within {QgsNetworkAccessManager.timeout() / 1000:g} s.")
        if outcome != QgsBlockingNetworkRequest.NoError:
            raise ServerError(f"{self.address} cannot be reached: {asked.errorMessage()}")
        return content

    def _problem(self, status, content, retry_after):
        """The server's own words (RFC 9457), else the bare number."""
        try:
            document = json.loads(content)
            words = document.get("detail") or document.get("title") or ""
            suggestions = document.get("suggestions") or []
        except (ValueError, AttributeError):
            words, suggestions = "", []
        text = f"{self.address} answers {status}" + (f": {words}" if words else ".")
        if suggestions:
            text += " Perhaps you mean " + ", ".join(suggestions) + "."
        if status == 503 and retry_after.isdigit():
            text += f" Try again in {retry_after} s."
        return text

    def json_of(self, content):
        try:
            return json.loads(content)
        except ValueError:
            raise ServerError(f"{self.address} does not answer as a GeoSuite server does.") from None
