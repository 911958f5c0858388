//! Registers and pictures tell what entries tell.

use super::*;

/// Entries of the samples as the interface gives them, with their people and places.
async fn whole_entries() -> Vec<Value> {
    let heads = fetch("/api/entries?size=500").await.json();
    let mut entries = Vec::new();
    for head in heads["items"].as_array().unwrap() {
        entries.push(fetch(&format!("/api/entries/{}", head["id"].as_str().unwrap())).await.json());
    }
    entries
}

fn names_of(entry: &Value) -> Vec<&str> {
    entry["people"].as_array().into_iter().flatten().filter_map(|person| person["name"].as_str()).collect()
}

#[tokio::test]
async fn lists_tell_what_entries_tell() {
    let entries = whole_entries().await;
    let people = fetch("/api/people?size=500").await.json();
    let items = people["items"].as_array().unwrap();
    assert!(items.len() > 20);
    for item in items.iter().take(40) {
        let name = item["name"].as_str().unwrap();
        let told = entries.iter().filter(|entry| names_of(entry).contains(&name)).count() as u64;
        assert_eq!(item["entries"], told, "{name}");
    }
    // The pages show the same names in the same order, each with its count.
    for (page, call) in [
        ("people", "people"),
        ("places", "places"),
        ("organizations", "organizations"),
        ("documents", "documents"),
    ] {
        let body = fetch(&format!("/{page}")).await.body;
        let table = body.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
        let rows: Vec<&str> = table.split("<tr>").skip(1).collect();
        let items = fetch(&format!("/api/{call}?size=100")).await.json();
        let items = items["items"].as_array().unwrap();
        assert_eq!(rows.len(), items.len(), "{page}");
        for (row, item) in rows.iter().zip(items) {
            assert!(row.contains(item["name"].as_str().unwrap()), "{page}: {row} {item}");
            let count = item["entries"].as_u64().unwrap();
            assert!(row.contains(&format!(">{count}<")), "{page}: {row} {item}");
        }
    }
    let offices = fetch("/api/offices?size=20").await.json();
    let body = fetch("/offices").await.body;
    for office in offices["items"].as_array().unwrap() {
        assert!(body.contains(office["title"].as_str().unwrap()), "{office}");
        for holder in office["holders"].as_array().unwrap().iter().take(5) {
            assert!(body.contains(holder["name"].as_str().unwrap()), "{holder}");
        }
    }
}

/// A chronicle of three years far apart.
const AGES: &str = "清溪县大事记\n\n1369年，置清溪县。\n\n1580年，修县学。\n\n1684年，大水。\n";

#[tokio::test]
async fn the_timeline_counts_the_entries_of_its_days() {
    let line = fetch("/api/timeline?from=2022-08&to=2022-08").await.json();
    assert_eq!(line["step"], "day");
    let bins = line["bins"].as_array().unwrap();
    assert_eq!(bins.len(), 31);
    let body = fetch("/timeline?from=2022-08&to=2022-08").await.body;
    let mut bars = 0;
    for bin in bins {
        let day = bin["from"].as_str().unwrap();
        let count = bin["entries"].as_u64().unwrap();
        let told =
            fetch(&format!("/day/{day}?view=headlines")).await.body.matches("class=\"row\"").count() as u64;
        assert_eq!(count, told, "{day}");
        let link = format!("href=\"/timeline?from={day}&amp;to={day}\"");
        assert_eq!(body.contains(&link), count > 0, "{day}");
        bars += u64::from(count > 0);
    }
    assert!(bars > 10);
    // Over centuries the years that tell of nothing are folded and said to be.
    let old =
        router(room(&[(AGES, Given::default())]), Policy { loopback: true, workers: 2, ..Policy::default() });
    let body = ask(&old, get("/timeline")).await.body;
    assert!(body.contains("1370年至1579年无条目") && body.contains("1581年至1683年无条目"), "{body}");
    // Three bars, in the wide drawing and in the narrow one.
    assert_eq!(body.matches("<rect class=\"bar\"").count(), 6, "{body}");
}

#[tokio::test]
async fn the_map_stands_on_the_places_of_its_entries() {
    let map = fetch("/api/map").await.json();
    let features = map["features"].as_array().unwrap();
    assert!(!features.is_empty());
    let body = fetch("/map").await.body;
    for feature in features {
        let told = &feature["properties"];
        let (name, count) = (told["name"].as_str().unwrap(), told["entries"].as_u64().unwrap());
        assert!(body.contains(&format!("<title>{name} · {count} 条</title>")), "{feature}");
        assert!(body.contains(&format!("href=\"{}\"", told["link"].as_str().unwrap())), "{feature}");
        let at: Vec<f64> =
            feature["geometry"]["coordinates"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
        assert!((73.0..136.0).contains(&at[0]) && (17.0..54.0).contains(&at[1]), "{feature}");
    }
    // Huoshan, of which the month is, has no place of its own on the map and counts in its prefecture.
    let county = features.iter().find(|f| f["properties"]["name"] == "六安市").unwrap();
    let at = county["geometry"]["coordinates"].as_array().unwrap();
    assert!(
        (at[0].as_f64().unwrap() - 116.5).abs() < 0.5 && (at[1].as_f64().unwrap() - 31.75).abs() < 0.5,
        "{county}"
    );
    // Of fewer days there are fewer.
    let some = fetch("/api/map?from=2022-08-01&to=2022-08-03").await.json();
    let sum = |map: &Value| -> u64 {
        map["features"].as_array().unwrap().iter().filter_map(|f| f["properties"]["entries"].as_u64()).sum()
    };
    assert!(sum(&some) < sum(&map) && sum(&some) > 0);
}

#[tokio::test]
async fn the_network_ties_those_who_were_at_one_event() {
    let entries = whole_entries().await;
    let net = fetch("/api/network?names=20").await.json();
    let pairs = net["pairs"].as_array().unwrap();
    assert!(pairs.len() > 5);
    for pair in pairs.iter().take(12) {
        let (a, b) = (pair["people"][0].as_str().unwrap(), pair["people"][1].as_str().unwrap());
        // As many events as are told of, in the entries that name both.
        let together: usize = entries
            .iter()
            .filter(|entry| names_of(entry).contains(&a) && names_of(entry).contains(&b))
            .map(|entry| entry["events"].as_array().map_or(1, |events| events.len().max(1)))
            .sum();
        let events = pair["events"].as_u64().unwrap() as usize;
        assert!((1..=together).contains(&events), "{pair}: {together}");
    }
    let body = fetch("/network?names=20").await.body;
    // The wide drawing; the narrow one has fewer.
    let wide = body.split("class=\"at-narrow\"").next().unwrap();
    let drawn = wide.matches("data-a=\"").count();
    assert_eq!(drawn, pairs.len());
    for person in net["people"].as_array().unwrap() {
        assert!(body.contains(person["name"].as_str().unwrap()), "{person}");
    }
}

#[tokio::test]
async fn two_people_stand_side_by_side() {
    let pairs = fetch("/api/network?names=20").await.json();
    let pair = &pairs["pairs"][0];
    let encoded = |k: usize| -> String {
        form_urlencoded::byte_serialize(pair["people"][k].as_str().unwrap().as_bytes()).collect()
    };
    let body = fetch(&format!("/compare?one={}&other={}", encoded(0), encoded(1))).await.body;
    assert!(body.contains("<tr class=\"together\">"), "{body}");
    let rows = body.matches("<tr").count();
    let only = fetch(&format!("/compare?one={}&other={}&only=together", encoded(0), encoded(1))).await.body;
    let rows_only = only.matches("<tr").count();
    assert!(rows_only <= rows && only.matches("<tr class=\"together\">").count() + 1 == rows_only, "{only}");
    // A name that nobody has is said to be none.
    let body = fetch(&format!("/compare?one={}&other=%3Cb%3E", encoded(0))).await.body;
    assert!(
        body.contains("&lt;b&gt;") && body.contains("role=\"alert\"") && !body.contains("<table"),
        "{body}"
    );
    assert_eq!(fetch("/compare").await.status, StatusCode::OK);
}

/// The numbers of entries that a call tells of, added up.
fn sum(value: &Value, list: &str, of: &str) -> u64 {
    value[list].as_array().unwrap().iter().map(|item| item[of].as_u64().unwrap()).sum()
}

#[tokio::test]
async fn one_query_narrows_list_line_map_net_and_files_alike() {
    let query = form_urlencoded::byte_serialize("抗旱".as_bytes()).collect::<String>();
    let found = fetch(&format!("/api/search?q={query}&size=100")).await.json();
    let total = found["total"].as_u64().unwrap();
    let all = fetch("/api/entries?size=1").await.json()["total"].as_u64().unwrap();
    assert!(total > 1 && total < all);
    let listed = fetch(&format!("/api/entries?q={query}&size=500")).await.json();
    let ids = |value: &Value| -> std::collections::BTreeSet<String> {
        value["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!((listed["total"].as_u64(), ids(&listed)), (Some(total), ids(&found)));
    let line = fetch(&format!("/api/timeline?q={query}")).await.json();
    let whole = fetch("/api/timeline").await.json();
    assert!(sum(&line, "bins", "entries") <= total && sum(&line, "bins", "entries") > 0);
    assert!(sum(&line, "bins", "entries") < sum(&whole, "bins", "entries"));
    let map = fetch(&format!("/api/map?q={query}")).await.json();
    let most =
        map["features"].as_array().unwrap().iter().map(|f| f["properties"]["entries"].as_u64().unwrap());
    assert!(most.max().unwrap() <= total);
    let net = fetch(&format!("/api/network?q={query}&names=120")).await.json();
    let texts: String = whole_entries()
        .await
        .iter()
        .filter(|entry| ids(&found).contains(entry["id"].as_str().unwrap()))
        .flat_map(|entry| names_of(entry).into_iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    for person in net["people"].as_array().unwrap() {
        assert!(texts.contains(person["name"].as_str().unwrap()), "{person}");
        assert!(person["entries"].as_u64().unwrap() <= total);
    }
    for page in ["timeline", "map", "network"] {
        let shown = fetch(&format!("/{page}?q={query}")).await;
        assert_eq!(shown.status, 200, "{page}");
        for other in ["search", "timeline", "map", "network"].iter().filter(|other| **other != page) {
            assert!(shown.body.contains(&format!("href=\"/{other}?q={query}\"")), "{page} {other}");
        }
        assert!(shown.body.contains(&format!("/download/search/entries.docx?q={query}")), "{page}");
        // A query that is none is said to be, and nothing is drawn as if it had found nothing.
        let wrong = fetch(&format!("/{page}?q=(")).await.body;
        assert!(wrong.contains("role=\"alert\""), "{page}");
        assert_eq!(fetch(&format!("/api/{page}?q=(")).await.status, 400, "{page}");
    }
    let text = fetch(&format!("/download/search/entries.txt?q={query}")).await.body;
    assert!(text.matches("抗旱").count() as u64 >= total);
}

#[tokio::test]
async fn two_months_and_two_tellings_stand_side_by_side() {
    let months = fetch("/compare?one=2022-08&other=2022-09").await.body;
    assert!(
        months.contains("2022年8月") && months.contains("2022年9月") && months.contains("未记"),
        "{months}"
    );
    let text = "甲县大事记\n\n2021年3月\n\n3月5日，县长赵立本主持召开防汛会议，安排资金30万元。\n";
    let other = "乙县大事记\n\n2021年3月\n\n3月5日，县长赵立本、副县长周文澜出席防汛会议。\n";
    let room = room(&[(text, Given::default()), (other, Given::default())]);
    let router = router(room, Policy { loopback: true, workers: 2, ..Policy::default() });
    let got = ask(&router, get("/compare?one=d1.e1&other=d2.e1")).await.body;
    let row = |name: &str| {
        let at = got.find(&format!(">{name}</th>")).unwrap_or_else(|| panic!("{name}: {got}"));
        got[at..].split("</tr>").next().unwrap().to_owned()
    };
    assert!(
        !row("赵立本").contains("未记") && row("周文澜").contains("未记") && row("30万元").contains("未记")
    );
}

#[tokio::test]
async fn a_query_that_is_none_is_said_on_every_page_it_would_narrow() {
    for path in
        ["/month/2022-08", "/year/2022", "/day/2022-08-08", "/source/d1", "/download/month/2022-08.txt"]
    {
        let got = fetch(&format!("{path}?q=%28%E6%8A%97")).await;
        assert_eq!(got.status, 400, "{path}");
        assert!(got.body.contains("检索式没有执行"), "{path}: {}", got.body);
    }
    for path in ["/timeline", "/map", "/network"] {
        let got = fetch(&format!("{path}?q=%28%E6%8A%97")).await;
        assert!(got.body.contains("括号"), "{path}: {}", got.body);
    }
}

#[tokio::test]
async fn the_map_of_a_day_says_who_was_where_and_that_of_a_person_which_way_they_went() {
    let day = fetch("/map?from=2022-08-03&to=2022-08-03").await.body;
    let beside = day.split("id=\"beside\"").nth(1).unwrap_or_else(|| panic!("{day}"));
    assert!(beside.contains("闻人静") && beside.contains("石羊河镇"), "{beside}");
    assert!(beside.contains("?quote="), "{beside}");
    // On the sheet the one stands with the place.
    assert!(day.contains("闻人静</text>") || day.contains("、闻人静") || day.contains("闻人静、"), "{day}");
    let name: String = form_urlencoded::byte_serialize("闻人静".as_bytes()).collect();
    let person = fetch(&format!("/map?person={name}")).await.body;
    assert!(person.contains("闻人静的行迹"), "{person}");
    // Every stop that is listed is one of theirs.
    let told = fetch(&format!("/api/people/{name}")).await.json();
    let stops =
        told["people"][0]["itinerary"].as_array().or(told["itinerary"].as_array()).map_or(0, Vec::len);
    let listed = person.matches("<li><b lang=\"zh-CN\">闻人静</b>").count();
    assert!(listed > 1 && (stops == 0 || listed <= stops), "{listed} {stops}");
    // What is clicked shows its entries beside the sheet.
    let link = day.split("<circle class=\"point").next().unwrap().rsplit("href=\"").next().unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&");
    assert!(link.starts_with("/map?") && link.contains("at=34"), "{link}");
    let at = fetch(link.split('#').next().unwrap()).await.body;
    let beside = at.split("id=\"beside\"").nth(1).unwrap();
    assert!(beside.contains("class=\"row\"") && beside.contains("/place/34"), "{beside}");
    assert!(at.contains("class=\"point chosen\""), "{at}");
}

#[tokio::test]
async fn every_picture_has_a_title_and_can_be_taken_along() {
    let ledger = fetch("/api/ledgers").await.json()["items"][0]["link"].as_str().unwrap().to_owned();
    for page in ["/timeline", "/map", "/network", &ledger] {
        let body = fetch(page).await.body;
        let svg = body.split("href=\"/picture/").nth(1).unwrap_or_else(|| panic!("{page}: {body}"));
        let svg = format!("/picture/{}", svg.split('"').next().unwrap().replace("&amp;", "&"));
        let got = ask(&samples(), get(&svg)).await;
        assert_eq!(got.status, StatusCode::OK, "{svg}: {}", got.body);
        assert_eq!(got.headers["content-type"], "image/svg+xml");
        assert!(got.body.starts_with("<svg") && got.body.contains("<title>"), "{svg}: {}", got.body);
        assert!(!got.body.contains("href=\"/"), "{svg}");
        // The page says in words what the picture's title says.
        let title = got.body.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        assert!(body.contains(title) && title.chars().any(|c| c.is_ascii_digit()), "{svg}: {title}");
        assert!(body.contains("&lt;img src=&quot;http"), "{page}");
    }
    assert_eq!(fetch("/picture/nothing.svg").await.status, StatusCode::NOT_FOUND);
    assert_eq!(fetch("/picture/map.svg?q=%28").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_timeline_names_events_and_ties_of_the_network_open_their_entries() {
    let line = fetch("/timeline?from=2022-08-01&to=2022-08-31").await.body;
    let named = line.split("class=\"event").nth(1).unwrap_or_else(|| panic!("{line}"));
    let title = named.split('>').nth(1).unwrap().split('<').next().unwrap().trim_end_matches('…');
    assert!(title.chars().count() > 3 && fetch("/month/2022-08").await.body.contains(title), "{title}");
    assert!(line.contains("scale=log"), "{line}");
    assert!(fetch("/timeline?scale=log").await.body.contains("等距纵轴"));
    let net = fetch("/network").await.body;
    let tie = net.split("class=\"ties\"><a href=\"").nth(1).unwrap_or_else(|| panic!("{net}"));
    let link = tie.split('"').next().unwrap().replace("&amp;", "&");
    let found = fetch(&link).await.body;
    assert!(found.contains("/entry/") && !found.contains("没有找到"), "{link}: {found}");
    assert!(net.contains("class=\"of-government\"") && net.contains("<i class=\"of-government\">"), "{net}");
}

#[tokio::test]
async fn two_places_stand_side_by_side() {
    let body = fetch("/compare?one=341525&other=%E7%9F%B3%E7%BE%8A%E6%B2%B3%E9%95%87").await.body;
    assert!(heading(&body).contains("霍山县") && heading(&body).contains("石羊河镇"), "{}", heading(&body));
    assert!(body.contains("闻人静") && body.contains("class=\"together\""), "{body}");
}
