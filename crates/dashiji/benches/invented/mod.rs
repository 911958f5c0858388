//! Chronicles that nobody wrote: entries from some twenty patterns, with names, places, documents and figures of each county's
//! own, always the same.
//!
//! `县长某某到石羊河镇调研抗旱工作` comes with another county's magistrate, town and matter each time; programmes go on from month
//! to month with ordinals and running totals that add up, documents pass from draft to issue, officials change.

use std::fmt::Write;
use std::path::Path;

/// One document.
pub struct Chronicle {
    /// A name for it.
    pub name: String,
    /// The month it tells of.
    pub period: String,
    /// The county.
    pub region: String,
    /// Its text.
    pub text: String,
}

/// Entries in a document.
const IN_A_MONTH: usize = 100;
/// Documents a county has.
const MONTHS: usize = 20;

const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻柏苏潘葛范彭鲁韦马苗方任袁柳史唐费廉岑薛雷贺倪汤滕罗毕郝安常于傅康伍余顾孟黄萧尹";
const GIVEN: &str = "立本文澜守拙怀谷静远维桢秋生玉珊思若渊清和见深敦礼开元长庚志明建国德厚永康瑞林景行仲达季常伯安云鹤松涛海波晓峰雪梅丽华春燕桂兰秀英国强卫东向阳学军红霞金柱成林广田书琴";
const TOWNS: &str = "石白青黑竹龙凤金银上下大小南北东西新清双";
const WATERS: &str = "羊河溪渡桥岭塘湾冲坪店集湖泉坝洲港塔门寨";
const MATTERS: [&str; 20] = [
    "抗旱",
    "防汛",
    "森林防火",
    "安全生产",
    "农村供水",
    "乡村振兴",
    "招商引资",
    "营商环境",
    "秋种",
    "教育",
    "医疗保障",
    "养老服务",
    "交通建设",
    "水利建设",
    "环境保护",
    "信访",
    "文化旅游",
    "粮食收购",
    "项目建设",
    "食品安全",
];
const BUREAUS: [&str; 14] = [
    "水利局",
    "教育局",
    "财政局",
    "农业农村局",
    "应急管理局",
    "卫生健康委员会",
    "交通运输局",
    "民政局",
    "公安局",
    "司法局",
    "自然资源和规划局",
    "市场监督管理局",
    "审计局",
    "统计局",
];
const GOODS: [&str; 12] =
    ["茶业", "机械", "纺织", "食品", "药业", "电子", "建材", "矿业", "化工", "能源", "物流", "农业"];

/// A small generator of numbers: the same on every machine (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }

    fn of<'a>(&mut self, list: &'a [String]) -> &'a str {
        &list[self.below(list.len())]
    }

    fn character(&mut self, list: &str) -> char {
        list.chars().nth(self.below(list.chars().count())).unwrap_or('一')
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        name.push(self.character(SURNAMES));
        name.push(self.character(GIVEN));
        if self.below(10) < 7 {
            name.push(self.character(GIVEN));
        }
        name
    }
}

/// A county with what goes on there.
struct County {
    name: String,
    short: String,
    /// The secretary, the magistrate, deputies, heads of bureaus.
    people: Vec<String>,
    towns: Vec<String>,
    /// Teams sent out: how many batches, how many people.
    batches: u64,
    sent: u64,
    /// Metres of canal dug, mu of wood planted.
    planted: u64,
    meeting: u32,
    paper: u32,
}

/// So many entries, in documents of a hundred.
pub fn chronicles(entries: usize) -> Vec<Chronicle> {
    let documents = entries.div_ceil(IN_A_MONTH);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let names = counties();
    let mut counties: Vec<County> =
        (0..documents.div_ceil(MONTHS)).map(|k| county(&mut dice, &names[(k * 37) % names.len()])).collect();
    let mut out = Vec::with_capacity(documents);
    for (k, county) in counties.iter_mut().enumerate() {
        for month in 0..MONTHS.min(documents - k * MONTHS) {
            if month % 9 == 8 {
                // An office changes hands.
                let at = dice.below(county.people.len());
                county.people[at] = dice.name();
            }
            out.push(document(&mut dice, county, month));
        }
    }
    out
}

/// Counties of the table of divisions that are in force today.
fn counties() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon/table-divisions.tsv");
    let table = std::fs::read_to_string(path).unwrap_or_default();
    let mut found: Vec<(String, String)> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let (code, name, short) = (*columns.first()?, *columns.get(1)?, *columns.get(2)?);
            let kept = !code.ends_with("00") && name.ends_with('县') && !short.is_empty();
            (kept && columns.get(4) == Some(&"0")).then(|| (name.to_owned(), short.to_owned()))
        })
        .collect();
    if found.is_empty() {
        found.push(("霍山县".to_owned(), "霍山".to_owned()));
    }
    found
}

fn county(dice: &mut Dice, (name, short): &(String, String)) -> County {
    let towns = (0..18)
        .map(|_| {
            let end = if dice.below(3) == 0 { '乡' } else { '镇' };
            format!("{}{}{end}", dice.character(TOWNS), dice.character(WATERS))
        })
        .collect();
    County {
        name: name.clone(),
        short: short.clone(),
        people: (0..30).map(|_| dice.name()).collect(),
        towns,
        batches: 0,
        sent: 0,
        planted: 10_000 + dice.below(50_000) as u64,
        meeting: 1,
        paper: 1,
    }
}

fn document(dice: &mut Dice, county: &mut County, month: usize) -> Chronicle {
    let (year, number) = (2018 + month / 12, month % 12 + 1);
    let mut text = format!("{year}年{number}月\n\n{}大事月记\n\n", county.name);
    for k in 0..IN_A_MONTH {
        let day = 1 + k * 28 / IN_A_MONTH;
        entry(dice, county, &mut text, (number, day));
        text.push_str("\n\n");
    }
    Chronicle {
        name: format!("{}-{year}-{number:02}.txt", county.name),
        period: format!("{year}-{number:02}"),
        region: county.name.clone(),
        text,
    }
}

fn entry(dice: &mut Dice, county: &mut County, out: &mut String, (month, day): (usize, usize)) {
    let date = format!("{month}月{day}日");
    let matter = MATTERS[dice.below(MATTERS.len())];
    let bureau = BUREAUS[dice.below(BUREAUS.len())];
    let good = GOODS[dice.below(GOODS.len())];
    let (secretary, magistrate) = (county.people[0].clone(), county.people[1].clone());
    let deputy = county.people[2 + dice.below(8)].clone();
    let (head, other) =
        (county.people[10 + dice.below(20)].clone(), county.people[2 + dice.below(28)].clone());
    let (town, village) = (dice.of(&county.towns).to_owned(), dice.of(&county.towns).to_owned());
    let (commoner, second) = (dice.name(), dice.name());
    let (a, b) = (3 + dice.below(90), 11 + dice.below(900));
    let short = county.short.clone();
    let line = match dice.below(18) {
        0 => format!(
            "县委常委会专题研究{matter}工作 {date},县委常委会召开会议,专题研究{matter}工作。县委书记{secretary}主持,县委副书记、县长{magistrate}出席并汇报。会议听取县{bureau}工作汇报,强调,要压实责任,把群众的事放在第一位。{deputy}、{head}、{other}参加会议。"
        ),
        1 => format!(
            "{magistrate}到{town}调研{matter}工作 {date},县长{magistrate}到{town}调研{matter}工作。{magistrate}先后察看{village}水厂、{short}{good}有限公司,走访群众{commoner}。她强调,要逐村登记,确保每户用水不少于{a}升。{deputy}、{other}陪同。"
        ),
        2 => {
            county.batches += 1;
            county.sent += a as u64;
            format!(
                "{short}支农服务队第{}批队伍出发 {date},县委、县政府派出{short}支农服务队第{}批队伍{a}人赴{town}。截至当日,全县累计派出支农服务队员{}人。副县长{deputy}出席出发仪式并讲话。",
                county.batches, county.batches, county.sent
            )
        }
        3 => {
            county.meeting += 1;
            format!(
                "县政府第{}次常务会议召开 {date},县长{magistrate}主持召开县政府第{}次常务会议,审议《{}{matter}管理办法(草案)》,听取县{bureau}关于{matter}工作的汇报。副县长{deputy}、{other}出席会议。",
                county.meeting, county.meeting, county.name
            )
        }
        4 => {
            county.paper += 1;
            format!(
                "县政府印发《{}{matter}管理办法》 {date},县政府印发《{}{matter}管理办法》({}政〔{}〕{}号),自发布之日起施行。",
                county.name,
                county.name,
                short.chars().next().unwrap_or('县'),
                2018 + month % 2,
                county.paper
            )
        }
        5 => {
            county.planted += b as u64;
            format!(
                "全县造林进展顺利 {date},县{bureau}通报,{town}新造林{b}亩,全县累计造林{}亩,完成投资{a}.{}万元。",
                county.planted,
                b % 10
            )
        }
        6 => format!(
            "县人大常委会任命干部 {date},县人大常委会召开会议,任命{head}为县{bureau}局长,免去{other}的县{bureau}局长职务。县人大常委会主任{}主持会议。",
            county.people[9]
        ),
        7 => format!(
            "{short}{good}有限公司{matter}项目开工 {date},{short}{good}有限公司{a}万吨生产线项目在{town}开工,总投资{a}.{}亿元,占地{b}亩。县委书记{secretary}出席开工仪式并宣布开工,县长{magistrate}致辞。",
            b % 10
        ),
        8 => format!(
            "{town}发生暴雨灾害 {date}凌晨,{town}、{village}遭受暴雨袭击,受灾{b}人,倒塌房屋{a}间,直接经济损失{b}万元。县委副书记{deputy}赶赴现场指挥救灾。"
        ),
        9 => format!(
            "{commoner}获评省劳动模范 {date},{town}村民{commoner}、县{bureau}干部{second}被授予省劳动模范称号。"
        ),
        10 => format!(
            "{town}中心小学新校区启用 {date},{town}中心小学新校区启用,校舍面积{b}平方米,可容纳学生{b}名。县教育局局长{head}出席启用仪式。"
        ),
        11 => format!(
            "{secretary}会见客商 {date},县委书记{secretary}在县城会见{good}集团董事长{commoner}一行,双方就{matter}合作交换意见。{deputy}、{head}参加会见。"
        ),
        12 => format!(
            "县{bureau}开展{matter}专项检查 {date},县{bureau}在{town}、{village}开展{matter}专项检查,检查单位{a}家,发现问题{b}个,其中已整改{a}个。"
        ),
        13 => format!(
            "县委办公室转发《关于加强{matter}工作的通知》 {date},县委办公室转发县{bureau}《关于加强{matter}工作的通知》,要求{town}等乡镇认真执行。"
        ),
        14 => format!(
            "市委领导来{short}调研 {date},副市长{}到{}调研{matter}工作,先后到{town}、{village}察看。{secretary}、{magistrate}陪同。",
            county.people[8], county.name
        ),
        15 => format!(
            "县城至{town}公路通车 {date},县城至{town}公路建成通车,全长{a}.{}公里,总投资{b}万元。县交通运输局局长{head}主持通车仪式,{deputy}讲话。",
            b % 10
        ),
        16 => format!(
            "县{bureau}招录工作人员 {date},县{bureau}面向社会招录工作人员{a}名,其中男{}名、女{}名,{commoner}等人通过考核。",
            a / 2,
            a - a / 2
        ),
        _ => format!(
            "全县{matter}工作推进会召开 {date}上午,全县{matter}工作推进会在县会议中心召开。县长{magistrate}出席并讲话,{deputy}主持,{head}通报情况。会议指出,前{a}天全县完成{b}件。{other}、{second}作交流发言。"
        ),
    };
    // A pattern writes all of its entry; nothing can fail in memory.
    let _ = out.write_str(&line);
}
