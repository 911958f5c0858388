#!/usr/bin/env python3
"""Makes crates/dashiji/lexicon/table-divisions.tsv from the summary table of areacodes (CC0-1.0).

usage: scripts/divisions.py RESULT.csv > crates/dashiji/lexicon/table-divisions.tsv

RESULT.csv is `result.csv` of https://github.com/yescallop/areacodes: every code of the county level and above since 1981,
with the years it was in force and the codes that came after it.
"""
import csv
import re
import sys

HEADER = """\
# Divisions of the county level and above: code, full name, short form, first year in force, first year no longer in force
# (0: still in force), codes that came after (`code` or `code[year]`, divided by `;`). Years are as of 31 December.
# Source: areacodes (https://github.com/yescallop/areacodes), licence CC0-1.0. Made by scripts/divisions.py; the short forms are ours.
"""

PEOPLES = """
壮 满 回 苗 维吾尔 土家 彝 蒙古 藏 布依 侗 瑶 朝鲜 白 哈尼 哈萨克 黎 傣 畲 傈僳 仡佬 东乡 拉祜 水 佤 纳西 羌 土 仫佬 锡伯
柯尔克孜 达斡尔 景颇 毛南 撒拉 布朗 塔吉克 阿昌 普米 鄂温克 怒 京 基诺 德昂 保安 俄罗斯 裕固 乌孜别克 门巴 鄂伦春 独龙
塔塔尔 赫哲 珞巴 高山 崩龙 各
""".split()
PEOPLES.sort(key=len, reverse=True)

# What ends a name, longest first; the short form is what stands before it.
ENDS = "自治区 自治州 自治县 自治旗 特别行政区 地区 林区 特区 矿区 新区 省 市 盟 县 区 旗".split()
# What is no name of its own without its last character.
PLAIN = {"城", "郊", "矿", "港", "城中", "市中", "铁东", "铁西", "新市", "市北", "市南", "中原", "河东", "河西", "城关", "新城", "江北",
         "城东", "城西", "城北", "城南", "向阳", "桥东", "桥西", "路北", "路南", "东城", "西城", "河北", "湖里", "江南", "江东", "临时",
         "城区", "郊区", "东区", "西区", "南区", "北区", "东湖", "西湖", "南岸", "中山", "解放", "站前", "前进", "东风", "胜利", "和平"}


def short(name, level):
    """The form used without the last word: 信阳 for 信阳市, 恩施 for 恩施土家族苗族自治州; none where a character would be left."""
    for end in ENDS:
        if not name.endswith(end):
            continue
        stem = name[: -len(end)]
        if end.startswith("自治"):
            while True:
                for people in PEOPLES:
                    cut = next((c for c in (people + "族", people) if stem.endswith(c) and len(stem) - len(c) >= 2), None)
                    if cut:
                        stem = stem[: -len(cut)]
                        break
                else:
                    break
            if stem.endswith("族") and len(stem) > 2:
                stem = stem[:-1]
        if end in ("区", "新区", "矿区") and level == "县级" and stem in PLAIN:
            return ""
        return stem if len(stem) >= 2 else ""
    return ""


def main():
    rows = []
    for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")):
        name, after = row["名称"], row["新代码"]
        if not re.fullmatch(r"\d{6}", row["代码"]):
            sys.exit(f"no code: {row}")
        rows.append((row["代码"], row["启用时间"], name, short(name, row["级别"]), row["变更/弃用时间"] or "0", after))
    rows.sort()
    sys.stdout.write(HEADER)
    for code, start, name, stem, end, after in rows:
        print("\t".join((code, name, stem, start, end, after)))


if __name__ == "__main__":
    main()
