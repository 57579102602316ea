"""Cepstra of a chirp from 400 to 3 000 Hz by plain sums, for tests of GeoCore.Audio. Python 3, nothing else: python3 make.py > chirp.json"""
import json
import math

RATE, FRAME, HOP, LENGTH, FILTERS = 8000, 160, 80, 256, 20
SAMPLES = 1600


def chirp(n):
    t = n / RATE
    return 0.3 * math.sin(2 * math.pi * (400 * t + (3000 - 400) / (2 * SAMPLES / RATE) * t * t))


def cepstra(frame):
    x = [s * (0.54 - 0.46 * math.cos(2 * math.pi * i / (FRAME - 1))) for i, s in enumerate(frame)]
    power = []
    for k in range(LENGTH // 2 + 1):
        re = sum(v * math.cos(2 * math.pi * i * k / LENGTH) for i, v in enumerate(x))
        im = sum(v * math.sin(2 * math.pi * i * k / LENGTH) for i, v in enumerate(x))
        power.append(re * re + im * im)
    step = (3400 - 300) / (FILTERS + 1)
    logs = []
    for m in range(FILTERS):
        centre = 300 + (m + 1) * step
        energy = sum(p * max(0, 1 - abs(k * RATE / LENGTH - centre) / step) for k, p in enumerate(power))
        logs.append(math.log(energy + 1e-10))
    return [math.sqrt((1 if k == 0 else 2) / FILTERS) * sum(v * math.cos(math.pi * k * (i + 0.5) / FILTERS) for i, v in enumerate(logs)) for k in range(FILTERS)]


def slopes(rows):
    at = lambda i: rows[min(max(i, 0), len(rows) - 1)]
    return [[(at(i + 1)[k] - at(i - 1)[k] + 2 * (at(i + 2)[k] - at(i - 2)[k])) / 10 for k in range(FILTERS)] for i in range(len(rows))]


samples = [chirp(n) for n in range(SAMPLES)]
base = [cepstra(samples[start:start + FRAME]) for start in range(0, SAMPLES - FRAME + 1, HOP)]
first = slopes(base)
second = slopes(first)
frames = [a + b + c for a, b, c in zip(base, first, second)]
print(json.dumps({
    "made_by": "tests/golden/lfcc/make.py, plain sums in double precision",
    "convention": "samples 0.3 sin(2 pi (400 t + 6500 t^2)) of t = n / 8000, 1600 of them; 19 frames of 20 cepstra, 20 slopes, 20 slopes of slopes",
    "tolerance": 1e-4,
    "frames": [[round(v, 9) for v in frame] for frame in frames],
}))
