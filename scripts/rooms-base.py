"""A base of invented entries, large enough to measure the reading room by: the same every time.

    scripts/rooms-base.py /tmp/rooms-base [--entries 100000] [--program target/release/dashiji]

Twenty-five counties, fifty entries a month each, from January 2015 on: meetings, visits, papers, batches with running totals, works, storms.
Only the names of the counties are real.
"""

import argparse
import random
import subprocess
import tempfile
import time
from pathlib import Path

WORKS = "防汛 春耕生产 脱贫攻坚 义务教育 乡村振兴 森林防火 安全生产 招商引资 秋粮收购 河长制 饮水安全 公路养护 文物保护 信访 统计调查 卫生防疫 城镇供水 水库除险加固 高标准农田建设 养老服务".split()
POSTS = "县委书记 县长 县委副书记 常务副县长 副县长 县人大常委会主任 县政协主席 县公安局局长 县水利局局长 县教育局局长 县卫生健康委主任 县农业农村局局长 县财政局局长 县交通运输局局长".split()
BODIES = "县委 县政府 县人大常委会 县政协 县水利局 县教育局 县卫生健康委 县农业农村局 县财政局 县交通运输局 县民政局 县文化和旅游局 县应急管理局 县总工会 县气象局 县档案馆".split()
TOWNS = "红庙 东关 西岭 上河 下坪 梨园 关口 杨家 槐树 石板 三岔 老营 花桥 清水 蒲塘 竹溪 麻坪 沙湾".split()
RULES = "供水 道路养护 养犬 河道采砂 集体资产 古树名木保护 学校食堂 农村住房 殡葬 市场管理 防汛抗旱 档案".split()
KINDS = "管理办法 实施方案 实施意见 工作规则 应急预案 暂行规定".split()
FILL = [
    "会议听取了有关部门的情况汇报，研究了存在的困难和问题，明确了下一步的任务和完成时限。",
    "与会人员实地察看了施工现场，询问了工程进度、资金使用和群众意见，并在现场协调解决了用地和用电问题。",
    "会议指出，要把责任落实到每一个岗位，做到有人管、管得住、管得好，遇有情况及时报告。",
    "据介绍，当地入汛以来雨水偏多，各乡镇提前清淤疏浚，备足了沙袋、铁锹、抽水机等物资。",
    "他要求，有关单位要密切配合，按照既定方案抓紧推进，确保按期完成并经得起检验。",
    "活动现场还摆放了展板，发放了宣传资料，群众围在桌前咨询，工作人员一一作了解答。",
]  # fmt: skip
SURNAMES = "赵周吴郑王冯陈褚蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜戚谢邹喻苏潘葛范彭鲁韦马苗方俞任袁柳史唐费薛雷贺倪汤罗毕郝安常于傅卞齐康余顾孟黄穆萧尹"
FIRST = "立文国建志明海春永德玉树光庆兴思学云长新启承敬若子一宗克怀少"
SECOND = "本澜强民华平林生清军峰岩辉青远宁芳松涛杰敏霞昌荣勤川廉哲南恒舟棠谦越珂沛朴逸衡霖"
COUNTIES, ENTRIES = 25, 50


def skewed(dice, n):
    return min(dice.randrange(n), dice.randrange(n), dice.randrange(n))


def called(number):
    names = random.Random(number)
    return names.choice(SURNAMES) + names.choice(FIRST) + names.choice(SECOND)


def chronicle(dice, county, at, year, month, batch):
    """A month of a county: fifty invented entries of some 300 characters, with the county's own officials and others."""

    def official():
        # Whoever holds the post for these three years.
        post = skewed(dice, len(POSTS))
        return POSTS[post], called(at * 1000 + post * 20 + (year - 2015 + post % 3) // 3)

    def anyone():
        return called(at * 1000 + 500 + skewed(dice, 200) if dice.random() < 0.67 else 1_000_000 + skewed(dice, 40_000))

    lines = [f"{county}大事记", "", f"{year}年{month}月", ""]
    for n in range(ENTRIES):
        day = n * 28 // ENTRIES + 1
        (x, a), (y, b), c = official(), official(), anyone()
        body, work, town, other = (dice.choice(words) for words in (BODIES, WORKS, TOWNS, TOWNS))
        when = f"{month}月{day}日，"
        kind = dice.randrange(6)
        if kind == 0:
            text = f"全县{work}工作会议召开 {when}{county}{work}工作会议在县城召开，{x}{a}主持会议并讲话，{y}{b}作工作部署，{c}参加会议。"
        elif kind == 1:
            text = f"{x}{a}到{town}镇调研{work} {when}{x}{a}到{town}镇、{other}乡调研{work}情况，{y}{b}、{c}陪同。"
        elif kind == 2:
            title = county + dice.choice(RULES) + dice.choice(KINDS)
            text = f"《{title}》印发 {when}{body}印发《{title}》，自印发之日起施行。{month}月上旬，县政府常务会议审议通过了该文件，{x}{a}主持会议。"
        elif kind == 3:
            people = dice.randrange(10, 70)
            batch[0], batch[1] = batch[0] + 1, batch[1] + people
            text = f"第{batch[0]}批{work}工作队出发 {when}{county}第{batch[0]}批{work}工作队{people}人赴{town}镇开展工作，累计派出工作队员{batch[1]}人，{x}{a}出席出发仪式并讲话，{b}任队长。"
        elif kind == 4:
            text = f"{town}镇{work}工程开工 {when}{town}镇{work}工程开工建设，工程全长{dice.randrange(5, 95)}公里，总投资{dice.randrange(300, 9000)}万元，由{body}承建，{x}{a}宣布开工，{y}{b}、{c}出席。"
        else:
            text = f"{town}镇遭受暴雨 {when}{town}镇普降暴雨，最大降雨量{dice.randrange(20, 220)}毫米，{dice.randrange(15, 3000)}户受灾，{x}{a}连夜赶赴现场指挥救灾，{body}、县红十字会调运救灾物资。"
        while len(text) < 290:
            text += dice.choice(FILL) if dice.random() < 0.67 else f"{body}有关负责人介绍，{town}镇、{other}乡已完成{work}任务的{dice.randrange(40, 100)}%，其余部分将于{month % 12 + 1}月底前完成。"
        lines += [text, ""]
    return "\n".join(lines)


def make(program, base, entries):
    """A base of so many invented entries: twenty-five counties, as many months as it takes, the same every time."""
    table = Path(__file__).resolve().parent.parent / "crates/dashiji/lexicon/table-divisions.tsv"
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    counties = [row[1] for row in rows if row[4] == "0" and row[1].endswith("县") and len(row[1]) == 3]
    counties = counties[:: len(counties) // COUNTIES][:COUNTIES]
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for at, county in enumerate(counties):
            dice, batch = random.Random(at), [0, 0]
            for k in range(-(-entries // ENTRIES // COUNTIES)):
                year, month = 2015 + k // 12, k % 12 + 1
                file = Path(folder) / f"{at:02}-{year}-{month:02}.txt"
                file.write_text(chronicle(dice, county, at, year, month, batch), encoding="utf-8")
                files.append(str(file))
        subprocess.run([program, "init", base], check=True)
        began = time.perf_counter()
        subprocess.run([program, "add", "--base", base, folder], check=True, stdout=subprocess.DEVNULL)
        print(f"{len(files)} documents added in {time.perf_counter() - began:.0f} s")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("base")
    arguments.add_argument("--entries", type=int, default=100_000)
    arguments.add_argument("--program", default="target/release/dashiji")
    given = arguments.parse_args()
    make(given.program, given.base, given.entries)


if __name__ == "__main__":
    main()
