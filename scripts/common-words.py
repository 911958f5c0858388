#!/usr/bin/env python3
"""Makes crates/dashiji/lexicon/table-common.tsv from the dictionary of jieba.

usage: scripts/common-words.py dict.txt > crates/dashiji/lexicon/table-common.tsv
       scripts/common-words.py --frequent dict.txt > crates/dashiji/lexicon/table-frequent.tsv

dict.txt is jieba's own (word, frequency, tag). Kept are words of two and three characters that are not tagged as names of places or
bodies and that no region or known place bears; of words tagged as names of persons the frequent ones, which are words. With --frequent only words of two characters that are met with often,
which a slip of the pen may be taken to stand for.
"""
import pathlib
import sys

LEXICON = pathlib.Path(__file__).resolve().parent.parent / "crates/dashiji/lexicon"
# Words with the last word of a place are kept however rare: they are asked for most.
FREQUENT = {2: 40, 3: 30}
RARE = 8
PERSON = 100

# So often the dictionary has seen a word of which a slip is told.
OFTEN = 600

FREQUENT_HEAD = """\
# Words of two characters that are met with often: the first character, then what follows it in each word.
# Source: dictionary of jieba 0.42.1 (https://github.com/fxsjy/jieba, MIT, Copyright (c) 2013 Sun Junyi). Made by
# scripts/common-words.py --frequent."""

HEAD = """\
# Common words of two and three characters that are no names: the first character, then what follows it in each word.
# Source: dictionary of jieba 0.42.1 (https://github.com/fxsjy/jieba, MIT, Copyright (c) 2013 Sun Junyi). Made by
# scripts/common-words.py."""


def column(name, *columns):
    for line in (LEXICON / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            row = line.split("\t")
            yield from (row[k] for k in columns)


def frequent(path):
    words = {}
    for line in open(path, encoding="utf-8"):
        word, frequency, tag = line.split()
        han = all("\u4e00" <= c <= "\u9fff" for c in word)
        if han and len(word) == 2 and int(frequency) >= OFTEN and tag[:2] not in ("nr", "ns", "nt"):
            words.setdefault(word[0], []).append(word[1])
    print(FREQUENT_HEAD)
    for first in sorted(words):
        print(first, "".join(sorted(words[first])), sep="\t")


def main():
    if sys.argv[1] == "--frequent":
        return frequent(sys.argv[2])
    tails = set(column("place-tails.tsv", 0))
    names = set(column("table-divisions.tsv", 1))
    for name in ("place-names.tsv", "regions.tsv", "countries.tsv"):
        names.update(column(name, 0))
    # 乌镇: towns are called so.
    for line in (LEXICON / "table-towns.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            towns = line.split("\t")[1].split(" ")
            names.update(town for town in towns if town[-1] in "镇乡" and len(town) == 2)
    words = {}
    for line in open(sys.argv[1], encoding="utf-8"):
        word, frequency, tag = line.split()
        frequency = int(frequency)
        han = all("\u4e00" <= c <= "\u9fff" for c in word)
        if not han or len(word) not in FREQUENT or word in names or tag in ("ns", "nt"):
            continue
        least = PERSON if tag.startswith("nr") else RARE if word[-1] in tails else FREQUENT[len(word)]
        if frequency >= least and not (tag.startswith("nr") and len(word) > 2):
            words.setdefault(word[0], []).append(word[1:])
    print(HEAD)
    for first in sorted(words):
        print(first, " ".join(sorted(words[first])), sep="\t")


main()
