"""Writes permutations.json: permutations of NumPy's RandomState, the generator that the climate protocol draws its sets with.

Made with Python 3.11 and NumPy 1.24.2. "sum" is the sum of i * p[i] modulo 2^32.
"""
import json
import numpy as np

rows = []
for seed, size in [(0, 10), (42, 10), (0, 1000), (0, 115680), (0, 1038240)]:
    p = np.random.RandomState(seed).choice(size, size, replace=False)
    assert (p == np.random.RandomState(seed).permutation(size)).all()
    total = int(sum(i * int(v) for i, v in enumerate(p))) % 2**32
    rows.append({"seed": seed, "size": size, "first": p[:10].tolist(), "last": p[-10:].tolist(), "sum": total})
with open("permutations.json", "w") as f:
    json.dump({"about": "NumPy 1.24.2 RandomState(seed).choice(size, size, replace=False)", "rows": rows}, f)
    f.write("\n")
