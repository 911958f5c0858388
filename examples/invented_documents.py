"""Invented chronicles for trying the reader on many documents: people who change office, names that two counties share, towns, documents with short forms,
batches whose totals close, other encodings and pages, and a few files that cannot be read. The same number gives the same bytes, whatever was asked before.

    python examples/invented_documents.py FOLDER [--count 300] [--entries 12]

People, meetings and figures are not real; provinces, prefectures and counties are.
"""

from __future__ import annotations

import argparse
import pathlib
import random

COUNTIES = [
    ("341525", "霍山县"), ("510824", "苍溪县"), ("410922", "清丰县"), ("360729", "全南县"), ("620623", "天祝藏族自治县"), ("450127", "横县"),
    ("130425", "大名县"), ("211282", "开原市"), ("530423", "通海县"), ("431121", "祁阳县"),
]
TOWNS = ["石板镇", "白云岭镇", "青溪乡", "龙井镇", "松坪乡"]
SURNAMES, GIVEN = "程冯段骆汪盛贺梅韦温方夏侯祝邱林陶石冷耿蓝", ["柏舟", "月娥", "守拙", "怀谷", "敦礼", "开元", "思远", "若渊", "乃文", "故知", "长庚", "见深"]
MATTERS = ["春耕备耕", "防汛抗旱", "森林防火", "安全生产", "农村饮水", "校舍修缮", "河道治理", "粮食收购"]
POSTS = ["县委书记", "县长", "县委副书记", "副县长", "县人大常委会主任", "县政协主席"]
BODIES = ["县水利局", "县农业农村局", "县教育局", "县卫健委", "县应急管理局"]


def _person(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def document(number: int, entries: int = 12) -> tuple[str, bytes, dict[str, str]]:
    """The document of a number: its name, its bytes and what is told of it."""
    rng = random.Random(number)
    code, county = COUNTIES[number % len(COUNTIES)]
    year, month = 2001 + number // 12 % 23, number % 12 + 1
    told = {"period": f"{year}-{month:02}", "region": code}
    # Each county has its own people in a year; the next year one of them has another post.
    people = random.Random(f"{code} {year // 2}")
    holders = {post: _person(people) for post in POSTS}
    lines = [f"{county}大事记（{year}年{month}月）", ""]
    total, batch = 0, 0
    for k in range(entries):
        day, matter, town = 1 + k * 27 // max(entries, 1), rng.choice(MATTERS), rng.choice(TOWNS)
        post, other = rng.sample(POSTS, 2)
        match rng.randrange(6):
            case 0:
                words = f"{post}{holders[post]}主持召开{matter}工作会议，{other}{holders[other]}出席并讲话。{rng.choice(BODIES)}汇报有关情况。"
            case 1:
                words = f"{post}{holders[post]}到{town}调研{matter}工作，{holders[other]}陪同。"
            case 2:
                batch, sent = batch + 1, rng.randrange(5, 30)
                total += sent
                words = f"{rng.choice(BODIES)}派出第{'一二三四五六七八九十'[min(batch, 10) - 1]}批{matter}服务队{sent}人赴{town}"
                words += f"，累计派出{total}人。" if batch > 1 else "。"
            case 3:
                words = f"县政府印发《关于做好{year}年{matter}工作的意见》（以下简称《{year}年{matter}意见》）。"
            case 4:
                words = f"{BODIES[k % 5]}在{town}落实《{year}年{matter}意见》，拨付资金{rng.randrange(20, 900)}万元。"
            case _:
                words = f"任命{_person(rng)}为{rng.choice(BODIES)}局长，{holders[post]}不再担任{post}职务。"
        lines += [f"{month}月{day}日，{words}", ""]
    if number % 7 == 3:
        lines += [f"{month}月28日，县防汛抗旱指挥部启动防汛Ⅳ级应急响应。", ""]
    text = "\n".join(lines)
    name = f"{code}/{year}-{month:02}-{number:06}"
    if number % 97 == 13:
        # A file of no bytes at all Spark does not even hand over.
        return f"{name}.txt", b"\n", told
    if number % 97 == 41:
        return f"{name}.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(64), told
    if number % 11 == 5:
        return f"{name}.txt", text.encode("gb18030"), told
    if number % 13 == 7:
        body = "".join(f"<p>{line}</p>" for line in lines if line)
        return f"{name}.html", f"<!doctype html><meta charset=utf-8><title>{lines[0]}</title><body>{body}</body>".encode(), told
    return f"{name}.txt", text.encode(), told


def century(first: int = 1921, last: int = 2020) -> str:
    """A county's chronicle of a hundred years: works, floods, harvests, those in office."""
    rng = random.Random(first)
    lines, grain = ["霍山县大事记（1921—2020年）", ""], 310
    head = _person(rng)
    for year in range(first, last + 1):
        lines += [f"{year}年", ""]
        title = "县委书记" if year >= 1949 else "县长"
        if year % 6 == 0:
            head = _person(rng)
            lines += [f"1月{rng.randrange(3, 28)}日，{head}任{title}。", ""]
        grain = max(120, grain + rng.randrange(-18, 30))
        for month in sorted(rng.sample(range(2, 12), 3 + (year - first) // 20)):
            day, town, matter = rng.randrange(1, 28), rng.choice(TOWNS), rng.choice(MATTERS)
            words = [
                f"{title}{head}主持召开{matter}会议。",
                f"{title}{head}到{town}视察{matter}工作。",
                f"{town}遭受水灾，淹没农田{rng.randrange(200, 9000)}亩，倒塌房屋{rng.randrange(3, 160)}间。",
                f"{town}水库建成，蓄水{rng.randrange(20, 900)}万立方米。",
                f"县政府发布《关于加强{matter}工作的布告》。",
            ]
            lines += [f"{month}月{day}日，{words[rng.randrange(5)]}", ""]
        lines += [f"12月31日，全年粮食总产量{grain}万公斤。", ""]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--entries", type=int, default=12)
    asked = parser.parse_args()
    for number in range(asked.count):
        name, data, told = document(number, asked.entries)
        path = asked.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        # What is told of a document stands beside it, where the program looks for it too.
        path.with_name(path.name + ".toml").write_text("".join(f'{key} = "{value}"\n' for key, value in told.items()))


if __name__ == "__main__":
    main()
