//! Organisers, organisations and bare organs of an entry, with full names where the region gives them.

use super::organizer::organizers;
use super::{OrganizationRecord, OrganizerRecord, Quote};
use crate::confidence::{Doubt, Grade};
use crate::document::Setting;
use crate::lexicon::{Class, Hit};
use crate::recognize::lattice::Kind;
use crate::recognize::organization::{OrganizationKind, OrganizationMention};
use crate::recognize::{Mentions, Passage};
use crate::resolve::division;
use crate::text::{Span, is_han};

/// Organisers, then other named institutions, then bare organs in passing, each in the order of first mention.
pub fn organizations(
    passage: &Passage<'_>,
    mentions: &Mentions,
    setting: &Setting,
) -> (Vec<OrganizerRecord>, Vec<OrganizationRecord>, Vec<OrganizationRecord>) {
    let organizers = organizers(passage, mentions, setting);
    let mut orgs: Vec<OrganizationRecord> = Vec::new();
    let mut organs: Vec<OrganizationRecord> = Vec::new();
    for mention in &mentions.organizations {
        let text = passage.slice(mention.span);
        let doubt = mentions.doubts.at(mention.span, Kind::Body);
        if organizers.iter().any(|organizer| same(&organizer.text, text, mention.kind)) {
            continue;
        }
        if mention.kind == OrganizationKind::Organ && !elsewhere(passage, mention.span, setting) {
            add(&mut organs, passage, mention, doubt.as_ref(), setting);
        } else if !cited_meeting(passage, mention.span) && !in_title(passage, mentions, mention.span) {
            add(&mut orgs, passage, mention, doubt.as_ref(), setting);
        }
    }
    (organizers, orgs, organs)
}

fn add(
    records: &mut Vec<OrganizationRecord>,
    passage: &Passage<'_>,
    mention: &OrganizationMention,
    doubt: Option<&Doubt>,
    setting: &Setting,
) {
    let text = passage.slice(mention.span);
    let quote = Quote::of(passage.text, mention.span);
    match records.iter_mut().find(|record| same(&record.text, text, mention.kind)) {
        Some(record) => {
            record.mentions.push(quote);
            Doubt::least(&mut record.doubt, doubt, false);
        }
        None => records.push(OrganizationRecord {
            text: text.to_owned(),
            name: full_name(passage, mention.span, setting),
            mentions: vec![quote],
            doubt: doubt.cloned().or_else(|| rivals(passage, mention.span, setting)).map(Box::new),
        }),
    }
}

/// Whether `later` is the body told of before as `first`: the same name, or a shorter form of it.
fn same(first: &str, later: &str, kind: OrganizationKind) -> bool {
    if first == later {
        return true;
    }
    let tail = || first.chars().rev().take(2).eq(later.chars().rev().take(2));
    if !tail() || first.starts_with(later) {
        return false;
    }
    let short = later.chars().count();
    if short < 2 || short >= first.chars().count() {
        return false;
    }
    let mut rest = first.chars();
    let within = later.chars().all(|c| rest.any(|other| other == c));
    let numbered = |name: &str| name.contains('第');
    let number = kind == OrganizationKind::Institution
        && numbered(first)
        && !numbered(later)
        && !first.ends_with(later);
    within && !number
}

/// Whether only a meeting of that body is told of, and not one that is held here (主持召开某协调机制第一次会议).
fn cited_meeting(passage: &Passage<'_>, span: Span) -> bool {
    let held =
        ["召开", "举行", "参加", "出席", "召集", "列席"].iter().any(|words| passage.ends(span.lo(), words));
    !held && before_meeting(passage, span.hi()) && !at_meeting(passage, span)
}

/// 在|省委办公厅|工作调度会上,王某…: a meeting of today's, at which something is told to have happened.
fn at_meeting(passage: &Passage<'_>, span: Span) -> bool {
    passage.ends(span.lo(), "在")
        && (span.hi()..span.hi() + 20)
            .take_while(|&k| crate::text::is_han(passage.at(k)) && passage.at(k) != '的')
            .any(|k| passage.begins(k, "会上") && passage.at(k + 2) == ',')
}

/// Whether a meeting of that body follows (省委全面依法治省委员会第三次会议): its name, not the body, is told of.
pub(super) fn before_meeting(passage: &Passage<'_>, end: usize) -> bool {
    const WORDS: [&str; 22] = [
        "工作",
        "常务",
        "扩大",
        "专题",
        "全体",
        "党组",
        "部务",
        "办公",
        "主任",
        "理论学习",
        "中心组",
        "集体学习",
        "调度",
        "电视电话",
        "视频",
        "联席",
        "(扩大)",
        "部署",
        "座谈",
        "全委",
        "委员",
        "第",
    ];
    let mut at = end;
    for _ in 0..6 {
        if ["会议", "调度会", "例会", "全会", "座谈会", "推进会", "会精神", "部务会", "动员会", "会上"]
            .iter()
            .any(|words| passage.begins(at, words))
        {
            return true;
        }
        let Some(word) = WORDS.iter().find(|words| passage.begins(at, words)) else { return false };
        if *word == "第" {
            let Some(k) = (at + 1..at + 6).find(|&k| matches!(passage.at(k), '次' | '届')) else {
                return false;
            };
            at = k + 1;
        } else {
            at += word.chars().count();
        }
    }
    false
}

/// Whether an organ is named with a place that neither is nor holds the document's region: 襄樊市人民政府 in a chronicle of
/// another city is an institution like others.
fn elsewhere(passage: &Passage<'_>, span: Span, setting: &Setting) -> bool {
    let start = if passage.begins(span.lo(), "中共") { span.lo() + 2 } else { span.lo() };
    let named = passage
        .hits
        .at(start)
        .iter()
        .filter(|hit| hit.end <= span.end && (hit.is(Class::Division) || hit.is(Class::DivisionShort)))
        .max_by_key(|hit| hit.end);
    named.is_some_and(|hit| {
        !passage
            .lexicon
            .terms(hit)
            .any(|term| term.region != 0 && division::within(setting.region, term.region))
    })
}

/// Whether the name is only part of a person's title, or of an office that nobody is named with: 省卫健委|副主任某某, 各省文明办|主任座谈.
fn in_title(passage: &Passage<'_>, mentions: &Mentions, span: Span) -> bool {
    let named =
        || mentions.people.iter().any(|person| person.titles.iter().any(|title| title.span.contains(span)));
    let mut post = span.hi();
    while let Some(prefix) = passage.hits.longest(post, Class::PostPrefix) {
        post = prefix.end as usize;
    }
    let office = passage.hits.longest(post, Class::Post).is_some_and(|hit| {
        passage.value(hit, Class::Post) == "head"
            && hit.span().len() > 1
            && !passage.hits.at(post).iter().any(|other| other.end > hit.end)
    });
    office || named()
}

/// The name in full, where the lexicon knows the short form and the region stands for 省, 市, 县.
pub fn full_name(passage: &Passage<'_>, span: Span, setting: &Setting) -> Option<String> {
    let (start, end) = (span.lo(), span.hi());
    let whole = passage.hits.at(start).iter().find(|hit| hit.end as usize == end);
    if let Some(hit) = whole {
        for class in [Class::Org, Class::Organ] {
            if let Some(term) = passage.lexicon.term(hit, class)
                && !term.value.is_empty()
            {
                return match term.value.split_once('*') {
                    None => Some(term.value.to_owned()),
                    Some(_) => (start..end)
                        .find_map(|k| region_of(passage.at(k), setting))
                        .map(|region| term.value.replace('*', region)),
                };
            }
        }
    }
    for words in ["国家", "中华人民共和国"] {
        let begin = start + words.chars().count();
        if passage.begins(start, words)
            && let Some(hit) =
                passage.hits.at(begin).iter().find(|hit| hit.end as usize == end && hit.is(Class::Org))
        {
            return Some(passage.value(hit, Class::Org).to_owned()).filter(|name| !name.is_empty());
        }
    }
    if let Some(name) = named_organ(passage, span) {
        return Some(name);
    }
    // 省 + 卫健委, 郑州市 + 卫健委.
    let (split, hit) = department(passage, span)?;
    if let Some(name) = headed(passage, span, split) {
        return Some(name);
    }
    let meant = meant(passage, hit, setting);
    let department =
        meant.first().map_or_else(|| passage.folded(Span::new(split, end)), |full| (*full).to_owned());
    if split == start + 1 {
        return region_of(passage.at(start), setting).map(|region| format!("{region}{department}"));
    }
    let head = passage.folded(Span::new(start, split));
    (!meant.is_empty()).then(|| format!("{head}{department}"))
}

/// The department with which a name ends behind a place or level, and where it begins.
fn department<'a>(passage: &'a Passage<'_>, span: Span) -> Option<(usize, &'a Hit)> {
    let ends = |hit: &&Hit| hit.end == span.end && hit.is(Class::Department);
    (span.lo() + 1..span.hi()).find_map(|k| passage.hits.at(k).iter().find(ends).map(|hit| (k, hit)))
}

/// What a department's short form stands for in the document's year; all of them where that is not known (森防指 changed its name in 2018).
fn meant<'a>(passage: &Passage<'a>, hit: &Hit, setting: &Setting) -> Vec<&'a str> {
    let year = setting.from.and_then(|(year, _)| u16::try_from(year).ok());
    let within =
        |from: u16, to: u16| year.is_none_or(|year| (from == 0 || from <= year) && (to == 0 || year <= to));
    passage
        .lexicon
        .terms(hit)
        .filter(|term| {
            term.class == Class::Department && !term.value.is_empty() && within(term.from, term.to)
        })
        .map(|term| term.value)
        .collect()
}

/// The other bodies that a short form may stand for, where the document tells neither its full name nor a year.
fn rivals(passage: &Passage<'_>, span: Span, setting: &Setting) -> Option<Doubt> {
    let (split, hit) = department(passage, span)?;
    let meant = meant(passage, hit, setting);
    let more = meant.len() > 1 && headed(passage, span, split).is_none();
    let others = || meant[1..].iter().map(|name| (*name).to_owned()).collect();
    more.then(|| Doubt::of(Grade::Some, others()))
}

/// Characters at a document's head in which a body may be named in full.
const HEAD: usize = 60;
/// What the full names of headquarters and committees end with.
const WHOLE: [&str; 4] = ["指挥部办公室", "指挥部", "委员会办公室", "委员会"];

/// The full name that the document's head gives a headquarters (青石县防汛抗旱指挥部值班日志 of 县防指): it begins the document, holds the
/// short form's characters in their order, and is of the same level.
fn headed(passage: &Passage<'_>, span: Span, split: usize) -> Option<String> {
    let text = passage.text;
    let first = (0..text.len().min(HEAD)).find(|&i| is_han(text.at(i)))?;
    let head: Vec<char> =
        (first..text.len().min(first + HEAD)).map(|i| text.at(i)).take_while(|c| is_han(*c)).collect();
    let short: Vec<char> = (span.lo()..span.hi()).map(|i| text.at(i)).collect();
    let level = text.at(split.checked_sub(1)?);
    let named = |end: usize| {
        let name = &head[..end];
        let mut rest = name.iter();
        // 县防指 of 青石县防汛抗旱指挥部: the task's first character stands right behind the level; 县编委 is no 青石县志编纂委员会.
        let task = short.iter().skip_while(|c| **c != level).nth(1);
        let begins = name.windows(2).skip(1).find(|pair| pair[0] == level).map(|pair| &pair[1]);
        // 办 stands for an office, 指 for a headquarters, 委 and 会 for a committee.
        short.iter().all(|c| rest.any(|other| other == c)) && name.len() > short.len() && task == begins
    };
    WHOLE.iter().find_map(|whole| {
        let whole: Vec<char> = whole.chars().collect();
        let end = head.windows(whole.len()).position(|run| run == whole)? + whole.len();
        let office = head[..end].ends_with(&['办', '公', '室']) == short.ends_with(&['办']);
        let levelled =
            head[..end].iter().skip(1).position(|c| "省市县区州盟旗乡镇".contains(*c)).map(|k| head[k + 1]);
        (office && levelled == Some(level) && short.len() < 8 && named(end))
            .then(|| head[..end].iter().collect())
    })
}

/// The name of an organ with a place's name before it: 河南 + 省委.
fn named_organ(passage: &Passage<'_>, span: Span) -> Option<String> {
    let start = if passage.begins(span.lo(), "中共") { span.lo() + 2 } else { span.lo() };
    let hit = (start + 1..span.hi())
        .find_map(|k| passage.hits.at(k).iter().find(|hit| hit.end == span.end && hit.is(Class::Organ)))?;
    let organ = passage.lexicon.term(hit, Class::Organ).filter(|term| term.value.contains('*'))?;
    let place = passage
        .hits
        .at(start)
        .iter()
        .filter(|place| place.end >= hit.start && place.end < span.end)
        .max_by_key(|place| place.end)?;
    let level = passage.at(hit.start as usize);
    passage
        .lexicon
        .terms(place)
        .filter(|term| matches!(term.class, Class::Division | Class::DivisionShort))
        .map(|term| term.value)
        .find(|name| {
            name.ends_with(level) || place.end > hit.start || level == '地' && name.ends_with("地区")
        })
        .map(|name| organ.value.replace('*', name))
}

/// The name of the document's region where it is of that level.
fn region_of(level: char, setting: &Setting) -> Option<&'static str> {
    if !matches!(level, '省' | '市' | '县' | '区' | '州' | '盟' | '旗') {
        return None;
    }
    let year = setting.from.map(|(year, _)| year);
    division::chain(setting.region, year)
        .into_iter()
        .find(|division| division.name.ends_with(level))
        .map(|division| division.name)
}

#[cfg(test)]
mod tests {
    use crate::document::Given;
    use crate::fact::Record;
    use crate::lexicon::Lexicon;

    fn record(text: &str, region: &str) -> Record {
        let given =
            Given { region: Some(region.to_owned()), period: Some("2019-06".to_owned()), ..Given::default() };
        crate::read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap().records.remove(0)
    }

    fn orgs(text: &str, region: &str) -> Vec<String> {
        record(text, region).orgs.into_iter().map(|org| org.text).collect()
    }

    #[test]
    fn the_region_gives_full_names() {
        let record = record("6月3日，听取省卫健委、省发改委、县委工作汇报。", "湖南省");
        let names: Vec<_> = record.orgs.iter().map(|org| org.name.as_deref()).collect();
        assert_eq!(names, [Some("湖南省卫生健康委员会"), Some("湖南省发展和改革委员会")]);
        assert_eq!(record.organs[0].name, None);
        let record = super::tests::record("6月3日，钱某向省委、市委、国务院报告。", "长沙市");
        let names: Vec<_> = record.organs.iter().map(|organ| organ.name.as_deref()).collect();
        assert_eq!(names, [Some("中共湖南省委员会"), Some("中共长沙市委员会"), Some("中华人民共和国国务院")]);
    }

    #[test]
    fn a_headquarters_is_named_in_full_by_the_document_else_by_region_and_year() {
        let names = |text: &str, period: Option<&str>, region: Option<&str>| {
            let given = Given {
                region: region.map(str::to_owned),
                period: period.map(str::to_owned),
                ..Given::default()
            };
            let record =
                crate::read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap().records.remove(0);
            record
                .orgs
                .into_iter()
                .map(|org| (org.name.unwrap_or_default(), org.doubt.map(|doubt| doubt.rivals)))
                .collect::<Vec<_>>()
        };
        let told = "6月3日，钱某到县森防指检查。";
        let fire = |until: &str| format!("桃源县森林{until}指挥部");
        assert_eq!(names(told, Some("2012"), Some("桃源县")), [(fire("防火"), None)]);
        assert_eq!(names(told, Some("2024"), Some("桃源县")), [(fire("草原防灭火"), None)]);
        // In a year that nobody tells it may be either.
        let open = names(told, None, Some("桃源县"));
        assert_eq!(open, [(fire("草原防灭火"), Some(vec!["森林防火指挥部".to_owned()]))]);
        // The document's own head is proof, whatever the table of divisions knows.
        let headed = format!("青石县防火护林指挥部值班日志\n\n{told}").replace("森防指", "防指");
        assert_eq!(names(&headed, Some("2024"), None), [("青石县防火护林指挥部".to_owned(), None)]);
    }

    #[test]
    fn a_shorter_form_is_the_same_body() {
        let cases: [(&str, &[&str]); 4] = [
            (
                "6月3日，湖南省第一批支援西藏医疗队出发，医疗队员来自湖南省肿瘤医院。省肿瘤医院护士长参加。",
                &["湖南省第一批支援西藏医疗队", "湖南省肿瘤医院"],
            ),
            (
                "6月3日，国务院防汛第三督导组来湘，督导组检查堤防，国务院督导组肯定了工作。",
                &["国务院防汛第三督导组"],
            ),
            ("6月3日，走访湖南省人民医院、湖南省第二人民医院。", &["湖南省人民医院", "湖南省第二人民医院"]),
            (
                "6月3日，走访长沙市第一医院、长沙市第一医院河西分院。",
                &["长沙市第一医院", "长沙市第一医院河西分院"],
            ),
        ];
        for (text, want) in cases {
            assert_eq!(orgs(text, "湖南省"), want, "{text}");
        }
    }

    #[test]
    fn a_meeting_told_of_is_no_body() {
        assert!(orgs("6月3日，会议传达中央全面依法治国委员会第三次会议精神。", "湖南省").is_empty());
    }

    #[test]
    fn the_government_of_another_place_is_an_institution() {
        let record = record("6月3日，县政府与襄阳市人民政府签订协议。", "安化县");
        assert_eq!(record.orgs[0].text, "襄阳市人民政府");
        assert_eq!(record.organs[0].text, "县政府");
    }
}
