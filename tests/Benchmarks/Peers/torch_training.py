"""Training a SIREN on spherical harmonics as a careful torch user writes it: harmonics by one recursion over all orders at once in
single precision, a list of linear layers, binary cross-entropy, torch's own Adam over all parameters at once.
"""
import math
import time

import torch


def harmonics(longitudes, latitudes, degrees):
    """[n, L^2] by the fully normalised Legendre recursion; (l, m) at l^2 + l + m."""
    azimuth, x = torch.deg2rad(longitudes), torch.sin(torch.deg2rad(latitudes))
    root = torch.sqrt((1 - x) * (1 + x))
    orders = torch.arange(degrees, dtype=azimuth.dtype).unsqueeze(1)
    angles = orders * azimuth
    cosines, sines = torch.cos(angles), torch.sin(angles)
    features = torch.empty(degrees * degrees, len(x), dtype=azimuth.dtype)
    before, last = None, torch.full((1, len(x)), math.sqrt(1 / (4 * math.pi)), dtype=azimuth.dtype)
    for l in range(degrees):
        if l > 0:
            m = torch.arange(l - 1, dtype=torch.float64).unsqueeze(1)
            value = torch.empty(l + 1, len(x), dtype=azimuth.dtype)
            if l > 1:
                a = torch.sqrt((4 * l * l - 1) / (l * l - m * m)).to(x.dtype)
                b = torch.sqrt((2 * l + 1) * ((l - 1) ** 2 - m * m) / ((2 * l - 3) * (l * l - m * m))).to(x.dtype)
                torch.mul(a * x, last[:-1], out=value[:-2])
                value[:-2].addcmul_(b, before, value=-1)
            value[l - 1] = math.sqrt(2 * l + 1) * x * last[-1]
            value[l] = math.sqrt((2 * l + 1) / (2 * l)) * root * last[-1]
            before, last = last, value
        at = l * l + l
        features[at] = last[0]
        torch.mul(last[1:], cosines[1 : l + 1], out=features[at + 1 : at + l + 1]).mul_(math.sqrt(2))
        features[at - l : at] = torch.flip(last[1:] * sines[1 : l + 1], (0,)).mul_(math.sqrt(2))
    return features.t()


def read(path, dtype, count, offset=0):
    size = torch.tensor([], dtype=dtype).element_size()
    with open(path, "rb") as file:
        file.seek(offset * size)
        return torch.frombuffer(bytearray(file.read(count * size)), dtype=dtype)


class Training:
    """One network on one batch of places, again and again."""

    def __init__(self, request):
        self.degrees, self.is_cached = request["degrees"], request["cached"]
        self.omega_first, self.omega = request["omega0"], request["omega"]
        places = read(request["places"], torch.float64, 2 * request["batch"]).to(torch.float32)
        self.longitudes, self.latitudes = places[: request["batch"]], places[request["batch"] :]
        self.targets = (self.latitudes > 0).float()
        self.layers, offset = [], 0
        inputs = self.degrees * self.degrees
        for outputs in [request["hidden"]] * request["layers"] + [1]:
            layer = torch.nn.Linear(inputs, outputs)
            with torch.no_grad():
                layer.weight.copy_(read(request["weights"], torch.float32, outputs * inputs, offset).view(outputs, inputs))
                layer.bias.copy_(read(request["weights"], torch.float32, outputs, offset + outputs * inputs))
            offset, inputs = offset + outputs * (inputs + 1), outputs
            self.layers.append(layer)
        parameters = [parameter for layer in self.layers for parameter in layer.parameters()]
        self.adam = torch.optim.Adam(parameters, lr=request["rate"], foreach=True)
        self.features = harmonics(self.longitudes, self.latitudes, self.degrees).contiguous() if self.is_cached else None

    def step(self):
        x = self.features if self.is_cached else harmonics(self.longitudes, self.latitudes, self.degrees)
        for index, layer in enumerate(self.layers[:-1]):
            omega = self.omega_first if index == 0 else self.omega
            x = layer(x)
            x = torch.sin(x if omega == 1 else omega * x)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(self.layers[-1](x).squeeze(1), self.targets)
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        self.adam.step()
        return loss.item()

    def run(self, steps, threads):
        torch.set_num_threads(threads)
        wall, cpu = time.perf_counter(), time.process_time()
        losses = [self.step() for _ in range(steps)]
        return {
            "wall_s": time.perf_counter() - wall,
            "cpu_s": time.process_time() - cpu,
            "points": steps * len(self.targets),
            "losses": losses,
        }
