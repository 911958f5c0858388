//! Places as a whole: names of every kind in frames, with known truth; and names of things called after places.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use std::collections::BTreeSet;
use std::fmt::Write as _;

const MOUNTAINS_AND_WATERS: &[&str] = &[
    "沱江",
    "青弋江",
    "白洋淀",
    "骆马湖",
    "吕梁山",
    "雁门关",
    "舟山群岛",
    "台湾海峡",
    "凤凰山",
    "鹿回岛",
    "大别山",
    "渭河",
];
const VILLAGES: &[&str] =
    &["石桥村", "李家洼村", "上河头村", "大槐树村", "双塔寺村", "五里铺村", "梨树沟村", "西营村"];
const TOWNS: &[&str] =
    &["青石镇", "白河乡", "柳林街道", "红旗公社", "东风人民公社", "韩集镇", "双河乡", "永安镇"];
const HAMLETS: &[&str] = &["五里铺", "三官庙", "黄泥岗", "孟家坪", "柳树营", "枣林庄"];
const FOREIGN: &[&str] = &["釜山", "汉堡", "鹿特丹", "符拉迪沃斯托克", "加利福尼亚州", "檀香山"];

/// Frames, and how many of a kind's names may be lost in all of them together, in a hundred.
const FRAMES: &[&str] = &[
    "在{}召开现场会。",
    "省长李国栋到{}检查工作。",
    "考古队在{}发现汉代古墓。",
    "部队进驻{}。",
    "公路起自{}，全长30公里。",
    "{}遭受冰雹袭击，损失严重。",
    "到海州区、{}、灌云县检查。",
];

/// The places of each line, read as the entries of one document.
fn places(lines: &[String], region: &str) -> Vec<BTreeSet<String>> {
    let mut text = "2010年\n\n".to_owned();
    for line in lines {
        let _ = write!(text, "3月5日　{line}\n\n");
    }
    let given =
        Given { region: Some(region.to_owned()), period: Some("2010".to_owned()), ..Given::default() };
    let records = dashiji::read(text.into_bytes(), &given, Lexicon::builtin()).unwrap().records;
    assert_eq!(records.len(), lines.len());
    records.iter().map(|record| record.places.iter().map(|place| place.text.clone()).collect()).collect()
}

/// How many names of a hundred are not places of their line, and how many other places there are.
fn faults(names: &[&str]) -> (usize, usize) {
    let lines: Vec<(String, &str)> =
        FRAMES.iter().flat_map(|frame| names.iter().map(|name| (frame.replace("{}", name), *name))).collect();
    let texts: Vec<String> = lines.iter().map(|(line, _)| line.clone()).collect();
    let found = places(&texts, "江苏省");
    let lost = found.iter().zip(&lines).filter(|(found, (_, name))| !found.contains(*name)).count();
    let other: usize = found
        .iter()
        .zip(&lines)
        .map(|(found, (_, name))| {
            found.iter().filter(|found| found != name && *found != "海州区" && *found != "灌云县").count()
        })
        .sum();
    (lost * 100 / lines.len(), other * 100 / lines.len())
}

#[test]
fn names_of_every_kind_are_places_in_every_frame() {
    for (kind, names, most) in [
        ("mountains and waters", MOUNTAINS_AND_WATERS, 4),
        ("villages", VILLAGES, 4),
        ("towns", TOWNS, 4),
        ("villages without 村", HAMLETS, 20),
        ("foreign places", FOREIGN, 4),
    ] {
        let (lost, other) = faults(names);
        assert!(lost <= most && other <= 3, "{kind}: {lost} of 100 lost, {other} of 100 wrong");
    }
}

#[test]
fn a_thing_called_after_a_place_is_none() {
    let lines = [
        "张志远获江苏省五一劳动奖章。",
        "评选“青岛最美教师”。",
        "徐州大桥建成通车。",
        "“南京号”货轮首航。",
        "潍坊舰返航。",
        "举办扬州炒饭比赛。",
        "上海女排夺冠。",
        "学校迁入江宁校区。",
        "桃源县第四次代表大会召开。",
        "购入现场设备，荒山造林。",
    ];
    let texts: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    for (line, found) in lines.iter().zip(places(&texts, "江苏省")) {
        assert!(found.is_empty(), "{line} {found:?}");
    }
}

#[test]
fn towns_are_called_by_their_stem_in_their_own_region_alone() {
    let lines = ["县委派人赴梅山、大碶指导。".to_owned()];
    let want: BTreeSet<String> = ["梅山", "大碶"].iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(places(&lines, "宁波市"), [want]);
    assert!(places(&["大碶建成。".to_owned()], "河南省")[0].is_empty());
}

#[test]
fn a_short_form_means_the_city_and_a_prefecture_of_old_has_no_code() {
    let given =
        Given { region: Some("安徽省".to_owned()), period: Some("1985".to_owned()), ..Given::default() };
    let text = "1985年\n\n3月5日　代表团到安庆考察。\n\n3月6日　安庆专区撤销。\n";
    let records = dashiji::read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap().records;
    let codes: Vec<Option<&str>> =
        records.iter().flat_map(|record| &record.places).map(|place| place.code.as_deref()).collect();
    assert_eq!(codes, [Some("340800"), None]);
}
