"""Fetches our plug-in from a server's repository with QGIS's own installer, and starts it."""
import os
import sys
import time

import qgis.utils
from qgis.core import QgsApplication, QgsBlockingNetworkRequest, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

DEADLINE = 60  # seconds


def wait(is_over, what):
    """Lets QGIS go on until something has happened."""
    end = time.monotonic() + DEADLINE
    while not is_over():
        if time.monotonic() > end:
            raise TimeoutError(what)
        QCoreApplication.processEvents()


def install(address):
    """What the repository says of the plug-in, and where it has been put."""
    python = os.path.join(QgsApplication.pkgDataPath(), "python")
    sys.path[:0] = [python, os.path.join(python, "plugins")]
    from pyplugin_installer import installer_data
    from pyplugin_installer.unzip import unzip
    settings = QgsSettings()
    settings.setValue(installer_data.reposGroup + "/GeoSuite/url", address + "/qgis/plugins.xml")
    installer_data.repositories.load()
    installer_data.repositories.requestFetching("GeoSuite")
    wait(lambda: not installer_data.repositories.fetchingInProgress(), "the repository was not read")
    repository = installer_data.repositories.mRepositories["GeoSuite"]
    if repository["error"]:
        raise RuntimeError(repository["error"])
    offered = installer_data.plugins.repoCache["GeoSuite"][0]
    asked = QgsBlockingNetworkRequest()
    assert asked.get(QNetworkRequest(QUrl(offered["download_url"]))) == QgsBlockingNetworkRequest.NoError
    folder = os.path.join(QgsApplication.qgisSettingsDirPath(), "python", "plugins")
    os.makedirs(folder, exist_ok=True)
    package = os.path.join(folder, offered["filename"])
    with open(package, "wb") as file:
        file.write(bytes(asked.reply().content()))
    unzip(package, folder)
    os.remove(package)
    sys.path.insert(0, folder)
    qgis.utils.plugin_paths = [folder]
    qgis.utils.updateAvailablePlugins()
    return {name: offered[name] for name in ("name", "version_available", "download_url", "description")}, folder


def start_processing():
    """Starts the provider as qgis_process does, without a window."""
    from processing.core.Processing import Processing
    Processing.initialize()
    assert qgis.utils.loadPlugin("geosuite"), "the plug-in cannot be loaded"
    assert qgis.utils.startProcessingPlugin("geosuite"), "the plug-in has no provider"


def attributes(layer):
    """Fields and rows of a layer."""
    return [{field.name(): feature[field.name()] for field in layer.fields()} for feature in layer.getFeatures()]
