//! Pages that are read: entries, months, texts.

use super::*;

#[tokio::test]
async fn every_page_speaks_both_languages() {
    for page in PAGES {
        let page = meant(page).await;
        let mark = if page.contains('?') { '&' } else { '?' };
        for (lang, tag) in [("zh", "zh-CN"), ("en", "en")] {
            let got = fetch(&format!("{page}{mark}lang={lang}")).await;
            assert_eq!(got.status, StatusCode::OK, "{page}: {}", got.body);
            assert!(got.body.contains(&format!("<html lang=\"{tag}\">")), "{page}");
            assert_eq!(got.header(header::CONTENT_LANGUAGE), tag);
            assert!(got.header(header::SET_COOKIE).starts_with(&format!("lang={lang};")));
            assert!(got.body.len() < 150 << 10, "{page} has {} bytes", got.body.len());
            is_clean(&got.body);
        }
    }
}

#[tokio::test]
async fn links_lead_somewhere() {
    let mut seen = std::collections::BTreeSet::new();
    for page in [
        "/",
        "/entry/d1.e4",
        "/person/%E9%97%BB%E4%BA%BA%E9%9D%99",
        "/ledger/{ledger}",
        "/findings",
        "/search?q=%E6%8A%97%E6%97%B1",
    ] {
        for link in
            fetch(&meant(page).await).await.body.split("href=\"").skip(1).filter_map(|p| p.split('"').next())
        {
            if link.starts_with('/') {
                seen.insert(link.replace("&amp;", "&").split('#').next().unwrap().to_owned());
            }
        }
    }
    assert!(seen.len() > 100);
    for link in seen {
        assert_eq!(fetch(&link).await.status, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn an_entry_shows_its_words_and_lights_what_is_quoted() {
    let got = fetch("/entry/d1.e4").await;
    for words in
        ["class=\"k person\"", "class=\"k office\"", "class=\"k paper\"", "data-f=\"", "GB/T 7714", "@misc{"]
    {
        assert!(got.body.contains(words), "{words}");
    }
    let entry = fetch("/api/entries/d1.e4").await.json();
    let (start, text) = (entry["span"]["start"].as_u64().unwrap(), entry["text"].as_str().unwrap());
    let at = text.chars().take_while(|c| *c != '闻').count() as u64 + start;
    let lit = fetch(&format!("/entry/d1.e4?quote={}-{}", at, at + 3)).await.body;
    assert!(lit.contains("<mark id=\"quote\">"), "{lit}");
    let mark = lit.split("<mark id=\"quote\">").nth(1).unwrap().split("</mark>").next().unwrap();
    assert!(mark.contains('闻'), "{mark}");
}

#[tokio::test]
async fn a_month_is_read_as_a_text() {
    let month = fetch("/month/2022-08").await.body;
    assert_eq!(heading(&month), "2022年8月");
    assert!(month.contains("8月1日 星期一") && month.contains("8月2日 星期二"), "{month}");
    // Entries stand there whole, in the order of days, with links on names and facts in the margin.
    let plain: String =
        month.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    let (first, second) =
        (plain.find("3座小型水库低于死水位").unwrap(), plain.find("在县体育馆广场为队员送行").unwrap());
    assert!(first < second);
    assert!(month.contains("<dl class=\"margin\"><dt>人物</dt>") && month.contains("县委书记"), "{month}");
    let list = fetch("/month/2022-08?view=headlines").await.body;
    assert!(!list.contains("死水位") && list.contains("县委常委会召开会议专题研究抗旱保供水工作"), "{list}");
    // All pages together have every entry once, and so has the one page for the printer.
    let total =
        fetch("/api/entries?from=2022-08&to=2022-08").await.json()["total"].as_u64().unwrap() as usize;
    let mut told = 0;
    for page in 1.. {
        let body = fetch(&format!("/month/2022-08?page={page}")).await.body;
        told += body.matches("<article class=\"told\"").count();
        if !body.contains("rel=\"next\" href=\"/month/2022-08?page=") {
            break;
        }
    }
    let whole = fetch("/month/2022-08?view=whole").await.body;
    assert_eq!((told, whole.matches("<article class=\"told\"").count()), (total, total));
    // The calendar leads to each day on the page that has it.
    let link = month
        .split("href=\"")
        .filter_map(|p| p.split('"').next())
        .find(|l| l.contains("#d2022-08-31"))
        .unwrap();
    let page = fetch(&link.split('#').next().unwrap().replace("&amp;", "&")).await.body;
    assert!(page.contains("id=\"d2022-08-31\""), "{link}");
    let english = fetch("/month/2022-08?lang=en").await.body;
    assert!(english.contains("Monday 1 August") && heading(&english) == "August 2022", "{english}");
}

#[tokio::test]
async fn an_entry_without_headline_is_given_none() {
    const TEXT: &str = "霍山县大事记\n\n2021年3月\n\n3月5日，县长赵立本主持召开防汛会议。\n\n3月9日，县长赵立本到石羊河镇调研。\n";
    let router =
        router(room(&[(TEXT, Given::default())]), Policy { loopback: true, workers: 2, ..Policy::default() });
    let page = ask(&router, get("/entry/d1.e1")).await.body;
    assert_eq!(heading(&page), "2021年3月5日 第 1 条");
    let month = ask(&router, get("/month/2021-03")).await.body;
    assert!(!month.contains("<h3") && month.contains("防汛会议"), "{month}");
    let list = ask(&router, get("/month/2021-03?view=headlines")).await.body;
    assert!(list.contains("class=\"title opening\""), "{list}");
    // A headline that the text has is one.
    assert_eq!(heading(&fetch("/entry/d1.e1").await.body), "县委常委会召开会议专题研究抗旱保供水工作");
}

#[tokio::test]
async fn what_is_told_twice_is_linked_both_ways() {
    const TEXT: &str = "霍山县大事记\n\n2021年3月\n\n县政府召开防汛会议 3月5日，县长赵立本主持召开防汛会议，部署汛期值守。\n\n\
        县林业局开展植树 3月12日，县林业局组织职工120人植树。\n\n县政府召开防汛会议 3月5日，县长赵立本主持召开防汛会议，部署汛期值守。\n";
    let router =
        router(room(&[(TEXT, Given::default())]), Policy { loopback: true, workers: 2, ..Policy::default() });
    for (one, other) in [("d1.e1", "d1.e3"), ("d1.e3", "d1.e1")] {
        let page = ask(&router, get(&format!("/entry/{one}"))).await.body;
        let part = page.split("他处同记此事").nth(1).unwrap_or_else(|| panic!("{one}: {page}"));
        assert!(part.contains(&format!("href=\"/entry/{other}\"")), "{one}: {page}");
    }
    let month = ask(&router, get("/month/2021-03")).await.body;
    for other in ["d1.e1", "d1.e3"] {
        let own = month.split("他处同记：").skip(1).filter(|p| {
            p.split("</p>").next().is_some_and(|line| line.contains(&format!("href=\"/entry/{other}\"")))
        });
        assert_eq!(own.count(), 1, "{month}");
    }
    assert!(
        !month.split("id=\"e-d1.e2\"").nth(1).unwrap().split("</article>").next().unwrap().contains("同记")
    );
}

#[tokio::test]
async fn what_is_in_doubt_is_said_to_be_where_it_stands() {
    // An entry of which something is in doubt: the doubt is named in the list of facts and lies on the words, in the month as well.
    let entries = fetch("/api/entries?size=500").await.json();
    let mut seen = 0;
    for item in entries["items"].as_array().unwrap() {
        let id = item["id"].as_str().unwrap();
        let entry = fetch(&format!("/api/entries/{id}")).await.json();
        let people = entry["people"].as_array().into_iter().flatten();
        let places = entry["places"].as_array().into_iter().flatten();
        let doubted = people.chain(places).find(|fact| fact["doubt"].is_object());
        let Some(name) = doubted.and_then(|fact| fact["name"].as_str()) else { continue };
        let page = fetch(&format!("/entry/{id}")).await.body;
        let line =
            page.split("<li class=\"fact").skip(1).find(|line| line.contains(&format!(">{name}<"))).unwrap();
        assert!(line.contains("class=\"unsure\"") && line.contains("存疑"), "{id} {name}: {line}");
        assert!(page.contains(" doubt\""), "{id} {name}");
        let day = item["from"].as_str().unwrap();
        let told = fetch(&format!("/day/{day}")).await.body;
        let told = told
            .split(&format!("id=\"e-{id}\""))
            .nth(1)
            .map_or("", |p| p.split("</article>").next().unwrap());
        assert!(told.is_empty() || told.contains("class=\"unsure\""), "{id}: {told}");
        seen += 1;
        if seen == 3 {
            break;
        }
    }
    assert!(seen > 0, "no entry of the samples has anything in doubt");
    assert!(fetch("/").await.body.contains("条有存疑之处"));
}

#[tokio::test]
async fn no_page_tells_where_the_server_keeps_its_files() {
    let given = Given { path: Some("/srv/secret/archive/month.txt".to_owned()), ..Given::default() };
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let incoming = Incoming {
        given,
        source: Some("/srv/secret/archive/month.txt".into()),
        ..incoming(&FIRST.replace("霍山县大事记", ""))
    };
    base.add_one("周文澜", incoming).unwrap();
    let router = room_of(base);
    let id = ask(&router, get("/api/sources")).await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    for address in [
        "/",
        "/sources",
        "/source/{id}",
        "/source/{id}/text",
        "/source/{id}/versions",
        "/entry/d1.e1",
        "/findings",
        "/month/2021-03",
        "/search?q=%E9%98%B2%E6%B1%9B",
        "/feed.atom",
        "/feed.json",
        "/api/sources",
        "/api/entries/d1.e1",
        "/api/sources/{id}/versions",
        "/api/findings",
        "/api/search?q=%E9%98%B2%E6%B1%9B",
        "/download/month/2021-03.csv",
        "/download/month/2021-03.txt",
        "/api/annotations/d1.e1",
    ] {
        let got = ask(&router, get(&address.replace("{id}", &id))).await;
        assert_eq!(got.status, StatusCode::OK, "{address}");
        assert!(!got.body.contains("secret"), "{address}: {}", got.body);
    }
}

#[tokio::test]
async fn a_month_can_be_taken_along() {
    let bytes = async |address: &str| {
        let response = samples().oneshot(get(address)).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        let disposition = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
        assert!(disposition.contains("attachment; filename=\"month-2022-08."), "{disposition}");
        response.into_body().collect().await.unwrap().to_bytes()
    };
    for form in ["docx", "xlsx"] {
        assert!(bytes(&format!("/download/month/2022-08.{form}")).await.starts_with(b"PK"), "{form}");
    }
    let text = String::from_utf8(bytes("/download/month/2022-08.txt").await.to_vec()).unwrap();
    assert!(text.contains("2022年8月1日 星期一") && text.contains("3座小型水库低于死水位"), "{text}");
    let table = String::from_utf8(bytes("/download/month/2022-08.csv").await.to_vec()).unwrap();
    // As the page is narrowed, so is the file.
    let some = String::from_utf8(bytes("/download/month/2022-08.csv?type=visit").await.to_vec()).unwrap();
    assert!(table.lines().count() > some.lines().count() && some.lines().count() > 1);
    for missing in
        ["month/2022-08.pdf", "month/2022-13.docx", "month/1999-01.txt", "source/nope.csv", "entry/x.txt"]
    {
        assert_eq!(fetch(&format!("/download/{missing}")).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
    // The page offers them.
    let month = fetch("/month/2022-08?type=visit").await.body;
    assert!(month.contains("href=\"/download/month/2022-08.docx?type=visit\""), "{month}");
}

#[tokio::test]
async fn the_full_text_has_an_outline_that_leads_to_its_days() {
    let text = fetch(&meant("/source/{source}/text").await).await.body;
    let outline = text.split("class=\"outline\"").nth(1).unwrap().split("</nav>").next().unwrap();
    let link = outline.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let anchor = link.split('#').nth(1).unwrap();
    assert!(text.contains(&format!("id=\"{anchor}\"")), "{link}");
    let last = outline.rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let (page, anchor) = last.split_once('#').unwrap();
    let page = if page.is_empty() { text.clone() } else { fetch(page).await.body };
    assert!(page.contains(&format!("id=\"{anchor}\"")), "{last}");
}

#[tokio::test]
async fn passages_are_kept_in_an_address_and_go_into_word_with_their_citations() {
    let entry = fetch("/entry/d1.e4").await.body;
    assert!(entry.contains("href=\"/kept?p=d1.e4\""), "{entry}");
    let record = fetch("/api/entries/d1.e4").await.json();
    let person = &record["people"][0];
    let (start, end) =
        (person["mentions"][0]["start"].as_u64().unwrap(), person["mentions"][0]["end"].as_u64().unwrap());
    let list = format!("p=d1.e4:{start}-{end}&p=d1.e5&p=d99.e1&p=d1.e4:9999999-99999999");
    let page = fetch(&format!("/kept?{list}")).await.body;
    let quotes: Vec<&str> = page.split("<blockquote lang=\"zh-CN\">").skip(1).collect();
    // What is no entry is left out; characters that are none of the entry mean the whole.
    assert_eq!(quotes.len(), 3, "{page}");
    assert_eq!(quotes[0].split('<').next().unwrap(), person["name"].as_str().unwrap());
    assert!(quotes[0].contains(&format!("/entry/d1.e4?quote={start}-{end}")), "{}", quotes[0]);
    assert!(fetch("/kept").await.body.contains("还没有存下的段落"));
    let request = get(&format!("/download/kept/passages.docx?{list}"));
    let bytes = samples().oneshot(request).await.unwrap().into_body().collect().await.unwrap().to_bytes();
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut word = String::new();
    std::io::Read::read_to_string(&mut file.by_name("word/document.xml").unwrap(), &mut word).unwrap();
    assert!(word.contains(person["name"].as_str().unwrap()) && word.contains("/entry/d1.e5"), "{word}");
    assert_eq!(fetch("/download/kept/passages.docx").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn english_pages_tell_names_in_letters_and_posts_in_words() {
    let name = "%E9%97%BB%E4%BA%BA%E9%9D%99";
    let page = fetch(&format!("/person/{name}?lang=en")).await.body;
    assert!(page.contains("Wenren Jing") && page.contains("County head"), "{page}");
    assert!(fetch("/people?lang=en").await.body.contains("Wenren Jing"));
    assert!(fetch("/places?lang=en").await.body.contains("Huoshan County"));
    let entry = fetch("/entry/d1.e3?lang=en").await.body;
    assert!(entry.contains("Wenren Jing") && entry.contains("County head"), "{entry}");
    assert!(!fetch(&format!("/person/{name}?lang=zh")).await.body.contains("Wenren"));
    // And asked in English the posts are understood.
    let found = fetch("/search?q=who+was+the+county+head&lang=en").await.body;
    assert!(found.contains("class=\"card\"") && found.contains("Wenren Jing"), "{found}");
}

#[tokio::test]
async fn where_somebody_was_is_told_with_what_it_was() {
    let page = fetch("/person/%E9%97%BB%E4%BA%BA%E9%9D%99").await.body;
    let rows = page.split("<ol class=\"rows\">").nth(1).unwrap().split("</ol>").next().unwrap();
    let titles: Vec<&str> =
        rows.split("class=\"title\"").skip(1).map(|row| row.split("</span>").next().unwrap()).collect();
    assert!(titles.len() > 3 && titles.iter().all(|title| title.chars().count() > 20), "{titles:?}");
}
