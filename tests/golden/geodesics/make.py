#!/usr/bin/env python3
"""Makes geodesics.json: shortest lines on WGS 84 and areas under them, by quadrature with 30 digits.

Nothing is expanded in a series here, so that the series of the product have an independent witness. Formulas: C. F. F. Karney,
"Algorithms for geodesics", J. Geod. 87 (2013), equations 5 to 15, 23, 58 to 61. A geodesic of an oblate ellipsoid is shortest
up to an arc of 180 degrees on the auxiliary sphere. Needs mpmath (1.3.0 was used); takes about a minute.
"""
import json
import random

from mpmath import asinh, atan, atan2, cos, degrees, hypot, mp, mpf, pi, quad, radians, sin, sqrt, tan

mp.dps = 30
A = mpf(6378137)
F = 1 / mpf("298.257223563")
B = A * (1 - F)
E2 = F * (2 - F)
EP2 = E2 / (1 - E2)
C2 = A * A / 2 + B * B / 2 * mp.atanh(sqrt(E2)) / sqrt(E2)


def t(x):
    return x + sqrt(1 / x + 1) * asinh(sqrt(x)) if x else mpf(1)


def line(latitude, azimuth, arc):
    """The geodesic from longitude 0, given the arc on the auxiliary sphere; everything in degrees and metres."""
    phi1, alpha1, arc = (radians(mpf(v)) for v in (latitude, azimuth, arc))
    beta1 = atan((1 - F) * tan(phi1))
    sin_alpha0 = sin(alpha1) * cos(beta1)
    cos_alpha0 = hypot(cos(alpha1), sin(alpha1) * sin(beta1))
    k2 = EP2 * cos_alpha0**2
    sigma1 = atan2(sin(beta1), cos(alpha1) * cos(beta1))
    sigma2 = sigma1 + arc
    cuts = [sigma1, (sigma1 + sigma2) / 2, sigma2]
    distance = B * quad(lambda s: sqrt(1 + k2 * sin(s) ** 2), cuts)
    omega1 = atan2(sin_alpha0 * sin(sigma1), cos(sigma1))
    omega2 = atan2(sin_alpha0 * sin(sigma2), cos(sigma2))
    if omega2 < omega1:
        omega2 += 2 * pi
    lam = omega2 - omega1 - F * sin_alpha0 * quad(lambda s: (2 - F) / (1 + (1 - F) * sqrt(1 + k2 * sin(s) ** 2)), cuts)
    phi2 = atan2(cos_alpha0 * sin(sigma2), (1 - F) * hypot(sin_alpha0, cos_alpha0 * cos(sigma2)))
    alpha2 = atan2(sin_alpha0, cos_alpha0 * cos(sigma2))

    def integrand(s):
        y = k2 * sin(s) ** 2
        return -(t(EP2) - t(y)) / (EP2 - y) * sin(s) / 2

    area = C2 * (alpha2 - alpha1) + E2 * A * A * cos_alpha0 * sin_alpha0 * quad(integrand, cuts)
    return lam, phi2, alpha2, distance, area


rng = random.Random(20130107)
rows = []
arcs = [1e-7, 1e-5, 1e-3, 0.1, 1, 20, 60, 100, 150, 175, 179, 179.5, 179.9, 179.999, 179.9999999, 180]
starts = [(rng.uniform(-89, 0), rng.uniform(1, 179)) for _ in range(12)] + [
    (0, 90), (0, 45), (-1e-9, 89), (-30, 90), (-89.9999, 30), (-45, 0.001), (-60, 179.9), (-1e-3, 90.0001)]
for latitude, azimuth in starts:
    for arc in arcs:
        lam, phi2, alpha2, distance, area = line(latitude, azimuth, arc)
        rows.append([latitude, azimuth, arc] + [float(v) for v in (degrees(lam), degrees(phi2), degrees(alpha2), distance, area)])

with open("geodesics.json", "w", encoding="ascii") as out:
    out.write('{\n"about": "Geodesics of WGS 84 from longitude 0, by quadrature; see make.py",\n'
              '"columns": ["latitude1_deg", "azimuth1_deg", "arc_deg", "longitude2_deg", "latitude2_deg", "azimuth2_deg", "metres", "area_under_m2"],\n'
              f'"earth_area_km2": {float(4 * pi * C2 / 10**6)!r},\n"rows": [\n')
    out.write(",\n".join(json.dumps(row) for row in rows))
    out.write("\n]}\n")
