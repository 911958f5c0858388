"""Makes `crates/dashiji-server/data/waters.tsv`: rivers, lakes and coasts that the reading room's map draws in faint ink, and no boundary.

    scripts/waters.py ne_50m_rivers_lake_centerlines.geojson ne_50m_lakes.geojson land-50m.json > crates/dashiji-server/data/waters.tsv
    scripts/waters.py --coasts land-50m.json          # puts the coasts of the table that is there anew

All are Natural Earth's, 1:50 million, in the public domain (https://www.naturalearthdata.com); the land, which has no boundary in it, as the
TopoJSON of the npm package world-atlas (2.0.2). Taken are the parts between 72 and 137 degrees east and 17 and 55 north (coasts from 3 north on),
with points left out that lie less than two hundredths of a degree from the line without them.
"""

import json
import sys
from pathlib import Path

WEST, EAST, SOUTH, NORTH = 72, 137, 17, 55
COASTS_FROM = 3
NEAR = 0.02
TABLE = Path(__file__).resolve().parent.parent / "crates/dashiji-server/data/waters.tsv"


def simpler(points):
    """Douglas and Peucker: the ends, and what lies farthest from the line between as long as it is far."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    long = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5

    def far(point):
        x, y = point
        if long == 0:
            return ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
        return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / long

    at = max(range(1, len(points) - 1), key=lambda k: far(points[k]))
    if far(points[at]) <= NEAR:
        return [points[0], points[-1]]
    return simpler(points[: at + 1])[:-1] + simpler(points[at:])


def lines(geometry):
    kind, at = geometry["type"], geometry["coordinates"]
    return {"LineString": [at], "MultiLineString": at, "Polygon": at}.get(kind) or [ring for area in at for ring in area]


def coasts(file):
    """The rings of the land: arcs of steps in whole numbers, each shared by the rings that it bounds, backward where its number is below zero."""
    table = json.load(open(file, encoding="utf-8"))
    (wide, high), (left, foot) = table["transform"]["scale"], table["transform"]["translate"]
    arcs = []
    for steps in table["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * wide + left, y * high + foot))
        arcs.append(arc)
    for area in table["objects"]["land"]["geometries"]:
        for ring in (ring for part in area["arcs"] for ring in part):
            points = []
            for k in ring:
                arc = arcs[k] if k >= 0 else arcs[~k][::-1]
                points += arc[1:] if points else arc
            yield points


def inside(line, south=SOUTH):
    """The stretches of a line that lie in the frame."""
    run = []
    for lon, lat, *_ in line:
        if WEST <= lon <= EAST and south <= lat <= NORTH:
            run.append((lon, lat))
        elif run:
            yield run
            run = []
    if run:
        yield run


def row(kind, run):
    """A row of the table; a ring, which begins where it ends, is made simpler in two halves."""
    half = len(run) // 2
    run = simpler(run[: half + 1])[:-1] + simpler(run[half:])
    if len(run) > 1:
        print(f"{kind}\t" + " ".join(f"{lon:.2f},{lat:.2f}" for lon, lat in run))


def main():
    given = sys.argv[1:]
    kept = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith(("river", "lake"))] if given[0] == "--coasts" else []
    print("# Rivers, lakes and coasts: Natural Earth 1:50m, public domain; made by scripts/waters.py")
    print("# kind\tlongitude,latitude of each point")
    for line in kept:
        print(line)
    for kind, file in zip(("river", "lake"), [] if kept else given[:2], strict=not kept):
        for feature in json.load(open(file, encoding="utf-8"))["features"]:
            for line in lines(feature["geometry"]) if feature["geometry"] else []:
                for run in inside(line):
                    row(kind, run)
    for ring in coasts(given[-1]):
        for run in inside(ring, COASTS_FROM):
            row("coast", run)


if __name__ == "__main__":
    main()
