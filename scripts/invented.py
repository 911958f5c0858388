#!/usr/bin/env python3
"""Writes invented chronicles whose truth is known and scores a program on them.

    invented.py PROGRAM [--seed N] [--rounds N] [--errors FIELD ...] [--genre G] [--write DIR] [--json]

PROGRAM is run as `PROGRAM read FILE --format jsonl` on one file a genre. Clauses come from invented-frames.txt beside this script, every frame
`rounds` times, with names, places and matters drawn anew; without --seed each run draws another. Fields: type, part (person and part), title
(person and title), organizer (body and role), event (days of all events), role (place and role), document, body (names of bodies, on frames of the
genre `body` alone, whose names are drawn from the patterns of invented-bodies.txt). Persons and places that the program
did not find at all count in `found` alone, so that parts and roles are scored by themselves. `--errors` names the frames that fail, most often first.
"""
import argparse, collections, datetime, json, pathlib, random, re, subprocess, sys, tempfile
here = pathlib.Path(__file__).resolve().parent

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
GIVEN = "国建志文德永明春秀玉海荣光福祥庆忠义仁礼智信宏伟俊杰涛斌峰磊鹏辉刚勇军平安宁静丽芳兰英梅桂莲凤云霞清华民强胜利兴旺世昌家全有才根生长贵金宝山川岩松柏林森树立学书勤奋敬业怀远景行思齐若谷子良伯仲叔季克勤守正维新"
PLACE = "云青清石白龙凤玉金银松柏柳桃梅兰竹泉溪湖塘坪岭峰沙河桥关堡集镇头口南北东西安平宁和康乐兴旺新永长高大双三"
FOREIGN = ["田村正一", "中川健太郎", "小林和夫", "山本幸雄", "佐藤一郎", "金泰浩", "朴正宇", "约翰逊", "史密斯", "安德森", "米勒", "施耐德", "彼得罗夫"]
WORDS = {
    "matter": ["春耕生产", "防汛抗旱", "教育工作", "脱贫攻坚", "森林防火", "安全生产", "招商引资", "城镇建设", "农田水利", "基层党建", "企业复工", "环境保护"],
    "thing": ["青云水库", "清江大桥", "城东公路", "北干渠", "体育中心", "滨河公园", "污水处理厂", "双溪水电站", "南环路"],
    "meeting": ["经济工作会议", "农村工作会议", "安全生产工作会议", "教育工作会议", "防汛工作会议", "宣传思想工作会议", "招商工作会议"],
    "doc": ["关于加强水源保护的通知", "关于扩大就业的若干意见", "城镇养犬管理办法", "山林保护条例", "关于发展乡镇企业的规定", "防汛应急预案"],
    "award": ["全国劳动模范称号", "省五一劳动奖章", "全国先进工作者称号", "全国三八红旗手称号", "省级文明单位称号"],
}
NUMERAL, GOODS, TRADES = "一二三四五六七八九十", ["毛巾", "农具", "酱菜", "鞋帽", "五金", "陶瓷", "造纸", "缫丝", "制药", "水泥", "皮革", "纽扣", "橡胶", "灯泡", "味精", "轴承", "汽车配件", "罐头"], ["农业", "机械", "化工", "航空", "粮油", "纺织", "电力", "气象", "水产", "林业"]
OMEN = "裕德恒丰祥瑞泰和兴隆盛永昌同仁广源聚宝庆余"
COUNTRIES, CITIES = ["日本", "美国", "法国", "德国", "韩国", "泰国", "澳大利亚", "俄罗斯"], ["长浜", "高岛", "釜川", "里昂", "西雅图", "汉堡", "墨尔本"]
BARE = {"省委", "市委", "县委", "省政府", "市政府", "县政府"}
GROUPS = {"works": ["factory", "mine", "farm"], "learn": ["school"]}
GENRES = {
    "body": (1984, "{c}大事记（{y}年）"),
    "gov": (2013, "{c}大事记（{y}年）"), "county": (1958, "{c}大事记（{y}年）"), "rep": (1926, "{c}大事记 民国时期"), "qing": (1862, "{c}大事记 清代"),
    "village": (1979, "{v}村史大事记"), "army": (1933, "中共{c}党史大事记"), "uni": (1996, "湖滨大学大事记"), "hosp": (2004, "{c}人民医院大事记"),
    "firm": (2009, "东方机械集团公司大事记"), "hq": (2020, "{c}防汛抗旱指挥部大事记"), "mus": (2001, "市博物馆大事记"), "port": (1987, "海州港大事记"),
}

def frames():
    rows = []
    for n, line in enumerate((here / "invented-frames.txt").read_text().splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            genre, kind, text = (x.strip() for x in line.split("|", 2))
            rows.append((n, genre, kind, text))
    return rows

def bodies():
    """Kind -> patterns of names."""
    kinds = {}
    for line in (here / "invented-bodies.txt").read_text().splitlines():
        if "|" in line and not line.startswith("#"):
            kind, patterns = line.split("|")
            kinds[kind.strip()] = patterns.split()
    return kinds

def counties():
    """County, its prefecture and its province, from the table of divisions that the engine carries."""
    names = {}
    for line in (here.parent / "crates/dashiji/lexicon/table-divisions.tsv").read_text().splitlines():
        row = line.split("\t")
        if not line.startswith("#") and len(row) > 1 and re.fullmatch(r"\d{6}", row[0]): names.setdefault(row[0], row[1])
    found = []
    for code, name in names.items():
        city, prov = names.get(code[:4] + "00"), names.get(code[:2] + "0000")
        if name.endswith("县") and 3 <= len(name) <= 3 and city and city.endswith("市") and prov and prov.endswith("省"): found.append((name, city, prov))
    return found

class Writer:
    def __init__(self, rng, rows):
        self.rng, self.pool, self.bodies = rng, counties(), bodies()
        self.heads, self.tails = ([text for _, g, _, text in rows if g == kind] for kind in ("head", "tail"))

    def person(self):
        r = self.rng
        while True:
            name = r.choice(SURNAMES) + r.choice(GIVEN) + (r.choice(GIVEN) if r.random() < .8 else "")
            if name not in self.used and len(set(name)) == len(name): break
        self.used.add(name)
        return name

    def body(self, kind):
        """A name of a body of a kind or group of kinds, not drawn in this chronicle before."""
        r = self.rng
        kinds = list(self.bodies) if kind == "any" else GROUPS.get(kind, [kind])
        draw = {
            "s": lambda: "".join(r.sample(PLACE[:30], 2)), "a": lambda: "".join(r.sample(OMEN, 2)), "c": lambda: self.home["county"], "C": lambda: self.home["city"],
            "p": lambda: self.home["prov"], "n": lambda: r.choice(NUMERAL), "N": lambda: "".join(r.choice(NUMERAL[:9]) for _ in range(3)), "f": lambda: r.choice(COUNTRIES),
            "x": lambda: r.choice(CITIES), "w": lambda: r.choice(TRADES), "g": lambda: r.choice(GOODS),
        }
        for _ in range(20):
            name = re.sub(r"\{(\w)\}", lambda m: draw[m[1]](), r.choice(self.bodies[r.choice(kinds)]))
            if name not in self.named: break
        self.named.add(name)
        return name

    def place(self, kind):
        r = self.rng
        if kind in self.home: return self.home[kind]
        stem = "".join(r.sample(PLACE[:30], 2))
        return stem + {"town": r.choice("镇乡"), "village": "村"}.get(kind, "县")

    def fill(self, text, day):
        r, people, truth, out = self.rng, {}, {"people": {}, "organizers": [], "bodies": [], "places": [], "documents": [], "events": []}, []
        text = re.sub(r"%(\w+)%", lambda m: r.choice(WORDS[m[1]]), text)
        end = 0
        for m in re.finditer(r"\{(!?[A-Z]?\d?)(?::([^{}]*))?\}|\{!\w+\}", text):
            out.append(text[end:m.start()]); end = m.end()
            tag, *args = (m[0][1:-1]).split(":")
            if tag.startswith("!"): continue
            if tag[0] in "PFT" and len(tag) == 2:
                n = "F" + tag[1] if tag[0] == "F" or tag[0] == "T" and "F" + tag[1] in people and tag[1] not in people else tag[1]
                if n not in people:
                    people[n] = self.person() if tag[0] != "F" else r.choice([x for x in FOREIGN if x not in self.used])
                    self.used.add(people[n]); truth["people"][people[n]] = {"titles": [], "parts": []}
                me = truth["people"][people[n]]
                if args and args[0].startswith("~"): me["titles"].append(args[0][1:]); args[0] = ""
                if tag[0] == "T": me["titles"] += [t for t in args[0].split("、") if t]; out.append(args[0]); continue
                if args and args[0] not in ("", "-"): me["titles"] += args[0].split("、"); out.append(args[0])
                if len(args) > 1 and args[1]: me["parts"] += args[1].split("+")
                out.append(people[n])
            elif tag == "O": truth["organizers"].append((args[1], args[0])); out.append(args[1])
            elif tag in "BG":
                name = args[0] if tag == "B" else self.body(args[0])
                truth["bodies"].append(name); out.append(name)
            elif tag == "L":
                name = args[1][1:] if args[1].startswith("=") else self.place(args[1])
                if args[0] != "-": truth["places"].append((name, args[0]))
                out.append(name)
            elif tag == "D": truth["documents"].append(args[0]); out.append("《" + args[0] + "》")
            elif tag == "E":
                later = day + datetime.timedelta(days=r.randint(200, 700))
                if args[0] == "past": later = day - datetime.timedelta(days=r.randint(40, 90))
                y, mo, d = later.year, later.month, later.day
                last = lambda y, m: (datetime.date(y + m // 12, m % 12 + 1, 1) - datetime.timedelta(days=1)).isoformat()
                if args[0] == "md":
                    later = day + datetime.timedelta(days=3)
                    out.append(f"{later.month}月{later.day}日"); truth["events"].append((later.isoformat(),) * 2)
                elif args[0] in ("day", "past"): out.append(f"{y}年{mo}月{d}日"); truth["events"].append((later.isoformat(),) * 2)
                elif args[0] == "month" or args[0] == "ym": out.append(f"{y}年{mo}月"); truth["events"].append((f"{y}-{mo:02}-01", last(y, mo)))
                elif args[0] == "year": out.append(f"{y}年"); truth["events"].append((f"{y}-01-01", f"{y}-12-31"))
                elif args[0] == "ym2":
                    out.append(f"{y}年{mo}月、{y + 1}年{mo}月")
                    truth["events"] += [(f"{y}-{mo:02}-01", last(y, mo)), (f"{y + 1}-{mo:02}-01", last(y + 1, mo))]
        out.append(text[end:])
        return "".join(out), truth

    def chronicle(self, genre, rows):
        r, (year, title) = self.rng, GENRES[genre]
        self.used, self.named = set(), set()
        if r.random() < .5: county, city, prov = r.choice(self.pool)
        else: county, city, prov = "".join(r.sample(PLACE[:30], 2)) + "县", r.choice(self.pool)[1], r.choice(self.pool)[2]
        self.home = {"county": county, "city": city, "prov": prov}
        lines = [title.format(c=county, y=year, v="".join(r.sample(PLACE[:30], 2))), "", f"{year}年", ""]
        rows, gold, at = rows[:], [], sum(len(x) + 1 for x in lines)
        r.shuffle(rows)
        day = datetime.date(year, 1, 2)
        for n, kind, text in rows:
            # A day of its own for each, so that an entry is known by where it begins.
            body, truth = self.fill(text, day)
            if r.random() < .2 and not re.match("[由应经在以为“（因据]|一|.{0,6}[，：]", body): body = r.choice(self.heads) + body
            if r.random() < .25: body += r.choice(self.tails)
            line = f"{day.month}月{day.day}日" + r.choice(["，", " ", "　"]) + body
            gold.append({"frame": n, "genre": genre, "start": at, "type": kind, "day": day.isoformat(), "text": line, **truth})
            lines += [line]; at += len(line) + 1
            day += datetime.timedelta(days=max(1, 340 // (len(rows) + 1)) if day.month < 12 or day.day < 25 else 0)
        return "\n".join(lines) + "\n", gold

def score(entry, found):
    """Field -> (right, wrong, missed) as sets of what the entry says and what was read."""
    f = {}
    get = lambda key: (found or {}).get(key) or []
    either = lambda told, have: next((t for t in told.split("/") if t in have), told.split("/")[0])
    f["type"] = ({either(entry["type"], {(found or {}).get("type")})}, {found.get("type")} if found else set())
    seen = {p["name"]: p for p in get("people")}
    f["found"] = (set(entry["people"]), set(seen))
    both = [n for n in entry["people"] if n in seen]
    f["part"] = ({(n, p) for n in both for p in (either(q, seen[n].get("parts") or []) for q in entry["people"][n]["parts"])}, {(n, p) for n in both for p in seen[n].get("parts") or ["mention"]})
    f["title"] = ({(n, t) for n in both for t in entry["people"][n]["titles"]}, {(n, t["text"]) for n in both for t in seen[n].get("titles") or [] if t.get("basis", "stated") == "stated" and t.get("kind") != "address"})
    hosts = {o["text"]: o["role"] for o in get("organizers")}
    f["organizer"] = ({(t, either(r, {hosts.get(t)})) for t, r in entry["organizers"]}, {(o["text"], o["role"]) for o in get("organizers")})
    if entry["genre"] == "body": f = {"body": (set(entry["bodies"]), {o["text"] for key in ("organizers", "orgs") for o in get(key)} - BARE)}; return f
    f["document"] = (set(entry["documents"]), {d["title"] for d in get("documents")})
    places = get("places")
    told = {p["text"]: set(p.get("roles") or []) for p in places}
    f["role"] = ({(t, q) for t, q in entry["places"] if t in told}, {(t, q) for t, q in ((t, q) for t in {x for x, _ in entry["places"]} if t in told for q in told[t]) if q != "mentioned"})
    days = [((e.get("date") or {}).get("from", "")[:10], (e.get("date") or {}).get("to", "")[:10]) for e in get("events")]
    f["event"] = ({(entry["day"],) * 2, *entry["events"]}, set(days))
    return f

def drawn(rng, rows, rounds, folder, only=None):
    """Draws so many chronicles of each genre that has frames, or of one, into a folder: genre, file, what is true of it."""
    writer = Writer(rng, rows)
    for genre in [only] if only else GENRES:
        mine = [(n, kind, text) for n, g, kind, text in rows if g == genre]
        for k in range(rounds if mine else 0):
            text, gold = writer.chronicle(genre, mine)
            file = folder / f"{genre}-{k}.txt"
            file.write_text(text)
            yield genre, file, gold

def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("program"); a.add_argument("--seed", type=int); a.add_argument("--rounds", type=int, default=3)
    a.add_argument("--errors", nargs="*", default=[]); a.add_argument("--genre"); a.add_argument("--write", type=pathlib.Path); a.add_argument("--top", type=int, default=40); a.add_argument("--json", action="store_true")
    a = a.parse_args()
    seed = a.seed if a.seed is not None else random.SystemRandom().randrange(1 << 30)
    rng = random.Random(seed)
    rows = frames()
    total, by_genre = collections.defaultdict(lambda: [0, 0, 0]), collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0, 0]))
    failed = {f: collections.defaultdict(list) for f in a.errors}
    folder = a.write or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    for genre, file, gold in drawn(rng, rows, a.rounds, folder, a.genre):
        out = subprocess.run([a.program, "read", file, "--format", "jsonl"], capture_output=True, check=False).stdout.decode()
        read = {p["span"]["start"]: p for p in map(json.loads, out.splitlines()) if "span" in p}
        for entry in gold:
            for field, (want, have) in score(entry, read.get(entry["start"])).items():
                for t in (total[field], by_genre[genre][field]):
                    t[0] += len(want & have); t[1] += len(have - want); t[2] += len(want - have)
                if field in failed and want != have: failed[field][entry["frame"]].append((entry["text"], sorted(map(str, want - have)), sorted(map(str, have - want))))
    def f1(t): return 2 * t[0] / (2 * t[0] + t[1] + t[2]) if sum(t) else 1.0
    if a.json: print(json.dumps({f: f1(t) for f, t in total.items()})); return
    print(f"seed {seed}, {len(rows)} frames, {a.rounds} rounds")
    fields = [f for f in total if f != "body"] + ["body"]
    print("genre    " + "".join(f"{f:>10}" for f in fields))
    for genre, of in by_genre.items(): print(f"{genre:9}" + "".join(f"{f1(of[f]):10.3f}" for f in fields))
    print("all      " + "".join(f"{f1(total[f]):10.3f}" for f in fields))
    for field, of in failed.items():
        for frame, cases in sorted(of.items(), key=lambda x: -len(x[1]))[:a.top]:
            text, missed, wrong = cases[0]
            print(f"{field} {frame} x{len(cases)} {text}\n      missed {' '.join(missed)} | wrong {' '.join(wrong)}")

if __name__ == "__main__": main()
