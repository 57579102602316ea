"""Adds layers of the server to the project."""
from qgis.core import QgsProcessingContext, QgsProcessingOutputMultipleLayers, QgsProcessingParameterEnum

from ..layers import FORMS, load
from .base import ServerAlgorithm


class LoadLayers(ServerAlgorithm):
    """Layers by name, in the forms asked for."""

    KEY, TITLE = "loadlayers", "Load layers"
    HELP = "Adds a layer of the server to the project, as pictures in tiles, as WMTS or WMS, as a GeoTIFF of true values in the colours of the tiles, or as features. Several names are separated by commas."
    FORM = "FORM"

    def initAlgorithm(self, config=None):
        self.add_layer("Names of layers on the server, separated by commas")
        self.addParameter(QgsProcessingParameterEnum(self.FORM, "Added as", list(FORMS.values()), allowMultiple=True, defaultValue=[0]))
        self.add_server()
        self.addOutput(QgsProcessingOutputMultipleLayers(self.OUTPUT, "Layers"))

    def flags(self):
        # layers of tiles belong to the thread that made them
        return super().flags() | self.FlagNoThreading

    def ask(self, client, parameters, context, feedback):
        names = [name.strip() for name in self.parameterAsString(parameters, self.LAYER, context).split(",") if name.strip()]
        forms = [list(FORMS)[number] for number in self.parameterAsEnums(parameters, self.FORM, context)]
        made = []
        for name in names:
            for layer in load(client, name, forms):
                context.temporaryLayerStore().addMapLayer(layer)
                context.addLayerToLoadOnCompletion(layer.id(), QgsProcessingContext.LayerDetails(layer.name(), context.project(), self.OUTPUT))
                made.append(layer.id())
        return {self.OUTPUT: made}
