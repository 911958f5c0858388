"""Makes `crates/dashiji-server/data/waters.tsv`: rivers and lakes that the reading room's map draws in faint ink, and no boundary.

    scripts/waters.py ne_50m_rivers_lake_centerlines.geojson ne_50m_lakes.geojson > crates/dashiji-server/data/waters.tsv

The two files are Natural Earth's, 1:50 million, in the public domain (https://www.naturalearthdata.com). Taken are the parts between 72 and 137
degrees east and 17 and 55 north, with points left out that lie less than two hundredths of a degree from the line without them.
"""

import json
import sys

WEST, EAST, SOUTH, NORTH = 72, 137, 17, 55
NEAR = 0.02


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


def inside(line):
    """The stretches of a line that lie in the frame."""
    run = []
    for lon, lat, *_ in line:
        if WEST <= lon <= EAST and SOUTH <= lat <= NORTH:
            run.append((lon, lat))
        elif run:
            yield run
            run = []
    if run:
        yield run


def main():
    print("# Rivers and lakes: Natural Earth 1:50m, public domain; made by scripts/waters.py")
    print("# kind\tlongitude,latitude of each point")
    for kind, file in zip(("river", "lake"), sys.argv[1:3], strict=True):
        for feature in json.load(open(file, encoding="utf-8"))["features"]:
            for line in lines(feature["geometry"]) if feature["geometry"] else []:
                for run in inside(line):
                    # A ring begins where it ends: it is made simpler in two halves.
                    half = len(run) // 2
                    run = simpler(run[: half + 1])[:-1] + simpler(run[half:])
                    if len(run) > 1:
                        print(f"{kind}\t" + " ".join(f"{lon:.2f},{lat:.2f}" for lon, lat in run))


if __name__ == "__main__":
    main()
