//! Lists in pages, as JSON or as CSV, and values without what is nobody's but the server's.

use crate::answer::{Answer, media};
use crate::citation;
use crate::page::Ask;
use serde_json::{Value, json};

/// A list in pages, as JSON or as CSV.
pub(super) fn list<T>(ask: &Ask<'_>, items: &[T], columns: &[&str], value: impl Fn(&T) -> Value) -> Answer {
    let size = ask.number("size").unwrap_or(100);
    let page = ask.number("page").unwrap_or(1);
    let from = (page - 1).saturating_mul(size).min(items.len());
    let to = (from + size).min(items.len());
    let values: Vec<Value> = items[from..to].iter().map(value).collect();
    paged(ask, (items.len(), page, size), &values, columns)
}

pub(super) fn paged(
    ask: &Ask<'_>,
    (total, page, size): (usize, usize, usize),
    values: &[Value],
    columns: &[&str],
) -> Answer {
    let more = page.saturating_mul(size) < total;
    let link = |n: usize| ask.with(&[("page", Some(&n.to_string()))]);
    let next = more.then(|| link(page + 1));
    let mut answer = if ask.get("format") == Some("csv") {
        Answer {
            status: 200,
            kind: media::CSV,
            body: csv(columns, values),
            file: Some("dashiji.csv".into()),
            ..Answer::default()
        }
    } else {
        Answer::json(&json!({"total": total, "page": page, "size": size, "next": next, "items": values}))
    };
    let mut links = Vec::new();
    links.extend(next.map(|link| format!("<{link}>; rel=\"next\"")));
    if page > 1 {
        links.push(format!("<{}>; rel=\"prev\"", link(page - 1)));
    }
    answer.links = (!links.is_empty()).then(|| links.join(", "));
    answer
}

/// Rows with a heading, as RFC 4180 has them; a cell that a spreadsheet would take for a formula is led by an apostrophe.
fn csv(columns: &[&str], values: &[Value]) -> String {
    let mut out = String::from("\u{FEFF}");
    let mut row = |cells: &mut dyn Iterator<Item = String>| {
        let line: Vec<String> = cells
            .map(|cell| {
                let number = cell.parse::<f64>().is_ok();
                let cell = if number { cell } else { dashiji_publish::csv::harmless(&cell) };
                if cell.contains(['"', ',', '\n', '\r']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell
                }
            })
            .collect();
        out.push_str(&line.join(","));
        out.push_str("\r\n");
    };
    row(&mut columns.iter().map(|c| (*c).to_owned()));
    for value in values {
        row(&mut columns.iter().map(|column| match &value[*column] {
            Value::Null => String::new(),
            Value::String(words) => words.clone(),
            Value::Array(list) => list
                .iter()
                .map(|v| {
                    v.as_str()
                        .map_or_else(|| v["name"].as_str().unwrap_or_default().to_owned(), str::to_owned)
                })
                .collect::<Vec<_>>()
                .join("、"),
            other => other.to_string(),
        }));
    }
    out
}

/// A value without the folders that files lie in on the server: of what a document was given by only the file's name is told.
pub(super) fn without_folders(mut answer: Answer) -> Answer {
    if answer.kind.contains("json")
        && answer.body.contains("\"path\":\"")
        && let Ok(mut value) = serde_json::from_str::<Value>(&answer.body)
    {
        cut_paths(&mut value);
        answer.body = value.to_string();
    }
    answer
}

fn cut_paths(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                match inner {
                    Value::String(path) if key == "path" => *path = citation::file_name(path).to_owned(),
                    inner => cut_paths(inner),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(cut_paths),
        _ => {}
    }
}
