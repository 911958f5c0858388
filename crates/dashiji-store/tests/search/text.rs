//! Pieces of text.

use crate::{Shelf, given};
use dashiji_store::search::{Options, Sort};

const MONTH: &str = "江州省大事记\n\n\
全省疫情防控工作会议　2月3日，省委书记赵立本主持召开全省疫情防控工作会议。省长周文澜出席会议并讲话。\n\n\
赵立本到云安市调研　2月5日，省委书记赵立本到云安市调研，强调“联防、联控”要到位。全市检测１，２２９人。\n\n\
COVID-19疫苗研发启动　2月8日，江州大学启动COVID-19疫苗研发，投入3.5亿元，豫政〔2020〕9号文件同日印发。\n\n\
國際交流會議　2月10日，國際交流會議在雲安市召開。情防专班成立。\n";

fn shelf() -> Shelf {
    Shelf::of(&[(MONTH, &given("2020-02", "江州省"))])
}

#[test]
fn any_substring_is_found_and_no_neighbour_across_a_mark() {
    let shelf = shelf();
    for (query, wanted) in [
        ("疫", "1 3"),
        ("疫情", "1"),
        ("情防", "1 4"),
        ("疫情防控工作会议", "1"),
        ("联防", "2"),
        ("防联", ""),
        ("联防联控", ""),
        ("联防、联控", "2"),
        ("1229", "2"),
        ("1,229", "2"),
        ("229人", "2"),
        ("covid-19", "3"),
        ("COVID", "3"),
        ("ovid", "3"),
        ("ＣＯＶＩＤ－１９", "3"),
        ("3.5亿", "3"),
        ("豫政〔2020〕9号", "3"),
        ("豫政", "3"),
        ("国际交流会议", "4"),
        ("國際", "4"),
        ("云安市召开", "4"),
        ("2月5日", "2"),
        ("疫情 讲话", "1"),
        ("疫苗 | 调研", "2 3"),
        ("疫 -疫苗", "1"),
        ("-疫", "2 4"),
        ("(疫苗 OR 调研) NOT 检测", "3"),
        ("调研 NEAR/4 联防", "2"),
        ("调研 NEAR/3 联防", ""),
        ("联防 NEAR/4 调研", "2"),
        ("赵 NEAR/1 调", ""),
        ("\"全市检测\"", "2"),
        ("没有的话", ""),
    ] {
        let found = shelf.found(query).join(" ").replace("d0.", "");
        assert_eq!(found, wanted, "{query}");
    }
}

#[test]
fn what_answers_is_lit_by_code_points_of_the_document() {
    let shelf = shelf();
    let text: Vec<char> = MONTH.chars().collect();
    for (query, lit) in [("1229", "１，２２９"), ("联控 调研", "调研 联控"), ("國際", "國際")]
    {
        let found = shelf.search(query, &Options::default());
        let hit = &found.hits[0];
        let fragments = hit.fragments.iter().chain(&hit.headline);
        let mut words: Vec<String> = Vec::new();
        for fragment in fragments {
            let slice: String = text[fragment.start as usize..fragment.end as usize].iter().collect();
            assert_eq!(slice, fragment.text, "{query}");
            for span in &fragment.lit {
                words.push(text[span.lo()..span.hi()].iter().collect());
            }
        }
        for word in lit.split(' ') {
            assert!(words.iter().any(|w| w == word), "{query}: {words:?}");
        }
    }
}

#[test]
fn hits_are_cited() {
    let shelf = shelf();
    let hit = &shelf.search("疫苗", &Options::default()).hits[0];
    assert!(hit.citation.contains("第3条"), "{}", hit.citation);
    assert_eq!(hit.date.as_deref(), Some("2020-02-08"));
}

#[test]
fn order_is_by_date_where_asked_and_pages_follow_each_other() {
    let shelf = shelf();
    let dates = |sort: Sort, offset: usize, limit: usize| -> Vec<String> {
        let options = Options { sort, offset, limit, ..Options::default() };
        let found = shelf.search("江州 | 召开 | 调研 | 疫苗", &options);
        assert_eq!(found.total, 4);
        found.hits.iter().filter_map(|hit| hit.date.clone()).collect()
    };
    let all = ["2020-02-03", "2020-02-05", "2020-02-08", "2020-02-10"];
    assert_eq!(dates(Sort::Earliest, 0, 10), all);
    assert_eq!(dates(Sort::Latest, 0, 2), ["2020-02-10", "2020-02-08"]);
    assert_eq!(dates(Sort::Latest, 2, 2), ["2020-02-05", "2020-02-03"]);
    assert_eq!(dates(Sort::Earliest, 4, 2), Vec::<String>::new());
}
