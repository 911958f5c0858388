use super::*;
use crate::lexicon::Lexicon;
use crate::recognize::titled;
use crate::text::Text;

fn told(headline: &str, body: &str) -> EventType {
    let raw = format!("{headline}{body}");
    let text = Text::new(raw);
    let n = headline.chars().count();
    let head = (n > 0).then(|| Span::new(0, n));
    let passage = Passage::new(&text, Lexicon::builtin(), text.span(), head, Span::new(n, text.len()));
    let mut mentions = Mentions::default();
    mentions.titled = titled::find(&passage, &mentions);
    kind(&passage, &mentions, text.span()).0
}

#[test]
fn a_headline_says_what_happened() {
    for (headline, want) in [
        ("县委召开经济工作会议", EventType::Meeting),
        ("全市防汛抗旱电视电话会议在云溪召开", EventType::Meeting),
        ("李某某到青川县调研春耕生产并主持召开座谈会", EventType::Visit),
        ("副省长赴灾区检查救灾工作", EventType::Visit),
        ("市长视频连线慰问援藏干部", EventType::Visit),
        ("市委书记参加抗震救灾医疗队出征仪式", EventType::Deployment),
        ("第三批援疆教师启程", EventType::Deployment),
        ("云溪大桥开工仪式举行", EventType::Ceremony),
        ("市政府印发《关于促进就业的意见》", EventType::Issue),
        ("《云溪市养犬管理条例》公布", EventType::Issue),
        ("青云高速公路建成通车", EventType::Project),
        ("云青铁路恢复畅通", EventType::Project),
        ("省政府通报表扬抗洪抢险先进集体", EventType::Award),
        ("云溪撤县设市", EventType::Status),
        ("全市干部职工踊跃捐款支援灾区", EventType::Donation),
        ("市长会见日本客商", EventType::Exchange),
        ("全市已造林超 3万亩", EventType::Statistics),
        ("云溪大学附属医院研制成功人工关节", EventType::Result),
    ] {
        assert_eq!(told(headline, "3月5日，"), want, "{headline}");
    }
}

#[test]
fn without_a_headline_the_first_sentence_says_it() {
    for (body, want) in [
        ("3月5日 县委、县政府召开三级干部会议，传达省委会议精神。", EventType::Meeting),
        ("4月 县水泥厂投产，年产水泥4万吨。", EventType::Project),
        ("是月，大旱，禾苗枯死过半。", EventType::Disaster),
        ("6日 副省长某某到县视察。", EventType::Visit),
        ("7月12日 暴雨成灾，淹没农田2万亩。", EventType::Disaster),
        ("8日 撤销城关区，设立城关镇。", EventType::Institution),
        ("6月 省人民政府批准建立白鹭湾湿地自然保护区。", EventType::Institution),
        ("7月 省教育厅决定，将两校合并，成立清江师范学院。", EventType::Institution),
        ("同月，某某任县长。", EventType::Appointment),
        ("9日，任命某某为县长。", EventType::Appointment),
        ("10日 老红军某某病逝，终年81岁。", EventType::Death),
        ("是年，全县粮食总产量1.2亿公斤，比上年增长5.6%。", EventType::Statistics),
        ("12月 县酒厂生产的大曲被评为省优质产品。", EventType::Award),
        ("民國二十年，縣立中學成立。", EventType::Institution),
        ("5月,县印刷厂公私合营.", EventType::Institution),
        ("11日 县政府颁布《山林保护布告》。", EventType::Issue),
        ("12日 为贯彻全会精神，县政府表彰先进集体。", EventType::Award),
        ("13日 荣获省级称号的企业代表参加座谈会。", EventType::Meeting),
        ("14日 学校举行建校50周年庆祝大会。", EventType::Ceremony),
        ("15日 双方通话，交流情况。", EventType::Exchange),
        ("16日 太平军攻陷县城，知县战死。", EventType::Conflict),
        ("17日 公安局破获盗窃案，抓获3人。", EventType::Justice),
        ("18日 集装箱班轮首航仪式举行。", EventType::Ceremony),
        ("19日 会议听取撤销城关区的说明。", EventType::Meeting),
    ] {
        assert_eq!(told("", body), want, "{body}");
    }
}
