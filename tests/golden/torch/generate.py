"""Makes the golden files of this folder: state files with the pickles that torch.save (1.6 and later) writes, made by Python's own pickle module.

  python3 generate.py          needs Python 3.8 or later and no torch

torch itself is stood in for by classes of its names: a pickle holds names and arguments only, so the bytes are those of torch.save for the same tensors. A tensor is pickled as a call of
torch._utils._rebuild_tensor_v2(storage, offset, sizes, strides, requires_grad, hooks), its storage as the persistent reference ("storage", type, key, "cpu", count), and the archive
stores NAME/data.pkl, NAME/data/KEY, NAME/version and NAME/byteorder without compression.
"""
import collections
import io
import json
import os
import pickle
import struct
import sys
import types
import zipfile

torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
sys.modules["torch"], sys.modules["torch._utils"] = torch, utils
torch._utils = utils


def _rebuild_tensor_v2(*arguments):
    raise NotImplementedError


def _rebuild_parameter(*arguments):
    raise NotImplementedError


for function in (_rebuild_tensor_v2, _rebuild_parameter):
    function.__module__ = "torch._utils"
    setattr(utils, function.__name__, function)
FORMATS = {"FloatStorage": "f", "DoubleStorage": "d", "HalfStorage": "e", "IntStorage": "i", "LongStorage": "q"}
for name in FORMATS:
    setattr(torch, name, type(name, (), {"__module__": "torch"}))


class Storage:
    def __init__(self, kind, numbers):
        self.kind, self.numbers = kind, numbers


class Tensor:
    def __init__(self, storage, offset, sizes, strides):
        self.arguments = (storage, offset, tuple(sizes), tuple(strides), False, collections.OrderedDict())

    def __reduce_ex__(self, protocol):
        return utils._rebuild_tensor_v2, self.arguments


class Parameter:
    def __init__(self, tensor):
        self.tensor = tensor

    def __reduce_ex__(self, protocol):
        return utils._rebuild_parameter, (self.tensor, True, collections.OrderedDict())


class Pickler(pickle._Pickler):
    def __init__(self, stream, protocol):
        super().__init__(stream, protocol)
        self.storages = []

    def persistent_id(self, item):
        if not isinstance(item, Storage):
            return None
        if item not in self.storages:
            self.storages.append(item)
        return ("storage", getattr(torch, item.kind), str(self.storages.index(item)), "cpu", len(item.numbers))


def save(path, item, protocol=2):
    stream = io.BytesIO()
    pickler = Pickler(stream, protocol)
    pickler.dump(item)
    folder = os.path.splitext(os.path.basename(path))[0]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        def put(name, content):
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}"), content)
        put("data.pkl", stream.getvalue())
        put("byteorder", b"little")
        for key, storage in enumerate(pickler.storages):
            put(f"data/{key}", struct.pack(f"<{len(storage.numbers)}{FORMATS[storage.kind]}", *storage.numbers))
        put("version", b"3\n")


def numbers(count, scale=1 / 8):
    return [((7 * i) % 23 - 11) * scale for i in range(count)]


here = os.path.dirname(os.path.abspath(__file__))
state = collections.OrderedDict()
state["0.weight"] = Parameter(Tensor(Storage("FloatStorage", numbers(6)), 0, (2, 3), (3, 1)))
state["0.bias"] = Tensor(Storage("FloatStorage", numbers(2)), 0, (2,), (1,))
shared = Storage("DoubleStorage", numbers(12))
state["transposed"] = Tensor(shared, 2, (2, 3), (1, 3))  # of a storage that another one shares
state["part"] = Tensor(shared, 10, (2,), (1,))
state["half"] = Tensor(Storage("HalfStorage", [0.5, -1.25]), 0, (2,), (1,))
state["steps"] = Tensor(Storage("LongStorage", [-3]), 0, (), ())
state["few"] = Tensor(Storage("IntStorage", [7, -8]), 0, (1, 2), (2, 1))
state["none"] = Tensor(Storage("FloatStorage", []), 0, (0, 4), (4, 1))
state._metadata = collections.OrderedDict([("", {"version": 1}), ("0", {"version": 1})])
save(os.path.join(here, "state.pth"), state)
save(os.path.join(here, "checkpoint.pth"), {"epoch": 300, "rate": 0.1, "done": True, "note": None, "names": ["a", "b"], "state_dict": {"weight": state["0.bias"]}}, protocol=4)
save(os.path.join(here, "scalar.pth"), Tensor(Storage("FloatStorage", [3.681034803390503]), 0, (), ()))


class Command:
    def __reduce__(self):
        return os.system, ("touch stolen",)


save(os.path.join(here, "hostile.pth"), collections.OrderedDict([("weight", Command())]))

json.dump({
    "0.weight": {"shape": [2, 3], "values": numbers(6)},
    "0.bias": {"shape": [2], "values": numbers(2)},
    "transposed": {"shape": [2, 3], "values": [numbers(12)[2 + i + 3 * j] for i in range(2) for j in range(3)]},
    "part": {"shape": [2], "values": numbers(12)[10:]},
    "half": {"shape": [2], "values": [0.5, -1.25]},
    "steps": {"shape": [], "values": [-3]},
    "few": {"shape": [1, 2], "values": [7, -8]},
    "none": {"shape": [0, 4], "values": []},
}, open(os.path.join(here, "expected.json"), "w"), indent=1)
