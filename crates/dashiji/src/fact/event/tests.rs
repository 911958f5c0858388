//! Invented sentences of many levels, trades and periods, and the parts they give.
//!
//! A name is marked `{name}`, `{titles|name}` or `{titles|name|title behind}`; the marks are taken out before reading, so that the grammar is tested
//! whatever the recognizer of persons finds.

use super::*;
use crate::fact::{PersonRecord, Quote, TitleKind};
use crate::lexicon::Lexicon;
use crate::recognize::person::{PersonMention, TitleMention};
use crate::resolve::calendar::{self, Anchor};
use crate::text::Text;

/// An entry with its persons as marked.
pub(super) struct Sample {
    pub text: String,
    pub people: Vec<PersonMention>,
}

fn title(start: usize, end: usize) -> TitleMention {
    TitleMention { span: Span::new(start, end), kind: TitleKind::Post, post: None, body: None }
}

/// Takes the marks out.
fn unmark(marked: &str) -> Sample {
    let mut text = String::new();
    let mut people: Vec<PersonMention> = Vec::new();
    let mut at = 0;
    let mut rest = marked;
    while let Some(open) = rest.find('{') {
        let (before, inside) = rest.split_at(open);
        let (mark, after) = inside[1..].split_once('}').unwrap();
        let fields: Vec<&str> = mark.split('|').collect();
        let (titles, name, behind) = match fields[..] {
            [titles, name, behind] => (titles, name, behind),
            [titles, name] => (titles, name, ""),
            _ => ("", mark, ""),
        };
        at += before.chars().count();
        text.push_str(before);
        let mut found = Vec::new();
        let mut start = at;
        for part in titles.split('、').filter(|t| !t.is_empty()) {
            let end = start + part.chars().count();
            found.push(title(start, end));
            start = end + 1;
        }
        at += titles.chars().count();
        let span = Span::new(at, at + name.chars().count());
        at = span.hi();
        if !behind.is_empty() {
            found.push(title(at, at + behind.chars().count()));
            at += behind.chars().count();
        }
        text.push_str(titles);
        text.push_str(name);
        text.push_str(behind);
        people.push(PersonMention { span, titles: found, aliases: Vec::new(), series: span });
        rest = after;
    }
    text.push_str(rest);
    Sample { text, people }
}

/// Reads a marked entry of one kind in February 2020.
fn read(marked: &str, headline: usize, kind: EventType) -> Record {
    let sample = unmark(marked);
    let text = Text::new(sample.text);
    let whole = text.span();
    let headline = (headline > 0).then(|| Span::new(0, headline));
    let mut times = crate::recognize::time::find(&text, whole);
    times.retain(|t| headline.is_none_or(|h| t.span.lo() >= h.hi()));
    let setting = crate::document::Setting {
        from: Some((2020, Some(2))),
        region: 410_000,
        ..crate::document::Setting::default()
    };
    let mut anchor = Anchor::of(&setting);
    let told: Vec<TimeRecord> =
        times.iter().filter_map(|t| calendar::resolve(&text, t, &mut anchor)).collect();
    let first = told.first().filter(|t| t.start as usize <= headline.map_or(0, Span::hi) + 2).cloned();
    let body = Span::new(first.as_ref().map_or(headline.map_or(0, Span::hi), |t| t.end as usize), whole.hi());
    let passage = Passage::new(&text, Lexicon::builtin(), whole, headline, body);
    let mut mentions = Mentions { times, people: sample.people, ..Mentions::default() };
    let found = crate::recognize::lattice::read(&passage, &crate::recognize::person::Evidence::default());
    mentions.titled = found.titled;
    mentions.places = found.places;
    let mut people: Vec<PersonRecord> = Vec::new();
    for mention in &mentions.people {
        let name = passage.slice(mention.span).to_owned();
        match people.iter_mut().find(|p| p.name == name) {
            Some(known) => known.mentions.push(mention.span),
            None => people.push(PersonRecord {
                name,
                titles: Vec::new(),
                parts: Vec::new(),
                mentions: vec![mention.span],
                doubt: None,
                parts_doubt: BTreeMap::default(),
                aliases: Vec::new(),
                same_as: None,
            }),
        }
    }
    let (places, place_of) = crate::fact::place::places(&passage, &mentions, &setting, Some(2020));
    let mut record = Record {
        document: std::sync::Arc::default(),
        id: String::new(),
        number: 1,
        section: 1,
        location: None,
        section_heading: None,
        span: whole,
        headline: headline.map(|h| Quote::of(&text, h)),
        kind: Some(kind),
        date: first,
        date_guessed: false,
        type_doubt: None,
        events: Vec::new(),
        organizers: Vec::new(),
        people,
        places,
        orgs: Vec::new(),
        organs: Vec::new(),
        documents: Vec::new(),
        publications: Vec::new(),
        times: told.clone(),
        quantities: Vec::new(),
        measures: Vec::new(),
        statements: Vec::new(),
    };
    events(&passage, &mentions, &place_of, &told, &mut record);
    record
}

/// `甲 chair+speak, 乙 attend`.
fn show(record: &Record) -> String {
    let one = |p: &PersonRecord| {
        let mut parts: Vec<&str> = p.parts.iter().map(|part| part.name()).collect();
        parts.sort_unstable();
        format!("{} {}", p.name, parts.join("+"))
    };
    record.people.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Checks a table of marked sentences and what they give; parts of a person in alphabetical order.
fn check(kind: EventType, cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (marked, want) in cases {
        let got = show(&read(marked, 0, kind));
        if got != *want {
            wrong.push(format!("{marked}\n    want {want}\n    got  {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

mod gold {
    //! Against the annotated half of a month, where it lies beside the project.
    use super::*;
    use serde_json::Value;
    use std::collections::BTreeSet;

    fn coarse(part: &str) -> &str {
        match part {
            "report" | "read_out" => "speak",
            "take_part" | "accompany" | "see_off" => "attend",
            "head_team" | "visited" | "cited" => "mention",
            other => other,
        }
    }

    /// Marks the persons of a gold entry in its text.
    fn mark(text: &str, people: &[Value]) -> String {
        let mut marked = text.to_owned();
        for person in people {
            let name = person["name"].as_str().unwrap();
            marked = marked.replace(name, &format!("{{|{name}}}"));
            let titles: Vec<&str> =
                person["titles"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            let all = titles.join("、");
            if !all.is_empty() {
                marked = marked.replace(&format!("{all}{{|{name}}}"), &format!("{{{all}|{name}}}"));
                for title in &titles {
                    marked = marked.replace(&format!("{title}{{|{name}}}"), &format!("{{{title}|{name}}}"));
                    marked = marked.replace(&format!("{{|{name}}}{title}"), &format!("{{|{name}|{title}}}"));
                }
            }
        }
        marked
    }

    #[test]
    #[ignore = "needs ../shared/seed and ../shared/gold beside the project"]
    #[expect(clippy::disallowed_methods, reason = "a test reads its texts from files")]
    fn outside_parts_of_the_annotated_half() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
        let seed = std::fs::read_to_string(format!("{root}/seed/henan-2020-02.txt")).unwrap();
        let gold = std::fs::read_to_string(format!("{root}/gold/henan-2020-02.even.jsonl")).unwrap();
        let chars: Vec<char> = seed.chars().collect();
        let (mut hit, mut found, mut wanted) = (0, 0, 0);
        for entry in gold.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
            if entry.get("span_only").is_some() {
                continue;
            }
            let (start, end) =
                (entry["start"].as_u64().unwrap() as usize, entry["end"].as_u64().unwrap() as usize);
            let text: String = chars[start..end].iter().collect();
            let marked = mark(&text, entry["people"].as_array().unwrap());
            let kind: EventType = serde_json::from_value(entry["type"].clone()).unwrap();
            let headline = entry["headline"].as_str().unwrap().chars().count();
            let record = read(&marked, headline, kind);
            let free: BTreeSet<(String, String)> = entry["optional"]["person+part"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|v| (v[0].as_str().unwrap().to_owned(), v[1].as_str().unwrap().to_owned()))
                .collect();
            let want: BTreeSet<(String, String)> = entry["people"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|p| {
                    p["parts"].as_array().unwrap().iter().map(|part| {
                        (p["name"].as_str().unwrap().to_owned(), part.as_str().unwrap().to_owned())
                    })
                })
                .filter(|pair| !free.contains(pair))
                .collect();
            let got: BTreeSet<(String, String)> = record
                .people
                .iter()
                .flat_map(|p| p.parts.iter().map(|part| (p.name.clone(), coarse(part.name()).to_owned())))
                .filter(|pair| !free.contains(pair))
                .collect();
            hit += want.intersection(&got).count();
            found += got.len();
            wanted += want.len();
            if want != got {
                println!(
                    "{}: missed {:?}, wrong {:?}",
                    entry["id"],
                    want.difference(&got).collect::<Vec<_>>(),
                    got.difference(&want).collect::<Vec<_>>()
                );
            }
        }
        println!("parts: {hit} of {found} found, {wanted} wanted");
        assert!(hit * 100 >= wanted * 95 && hit * 100 >= found * 95);
    }
}

#[test]
fn meetings() {
    check(
        EventType::Meeting,
        &[
            ("{县委书记|张三}主持会议,{县长|李四}作工作报告。", "张三 chair, 李四 report"),
            ("{市委书记|赵大川}主持会议并讲话。", "赵大川 chair+speak"),
            ("{市长|钱立}出席会议并讲话,{副市长|孙文海}主持会议。", "钱立 attend+speak, 孙文海 chair"),
            ("会议由{县委副书记|周平}主持。", "周平 chair"),
            ("大会由{校长|吴有道}主持,{党委书记|郑国安}致开幕词。", "吴有道 chair, 郑国安 speak"),
            (
                "{校党委书记|冯明}、{校长|陈述}出席会议,{副校长|卫国}主持。",
                "冯明 attend, 陈述 attend, 卫国 chair",
            ),
            (
                "{省委副书记、省长|蒋川}出席并讲话,{副省长|沈毅}主持,{省政协主席|韩冬}列席。",
                "蒋川 attend+speak, 沈毅 chair, 韩冬 sit_in",
            ),
            ("{全国人大代表|杨树林}列席会议。", "杨树林 sit_in"),
            ("{县委常委、组织部长|朱敏}宣读了表彰决定。", "朱敏 read_out"),
            (
                "{副县长|秦岭}宣读表彰决定,{县委书记|尤金}、{县长|许诺}为获奖单位颁奖。",
                "秦岭 read_out, 尤金 take_part, 许诺 take_part",
            ),
            ("{代县长|何山}向大会作政府工作报告。", "何山 report"),
            ("会议听取和审议了{县长|吕洪}代表县人民政府作的《政府工作报告》。", "吕洪 report"),
            ("大会听取了{院长|施仁}关于法院工作情况的报告。", "施仁 report"),
            ("{厂长|张铁生}作了题为《改革创新,振兴企业》的报告。", "张铁生 report"),
            ("{董事长|孔繁林}作题为《同舟共济,再创辉煌》的讲话。", "孔繁林 speak"),
            ("{总经理|曹刚}在会上作了动员讲话。", "曹刚 speak"),
            ("{局长|严格}在总结大会上作重要讲话。", "严格 speak"),
            ("{县委书记|华阳}在开幕式上致辞,{县政协主席|金水}宣布大会开幕。", "华阳 speak, 金水 speak"),
            (
                "参加会议的有{县委书记|魏然}、{县长|陶冶}、{副县长|姜河}。",
                "魏然 take_part, 陶冶 take_part, 姜河 take_part",
            ),
            ("出席会议的领导有{市委书记|戚继}、{市长|谢安}等。", "戚继 attend, 谢安 attend"),
            ("参加会议的还有:{邹平}、{喻成}。", "邹平 take_part, 喻成 take_part"),
            ("会上,{柏林}、{水生}、{窦娥}委员分别发言。", "柏林 speak, 水生 speak, 窦娥 speak"),
            ("{章华}、{云飞}先后发言。", "章华 speak, 云飞 speak"),
            ("{县长|苏醒}主持召开县政府第五次常务会议,研究部署防汛工作。", "苏醒 chair"),
            ("{乡党委书记|潘安}召开全乡三级干部会议,安排部署春耕生产。", "潘安 chair"),
            ("县委召开常委扩大会议,{县委书记|葛洪}主持会议,传达了省委会议精神。", "葛洪 chair"),
            ("{省委书记|范进}在会上强调,要抓好春耕生产。", "范进 speak"),
            ("{省委书记|范进}主持会议,并在会上强调,要抓好春耕生产。", "范进 chair"),
            ("{县长|彭德}对下一阶段工作进行了安排部署。", "彭德 speak"),
            (
                "{县长|彭德}主持会议,{副县长|鲁直}、{韦庄}、{昌盛}安排部署分管工作。",
                "彭德 chair, 鲁直 speak, 韦庄 speak, 昌盛 speak",
            ),
            ("{副县长|马腾}传达了全省水利工作会议精神,{县长|苗青}讲话。", "马腾 speak, 苗青 speak"),
            ("{县卫生局局长|凤来}汇报了全县防疫工作情况。", "凤来 report"),
            ("{科技处处长|花荣}在座谈会上介绍了课题进展情况。", "花荣 report"),
            ("听取{副院长|方正}关于医疗改革情况的汇报。", "方正 report"),
            ("全省妇女代表大会在省会召开,{省委副书记|俞敏}到会祝贺并讲话。", "俞敏 attend+speak"),
            ("{省委常委、宣传部部长|任飞}出席会议。{任飞}指出,要讲好故事。", "任飞 attend+speak"),
            ("{市委书记|袁野}主持会议。他强调,要加快转型。", "袁野 chair"),
            ("{院士|柳青}应邀作学术报告。", "柳青 speak"),
            ("邀请{教授|酆都}作专题讲座。", "酆都 speak"),
            (
                "{县委书记|鲍叔}传达学习了省委全会精神,{史进}、{唐俭}参加会议。",
                "鲍叔 speak, 史进 take_part, 唐俭 take_part",
            ),
            ("{县委书记|费孝}参加第三代表团审议。", "费孝 take_part"),
            ("大会选举{廉颇}为县人大常委会主任,{岑参}为县长。", "廉颇 appointed, 岑参 appointed"),
            ("{薛平}当选为县委书记,{雷鸣}当选为县纪委书记。", "薛平 appointed, 雷鸣 appointed"),
            (
                "会议决定任命{贺铸}为县公安局局长,免去{倪瓒}的县公安局局长职务。",
                "贺铸 appointed, 倪瓒 removed",
            ),
            ("会议学习了{|习近平|总书记}在全国教育大会上的重要讲话精神。", "习近平 cited"),
            ("{汤显}、{滕王}及各乡镇负责人参加会议。", "汤显 take_part, 滕王 take_part"),
            ("{县委书记|殷实}、{县长|罗素},以及有关部门负责人出席会议。", "殷实 attend, 罗素 attend"),
            ("{县委常委|毕昇},{副县长|郝思}出席会议。", "毕昇 attend, 郝思 attend"),
            (
                "{副主席|邬达}主持开幕式,{主席|安康}作工作报告,{秘书长|常青}宣读贺信。",
                "邬达 chair, 安康 report, 常青 read_out",
            ),
            ("出席大会的{省委书记|乐天}指出,要深化改革。", "乐天 attend+speak"),
            (
                "会议由{县委书记|于谦}主持,{县长|时迁}通报了上半年经济运行情况,{傅雷}、{皮日}作了发言。",
                "于谦 chair, 时迁 report, 傅雷 speak, 皮日 speak",
            ),
            ("{市长|卞和}代表市政府与会并致贺词。", "卞和 attend+speak"),
            ("党委书记{|齐物}在大会上作了题为《团结奋斗》的工作报告。", "齐物 report"),
            ("{县长|康平}主持会议,宣读了嘉奖令。", "康平 chair+read_out"),
            ("{县委书记|伍员}、{余光}等领导到会指导。", "伍员 attend, 余光 attend"),
            ("{党委书记|元稹}主持专题党课,{院长|卜商}讲授党课。", "元稹 chair, 卜商 speak"),
            (
                "{省长|顾炎}出席会议并作讲话,{孟郊}、{平原}参加会议。",
                "顾炎 attend+speak, 孟郊 take_part, 平原 take_part",
            ),
            ("{黄庭}、{和珅}分别就财政、教育工作作了汇报。", "黄庭 report, 和珅 report"),
            ("{穆桂}代表公司与{萧何}签订合作协议。", "穆桂 attend, 萧何 attend"),
        ],
    );
}

#[test]
fn visits() {
    check(
        EventType::Visit,
        &[
            ("{县长|张三}到李庄检查抗旱。", "张三 lead"),
            ("{副省长|尹志平}一行来我县视察水利工程。", "尹志平 lead"),
            ("{县长|姚鼐}陪同检查。", "姚鼐 accompany"),
            (
                "{省人大副主任|于海},在{地区工委主任|毕文}、{副主任|王杰},县领导{卢玉}、{周真}等陪同下到厂视察。",
                "于海 lead, 毕文 accompany, 王杰 accompany, 卢玉 accompany, 周真 accompany",
            ),
            ("{副省长|李亭}在地、县领导的陪同下到厂视察,并题词。", "李亭 lead"),
            (
                "由{水利部部长|钮生},{黄委会副主任|庄林}等组成的检查团到县检查黄河防汛。",
                "钮生 lead, 庄林 lead",
            ),
            ("{国务委员|陈生}到县视察,并亲临灾区察看灾情。", "陈生 lead"),
            ("县委邀请曾在县工作的{梁庠}、{郑龙}等人到县座谈。", "梁庠 take_part, 郑龙 take_part"),
            (
                "{国务院副总理|邵雍}到县视察,{省委书记|湛然}、{省长|汪洋海}陪同。",
                "邵雍 lead, 湛然 accompany, 汪洋海 accompany",
            ),
            ("{县长|姚鼐},各乡镇的联络人和秘书处成员,县直有关单位负责人参加会议。", "姚鼐 take_part"),
            ("{农业部部长|祁连}在{副省长|毛遂}陪同下到县考察小麦生产。", "祁连 lead, 毛遂 accompany"),
            ("{农业部部长|祁连}由{副省长|毛遂}陪同,到县考察小麦生产。", "祁连 lead, 毛遂 accompany"),
            (
                "{水利部部长|禹步},在{省委书记|狄青}、{代省长|米芾}、{省军区司令员|贝多}等领导陪同下,视察黄河大堤。",
                "禹步 lead, 狄青 accompany, 米芾 accompany, 贝多 accompany",
            ),
            (
                "{省委书记|明亮}率省直部门负责人一行21人,在{地委书记|臧克}等陪同下,到县石化厂视察。",
                "明亮 lead, 臧克 accompany",
            ),
            ("{省委书记|计然}到乙市检查,并召开防汛工作调度会。", "计然 chair+lead"),
            ("{市纪委书记|伏生}到甲县调研,主持召开座谈会,强调要从严治党。", "伏生 chair+lead"),
            (
                "{省长|成汤}深入田间地头,察看墒情。{成汤}强调,要保春播。{戴胜}、{谈笑}参加活动。",
                "成汤 lead, 戴胜 take_part, 谈笑 take_part",
            ),
            ("{省长|成汤}来到丙村,看望老党员{宋江}。", "成汤 lead, 宋江 visited"),
            ("在村民{茅盾}家中,{省长|成汤}详细询问收入情况。", "茅盾 visited, 成汤 lead"),
            ("{市长|庞统}与护士长{熊猫}隔窗交谈。", "庞统 lead, 熊猫 visited"),
            ("{市长|纪昀}会见日本客人{山田一郎}。", "纪昀 lead, 山田一郎 visited"),
            ("{总书记|舒展}亲切接见{劳模|屈原}、{项羽}。", "舒展 lead, 屈原 visited, 项羽 visited"),
            ("{省委书记|祝融}视频连线慰问援外医疗队,{队长|董卓}汇报了工作情况。", "祝融 lead, 董卓 report"),
            ("{县委书记|梁山}带队到浙江考察学习。", "梁山 lead"),
            ("由{杜康}带队的考察团赴江苏学习。", "杜康 lead"),
            ("以{阮籍}为团长的代表团来访。", "阮籍 head_team+lead"),
            ("{县委书记|蓝天}率党政代表团赴浙江考察。", "蓝天 lead"),
            (
                "{县长|闵损}率{席慕}、{季布}等到三个乡镇督导秋收。",
                "闵损 lead, 席慕 accompany, 季布 accompany",
            ),
            ("{副总理|麻姑}来校视察,并为图书馆题词。", "麻姑 lead"),
            ("{市委书记|强健}在走访慰问困难职工时说,要关心群众生活。", "强健 lead"),
            ("{省委书记|贾岛}指出,{省长|路遥}此前到甲市督导的做法值得推广。", "贾岛 speak, 路遥 mention"),
            ("{省政协主席|娄敬}到丁市,检查督导脱贫工作。", "娄敬 lead"),
            ("{县长|危素}在开发区就企业用工情况进行调研。", "危素 lead"),
            (
                "{副市长|江淹}调研时指出,{|习近平|总书记}作出重要指示,要坚决落实。",
                "江淹 lead, 习近平 mention",
            ),
            ("县委书记{|童贯}陪同{省农业厅厅长|颜真}检查夏粮收购。", "童贯 accompany, 颜真 lead"),
            ("{中央顾问委员会委员|郭隗}来县参观,{县委副书记|梅尧}全程陪同。", "郭隗 lead, 梅尧 accompany"),
            ("{董事长|盛宣}、{总经理|林则}到生产一线慰问职工。", "盛宣 lead, 林则 lead"),
            (
                "{军区司令员|刁斗}在{县政协主席|钟会}、{县委办公室主任|徐达}陪同下,参观石化厂。",
                "刁斗 lead, 钟会 accompany, 徐达 accompany",
            ),
            ("{驻华大使|约翰·史密斯}访问我校,{校长|邱少}会见了客人。", "约翰·史密斯 lead, 邱少 lead"),
            ("{全国政协副主席|骆宾}率考察团到我市,{市长|高适}汇报了有关情况。", "骆宾 lead, 高适 report"),
            (
                "{省委书记|夏侯惇}赴丙县调研。在丙县,企业负责人{蔡伦}介绍了生产情况。",
                "夏侯惇 lead, 蔡伦 report",
            ),
            ("{市长|田忌}到环卫工人中间,向大家致以节日问候。{樊哙}一同看望。", "田忌 lead, 樊哙 lead"),
            (
                "{县长|胡适}检查安全生产,{副县长|凌云}、{霍去病}随同检查。",
                "胡适 lead, 凌云 accompany, 霍去病 accompany",
            ),
            ("{省军区政委|虞姬}检阅民兵。", "虞姬 lead"),
            (
                "{省委书记|万历}到工地调研,与项目经理{支遁}、工人{柯南}座谈。",
                "万历 lead, 支遁 visited, 柯南 visited",
            ),
            ("{省长|昝君}听取了{市委书记|管仲}的工作汇报。", "昝君 lead, 管仲 report"),
            ("{省长|昝君}到会讲话后,又到企业检查。", "昝君 attend+lead+speak"),
            ("受县委委托,{副书记|卢照}慰问抗美援朝老战士{莫言}。", "卢照 lead, 莫言 visited"),
        ],
    );
}

#[test]
fn ceremonies_and_departures() {
    check(
        EventType::Ceremony,
        &[
            ("{县委书记|经纶}、{县长|房玄}参加了剪彩仪式。", "经纶 take_part, 房玄 take_part"),
            ("{省委书记|裘千}赶赴机场参加仪式。{裘千}说,希望大家平安归来。", "裘千 speak+take_part"),
            (
                "{省委书记|裘千}赶赴机场参加仪式。{裘千}说,希望大家平安归来。据介绍,医疗队共120人,由18名医师和100名护士组成。",
                "裘千 speak+take_part",
            ),
            ("{副省长|缪贤}在出征仪式上说,使命光荣。", "缪贤 speak"),
            ("{省人民医院副院长|干将}担任医疗队队长。", "干将 head_team"),
            ("{副秘书长|解缙}为队员们送行。", "解缙 see_off"),
            ("{副省长|应劭}出席出征仪式为队员们送行。", "应劭 attend+see_off"),
            ("{宗泽}任领队。", "宗泽 head_team"),
            ("医疗队队长由省人民医院医师{宗泽}担任。", "宗泽 head_team"),
            ("{省卫健委副主任|丁谓}随这支医疗队一起奔赴前线。", "丁谓 accompany"),
            ("{宣赞}随队出征。", "宣赞 head_team"),
            ("医疗队由领队{宣赞}带领奔赴前线。", "宣赞 lead"),
            ("学校举行毕业典礼,{校长|贲友}为获奖者颁奖。", "贲友 take_part"),
            ("{县委书记|邓艾}、{县长|郁达}为新馆揭牌。", "邓艾 lead, 郁达 lead"),
            ("大桥建成通车。{国家主席|单雄}为大桥题名。", "单雄 mention"),
            (
                "{县长|杭天}宣布开工,{县委书记|洪武}讲话,{诸葛亮}、{左思}等参加开工仪式。",
                "杭天 speak, 洪武 speak, 诸葛亮 take_part, 左思 take_part",
            ),
            (
                "参加庆典活动的有{省中医药管理局局长|石崇}、{行署副专员|崔护}等领导。",
                "石崇 take_part, 崔护 take_part",
            ),
            (
                "首趟动车开通。{副市长|吉鸿}、{局长|钮永}到车站为首发列车剪彩。",
                "吉鸿 take_part, 钮永 take_part",
            ),
            ("{吉鸿}、{钮永}、{龚自}参加仪式。", "吉鸿 take_part, 钮永 take_part, 龚自 take_part"),
            ("{市长|程咬}到车站迎接凯旋的队员。", "程咬 take_part"),
            ("{董事长|嵇康}与{县长|邢邵}共同按下启动键。", "嵇康 lead, 邢邵 lead"),
            (
                "{副省长|滑川}、{省财政厅厅长|裴度}等为大坝开工剪彩,部分市县负责人到场祝贺。",
                "滑川 lead, 裴度 lead",
            ),
            ("{县委书记|陆游}出席揭牌仪式并致辞,{县长|荣禄}主持仪式。", "陆游 attend+speak, 荣禄 chair"),
            (
                "仪式由{翁同}主持,{荀彧}致辞,{羊祜}宣读批复,{於陵}、{惠施}共同揭牌。",
                "翁同 chair, 荀彧 speak, 羊祜 read_out, 於陵 take_part, 惠施 take_part",
            ),
            ("{医院院长|甄宓}带队,{曲直}等20名队员参加。", "甄宓 head_team, 曲直 take_part"),
            ("{校长|家铉}为新生代表佩戴校徽,{学生代表|封常}发言。", "家铉 mention, 封常 speak"),
        ],
    );
}

#[test]
fn offices_awards_deaths_and_works() {
    check(
        EventType::Appointment,
        &[
            ("{县委书记|芮城}离职,{羿射}接任县委书记。", "芮城 removed, 羿射 appointed"),
            ("{储光}任县长。", "储光 appointed"),
            ("省委任命{靳尚}为县委书记。", "靳尚 appointed"),
            ("{汲黯}当选为县长。", "汲黯 appointed"),
            ("{邴原}任组长,{糜竺}、{松赞}任副组长。", "邴原 head_team, 糜竺 head_team, 松赞 head_team"),
            ("撤销{井田}党内外一切职务。", "井田 removed"),
            ("{段祺}代理县长。", "段祺 appointed"),
            ("县长{|段祺}被免职,省政府委任{周馨}为县长。", "段祺 removed, 周馨 appointed"),
            ("免去{富弼}校长职务,任命{巫咸}为校长。", "富弼 removed, 巫咸 appointed"),
            ("{知县|乌获}莅任。", "乌获 appointed"),
        ],
    );
    check(
        EventType::Award,
        &[
            ("{村民|焦裕}获全国劳动模范称号。", "焦裕 honoured"),
            ("授予{巴金}“见义勇为先进个人”称号。", "巴金 honoured"),
            ("命名{弓长}等10人为学习雷锋标兵。", "弓长 honoured"),
            (
                "命名{石轩}等10人为劳动标兵,{刘周}等10人为学习标兵,{丁菊}等10名学生为文明标兵。",
                "石轩 honoured, 刘周 honoured, 丁菊 honoured",
            ),
            ("{青年|石花}创作的《放鸭》获一等奖。", "石花 mention"),
            ("县委作出决定,表彰{牧野}、{隗嚣}等优秀党员。", "牧野 honoured, 隗嚣 honoured"),
            ("{山涛}被省政府授予特级教师称号。", "山涛 honoured"),
            ("聘请{谷永}为名誉校长。", "谷永 appointed"),
            ("{教授|车胤}主持的课题获省科技进步一等奖。", "车胤 mention"),
            ("{运动员|侯方}在全国锦标赛上夺得金牌。", "侯方 honoured"),
            ("开展向{|雷锋|同志}学习活动。", "雷锋 mention"),
        ],
    );
    check(
        EventType::Death,
        &[("{老红军|宓羲}逝世。", "宓羲 died"), ("{战士|蓬蒙}在抢险中牺牲。", "蓬蒙 died")],
    );
    check(
        EventType::Donation,
        &[
            ("{归侨|全祖}捐资兴建教学楼。", "全祖 lead"),
            ("{省委书记|郗鉴}、{省长|班固}等党员领导同志带头捐款。", "郗鉴 lead, 班固 lead"),
            ("{港商|仰山}向母校捐赠图书五千册,{校长|秋瑾}接受捐赠。", "仰山 lead, 秋瑾 take_part"),
        ],
    );
    check(
        EventType::Other,
        &[
            ("{仲由}创办育才小学。", "仲由 lead"),
            ("{大学校长|伊尹}院士集中三个实验室的力量,组织研究团队攻关。", "伊尹 lead"),
            ("在以{|习近平|同志}为核心的党中央坚强领导下,全县脱贫。", "习近平 cited"),
            ("全国学习{|宫之|同志}先进事迹。", "宫之 cited"),
            ("纪念{宁戚}诞辰一百周年。", "宁戚 cited"),
            ("{捻军首领|仇士}率军攻占县城。", "仇士 lead"),
            ("{国务院总理|栾布}签署第五号令。", "栾布 lead"),
            ("{副省长|暴鸢}写信给县委,表扬群众支援油田建设。", "暴鸢 lead"),
            (
                "学校邀请{甘罗}、{厉归}、{戎昱}等人到校座谈校史。",
                "甘罗 take_part, 厉归 take_part, 戎昱 take_part",
            ),
        ],
    );
}

/// One event a line: date, type, people, places.
fn told(record: &Record) -> Vec<String> {
    let one = |event: &EventRecord| {
        let date = event.date.as_ref().map_or("-", |d| d.from.as_str());
        let people: Vec<String> = event
            .people
            .iter()
            .map(|p| {
                let mut parts: Vec<&str> = p.parts.iter().map(|part| part.name()).collect();
                parts.sort_unstable();
                format!("{} {}", record.people[p.person].name, parts.join("+"))
            })
            .collect();
        let places: Vec<String> = event
            .places
            .iter()
            .map(|p| {
                let role = serde_json::to_value(p.role).unwrap();
                format!("{} {}", record.places[p.place].text, role.as_str().unwrap())
            })
            .collect();
        format!("{date}; {}; {}", people.join(", "), places.join(", "))
    };
    record.events.iter().map(one).collect()
}

/// Checks entries and the events they tell.
fn check_events(kind: EventType, cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (marked, want) in cases {
        let record = read(marked, 0, kind);
        let got = told(&record);
        if got != *want {
            wrong.push(format!(
                "{marked}\n    want {}\n    got  {}",
                want.join("\n         "),
                got.join("\n         ")
            ));
        }
        for (k, person) in record.people.iter().enumerate() {
            let mut union: Vec<Part> = Vec::new();
            for part in
                record.events.iter().flat_map(|e| &e.people).filter(|p| p.person == k).flat_map(|p| &p.parts)
            {
                if !union.contains(part) {
                    union.push(*part);
                }
            }
            assert_eq!(union, person.parts, "{marked}");
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn an_entry_of_several_events() {
    check_events(
        EventType::Visit,
        &[
            (
                "2月5日,{省长|成汤}到洛阳市调研。6日,{成汤}到三门峡市检查春耕。",
                &["2020-02-05; 成汤 lead; 洛阳市 visited", "2020-02-06; 成汤 lead; 三门峡市 visited"],
            ),
            (
                "2月5日,{省长|成汤}到洛阳市调研。当日下午,主持召开洛阳、三门峡两市座谈会。{戴胜}参加活动。",
                &[
                    "2020-02-05; 成汤 lead, 戴胜 take_part; 洛阳市 visited",
                    "2020-02-05; 成汤 chair, 戴胜 take_part; 洛阳市 participant, 三门峡 participant",
                ],
            ),
            (
                "2月5日上午,{县长|危素}到李庄检查抗旱。下午,{危素}主持召开会议。{丁宽}、{许行}参加会议。",
                &["2020-02-05; 危素 lead; ", "2020-02-05; 危素 chair, 丁宽 take_part, 许行 take_part; "],
            ),
            (
                "2月6日,市中心医院新楼完成移交。2月13日,新楼被命名为岐黄楼。当天上午10时许,首批医护人员进驻。",
                &["2020-02-06; ; ", "2020-02-13; ; ", "2020-02-13T10:00; ; "],
            ),
            (
                "2月3日,{市长|田忌}调研企业。同日,{副市长|孙膑}检查市场供应。",
                &["2020-02-03; 田忌 lead; ", "2020-02-03; 孙膑 lead; "],
            ),
            (
                "2月8日至9日,{省政协主席|娄敬}到信阳市调研。8日,{娄敬}到光山县看望农户。9日,到商城县走访企业。",
                &[
                    "2020-02-08; 娄敬 lead; 信阳市 visited",
                    "2020-02-08; 娄敬 lead; 光山县 visited",
                    "2020-02-09; 娄敬 lead; 商城县 visited",
                ],
            ),
            (
                "2月8日至9日,{省政协主席|娄敬}到信阳市督导。9日上午,在光山县,{娄敬}走进茶园,与茶农交谈。",
                &["2020-02-08; 娄敬 lead; 信阳市 visited", "2020-02-09; 娄敬 lead; 光山县 visited"],
            ),
            (
                "2月7日,{队员|吴平}启程赴北京。8日,{吴平}出席表彰大会。10日,{吴平}返回,{市长|李武}到车站迎接。",
                &[
                    "2020-02-07; 吴平 lead; 北京 destination",
                    "2020-02-08; 吴平 attend; ",
                    "2020-02-10; 吴平 lead, 李武 take_part; ",
                ],
            ),
            (
                "2月8日,{市委副书记|伍明}主持召开会议.当天下午,{伍明}到基层走访.",
                &["2020-02-08; 伍明 chair; ", "2020-02-08; 伍明 lead; "],
            ),
            (
                "2月22日,{省委巡视组组长|伍明}带领巡视组进驻我市。24日,召开动员会,{伍明}作动员讲话,{罗平}作表态发言。",
                &["2020-02-22; 伍明 lead; ", "2020-02-24; 伍明 speak, 罗平 speak; "],
            ),
            (
                "2月3日,代表团从郑州启程。次日,抵达武汉。",
                &["2020-02-03; ; 郑州 origin", "2020-02-04; ; 武汉 destination"],
            ),
        ],
    );
}

#[test]
fn what_is_looked_back_on_or_ahead_to_is_no_event() {
    check_events(
        EventType::Project,
        &[
            (
                "2月19日,班列从郑州启程,预计20日夜间抵达青岛。",
                &["2020-02-19; ; 郑州 origin, 青岛 destination"],
            ),
            (
                "2月28日,首趟班列抵达郑州。这是继2018年11月20日开通之后的首趟。",
                &["2020-02-28; ; 郑州 destination"],
            ),
            ("2月28日,工程开工。2021年,将建成投用。", &["2020-02-28; ; "]),
            ("2月28日,党员捐款。截至3月1日,共捐款2万元。", &["2020-02-28; ; "]),
            ("2月28日,{市长|田忌}指出,3月5日,全市要全面复工。", &["2020-02-28; 田忌 speak; "]),
            ("2月28日上午,大桥通车。", &["2020-02-28; ; "]),
        ],
    );
}

#[test]
fn nobody_is_put_where_they_only_looked_from_afar() {
    check_events(
        EventType::Visit,
        &[
            (
                "2月6日,{省委书记|计然}远程调度南阳市、信阳市防汛工作。",
                &["2020-02-06; 计然 lead; 南阳市 remote, 信阳市 remote"],
            ),
            (
                "2月6日,{省长|成汤}与医疗队视频连线,慰问奋战在武汉一线的队员。",
                &["2020-02-06; 成汤 lead; 武汉 remote"],
            ),
            ("2月6日,{省长|成汤}通过视频、电话了解南阳市汛情。", &["2020-02-06; 成汤 lead; 南阳市 remote"]),
            (
                "2月6日,{省长|成汤}到开封市调研,强调洛阳市要抓好整改。",
                &["2020-02-06; 成汤 lead; 开封市 visited, 洛阳市 mentioned"],
            ),
        ],
    );
    check_events(
        EventType::Meeting,
        &[
            ("2月20日,全省电视电话会议在郑州召开。", &["2020-02-20; ; 郑州 venue"]),
            (
                "2月20日,全省教育工作会议在安阳市召开,来自焦作、鹤壁的代表发言。",
                &["2020-02-20; ; 安阳市 venue, 焦作 participant, 鹤壁 participant"],
            ),
            (
                "2月20日,会议学习了{|习近平|总书记}在北京市调研时的重要讲话精神。",
                &["2020-02-20; 习近平 cited; 北京市 mentioned"],
            ),
            (
                "2月20日,全省春耕现场会在安阳市召开,{副省长|钟秀}主持。会前,与会代表参观了现场。焦作市、鹤壁市作交流发言。",
                &["2020-02-20; 钟秀 chair; 安阳市 venue, 焦作市 participant, 鹤壁市 participant"],
            ),
            ("2月20日,会议批准卢氏县等14个县退出贫困县。", &["2020-02-20; ; 卢氏县 subject"]),
        ],
    );
    check_events(
        EventType::Deployment,
        &[(
            "2月20日,第三批医疗队启程奔赴武汉,队员来自郑州市、洛阳市的12家医院。",
            &["2020-02-20; ; 武汉 destination, 郑州市 participant, 洛阳市 participant"],
        )],
    );
}

#[test]
fn counties_of_earlier_decades() {
    check(
        EventType::Visit,
        &[
            (
                "{中共中央副主席|邓元}在{省委第一书记|谭启}、{省长|白如}的陪同下来县视察农田水利。",
                "邓元 lead, 谭启 accompany, 白如 accompany",
            ),
            ("{国务院副总理|纪登}到本县视察秋收,并到{县劳模|吕鸿}家访问。", "纪登 lead, 吕鸿 mention"),
            ("{省革委会副主任|段君}来我县检查农业学大寨情况。", "段君 lead"),
            ("{地委书记|兰干}率地直机关干部三百余人来县支援抗旱。", "兰干 lead"),
            ("{英国友人|大卫·库克}夫妇来校参观。", "大卫·库克 lead"),
            (
                "{朝鲜人民军代表团团长|金正浩}一行六人到县参观人民公社,{县长|耿丹}到车站迎接。",
                "金正浩 lead, 耿丹 take_part",
            ),
            ("{县长|耿丹}带领工作组深入受灾公社慰问灾民。", "耿丹 lead"),
            ("{专员|孟超}来县督促征粮,住十余日。", "孟超 lead"),
            (
                "{全国人大常委会副委员长|班禅}视察我州,州委、州人大领导{乌兰}、{阿木古}等陪同视察。",
                "班禅 lead, 乌兰 accompany, 阿木古 accompany",
            ),
            (
                "{国家计委副主任|林乎}在省计委主任{|彭真明}陪同下,视察化肥厂建设工地。",
                "林乎 lead, 彭真明 accompany",
            ),
            (
                "{中央书记处书记|胡启}视察油田,听取了油田党委书记{|李敬}的汇报,并看望了钻井工人。",
                "胡启 lead, 李敬 report",
            ),
            ("国家领导人{|董必成}、{|彭德远}先后来县视察。", "董必成 lead, 彭德远 lead"),
            ("{水电部副部长|钱正}、{黄委会主任|王化云}等查勘坝址。", "钱正 lead, 王化云 lead"),
            ("{县委书记|焦守}带病到风口查风口、探流沙。", "焦守 lead"),
        ],
    );
    check(
        EventType::Meeting,
        &[
            ("县委召开四级干部会议,到会1200人,{县委书记|宫明}作《鼓足干劲,力争上游》的报告。", "宫明 report"),
            (
                "县第三届人民代表大会第一次会议召开,选举{石坚}为县长,{马占}、{田家}为副县长。",
                "石坚 appointed, 马占 appointed, 田家 appointed",
            ),
            (
                "会议选举产生新一届县委,{宫明}当选为书记,{石坚}、{卢旺}当选为副书记。",
                "宫明 appointed, 石坚 appointed, 卢旺 appointed",
            ),
            (
                "大会由{石坚}主持,{宫明}致开幕词,{马占}作财政预决算报告,{卢旺}作检察院工作报告。",
                "石坚 chair, 宫明 speak, 马占 report, 卢旺 report",
            ),
            ("县政协一届一次会议召开,{宫明}当选为主席,{石坚}到会祝贺。", "宫明 appointed, 石坚 attend"),
            ("召开万人大会,公审恶霸地主{刁世贵},{县长|石坚}宣布判决。", "刁世贵 mention, 石坚 speak"),
            (
                "全县劳模大会召开,{县委书记|宫明}作动员报告,{劳动模范|田桂}介绍经验。",
                "宫明 report, 田桂 report",
            ),
            ("{省委书记|舒同}出席地委扩大会议,就整社问题讲了话。", "舒同 attend+speak"),
            ("参加座谈的有{教授|冯友}、{讲师|宗白}等12人。", "冯友 take_part, 宗白 take_part"),
            ("省长{|吴芝}、副省长{|嵇文}到会讲话。", "吴芝 attend+speak, 嵇文 attend+speak"),
            ("县委学习{|毛泽东|主席}《论十大关系》。", "毛泽东 cited"),
            ("会议传达{|周恩来|总理}的讲话。", "周恩来 cited"),
            ("全县干部大会传达了{|邓小平|同志}南方谈话精神。", "邓小平 cited"),
        ],
    );
    check(
        EventType::Appointment,
        &[
            ("{宫明}任县委书记,{石坚}任县长。", "宫明 appointed, 石坚 appointed"),
            ("{宫明}调离,{石坚}继任县委书记。", "宫明 removed, 石坚 appointed"),
            ("省政府委任{葛武}为县长。", "葛武 appointed"),
            ("知县{|翁德}到任。", "翁德 appointed"),
            (
                "县革命委员会成立,{李大钧}任主任,{赵光}、{周定}任副主任。",
                "李大钧 appointed, 赵光 appointed, 周定 appointed",
            ),
            (
                "县防汛指挥部成立,{县长|石坚}任指挥长,{县武装部政委|雷震}任政委。",
                "石坚 head_team, 雷震 appointed",
            ),
            ("中共甲县支部成立,书记{|鲁佛}。", "鲁佛 mention"),
            ("成立安全生产领导小组,由{副县长|马占}任组长。", "马占 head_team"),
            ("经省委批准,{石坚}任中共甲县委员会委员、常委、书记。", "石坚 appointed"),
            ("{宫明}兼任县武装部第一政委。", "宫明 appointed"),
        ],
    );
    check(
        EventType::Other,
        &[
            ("捻军{|张宗禹}部过境,攻县城未克。", "张宗禹 lead"),
            ("日军侵占县城,{县长|葛武}率县政府迁至山区。", "葛武 lead"),
            ("{中共党员|杜良}在县立高小发展党员,建立党支部。", "杜良 lead"),
            ("国民党县长{|葛武}被击毙。", "葛武 died"),
            ("{进士|郑光}纂修《甲县志》。", "郑光 lead"),
            ("八路军某部在{团长|许世}率领下夜袭敌据点。", "许世 lead"),
            ("{县长|石坚}因病逝世,终年56岁。", "石坚 died"),
            ("县委追认{向秀}为革命烈士。", "向秀 honoured"),
            ("{农民|任长}培育的小麦新品种通过鉴定。", "任长 mention"),
            ("村民{|韩老六}打井时发现古墓。", "韩老六 lead"),
            ("冯玉部将{|孙良}驻防县城。", "孙良 lead"),
        ],
    );
}

#[test]
fn universities_and_companies() {
    check(
        EventType::Meeting,
        &[
            (
                "学校召开教学工作会议,{校长|闻人达}作主题报告,{副校长|竺可}主持会议。",
                "闻人达 report, 竺可 chair",
            ),
            ("学校召开干部大会,宣布省委关于{闻人达}任党委书记的决定。", "闻人达 appointed"),
            ("省委组织部副部长{|桑榆}宣布任免决定,{竺可}任校长。", "桑榆 speak, 竺可 appointed"),
            ("诺贝尔奖获得者{|杨振华}来校讲学。", "杨振华 speak"),
            (
                "中国科学院院士{|钱伟}应邀来校作学术报告,{校长|闻人达}为其颁发名誉教授聘书。",
                "钱伟 speak, 闻人达 take_part",
            ),
            (
                "公司召开职代会,{总经理|卓越}代表公司作行政工作报告,{工会主席|米粒}主持。",
                "卓越 report, 米粒 chair",
            ),
            (
                "公司年度工作会议在总部召开,{董事长|钱塘}作了讲话,{总经理|卓越}安排部署全年工作。",
                "钱塘 speak, 卓越 speak",
            ),
            ("董事会审议通过{总经理|卓越}辞职的申请,聘任{安邦}为总经理。", "卓越 mention, 安邦 appointed"),
            (
                "校党委书记{|伍连}主持召开校党委常委会,{竺可}、{闻人达}出席,{财务处处长|牛犊}列席会议。",
                "伍连 chair, 竺可 attend, 闻人达 attend, 牛犊 sit_in",
            ),
            ("会上,{校长|闻人达}与{各学院院长代表|牛犊}签订目标责任书。", "闻人达 attend, 牛犊 attend"),
            (
                "出席开幕式的有{教育部副部长|周远}、{副省长|钟秀}。{周远}、{闻人达}先后致辞。",
                "周远 attend+speak, 钟秀 attend, 闻人达 speak",
            ),
            ("{研究生院院长|牛犊}向与会专家汇报学科建设情况。", "牛犊 report"),
            ("{校长|闻人达}出席并为新生上第一堂课。", "闻人达 attend"),
            ("{学生会主席|乔木}主持晚会,{校长|闻人达}发表新年致辞。", "乔木 chair, 闻人达 speak"),
            ("学校与甲公司签署战略合作协议,{闻人达}和{卓越}分别代表双方签字。", "闻人达 attend, 卓越 attend"),
        ],
    );
    check(
        EventType::Visit,
        &[
            (
                "教育部部长{|韦钰}来校考察,{伍连}、{闻人达}陪同考察。",
                "韦钰 lead, 伍连 accompany, 闻人达 accompany",
            ),
            ("美国某大学校长{|约翰逊}来访,{闻人达}会见了来宾。", "约翰逊 lead, 闻人达 lead"),
            ("{校长|闻人达}率团出访德国,与{汉堡大学校长|穆勒}签署合作备忘录。", "闻人达 lead, 穆勒 attend"),
            (
                "{省委常委、秘书长|桑榆}到公司调研,{董事长|钱塘}汇报生产经营情况,{卓越}等公司领导陪同。",
                "桑榆 lead, 钱塘 report, 卓越 accompany",
            ),
            ("{董事长|钱塘}深入一线检查安全生产,{安全总监|牛犊}陪同检查。", "钱塘 lead, 牛犊 accompany"),
            ("{院长|伍连}带领专家组赴新疆开展义诊。", "伍连 lead"),
        ],
    );
    check(
        EventType::Award,
        &[
            ("{教授|竺可}当选中国工程院院士。", "竺可 honoured"),
            ("{教师|牛犊}的论文获国家级奖励。", "牛犊 mention"),
            ("{学生|乔木}在全国大学生运动会上获男子百米冠军。", "乔木 honoured"),
            ("由{教授|竺可}主持完成的项目获国家科技进步二等奖。", "竺可 mention"),
            ("{教授|竺可}被聘为国务院参事。", "竺可 appointed"),
            (
                "省委、省政府授予{竺可}科学技术杰出贡献奖,{省长|成汤}为其颁奖。",
                "竺可 honoured, 成汤 take_part",
            ),
            ("公司工人{|牛犊}获“全国五一劳动奖章”。", "牛犊 honoured"),
        ],
    );
    check(
        EventType::Exchange,
        &[
            ("{省长|成汤}会见{世界银行行长|沃尔}一行。", "成汤 lead, 沃尔 visited"),
            (
                "{省长|成汤}与{沃尔}举行会谈。{成汤}说,欢迎来投资。{沃尔}表示,愿意合作。",
                "成汤 lead, 沃尔 visited",
            ),
            (
                "{市委书记|庞统}会见了来访的{日本三重县知事|北川}。{副市长|江淹}参加会见。",
                "庞统 lead, 北川 visited, 江淹 take_part",
            ),
            (
                "{市长|马志}、{校长|钱鸣}出席签约仪式并分别致辞,{王丽}、{胡敏}代表双方签字。",
                "马志 attend+speak, 钱鸣 attend+speak, 王丽 attend, 胡敏 attend",
            ),
            (
                "{市长|李武}在市政府通过视频连线会见德国{汉堡市副市长|穆勒},双方交换意见。",
                "李武 lead, 穆勒 visited",
            ),
            (
                "{庞统}与{沃尔}代表双方在协议上签字,{江淹}出席签字仪式。",
                "庞统 attend, 沃尔 attend, 江淹 attend",
            ),
        ],
    );
}

#[test]
fn months_of_a_province() {
    check(
        EventType::Meeting,
        &[
            (
                "{省委书记|车骑}主持召开省委常委会会议,传达学习{|习近平|总书记}在中央农村工作会议上的重要讲话精神,研究贯彻意见。",
                "车骑 chair, 习近平 cited",
            ),
            (
                "全省领导干部会议召开,{中央组织部副部长|姜信}出席会议并宣布中央决定:{车骑}任省委书记。",
                "姜信 attend+speak, 车骑 appointed",
            ),
            (
                "{车骑}、{成汤}、{韩冬}出席,{副省长|钟秀}主持。",
                "车骑 attend, 成汤 attend, 韩冬 attend, 钟秀 chair",
            ),
            (
                "会议指出,{|习近平|总书记}的重要讲话为我们指明了方向。{车骑}强调,要深入学习。",
                "习近平 cited, 车骑 speak",
            ),
            (
                "省委副书记、省长{|成汤}主持会议并作动员部署,副省长{|钟秀}通报有关情况,{市长|田忌}、{县委书记|危素}作表态发言。",
                "成汤 chair+speak, 钟秀 report, 田忌 speak, 危素 speak",
            ),
            ("{成汤}在大会上宣读了{|习近平|总书记}的贺信。", "成汤 read_out, 习近平 cited"),
            ("{副省长|钟秀}出席会议,受{省长|成汤}委托作讲话。", "钟秀 attend+speak, 成汤 mention"),
            ("根据{|李强生|总理}重要批示,{成汤}主持会议进行部署。", "李强生 cited, 成汤 chair"),
            (
                "{省人大常委会主任|车骑}主持第一次全体会议。{副主任|桑榆}、{马援}、{党怀英},{秘书长|丁宽}出席会议。{副省长|钟秀},省高级人民法院院长{|伏生}列席会议。",
                "车骑 chair, 桑榆 attend, 马援 attend, 党怀英 attend, 丁宽 attend, 钟秀 sit_in, 伏生 sit_in",
            ),
            ("会议表决通过了任免名单,{车骑}向新任命人员颁发任命书并讲话。", "车骑 speak+take_part"),
            (
                "{省政协主席|韩冬}主持召开主席会议,{戴胜}、{谈笑}等同志分别作了专题汇报。",
                "韩冬 chair, 戴胜 report, 谈笑 report",
            ),
            ("座谈会上,{农民企业家|茅盾}、{种粮大户|宋江}等先后作了发言。", "茅盾 speak, 宋江 speak"),
        ],
    );
    check(
        EventType::Visit,
        &[
            (
                "{中共中央政治局常委|栗战}在我省调研。{车骑}、{成汤}陪同调研或参加有关活动。",
                "栗战 lead, 车骑 accompany, 成汤 accompany",
            ),
            (
                "{省委书记|车骑}深入甲市调研粮食生产。在乙县丙村,{车骑}走进麦田,同种粮大户{茅盾}亲切交谈。",
                "车骑 lead, 茅盾 visited",
            ),
            ("{车骑}来到老党员{宋江}家中,关切地询问他的身体状况。", "车骑 lead, 宋江 visited"),
            (
                "{省委书记|车骑}、{省长|成汤}看望慰问驻豫部队官兵,{丁宽}、{钟秀}一同看望。",
                "车骑 lead, 成汤 lead, 丁宽 lead, 钟秀 lead",
            ),
            ("{车骑}到联系点调研并讲专题党课。", "车骑 lead+speak"),
            ("{副省长|钟秀}带队督导检查学校疫情防控,{市长|田忌}参加检查。", "钟秀 lead, 田忌 take_part"),
            ("{车骑}、{成汤}等省领导在郑州参加义务植树活动。", "车骑 take_part, 成汤 take_part"),
            (
                "{省委书记|车骑}在丁市出席项目开工仪式并宣布开工,其间还看望了困难群众。",
                "车骑 attend+lead+speak",
            ),
            ("{成汤}主持召开座谈会,听取{市长|田忌}等5位市长意见建议。", "成汤 chair, 田忌 report"),
            (
                "{省委书记|车骑}、{省长|成汤}会见来豫考察的{全国工商联主席|高云}一行。",
                "车骑 lead, 成汤 lead, 高云 visited",
            ),
        ],
    );
}

#[test]
fn offices_taken_and_left_honours_and_deaths_befall() {
    check(
        EventType::Appointment,
        &[
            ("{孟郊}不再担任县委书记。", "孟郊 removed"),
            ("{孟郊}因年龄原因辞去县长职务,由{贾岛}接任。", "孟郊 removed, 贾岛 appointed"),
            ("免去{孟郊}的局长职务,任命{贾岛}为局长。", "孟郊 removed, 贾岛 appointed"),
            ("{孟郊}署知县。", "孟郊 appointed"),
            ("以{孟郊}为知州。", "孟郊 appointed"),
            ("县委追授{孟郊}“优秀党员”称号。", "孟郊 honoured"),
            ("{孟郊}被授予劳动模范称号。", "孟郊 honoured"),
            ("{孟郊}就义于县城西门外。", "孟郊 died"),
            ("{孟郊}被捕入狱。", "孟郊 mention"),
            ("{孟郊}主持县委工作。", "孟郊 appointed"),
        ],
    );
    check(
        EventType::Visit,
        &[
            ("{县委书记|孟郊}来到烈士{贾岛}家中,慰问烈士亲属。", "孟郊 lead, 贾岛 visited"),
            ("{副县长|孟郊}到民警{贾岛}家属家中看望。", "孟郊 lead, 贾岛 visited"),
            ("以{市长|孟郊}为团长的代表团赴外地访问。", "孟郊 head_team+lead"),
            ("{副市长|孟郊}与{厂长|贾岛}在协议书上签字。", "孟郊 attend, 贾岛 attend"),
        ],
    );
}

#[test]
fn a_stage_in_mid_sentence_is_an_event() {
    check_events(
        EventType::Project,
        &[
            (
                "2月4日,县开发区获准设立。开发区于2021年9月30日破土动工。",
                &["2020-02-04; ; ", "2021-09-30; ; "],
            ),
            ("2月4日,县里修建北干渠,到11月完成。", &["2020-02-04; ; ", "2020-11-01; ; "]),
            (
                "2月4日,甲工程启动。2021年5月、2022年7月又相继启动乙、丙工程。",
                &["2020-02-04; ; ", "2021-05-01; ; ", "2022-07-01; ; "],
            ),
            (
                "2月4日,县政府颁布办法。12月18日起,新工人一律实行合同制。",
                &["2020-02-04; ; ", "2020-12-18; ; "],
            ),
        ],
    );
}
