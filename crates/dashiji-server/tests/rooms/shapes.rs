//! What the main pages are built of, as snapshots: elements with their classes, one below the other, without their words. `INSTA_UPDATE=always cargo test
//! --test rooms shapes` writes them anew; what changed is then looked at as any other change is.

use super::*;

/// A chronicle of which the pages are made: its people, an office, a document, figures that come to totals.
const SHOWN: &str = "霍山县大事记\n\n2021年3月\n\n县政府召开防汛会议 3月5日，县长赵立本在石羊河镇主持召开防汛会议，副县长周文澜汇报水情。\n\n\
    赵立本到诸佛庵镇调研 3月9日，县长赵立本到诸佛庵镇调研春耕。\n\n\
    县政府印发河道管理办法 3月20日，县政府印发《霍山县河道管理办法》。\n\n\
    第一批防汛队出发 3月21日，第一批防汛队12人出发，累计派出12人。\n\n\
    第二批防汛队出发 3月22日，第二批防汛队15人出发，累计派出27人。\n";

/// Elements that have no end.
const EMPTY: [&str; 10] = ["br", "img", "input", "hr", "link", "meta", "wbr", "source", "path", "line"];

/// The elements of `<main>`, each in a line with its classes, deeper ones further in; what repeats stands once, and of a picture its own element alone.
fn shape(page: &str) -> String {
    let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    let (mut depth, mut picture) = (0usize, 0usize);
    for tag in main.split('<').skip(1).filter_map(|part| part.split('>').next()) {
        if let Some(name) = tag.strip_prefix('/') {
            if picture > 0 {
                picture -= usize::from(name == "svg");
            }
            if picture == 0 {
                depth = depth.saturating_sub(1);
            }
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if picture > 0 || name.is_empty() || name.starts_with('!') {
            continue;
        }
        let class = tag.split(" class=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let class = if class.is_empty() { String::new() } else { format!(".{}", class.replace(' ', ".")) };
        lines.push(format!("{}{name}{class}", "  ".repeat(depth)));
        if name == "svg" {
            picture = 1;
            depth += 1;
        } else if !EMPTY.contains(&name) {
            depth += 1;
        }
    }
    // Rows of a list, entries of a month: what is built alike stands once.
    for length in (1..=24).rev() {
        let mut at = 0;
        while at + 2 * length <= lines.len() {
            if lines[at..at + length] == lines[at + length..at + 2 * length] {
                lines.drain(at + length..at + 2 * length);
            } else {
                at += 1;
            }
        }
    }
    lines.join("\n")
}

#[tokio::test]
async fn shapes_of_the_main_pages_are_as_they_were() {
    let policy = Policy { loopback: true, workers: 2, ..Policy::default() };
    let router = router(room(&[(SHOWN, Given::default())]), policy);
    let ledgers = ask(&router, get("/api/ledgers")).await.json();
    let ledger = ledgers["items"][0]["link"].as_str().unwrap().to_owned();
    let name: String = form_urlencoded::byte_serialize("赵立本".as_bytes()).collect();
    for (page, address) in [
        ("home", "/".to_owned()),
        ("month", "/month/2021-03".to_owned()),
        ("day", "/day/2021-03-09".to_owned()),
        ("entry", "/entry/d1.e1".to_owned()),
        ("person", format!("/person/{name}")),
        ("offices", "/offices".to_owned()),
        ("place", "/place/341525".to_owned()),
        ("ledger", ledger),
        ("map", "/map".to_owned()),
        ("timeline", "/timeline".to_owned()),
        ("network", "/network".to_owned()),
        ("compare", "/compare?one=2021-03&other=2021-03".to_owned()),
        ("search", "/search?q=%E9%98%B2%E6%B1%9B".to_owned()),
        ("answer", format!("/search?q={name}3%E6%9C%889%E6%97%A5%E5%9C%A8%E5%93%AA%E9%87%8C")),
        ("kept", "/kept?p=d1.e1&p=d1.e2".to_owned()),
        ("findings", "/findings".to_owned()),
    ] {
        let got = ask(&router, get(&address)).await;
        assert_eq!(got.status, StatusCode::OK, "{page}: {}", got.body);
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(page, shape(&got.body));
        });
    }
}
