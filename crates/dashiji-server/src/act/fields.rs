//! What a request to write brings along: a form, a form with a file, JSON, or a file alone; bounded before it is unpacked.

use super::key::Refused;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Multipart};
use axum::http::header::{self, HeaderMap};
use axum::http::request::{Parts, Request};
use serde_json::Value;
use std::time::Duration;

/// Bytes of a file at most.
pub const FILE: usize = 32 << 20;

/// Bytes of a form at most: the text of an entry with what belongs to it.
const FORM: usize = 2 << 20;

/// Fields of a form at most.
const MOST: usize = 300;

/// How long a request may take to come whole.
const PATIENCE: Duration = Duration::from_secs(120);

/// What was sent.
#[derive(Debug, Default)]
pub struct Fields {
    values: Vec<(String, String)>,
    /// A file, with the name it has where it comes from.
    pub file: Option<(String, Vec<u8>)>,
}

impl Fields {
    /// A field that is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let own = self.values.iter().filter(|(key, _)| key == name);
        own.map(|(_, value)| value.trim()).find(|value| !value.is_empty())
    }

    /// The values of a field that may be sent more than once, without empty ones.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let own = self.values.iter().filter(move |(key, _)| key == name);
        own.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The values of a field that may be sent more than once, as they were sent.
    pub fn every<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Settles a field by what was told beside the body, whatever the body says.
    pub fn settle(&mut self, name: &str, value: &str) {
        self.values.retain(|(key, _)| key != name);
        self.values.push((name.to_owned(), value.to_owned()));
    }

    /// A field as it was sent, without anything cut off.
    pub fn whole(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Fields whose names begin so, with the rest of their names.
    pub fn under<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.values.iter().filter_map(move |(key, value)| Some((key.strip_prefix(start)?, value.trim())))
    }

    /// Reads what was sent; a `file` may be larger than other forms. To a program's call that puts in a file (`alone`), the body is the file whatever it
    /// is said to be, unless it comes in parts or as JSON: `curl --data-binary` says that it is a form.
    ///
    /// # Errors
    /// 413 where it is too large, 408 where it does not come, 415 or 400 where it is none of these.
    pub async fn read(parts: Parts, body: Body, (file, alone): (bool, bool)) -> Result<Self, Refused> {
        let most = if file { FILE + (64 << 10) } else { FORM };
        let told = |name: &header::HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
        if told(&header::CONTENT_LENGTH).and_then(|n| n.parse::<u64>().ok()).is_some_and(|n| n > most as u64)
        {
            return Err((413, "too-large"));
        }
        let kind = told(&header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_owned();
        let bytes = tokio::time::timeout(PATIENCE, to_bytes(body, most)).await.map_err(|_| (408, "slow"))?;
        let bytes = bytes.map_err(|_| (413, "too-large"))?;
        let query = form(parts.uri.query().unwrap_or_default().as_bytes());
        match kind.as_str() {
            "application/x-www-form-urlencoded" if !alone => Ok(Self { values: form(&bytes), file: None }),
            "multipart/form-data" => Self::parted(parts, bytes).await,
            "application/json" => {
                let value: Value = serde_json::from_slice(&bytes).map_err(|_| (400, "bad-body"))?;
                let mut values = Vec::new();
                flatten(&mut values, "", &value);
                Ok(Self { values, file: None })
            }
            _ if (file || alone) && !bytes.is_empty() => {
                let name = query.iter().find(|(key, _)| key == "name").map(|(_, name)| name.clone());
                Ok(Self { values: query, file: Some((name.unwrap_or_default(), bytes.to_vec())) })
            }
            _ => Err((415, "bad-body")),
        }
    }

    async fn parted(parts: Parts, bytes: Bytes) -> Result<Self, Refused> {
        let bad = |_| (400, "bad-body");
        let request = Request::from_parts(parts, Body::from(bytes));
        let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| (400, "bad-body"))?;
        let mut fields = Self::default();
        while let Some(field) = multipart.next_field().await.map_err(bad)? {
            let key = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(name) => {
                    let bytes = field.bytes().await.map_err(bad)?;
                    // A form that was sent without a file has an empty one.
                    if !bytes.is_empty() {
                        fields.file = Some((crate::citation::file_name(&name).to_owned(), bytes.to_vec()));
                    }
                }
                None if fields.values.len() < MOST => {
                    fields.values.push((key, field.text().await.map_err(bad)?));
                }
                None => return Err((400, "bad-body")),
            }
        }
        Ok(fields)
    }
}

/// The head that a request is to be done on (`If-Match: "1f3a09c2"`), as it was sent where it names no single one: the log never had that.
pub fn matching(headers: &HeaderMap) -> Option<String> {
    let told: Vec<String> = headers
        .get_all(header::IF_MATCH)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
        .collect();
    let told = told.join(", ");
    let quoted =
        told.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|head| !head.is_empty());
    headers.contains_key(header::IF_MATCH).then(|| quoted.unwrap_or(&told).to_owned())
}

fn form(bytes: &[u8]) -> Vec<(String, String)> {
    let pairs = form_urlencoded::parse(bytes).take(MOST);
    pairs.map(|(key, value)| (key.into_owned(), value.into_owned())).collect()
}

/// A value as a form has it: `{"to": {"title": "县长"}}` is `to-title`, a list a field sent more than once.
fn flatten(values: &mut Vec<(String, String)>, name: &str, value: &Value) {
    if values.len() >= MOST {
        return;
    }
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                flatten(values, &if name.is_empty() { key.clone() } else { format!("{name}-{key}") }, value);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| flatten(values, name, item)),
        Value::String(words) => values.push((name.to_owned(), words.clone())),
        Value::Null => {}
        other => values.push((name.to_owned(), other.to_string())),
    }
}
