//! What templates escape with, and the links of a page of a day that is past.

use askama::filters::Escaper;
use dashiji_page::markup::write_escaped;
pub use dashiji_page::markup::{Markup, address, encoded, typed};
use std::fmt::{self, Write};

/// The escaper of all templates.
#[derive(Debug, Clone, Copy)]
pub struct Html;

impl Escaper for Html {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        write_escaped(&mut dest, string)
    }
}

/// A page or a value of a day that is past: its links stay on that day.
///
/// Every quotation mark of a document stands as `&quot;` in a page, so that `href="/` and `<form ` are always our own.
pub fn dated(mut answer: crate::answer::Answer, day: &str) -> crate::answer::Answer {
    let value: String = form_urlencoded::byte_serialize(day.as_bytes()).collect();
    if answer.kind.starts_with("text/html") {
        let mut out = String::with_capacity(answer.body.len() * 5 / 4);
        let mut rest = answer.body.as_str();
        while let Some(at) = rest.find(['h', '<']) {
            let (before, tail) = rest.split_at(at);
            out.push_str(before);
            rest = tail;
            if let Some(link) = rest.strip_prefix("href=\"/")
                && !link.starts_with("assets/")
                && let Some(end) = link.find('"')
            {
                out.push_str("href=\"/");
                out.push_str(&dated_link(&link[..end], &value, "&amp;"));
                rest = &link[end..];
            } else if rest.starts_with("<form ")
                && let Some(end) = rest.find('>')
            {
                out.push_str(&rest[..=end]);
                if !rest[..end].contains("data-other-day") {
                    let _ = write!(
                        out,
                        "<input type=\"hidden\" name=\"{}\" value=\"{value}\">",
                        crate::room::AS_OF
                    );
                }
                rest = &rest[end + 1..];
            } else {
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
        out.push_str(rest);
        answer.body = out;
    } else if answer.kind.contains("json")
        && let Ok(mut told) = serde_json::from_str::<serde_json::Value>(&answer.body)
    {
        dated_value(&mut told, &value);
        answer.body = told.to_string();
    }
    answer
}

fn dated_link(link: &str, day: &str, and: &str) -> String {
    let (link, fragment) = link.split_once('#').map_or((link, ""), |(link, fragment)| (link, fragment));
    let mark = if fragment.is_empty() { "" } else { "#" };
    if link.contains("as-of=") {
        return format!("{link}{mark}{fragment}");
    }
    let join = if link.contains('?') { and } else { "?" };
    format!("{link}{join}{}={day}{mark}{fragment}", crate::room::AS_OF)
}

fn dated_value(value: &mut serde_json::Value, day: &str) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, inner) in object {
                match inner {
                    serde_json::Value::String(link)
                        if matches!(key.as_str(), "link" | "next") && link.starts_with('/') =>
                    {
                        *link = dated_link(link, day, "&");
                    }
                    inner => dated_value(inner, day),
                }
            }
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(|inner| dated_value(inner, day)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_a_day_that_is_past_stay_on_it() {
        let page = "<link href=\"/assets/a.css\"><a href=\"/people\">甲</a><a href=\"/entry/d1.e4?quote=1-2#quote\">href=&quot;/乙</a><form action=\"/search\"><input>";
        let dated = dated(crate::answer::Answer::html(200, page.to_owned()), "2024-05-01");
        assert_eq!(
            dated.body,
            "<link href=\"/assets/a.css\"><a href=\"/people?as-of=2024-05-01\">甲</a>\
             <a href=\"/entry/d1.e4?quote=1-2&amp;as-of=2024-05-01#quote\">href=&quot;/乙</a>\
             <form action=\"/search\"><input type=\"hidden\" name=\"as-of\" value=\"2024-05-01\"><input>"
        );
    }

    #[test]
    fn every_word_of_a_template_is_there() {
        use crate::words::Words;
        use dashiji_publish::Language;
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for sub in
            ["templates", "src", "src/list", "src/page", "src/picture", "src/question", "../dashiji-page/src"]
        {
            for file in std::fs::read_dir(folder.join(sub)).unwrap().flatten() {
                let Ok(source) = std::fs::read_to_string(file.path()) else { continue };
                for call in
                    ["w.say(\"", "w.count(\"", "w.with(\"", "words.say(\"", "words.count(\"", "words.with(\""]
                {
                    for piece in source.split(call).skip(1) {
                        let key = piece.split('"').next().unwrap();
                        for language in [Language::Chinese, Language::English] {
                            let known = Words::of(language).messages().has(key);
                            assert!(known, "{key} of {:?} in {language:?}", file.path());
                        }
                    }
                }
            }
        }
    }
}
