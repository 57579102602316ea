"""Makes the example files of docs/evaluation.md. Everything is synthetic: places are drawn at random, and the "systems" are the truth with known errors.

Run here with Python 3.9 or later, no packages; model.parquet is model.csv written by a Parquet library.
"""
import json, math, os, random, struct

random.seed(20240711)
CITIES = {"Europe": [(48.2, 16.4), (40.4, -3.7), (59.3, 18.1), (41.9, 12.5)], "Asia": [(35.7, 139.7), (28.6, 77.2), (1.35, 103.8), (41.3, 69.2)],
          "Africa": [(-1.3, 36.8), (30.0, 31.2), (-33.9, 18.4), (6.5, 3.4)], "America": [(40.7, -74.0), (-23.5, -46.6), (19.4, -99.1), (49.3, -123.1)]}


def near(place, degrees):
    lat = max(-89.9, min(89.9, place[0] + random.gauss(0, degrees)))
    lon = place[1] + random.gauss(0, degrees) / max(0.1, math.cos(math.radians(lat)))
    return lat, (lon + 180) % 360 - 180


def write(name, header, rows):
    with open(name, "w", newline="\n") as file:
        file.write(header + "\n" + "".join(",".join(str(field) for field in row) + "\n" for row in rows))


def s2_token(lat, lon, level):
    phi, lam = math.radians(lat), math.radians(lon)
    p = (math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi))
    axis = max(range(3), key=lambda i: abs(p[i]))
    face = axis + (3 if p[axis] < 0 else 0)
    x, y, z = p
    u, v = [(y / x, z / x), (-x / y, z / y), (-x / z, -y / z), (z / x, y / x), (z / y, -x / y), (-y / z, -x / z)][face]
    st = [0.5 * math.sqrt(1 + 3 * t) if t >= 0 else 1 - 0.5 * math.sqrt(1 - 3 * t) for t in (u, v)]
    i, j = (min(max(int(t * (1 << 30)), 0), (1 << 30) - 1) for t in st)
    turn, position = face & 1, 0
    for bit in range(29, -1, -1):
        digit = [[0, 1, 3, 2], [0, 2, 3, 1], [3, 2, 0, 1], [3, 1, 0, 2]][turn].index(2 * (i >> bit & 1) + (j >> bit & 1))
        position, turn = position << 2 | digit, turn ^ [1, 0, 0, 3][digit]
    lsb = 1 << 2 * (30 - level)
    return f"{(face << 61 | position << 1 | 1) & -lsb | lsb:016x}".rstrip("0")


truths = []
for continent, cities in CITIES.items():
    for k in range(10):
        lat, lon = near(random.choice(cities), 1.5)
        truths.append((f"photo{len(truths):02d}", round(lat, 4), round(lon, 4), continent))
write("truth.csv", "query,lat,lon,continent", truths)
write("calibration.csv", "query,lat,lon,continent", truths[::2])
write("truth-rest.csv", "query,lat,lon,continent", truths[1::2])


def gallery(error, places):
    for query, lat, lon, _ in truths:
        centre = near((lat, lon), 0.7 * error) if random.random() < 0.8 else near(random.choice(random.choice(list(CITIES.values()))), 3)
        scores = sorted((random.random() ** 3 for _ in range(places)), reverse=True)
        for score in scores:
            at = near(centre, error)
            yield query, round(at[0], 4), round(at[1], 4), round(score / sum(scores), 6)


write("model.csv", "query,lat,lon,score", gallery(0.8, 20))
write("baseline.csv", "query,lat,lon,score", gallery(2.5, 20))
write("prior.csv", "lat,lon", ((round(lat, 4), round(lon, 4)) for cities in CITIES.values() for city in cities for lat, lon in (near(city, 2) for _ in range(12))))
cells = []
for query, lat, lon, _ in truths[:20]:
    found = {}
    for _ in range(10):
        token = s2_token(*near((lat, lon), 2), 6)
        found[token] = found.get(token, 0) + 0.1
    cells += [(query, token, round(mass, 1)) for token, mass in found.items()]
write("cells.csv", "query,s2_token,score", cells)
write("hexagons.csv", "query,h3,score,area_km2", [(f"photo{q:02d}", f"8{random.Random(k).getrandbits(56):014x}", round(0.5 ** (i + 1), 4), 4250.0 - 10 * k)
                                                 for q in range(4) for i, k in enumerate(random.Random(q).sample(range(9), 4))])
write("hexagon-truth.csv", "query,h3", [(f"photo{q:02d}", f"8{random.Random(k).getrandbits(56):014x}") for q, k in zip(range(4), (1, 5, 0, 8))])
features = []
for query, lat, lon, _ in truths[:6]:
    for rank in range(1, 4):
        at, half = near((lat, lon), 2), rank
        ring = [[round(at[1] + x * half, 3), round(at[0] + y * half, 3)] for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))]
        features.append({"type": "Feature", "properties": {"query": query, "rank": rank}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
with open("regions.geojson", "w") as file:
    file.write('{"type":"FeatureCollection","features":[\n' + ",\n".join(json.dumps(feature) for feature in features) + "\n]}\n")
with open("request.json", "w") as file:
    queries = [{"query": query, "lat": lat, "lon": lon, "strata": {"continent": continent}, "places": [[round(at[1], 3), round(at[0], 3), score] for at, score in ((near((lat, lon), 1), 0.5), (near((lat, lon), 3), 0.3))]}
               for query, lat, lon, continent in truths[::10]]
    file.write('{"queries": [\n' + ",\n".join(json.dumps(query) for query in queries) + "\n]}\n")
with open("cost.tif", "wb") as file:
    # 10° cells of 32-bit floats, little-endian, in EPSG:4326: cheap on the equator, dear at the poles
    costs = b"".join(struct.pack("<f", 0.1 + abs(85 - 10 * row) / 200) for row in range(18) for _ in range(36))
    doubles = struct.pack("<9d", 10, 10, 0, 0, 0, 0, -180, 90, 0)
    keys = struct.pack("<16H", 1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326)
    at = 8 + len(costs)
    tags = [(256, 3, 1, 36), (257, 3, 1, 18), (258, 3, 1, 32), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (277, 3, 1, 1), (278, 3, 1, 18), (279, 4, 1, len(costs)), (339, 3, 1, 3),
            (33550, 12, 3, at), (33922, 12, 6, at + 24), (34735, 3, 16, at + 72)]
    file.write(struct.pack("<2sHI", b"II", 42, at + 104) + costs + doubles + keys + struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(4))
os.makedirs("maps", exist_ok=True)
ROWS, COLUMNS = 18, 36
for query, lat, lon, _ in truths[:4]:
    values = []
    for row in range(ROWS):
        for column in range(COLUMNS):
            phi, lam = math.radians(90 - (row + 0.5) * 180 / ROWS), math.radians(-180 + (column + 0.5) * 360 / COLUMNS)
            cosine = math.sin(phi) * math.sin(math.radians(lat)) + math.cos(phi) * math.cos(math.radians(lat)) * math.cos(lam - math.radians(lon))
            values.append(20 * (cosine - 1))
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({ROWS}, {COLUMNS}), }}"
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    with open(f"maps/{query}.npy", "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + struct.pack(f"<{ROWS * COLUMNS}f", *values))
