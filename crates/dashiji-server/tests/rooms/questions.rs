//! Questions, suggestions, and where nothing is found.

use super::*;

/// A chronicle of a county whose people, offices, documents and figures are asked for.
const ASKED: &str = "霍山县大事记\n\n2021年3月\n\n县政府召开防汛会议 3月5日，县长赵立本在石羊河镇主持召开防汛会议，副县长周文澜汇报水情。\n\n\
    赵立本到诸佛庵镇调研 3月9日，县长赵立本到诸佛庵镇调研春耕。\n\n\
    县人大常委会召开会议 3月12日，县人大常委会召开会议，审议通过《霍山县河道管理办法》。\n\n\
    县政府印发河道管理办法 3月20日，县政府印发《霍山县河道管理办法》。\n\n\
    副县长周文澜检查水库 3月22日，副县长周文澜到佛子岭水库检查防汛工作。\n";

/// What a card says: its sentence, and all of it as plain text.
fn card(page: &str) -> (String, String) {
    let part = page.split("<section class=\"card\"").nth(1).unwrap_or_else(|| panic!("no card: {page}"));
    let part = part.split("</section>").next().unwrap();
    let title = part.split("<h2 lang=\"zh-CN\">").nth(1).unwrap().split("</h2>").next().unwrap().to_owned();
    let plain: String = part.split('<').filter_map(|p| p.split_once('>')).map(|(_, text)| text).collect();
    (title, plain)
}

fn asking(question: &str) -> String {
    let query: String = form_urlencoded::byte_serialize(question.as_bytes()).collect();
    format!("/search?q={query}")
}

#[tokio::test]
async fn questions_are_answered_above_the_hits() {
    let router = router(
        room(&[(ASKED, Given::default())]),
        Policy { loopback: true, workers: 2, ..Policy::default() },
    );
    let page = async |question: &str| {
        let got = ask(&router, get(&asking(question))).await;
        assert_eq!(got.status, StatusCode::OK, "{question}: {}", got.body);
        got.body
    };
    // Who was where: the day in every form it is written in, in both languages.
    for question in [
        "赵立本3月9日在哪里",
        "赵立本 2021-03-09",
        "赵立本 3.9",
        "2021年3月9日赵立本在哪里？",
        "赵立本 2021.3.9 行踪",
        "where was 赵立本 on 9 March 2021",
        "Where was Zhao Liben on March 9, 2021?",
        "民国110年3月9日赵立本在哪里",
    ] {
        let body = page(question).await;
        let (title, plain) = card(&body);
        assert!(title.contains("赵立本") && title.contains("诸佛庵镇"), "{question}: {title}");
        assert!(plain.contains("赵立本到诸佛庵镇调研") && !plain.contains("石羊河镇"), "{question}: {plain}");
        // The proof leads to the characters.
        assert!(body.contains("/entry/d1.e2?quote="), "{question}: {body}");
        assert!(body.contains("检得") || body.contains("找到 1 条"), "{question}: {body}");
    }
    // A day of which nothing is told of them shows the nearest and says so.
    let (title, plain) = card(&page("赵立本3月7日在哪里").await);
    assert!(title.contains("未记赵立本的行迹"), "{title}");
    assert!(plain.contains("石羊河镇") && plain.contains("诸佛庵镇"), "{plain}");
    // Who held an office, on a day and in order; a deputy's is another office.
    let (title, _) = card(&page("3月9日谁是县长").await);
    assert!(title.contains("赵立本") && !title.contains("周文澜"), "{title}");
    for question in ["县长", "历任县长是谁", "who was 县长"] {
        let (_, plain) = card(&page(question).await);
        assert!(plain.contains("赵立本") && !plain.contains("周文澜"), "{question}: {plain}");
    }
    let (_, plain) = card(&page("副县长").await);
    assert!(plain.contains("周文澜") && !plain.contains("赵立本"), "{plain}");
    // When a document passed its stages.
    for question in ["霍山县河道管理办法何时通过", "《霍山县河道管理办法》", "when was 河道管理办法 passed"]
    {
        let (title, plain) = card(&page(question).await);
        assert!(title.contains("霍山县河道管理办法"), "{question}: {title}");
        let (passed, issued) = (
            plain.find("3月12日").or(plain.find("12 March")),
            plain.find("3月20日").or(plain.find("20 March")),
        );
        assert!(passed.unwrap() < issued.unwrap(), "{question}: {plain}");
    }
    // Programs get the same.
    let query: String = form_urlencoded::byte_serialize("赵立本3月9日在哪里".as_bytes()).collect();
    let told = ask(&router, get(&format!("/api/answer?q={query}"))).await.json();
    assert_eq!(told["query"], "who:赵立本 when:2021-03-09", "{told}");
    assert!(told["lines"][0]["cites"][0]["link"].as_str().unwrap().contains("quote="), "{told}");
    // What asks nothing is searched for as it stands.
    for plain in ["防汛", "春耕 水库", "who:赵立本", "\"在哪里\""] {
        assert!(!page(plain).await.contains("class=\"card\""), "{plain}");
    }
}

/// A log whose measures and figures are asked for.
const LOGGED: &str = "青石县抢险日志（2031年）\n\n6月1日 县防指启动防汛Ⅳ级应急响应。当日转移群众300人，累计转移群众300人。\n\n\
    6月2日 县防指将防汛应急响应提升至Ⅲ级。倒塌房屋46间，直接经济损失2860万元。\n\n\
    6月5日8时 县防指终止防汛Ⅲ级应急响应。\n";

#[tokio::test]
async fn every_kind_of_question_is_answered_in_any_of_its_phrasings() {
    let files = [(ASKED, Given::default()), (LOGGED, Given::default())];
    let router = router(room(&files), Policy { loopback: true, workers: 2, ..Policy::default() });
    // A question, what its card says, and what it does not say.
    for (question, says, not) in [
        // Who held an office.
        ("谁当县长", "赵立本", "周文澜"),
        ("谁担任过副县长？", "周文澜", "赵立本"),
        ("历届县长", "赵立本", "周文澜"),
        ("县长是哪个人", "赵立本", "周文澜"),
        // Who somebody is.
        ("周文澜是什么人", "副县长", "石羊河镇"),
        ("周文澜任什么职务", "副县长", "石羊河镇"),
        ("赵立本是干什么的", "县长", "副县长"),
        // Where somebody was, and when they were somewhere.
        ("赵立本3月9日去了哪儿", "诸佛庵镇", "石羊河镇"),
        ("赵立本去过哪些地方", "诸佛庵镇", "佛子岭"),
        ("赵立本什么时候到诸佛庵镇", "3月9日", "3月5日"),
        ("赵立本哪天去的诸佛庵", "3月9日", "3月5日"),
        ("when did 赵立本 go to 诸佛庵镇", "3月9日", "3月5日"),
        // Who was somewhere, and who did something.
        ("谁去了诸佛庵镇", "赵立本", "周文澜"),
        ("哪些人到过石羊河镇", "赵立本", "3月9日"),
        ("3月9日谁在诸佛庵镇", "赵立本", "周文澜"),
        ("谁主持了3月5日的会议", "赵立本", "3月9日"),
        // When two were together.
        ("赵立本和周文澜什么时候在一起", "3月5日", "3月22日"),
        ("赵立本与周文澜一同参加过哪些活动", "3月5日", "3月22日"),
        // What happened on a day.
        ("3月9日发生了什么", "赵立本到诸佛庵镇调研", "佛子岭"),
        ("2021年3月9日", "赵立本到诸佛庵镇调研", "佛子岭"),
        ("What happened on 9 March 2021?", "赵立本到诸佛庵镇调研", "佛子岭"),
        ("民国110年3月9日有什么事", "赵立本到诸佛庵镇调研", "佛子岭"),
        // When a measure was set and lifted, and what figures there are.
        ("防汛应急响应什么时候启动", "启动 Ⅳ级", "经济损失"),
        ("应急响应何时解除", "终止 Ⅲ级", "经济损失"),
        ("倒塌房屋多少间", "46间", "2860万元"),
        ("直接经济损失是多少", "2860万元", "46间"),
        // When a document passed.
        ("河道管理办法何时印发", "3月20日", "诸佛庵镇"),
        ("河道管理办法哪一天通过", "3月12日", "诸佛庵镇"),
    ] {
        let got = ask(&router, get(&asking(question))).await;
        assert_eq!(got.status, StatusCode::OK, "{question}: {}", got.body);
        assert!(got.body.contains("class=\"card\""), "{question} has no card");
        let (_, plain) = card(&got.body);
        assert!(plain.contains(says), "{question}: {plain}");
        assert!(!plain.contains(not), "{question}: {plain}");
        // Under the answer stand the entries it was taken from, never none.
        assert!(!got.body.contains("没有找到"), "{question}");
    }
    // Words that ask are no question by themselves, nor are names that hold such words.
    for plain in ["参加", "启动 响应", "和 与", "一起"] {
        let got = ask(&router, get(&asking(plain))).await;
        assert!(!got.body.contains("class=\"card\""), "{plain}: {}", card(&got.body).1);
    }
}

#[tokio::test]
async fn a_ledger_answers_how_many_and_what_is_missing() {
    let list = fetch("/api/ledgers").await.json();
    let mut told = 0;
    for item in list["items"].as_array().unwrap() {
        let name = item["name"].as_str().unwrap();
        let body = fetch(&asking(&format!("{name}共多少"))).await.body;
        let (title, _) = card(&body);
        assert!(title.starts_with(name), "{title}");
        // The page of the ledger says the same in its heading, and it is suggested by its name.
        let link = item["link"].as_str().unwrap();
        let whole = fetch(&format!("/api/ledgers{}", link.trim_start_matches("/ledger"))).await.json();
        let page = fetch(link).await.body;
        assert!(page.contains("class=\"finding-title\""), "{page}");
        let offered =
            fetch(&format!("/api/suggest?{}", asking(name).trim_start_matches("/search?"))).await.json();
        assert!(
            offered["items"].as_array().unwrap().iter().any(|o| o["link"] == item["link"]),
            "{name}: {offered}"
        );
        // The last total that is stated stands in it.
        let mut totals = whole["lines"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|line| line["total"]["cite"]["text"].as_str());
        if let Some(last) = totals.next_back() {
            let digits: String = last.chars().filter(char::is_ascii_digit).collect();
            let plain = heading(&page).replace(',', "");
            assert!(digits.is_empty() || last.contains('万') || plain.contains(&digits), "{plain}: {last}");
            told += 1;
        }
    }
    assert!(told > 0, "{list}");
}

#[tokio::test]
async fn suggestions_rank_whole_words_over_parts_and_know_every_register() {
    let router = router(
        room(&[(ASKED, Given::default())]),
        Policy { loopback: true, workers: 2, ..Policy::default() },
    );
    let offered = async |words: &str| {
        let query: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
        let items = ask(&router, get(&format!("/api/suggest?q={query}"))).await.json();
        let names = items["items"].as_array().unwrap().iter();
        names
            .map(|item| {
                (item["name"].as_str().unwrap().to_owned(), item["link"].as_str().unwrap().to_owned())
            })
            .collect::<Vec<_>>()
    };
    let names = offered("县长").await;
    let deputy = names.iter().position(|(name, _)| name.ends_with("副县长")).unwrap();
    assert!(deputy > 0 && names[0].0.ends_with("县长"), "{names:?}");
    assert!(names[0].1.starts_with("/offices?name="), "{names:?}");
    for (words, link) in [
        ("赵立", "/person/"),
        ("诸佛", "/place/"),
        ("河道管理", "/document/"),
        ("人民代表大会", "/organization/"),
    ] {
        let names = offered(words).await;
        assert!(names.iter().any(|(_, l)| l.starts_with(link)), "{words}: {names:?}");
        for (_, link) in names {
            assert_eq!(ask(&router, get(&link)).await.status, StatusCode::OK, "{link}");
        }
    }
    assert!(offered("不见经传").await.is_empty());
}

#[tokio::test]
async fn where_nothing_is_found_the_page_says_what_else_there_is() {
    let router = router(
        room(&[(ASKED, Given::default())]),
        Policy { loopback: true, workers: 2, ..Policy::default() },
    );
    let page = async |words: &str| ask(&router, get(&asking(words))).await.body;
    // A name written nearly so.
    let body = page("赵立夲").await;
    assert!(body.contains("没有找到") && body.contains("/person/%E8%B5%B5%E7%AB%8B%E6%9C%AC"), "{body}");
    // What is found when one of the terms is left out.
    let body = page("防汛 地震").await;
    assert!(body.contains("没有找到") && body.contains("去掉「地震」"), "{body}");
    assert!(!body.contains("去掉「防汛」"), "{body}");
    // And what can be asked.
    assert!(body.contains("可以这样问"), "{body}");
    // Every example of the help page leads to something in this very base.
    let help = ask(&router, get("/help")).await.body;
    let links = help
        .split("href=\"")
        .skip(1)
        .filter_map(|p| p.split('"').next())
        .filter(|l| l.starts_with("/search?q="));
    let mut tried = 0;
    for link in links {
        let body = ask(&router, get(&link.replace("&amp;", "&"))).await.body;
        assert!(!body.contains("没有找到"), "{link}: {body}");
        tried += 1;
    }
    assert!(tried > 8, "{help}");
}

#[tokio::test]
async fn measures_and_ledgers_are_offered_behind_their_field() {
    let log = "青石县抢险日志（2031年）\n\n6月1日 县防指启动防汛Ⅳ级应急响应。当日转移群众300人，累计转移群众300人。\n\n\
        6月2日 县防指将防汛应急响应提升至Ⅲ级。当日转移群众200人，累计转移群众500人。\n";
    let policy = Policy { loopback: true, workers: 2, ..Policy::default() };
    let router = router(room(&[(log, Given::default())]), policy);
    let offered = async |words: &str| {
        let query: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
        let items = ask(&router, get(&format!("/api/suggest?q={query}"))).await.json();
        let links = items["items"].as_array().unwrap().iter();
        links.map(|item| item["link"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for words in ["measure:防汛", "措施：防汛", "防汛"] {
        let links = offered(words).await;
        let link = links
            .iter()
            .find(|link| link.starts_with("/search?q=measure"))
            .unwrap_or_else(|| panic!("{words}: {links:?}"));
        let found = ask(&router, get(link)).await;
        assert_eq!(found.status, StatusCode::OK);
        assert!(found.body.contains("/entry/d1.e1") && found.body.contains("/entry/d1.e2"), "{}", found.body);
    }
    let list = fetch("/api/ledgers").await.json();
    let name = list["items"][0]["name"].as_str().unwrap();
    let query: String = form_urlencoded::byte_serialize(format!("台账:{name}").as_bytes()).collect();
    let told = fetch(&format!("/api/suggest?q={query}")).await.json();
    let links: Vec<&str> =
        told["items"].as_array().unwrap().iter().filter_map(|o| o["link"].as_str()).collect();
    assert!(!links.is_empty() && links.iter().all(|link| link.starts_with("/ledger/")), "{links:?}");
    assert!(offered("who:防汛").await.is_empty());
}

#[tokio::test]
async fn a_countys_years_in_files_of_their_own_are_one_series() {
    let year = |year: &str, grain: &str, output: &str| {
        format!("青石县大事记（{year}年）\n\n{year}年 全县粮食总产量{grain}万吨。\n\n{year}年 按{output}。\n")
    };
    let texts = [
        year("2031", "12.4", "2030年不变价计算，工业总产值3.1亿元"),
        year("2032", "13.1", "2030年不变价计算，工业总产值3.4亿元"),
        year("2033", "12.8", "当年价计算，工业总产值4.2亿元"),
    ];
    let files: Vec<(&str, Given)> = texts.iter().map(|text| (text.as_str(), Given::default())).collect();
    let policy = Policy { loopback: true, workers: 2, ..Policy::default() };
    let router = router(room(&files), policy);
    let list = ask(&router, get("/api/ledgers")).await.json();
    let named = |name: &str| {
        let items = list["items"].as_array().unwrap();
        items
            .iter()
            .find(|item| item["name"].as_str().unwrap().contains(name))
            .unwrap_or_else(|| panic!("{name}: {list}"))
    };
    let link = named("粮食总产量")["link"].as_str().unwrap();
    let page = ask(&router, get(link)).await.body;
    for (document, figure) in [("d1", "12.4万吨"), ("d2", "13.1万吨"), ("d3", "12.8万吨")] {
        assert!(page.contains(&format!("/entry/{document}.e1")) && page.contains(figure), "{page}");
    }
    // What is reckoned at other prices stands in another series: the third year's alone makes none.
    let output = named("工业总产值");
    assert!(output["name"].as_str().unwrap().contains("2030年不变价"), "{output}");
    let page = ask(&router, get(output["link"].as_str().unwrap())).await.body;
    assert!(page.contains("3.4亿元") && !page.contains("4.2亿元"), "{page}");
}

/// Chronicles of a county, a university and an epidemic, invented for these questions.
const COUNTY: &str = include_str!("asked/county.txt");
const UNIVERSITY: &str = include_str!("asked/university.txt");
const EPIDEMIC: &str = include_str!("asked/epidemic.txt");
const FLOOD: &str = include_str!("../../../../samples/flood-log.txt");

/// What an answer says to a question in its own language, and whether it leads to where that is told.
async fn told(router: &Router, question: &str) -> Option<(String, bool)> {
    let lang = if question.starts_with(|c: char| c.is_ascii_alphabetic()) { "en" } else { "zh" };
    let body = ask(router, get(&format!("{}&lang={lang}", asking(question)))).await.body;
    let part = body.split("<section class=\"card\"").nth(1)?.split("</section>").next()?.to_owned();
    let plain: String = part.split('<').filter_map(|p| p.split_once('>')).map(|(_, text)| text).collect();
    Some((plain, part.contains("quote=") || part.contains("/entry/")))
}

fn three_kinds() -> Router {
    let files = [COUNTY, UNIVERSITY, EPIDEMIC, MONTH, YEAR, FLOOD].map(|text| (text, Given::default()));
    router(room(&files), Policy { loopback: true, workers: 2, ..Policy::default() })
}

#[tokio::test]
async fn questions_on_chronicles_of_three_kinds_are_answered_with_their_proof() {
    let router = three_kinds();
    let rows = include_str!("asked/questions.tsv").lines().filter(|row| !row.starts_with('#'));
    let (mut faults, mut number) = (Vec::new(), 0);
    for row in rows {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (question, says, not) = (cell(), cell(), cell());
        number += 1;
        let (plain, proof) = told(&router, question).await.unwrap_or_default();
        let good = says.split('|').all(|word| plain.contains(word))
            && !not.split('|').any(|word| !word.is_empty() && plain.contains(word));
        if !good || !proof {
            faults.push(format!("{question}: {plain}"));
        }
    }
    assert!(number > 100, "{number}");
    assert!(faults.is_empty(), "{} of {number}:\n{}", faults.len(), faults.join("\n"));
}

#[tokio::test]
#[ignore = "wrong today: what entries are read as stands in the way"]
async fn wrong_today_questions_on_what_is_misread() {
    let router = three_kinds();
    // Two visits of one entry are taken for one; 其 is not the one before; a verb is taken into what is counted; a body stands before its post.
    for (question, says, not) in [
        ("3月10日市长在哪里", "火车站", "北关街道"),
        ("3月20日谁是市卫生健康委主任", "庾文竹", "殳德清"),
        ("累计确诊多少例", "163", "151"),
        ("邵伯庸担任过哪些职务", "县人大常委会主任", "没有"),
    ] {
        let (plain, _) = told(&router, question).await.unwrap_or_default();
        assert!(plain.contains(says) && !plain.contains(not), "{question}: {plain}");
    }
}

#[tokio::test]
async fn what_is_not_told_is_not_answered() {
    let router = three_kinds();
    for question in [
        "柳溪水库何时炸毁",
        "谁接替了温如璧",
        "累计注射疫苗多少剂",
        "when was the cathedral built",
        "who invented the reservoir",
    ] {
        let said = told(&router, question).await;
        assert!(said.is_none(), "{question}: {said:?}");
    }
}

#[tokio::test]
async fn where_the_place_stands_in_another_sentence_their_own_is_quoted() {
    let router = three_kinds();
    let (plain, _) = told(&router, "郗若愚2022年3月10日在哪里").await.unwrap();
    assert!(plain.contains("“郗若愚到火车站检查查验点”"), "{plain}");
    let (plain, _) = told(&router, "1975年8月8日尚元章在哪里").await.unwrap();
    assert!(plain.contains("“县委书记尚元章在水库坝上指挥抢险”"), "{plain}");
    let (plain, _) = told(&router, "闻人静2022年8月3日在哪里").await.unwrap();
    assert!(plain.contains("石羊河镇") && !plain.contains('“'), "{plain}");
}

#[tokio::test]
async fn an_office_is_held_from_no_day_more_precise_than_is_told() {
    let router = three_kinds();
    let (plain, _) = told(&router, "左秀兰什么时候当选县长").await.unwrap();
    assert!(plain.contains("1980年6月") && !plain.contains("1980年6月1日"), "{plain}");
    let page = ask(&router, get("/offices?name=%E5%8E%BF%E9%95%BF")).await.body;
    assert!(page.contains("1960年5月") && !page.contains("1960年5月1日"), "{page}");
}

#[tokio::test]
async fn an_entry_without_headline_is_shown_once_among_hits() {
    let page = ask(&three_kinds(), get(&asking("柳溪水库"))).await.body;
    let hits = page.split("class=\"row\" href=\"/entry/").skip(1);
    let mut tried = 0;
    for hit in hits {
        let hit = hit.split("</li>").next().unwrap();
        let plain: String = hit.split('<').filter_map(|p| p.split_once('>')).map(|(_, text)| text).collect();
        assert!(plain.matches("柳溪水库").count() == 1, "{plain}");
        tried += 1;
    }
    assert!(tried >= 3, "{page}");
}
