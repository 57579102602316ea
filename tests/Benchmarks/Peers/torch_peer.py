"""The method of arXiv 2310.06743 as a torch user writes it, asked for timings over stdin and stdout.

Harmonics by the closed form: every (l, m) starts its own Legendre recursion on whole tensors (R. Green, "Spherical harmonic
lighting: the gritty details", 2003, section 3), so a vector of L^2 features costs O(L^3). The network is a list of linear layers
and sines. One JSON request a line, one JSON answer a line; times are CPU seconds of this process and wall seconds.
"""
import json
import math
import sys
import time

import torch

import torch_training


def legendre(l, m, x, root):
    """Associated Legendre polynomial without Condon-Shortley sign, not normalised; root is sqrt(1 - x^2)."""
    seed = torch.ones_like(x)
    for k in range(m):
        seed = seed * (2 * k + 1) * root
    if l == m:
        return seed
    below, value = seed, x * (2 * m + 1) * seed
    for k in range(m + 2, l + 1):
        below, value = value, ((2 * k - 1) * x * value - (k + m - 1) * below) / (k - m)
    return value


def scale(l, m):
    return math.sqrt((2 * l + 1) / (4 * math.pi) * math.factorial(l - m) / math.factorial(l + m))


def harmonics(longitudes, latitudes, degrees):
    """[n, L^2] with (l, m) at l^2 + l + m, in the standard convention."""
    azimuth = torch.deg2rad(longitudes)
    x = torch.sin(torch.deg2rad(latitudes))
    root = torch.sqrt((1 - x) * (1 + x))
    columns = []
    for l in range(degrees):
        for m in range(-l, l + 1):
            p = legendre(l, abs(m), x, root)
            if m == 0:
                columns.append(scale(l, 0) * p)
            elif m > 0:
                columns.append(math.sqrt(2) * scale(l, m) * torch.cos(m * azimuth) * p)
            else:
                columns.append(math.sqrt(2) * scale(l, -m) * torch.sin(-m * azimuth) * p)
    return torch.stack(columns, dim=-1)


def siren(features, layers, omega_first, omega):
    x = features
    for index, (weight, bias) in enumerate(layers[:-1]):
        x = torch.sin((omega_first if index == 0 else omega) * torch.nn.functional.linear(x, weight, bias))
    weight, bias = layers[-1]
    return torch.nn.functional.linear(x, weight, bias)


def random_layers(inputs, hidden, count, outputs, generator):
    layers = []
    for index in range(count + 1):
        rows, columns = (outputs if index == count else hidden), (inputs if index == 0 else hidden)
        bound = 1 / inputs if index == 0 else math.sqrt(6 / hidden)
        draw = lambda *shape: (torch.rand(*shape, generator=generator) * 2 - 1) * bound
        layers.append((draw(rows, columns), draw(rows)))
    return layers


def timed(action):
    wall, cpu = time.perf_counter(), time.process_time()
    result = action()
    return result, time.perf_counter() - wall, time.process_time() - cpu


def finite_sum(values):
    """Reads the result, leaving out what overflowed: in float32 the closed form does from degree 30 on."""
    return float(torch.nan_to_num(values[0].double(), nan=0.0, posinf=0.0, neginf=0.0).sum())


trainings = {}


def answer(request, generator):
    kind = getattr(torch, request.get("dtype", "float64"))
    degrees, points = request.get("degrees", 40), request.get("points", 65536)
    if request["task"] == "hello":
        return {"torch": torch.__version__, "threads": torch.get_num_threads()}
    if request["task"] == "values":
        longitudes = torch.tensor(request["longitudes"], dtype=kind)
        latitudes = torch.tensor(request["latitudes"], dtype=kind)
        return {"values": harmonics(longitudes, latitudes, degrees).tolist()}
    if request["task"] == "harmonics":
        longitudes, latitudes = (torch.tensor(request[name], dtype=kind) for name in ("longitudes", "latitudes"))
        return {"values": torch_training.harmonics(longitudes, latitudes, degrees).tolist()}
    if request["task"] == "prepare":
        trainings[request["name"]] = torch_training.Training(request)
        return {}
    if request["task"] == "train":
        return trainings[request["name"]].run(request["steps"], request["threads"])
    if request["task"] == "forget":
        del trainings[request["name"]]
        return {}
    longitudes = torch.rand(points, generator=generator, dtype=kind) * 360 - 180
    latitudes = torch.rad2deg(torch.asin(torch.rand(points, generator=generator, dtype=kind) * 2 - 1))
    if request["task"] == "features":
        features, wall, cpu = timed(lambda: harmonics(longitudes, latitudes, degrees))
        return {"wall_s": wall, "cpu_s": cpu, "points": points, "checksum": finite_sum(features)}
    if request["task"] == "network":
        layers = random_layers(degrees * degrees, request["hidden"], request["layers"], 1, generator)
        features = torch.rand(points, degrees * degrees, generator=generator)
        with torch.no_grad():
            logits, wall, cpu = timed(lambda: siren(features, layers, 30, 1))
        return {"wall_s": wall, "cpu_s": cpu, "points": points, "checksum": finite_sum(logits)}
    raise ValueError(f"unknown task {request['task']}")


def main():
    torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    generator = torch.Generator().manual_seed(20240501)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), generator)), flush=True)


if __name__ == "__main__":
    main()
