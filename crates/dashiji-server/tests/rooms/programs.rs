//! What programs get.

use super::*;

#[tokio::test]
async fn no_cell_of_a_table_is_a_formula() {
    let given = Given {
        title: Some("＝1+1".to_owned()),
        source: Some("=HYPERLINK(1)".to_owned()),
        ..Given::default()
    };
    let policy = Policy { loopback: true, workers: 2, ..Policy::default() };
    let router = router(room(&[("2022年8月\n\n8月1日，县长赵立本主持召开防汛会议。\n", given)]), policy);
    let asked =
        Request::get("/api/sources").header(header::HOST, "localhost").header(header::ACCEPT, "text/csv");
    let table = ask(&router, asked.body(Body::empty()).unwrap()).await.body;
    assert!(table.contains(",'＝1+1,") && table.contains(",'=HYPERLINK(1),"), "{table}");
}

#[tokio::test]
async fn programs_get_what_pages_show() {
    let people = fetch("/api/people?size=5").await.json();
    assert_eq!(people["items"].as_array().unwrap().len(), 5);
    assert!(people["total"].as_u64().unwrap() > 50);
    let next = people["next"].as_str().unwrap();
    assert_eq!(fetch(next).await.json()["page"], 2);
    let csv = Request::get("/api/people")
        .header(header::HOST, "localhost")
        .header(header::ACCEPT, "text/csv")
        .body(Body::empty())
        .unwrap();
    let csv = ask(&samples(), csv).await;
    assert!(csv.header(header::CONTENT_TYPE).starts_with("text/csv"));
    assert!(csv.body.starts_with("\u{feff}name,key,office,entries,first,last,link\r\n"));
    let about = fetch("/api/about").await.json();
    assert_eq!(about["sources"], 2);
    let notes = fetch("/api/annotations/d1.e4").await.json();
    let entry = fetch("/api/entries/d1.e4").await.json();
    let text: Vec<char> = entry["text"].as_str().unwrap().chars().collect();
    for note in notes["items"].as_array().unwrap() {
        let place = &note["target"]["selector"][0];
        let (a, b) = (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
        assert_eq!(
            text[a..b].iter().collect::<String>(),
            note["target"]["selector"][1]["exact"].as_str().unwrap()
        );
    }
}

#[tokio::test]
async fn the_description_names_every_call() {
    let described = fetch("/api/openapi.json").await.json();
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = described["paths"].as_object().unwrap();
    assert!(paths.len() > 20);
    for (path, item) in paths {
        let Some(_) = item.get("get") else {
            assert!(item["post"]["responses"]["201"].is_object(), "{path}");
            continue;
        };
        assert!(item["get"]["responses"]["200"]["content"].is_object(), "{path}");
        if !path.contains('{')
            && item["get"]["parameters"].as_array().is_none_or(|p| p.iter().all(|p| p["required"] != true))
        {
            assert_eq!(fetch(path).await.status, 200, "{path}");
        }
    }
    assert!(described["components"]["schemas"]["Entry"].is_object());
}
