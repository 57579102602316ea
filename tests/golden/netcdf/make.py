"""Writes two small NetCDF files in the classic format, byte by byte from the published specification; GDAL's netCDF driver reads both.

cdf1.nc: one record variable (unpadded records of 24 bytes), packed shorts with a NaN as _FillValue and a missing_value.
cdf2.nc: 64-bit offsets, two record variables (padded records), text and number attributes, a grid without time.
"""
import math
import struct

BYTE, CHAR, SHORT, INT, FLOAT, DOUBLE = 1, 2, 3, 4, 5, 6
CODE = {BYTE: "b", SHORT: "h", INT: "i", FLOAT: "f", DOUBLE: "d"}


def pad(b):
    return b + b"\0" * (-len(b) % 4)


def name(s):
    return struct.pack(">i", len(s)) + pad(s.encode())


def pack(kind, values):
    return values.encode() if kind == CHAR else struct.pack(f">{len(values)}{CODE[kind]}", *values)


def attributes(items):
    if not items:
        return struct.pack(">ii", 0, 0)
    out = struct.pack(">ii", 0x0C, len(items))
    for key, kind, values in items:
        out += name(key) + struct.pack(">ii", kind, len(values)) + pad(pack(kind, values))
    return out


def write(path, version, dims, variables, records):
    def header(begins):
        out = b"CDF" + bytes([version]) + struct.pack(">i", records) + struct.pack(">ii", 0x0A, len(dims))
        for key, length in dims:
            out += name(key) + struct.pack(">i", length)
        out += attributes([("Conventions", CHAR, "CF-1.6")]) + struct.pack(">ii", 0x0B, len(variables))
        for (key, ids, atts, kind, slabs), begin in zip(variables, begins):
            size = len(pad(pack(kind, slabs[0])))
            out += name(key) + struct.pack(f">i{len(ids)}i", len(ids), *ids) + attributes(atts)
            out += struct.pack(">ii", kind, size) + struct.pack(">i" if version == 1 else ">q", begin)
        return out

    record = [v for v in variables if v[1] and dims[v[1][0]][1] == 0]
    body, begins = b"", {}
    start = len(header([0] * len(variables)))
    for v in variables:
        if v not in record:
            begins[v[0]] = start + len(body)
            body += pad(pack(v[3], v[4][0]))
    offset = 0
    for v in record:
        begins[v[0]] = start + len(body) + offset
        slab = pack(v[3], v[4][0])
        offset += len(slab) if len(record) == 1 else len(pad(slab))
    for r in range(records):
        for v in record:
            slab = pack(v[3], v[4][r])
            body += slab if len(record) == 1 else pad(slab)
    with open(path, "wb") as f:
        f.write(header([begins[v[0]] for v in variables]) + body)


lat = ("lat", [1], [("units", CHAR, "degrees_north")], FLOAT, [[45.0, 0.0, -45.0]])
lon = ("lon", [2], [("units", CHAR, "degrees_east")], DOUBLE, [[0.0, 90.0, 180.0, 270.0]])
packed = [("scale_factor", DOUBLE, [0.5]), ("add_offset", DOUBLE, [10.0]), ("_FillValue", DOUBLE, [math.nan]), ("missing_value", SHORT, [-99]), ("units", CHAR, "K")]
write("cdf1.nc", 1, [("time", 0), ("lat", 3), ("lon", 4)],
      [lat, lon, ("t", [0, 1, 2], packed, SHORT, [[r * 100 + i if i != 5 else -99 for i in range(12)] for r in range(2)])], 2)
write("cdf2.nc", 2, [("time", 0), ("lat", 3), ("lon", 4)],
      [("time", [0], [("units", CHAR, "hours since 1900-01-01")], INT, [[7], [8], [9]]), lat, lon,
       ("s", [1, 2], [("long_name", CHAR, "A grid without time")], DOUBLE, [[i / 4 for i in range(12)]]),
       ("b", [0, 1, 2], [], BYTE, [[r - i for i in range(12)] for r in range(3)])], 3)

# field.nc: temperature-like, smooth on the sphere, 36 x 18 places of 10 degrees, for runs that learn something in a moment
rows, columns = [85.0 - 10 * i for i in range(18)], [10.0 * i for i in range(36)]
field = [300 - 50 * math.sin(math.radians(b)) ** 2 + 5 * math.cos(math.radians(b)) * math.cos(math.radians(a)) for b in rows for a in columns]
write("field.nc", 1, [("latitude", 18), ("longitude", 36)],
      [("latitude", [0], [("units", CHAR, "degrees_north")], FLOAT, [rows]), ("longitude", [1], [("units", CHAR, "degrees_east")], FLOAT, [columns]),
       ("t2m", [0, 1], [("units", CHAR, "K"), ("long_name", CHAR, "2 metre temperature")], FLOAT, [field])], 0)
