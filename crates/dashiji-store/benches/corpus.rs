//! An invented corpus for benches: chronicles of counties, month by month, made from templates with a fixed seed.
//!
//! `document(k)` is always the same text: a title, then fifty entries of about 900 bytes with a headline, a date, people with offices,
//! places, bodies, documents through their stages, batches and running totals. Names are drawn so that few are common and many rare.

#![allow(dead_code, reason = "each bench uses a part of it")]

/// Entries in a document.
pub const ENTRIES: u64 = 50;

/// A small generator of numbers (splitmix64).
pub struct Dice(u64);

impl Dice {
    /// One that always falls the same way.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x0123_4567_89ab_cdef)
    }

    /// The next number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n.max(1)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }

    /// A number below `n`, small ones far more often.
    fn skewed(&mut self, n: u64) -> u64 {
        let (a, b, c) = (self.below(n), self.below(n), self.below(n));
        a.min(b).min(c)
    }
}

const SURNAMES: &[&str] = &[
    "赵", "周", "吴", "郑", "王", "冯", "陈", "褚", "蒋", "沈", "韩", "杨", "朱", "秦", "许", "何", "吕",
    "施", "张", "孔", "曹", "严", "金", "魏", "陶", "姜", "戚", "谢", "邹", "喻", "苏", "潘", "葛", "范",
    "彭", "鲁", "韦", "马", "苗", "方", "俞", "任", "袁", "柳", "史", "唐", "费", "薛", "雷", "贺", "倪",
    "汤", "罗", "毕", "郝", "安", "常", "于", "傅", "卞", "齐", "康", "余", "顾", "孟", "黄", "穆", "萧",
    "尹",
];
const FIRST: &[&str] = &[
    "立", "文", "国", "建", "志", "明", "海", "春", "永", "德", "玉", "树", "光", "庆", "兴", "思", "学",
    "云", "长", "新", "启", "承", "敬", "若", "子", "一", "宗", "克", "怀", "少",
];
const SECOND: &[&str] = &[
    "本", "澜", "强", "民", "华", "平", "林", "生", "清", "军", "峰", "岩", "辉", "青", "远", "宁", "芳",
    "松", "涛", "杰", "敏", "霞", "昌", "荣", "勤", "川", "廉", "哲", "南", "恒", "舟", "棠", "谦", "越",
    "珂", "沛", "朴", "逸", "衡", "霖",
];
const COUNTY: &[&str] = &[
    "青石", "甲渠", "双桥", "云岭", "白河", "石门", "金沙", "龙泉", "平川", "长坡", "柳林", "望江", "古驿",
    "新安", "永丰", "枫溪", "松涧", "大塘", "南渡", "北屏",
];
const TOWN: &[&str] = &[
    "红庙", "东关", "西岭", "上河", "下坪", "梨园", "关口", "杨家", "槐树", "石板", "三岔", "老营", "花桥",
    "清水", "蒲塘", "竹溪", "麻坪", "沙湾",
];
const OFFICE: &[&str] = &[
    "县委书记",
    "县长",
    "县委副书记",
    "常务副县长",
    "副县长",
    "县委常委、组织部部长",
    "县委常委、宣传部部长",
    "县人大常委会主任",
    "县政协主席",
    "县公安局局长",
    "县水利局局长",
    "县教育局局长",
    "县卫生健康委主任",
    "县农业农村局局长",
    "县财政局局长",
    "县交通运输局局长",
];
const BODY: &[&str] = &[
    "县委",
    "县政府",
    "县人大常委会",
    "县政协",
    "县水利局",
    "县教育局",
    "县卫生健康委",
    "县农业农村局",
    "县财政局",
    "县交通运输局",
    "县民政局",
    "县文化和旅游局",
    "县应急管理局",
    "县供销社",
    "县总工会",
    "团县委",
    "县妇联",
    "县残联",
    "县气象局",
    "县档案馆",
];
const WORK: &[&str] = &[
    "防汛",
    "春耕生产",
    "脱贫攻坚",
    "义务教育",
    "乡村振兴",
    "森林防火",
    "安全生产",
    "招商引资",
    "秋粮收购",
    "河长制",
    "饮水安全",
    "公路养护",
    "文物保护",
    "信访",
    "统计调查",
    "卫生防疫",
    "城镇供水",
    "小型水库除险加固",
    "高标准农田建设",
    "养老服务",
];
const THING: &[&str] = &[
    "供水",
    "道路养护",
    "养犬",
    "河道采砂",
    "集体资产",
    "古树名木保护",
    "学校食堂",
    "农村住房",
    "殡葬",
    "市场管理",
    "防汛抗旱",
    "档案",
];
const KIND: &[&str] = &["管理办法", "实施方案", "实施意见", "工作规则", "应急预案", "暂行规定"];
const FILL: &[&str] = &[
    "会议听取了有关部门的情况汇报，研究了存在的困难和问题，明确了下一步的任务和完成时限。",
    "与会人员实地察看了施工现场，询问了工程进度、资金使用和群众意见，并在现场协调解决了用地和用电问题。",
    "会议指出，要把责任落实到每一个岗位，做到有人管、管得住、管得好，遇有情况及时报告。",
    "据介绍，当地今年以来雨水偏多，各乡镇提前清淤疏浚，备足了沙袋、铁锹、抽水机等物资。",
    "他要求，有关单位要密切配合，按照既定方案抓紧推进，确保按期完成并经得起检验。",
    "活动现场还摆放了展板，发放了宣传资料，群众围在桌前咨询，工作人员一一作了解答。",
];

/// A name of a person; low numbers come up often.
pub fn name(number: u64) -> String {
    let mut dice = Dice::new(number ^ 0x6e61_6d65);
    let (surname, first, second) = (dice.of(SURNAMES), dice.of(FIRST), dice.of(SECOND));
    format!("{surname}{first}{second}")
}

/// The text of a document of the corpus.
pub fn document(k: u64) -> String {
    let mut dice = Dice::new(k);
    let county = k % 200;
    let (place, ending) = (COUNTY[(county % 20) as usize], ["县", "市", "区"][(county / 20 % 3) as usize]);
    let county_name = format!("{place}{ending}");
    let (year, month) = (1990 + k / 200 / 12 % 34, k / 200 % 12 + 1);
    let mut text = format!("{county_name}大事记\n\n{year}年{month}月\n\n");
    let mut batch = dice.below(20) + 1;
    let mut total = batch * 40;
    for n in 0..ENTRIES {
        entry(&mut text, &mut dice, k, n, month, &county_name, &mut batch, &mut total);
    }
    text
}

#[allow(clippy::too_many_arguments, clippy::many_single_char_names, reason = "figures of a template")]
fn entry(
    text: &mut String,
    dice: &mut Dice,
    k: u64,
    n: u64,
    month: u64,
    county: &str,
    batch: &mut u64,
    total: &mut u64,
) {
    use std::fmt::Write;
    let day = n * 28 / ENTRIES + 1;
    // The county's own people, then whoever comes by.
    let person = |dice: &mut Dice| {
        if dice.below(3) > 0 {
            name(k % 200 * 100 + dice.skewed(40))
        } else {
            name(1_000_000 + dice.skewed(60_000))
        }
    };
    let (a, b, c) = (person(dice), person(dice), person(dice));
    let (x, y) = (dice.of(OFFICE), dice.of(OFFICE));
    let (body, work) = (dice.of(BODY), dice.of(WORK));
    let (town, other) = (dice.of(TOWN), dice.of(TOWN));
    let title = format!("{county}{}{}", dice.of(THING), dice.of(KIND));
    let start = text.len();
    let w = &mut *text;
    let _ = match dice.below(6) {
        0 => write!(
            w,
            "全县{work}工作会议召开 {month}月{day}日，{county}{work}工作会议在县城召开，{x}{a}主持会议并讲话，{y}{b}作工作部署，{c}参加会议。"
        ),
        1 => write!(
            w,
            "{x}{a}到{town}镇调研{work} {month}月{day}日，{x}{a}到{town}镇、{other}乡调研{work}情况，{y}{b}、{c}陪同。"
        ),
        2 => write!(
            w,
            "《{title}》印发 {month}月{day}日，{body}印发《{title}》，自印发之日起施行。{month}月上旬，县政府常务会议审议通过了该文件，{x}{a}主持会议。"
        ),
        3 => {
            let people = dice.below(60) + 10;
            *total += people;
            let number = *batch;
            *batch += 1;
            write!(
                w,
                "第{number}批{work}工作队出发 {month}月{day}日，{county}第{number}批{work}工作队{people}人赴{town}镇开展工作，累计派出工作队员{total}人，{x}{a}出席出发仪式并讲话，{b}任队长。"
            )
        }
        4 => {
            let (length, money) = (dice.below(90) + 5, dice.below(9000) + 300);
            write!(
                w,
                "{town}镇{work}工程开工 {month}月{day}日，{town}镇{work}工程开工建设，工程全长{length}公里，总投资{money}万元，由{body}承建，{x}{a}宣布开工，{y}{b}、{c}出席。"
            )
        }
        _ => {
            let (rain, homes) = (dice.below(200) + 20, dice.below(3000) + 15);
            write!(
                w,
                "{town}镇遭受暴雨 {month}月{day}日，{town}镇普降暴雨，最大降雨量{rain}毫米，{homes}户受灾，{x}{a}连夜赶赴现场指挥救灾，{body}、县红十字会调运救灾物资。"
            )
        }
    };
    while w.len() - start < 840 {
        match dice.below(3) {
            0 => {
                let _ = write!(
                    w,
                    "{body}有关负责人介绍，{town}镇、{other}乡已完成{work}任务的{}%，其余部分将于{}月底前完成。",
                    dice.below(60) + 40,
                    month % 12 + 1
                );
            }
            _ => w.push_str(dice.of(FILL)),
        }
    }
    w.push_str("\n\n");
}

/// Documents of a corpus of about so many entries.
pub fn documents(entries: u64) -> u64 {
    entries.div_ceil(ENTRIES)
}
