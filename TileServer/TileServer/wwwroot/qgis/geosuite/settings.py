"""What the plug-in remembers: the address of the server, and a key where the server wants one."""
import os

from qgis.core import QgsSettings

ADDRESS, KEY = "geosuite/address", "geosuite/key"


def server_of_the_package():
    """The server that this plug-in was fetched from, which it writes into the package."""
    try:
        with open(os.path.join(os.path.dirname(__file__), "server.txt"), encoding="utf-8") as file:
            return file.read().strip()
    except OSError:
        return "http://localhost:5080"


def address():
    return QgsSettings().value(ADDRESS, "", str) or server_of_the_package()


def key():
    return QgsSettings().value(KEY, "", str)


def remember(new_address, new_key):
    settings = QgsSettings()
    settings.setValue(ADDRESS, new_address)
    settings.setValue(KEY, new_key)
