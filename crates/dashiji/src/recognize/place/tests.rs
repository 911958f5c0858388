use crate::lexicon::Lexicon;
use crate::recognize::Passage;
use crate::recognize::person::Evidence;
use crate::text::Text;

/// The places of a text in a chronicle of 湖南省.
fn places(words: &str) -> Vec<String> {
    let text = Text::new(words.to_owned());
    let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span()).within(430_000);
    let found = crate::recognize::lattice::read(&passage, &Evidence::default()).places;
    found.iter().map(|found| text.slice(found.span).to_owned()).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (words, want) in cases {
        assert_eq!(places(words), *want, "{words}");
    }
}

#[test]
fn full_names_follow_each_other() {
    check(&[
        ("到岳阳市平江县检查", &["岳阳市", "平江县"]),
        ("内蒙古自治区锡林郭勒盟多伦县", &["内蒙古自治区", "锡林郭勒盟", "多伦县"]),
        ("在桃江县灰山港镇花园洞村的田间", &["桃江县", "灰山港镇", "花园洞村"]),
        ("云南省红河州个旧市", &["云南省", "红河州", "个旧市"]),
        ("洛阳专区", &["洛阳专区"]),
    ]);
}

#[test]
fn short_forms_need_what_makes_them_plain() {
    check(&[
        ("到衡阳、益阳调研", &["衡阳", "益阳"]),
        ("主持召开常德、益阳、娄底三市座谈会", &["常德", "益阳", "娄底"]),
        ("深入张家界湘西两地", &["张家界", "湘西"]),
        ("赴浙江义乌、温州考察", &["浙江", "义乌", "温州"]),
        ("陕西安排资金", &["陕西"]),
        ("为世界和平事业作贡献", &[]),
        ("大同小异，开封存档", &[]),
        ("常德路上车水马龙", &[]),
        ("到西安学习", &["西安"]),
        ("队伍赴太平畈乡", &["太平畈乡"]),
        ("撤销两乡，设清溪镇", &["清溪镇"]),
        ("企业合作，保定资金", &[]),
    ]);
}

#[test]
fn a_place_in_another_name_is_none() {
    check(&[
        ("在湖南大学举行", &[]),
        ("湖南省委召开会议", &[]),
        ("建设美丽湖南、平安湖南", &[]),
        ("中欧班列(长沙)开行", &[]),
        ("长沙蓝海快线恢复", &[]),
        ("湖南版“小汤山”", &[]),
        ("湖南省支援新疆各医疗队", &[]),
        ("奔赴新疆", &["新疆"]),
        ("日本侵略军进犯湘北", &["湘北"]),
    ]);
}

#[test]
fn zones_towns_regions_and_countries_have_their_kinds() {
    check(&[
        ("位于长沙经开区的", &["长沙经开区"]),
        ("到城关镇、白水乡", &["城关镇", "白水乡"]),
        ("武陵山革命老区", &["武陵山革命老区"]),
        ("湘西北、长三角和东南亚", &["湘西北", "长三角", "东南亚"]),
        ("送往美国、印度、孟加拉国", &["美国", "印度", "孟加拉国"]),
        ("赴湘、在鄂", &["湘", "鄂"]),
        ("马头、石井、沙窝等8个乡镇遭受冰雹", &["马头", "石井", "沙窝"]),
        ("城关镇东吴庄农民", &["城关镇", "东吴庄"]),
        ("脱贫村、贫困村和各村镇", &[]),
        ("推进乡村振兴，建设特色小镇", &[]),
        ("带来新的挑战", &[]),
    ]);
}
