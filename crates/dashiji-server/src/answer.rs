//! What goes back to a reader: a status, what it is, the bytes.

/// What answers are, as `Content-Type` has it.
pub mod media {
    /// A page.
    pub const HTML: &str = "text/html; charset=utf-8";
    /// Plain words.
    pub const TEXT: &str = "text/plain; charset=utf-8";
    /// A value.
    pub const JSON: &str = "application/json";
    /// A problem (RFC 9457).
    pub const PROBLEM: &str = "application/problem+json";
    /// Places (RFC 7946).
    pub const GEOJSON: &str = "application/geo+json";
    /// A table with its headings (RFC 7111).
    pub const CSV: &str = "text/csv; charset=utf-8; header=present";
    /// A picture.
    pub const SVG: &str = "image/svg+xml";
    /// Events (RFC 5545).
    pub const CALENDAR: &str = "text/calendar; charset=utf-8";
    /// A feed (RFC 4287).
    pub const ATOM: &str = "application/atom+xml; charset=utf-8";
    /// A file of Word.
    pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /// A file of Excel.
    pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

/// An answer.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// 200, 404.
    pub status: u16,
    /// `text/html; charset=utf-8`.
    pub kind: &'static str,
    /// The body.
    pub body: String,
    /// The body instead, where it is no text: a file of Word or Excel.
    pub packed: Option<Vec<u8>>,
    /// Further places, `Link` of RFC 8288.
    pub links: Option<String>,
    /// Where what was asked for stands for good.
    pub location: Option<String>,
    /// The name a browser saves it under.
    pub file: Option<String>,
    /// A hash of the body in quotation marks; empty where none was made.
    pub tag: String,
}

/// A problem as RFC 9457 has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// The status.
    pub status: u16,
    /// The end of its type's address, and the key of its words.
    pub name: &'static str,
}

impl Answer {
    /// The same with a hash of its body, for `ETag`.
    #[must_use]
    pub fn tagged(mut self) -> Self {
        use sha2::{Digest, Sha256};
        let digest = Sha256::digest(self.bytes());
        let first = digest.iter().take(8).fold(0u64, |hash, byte| hash << 8 | u64::from(*byte));
        self.tag = format!("\"{first:016x}\"");
        self
    }

    /// What is sent.
    pub fn bytes(&self) -> &[u8] {
        self.packed.as_deref().unwrap_or(self.body.as_bytes())
    }

    /// A file to be saved under a name.
    pub fn file(kind: &'static str, name: String, bytes: Vec<u8>) -> Self {
        Self { status: 200, kind, packed: Some(bytes), file: Some(name), ..Self::default() }
    }

    /// What was asked for stands elsewhere for good.
    pub fn moved(location: String) -> Self {
        let text = format!("{location}\n");
        Self { location: Some(location), ..Self::text(308, &text) }
    }

    /// A page.
    pub fn html(status: u16, body: String) -> Self {
        Self { status, kind: media::HTML, body, ..Self::default() }
    }

    /// Plain words.
    pub fn text(status: u16, body: &str) -> Self {
        Self { status, kind: media::TEXT, body: body.to_owned(), ..Self::default() }
    }

    /// A value.
    pub fn json(value: &impl serde::Serialize) -> Self {
        match serde_json::to_string(value) {
            Ok(body) => Self { status: 200, kind: media::JSON, body, ..Self::default() },
            Err(error) => Self::text(500, &error.to_string()),
        }
    }

    /// A problem, in the reader's words.
    pub fn problem(problem: Problem, title: &str, detail: &str, more: &[(&str, serde_json::Value)]) -> Self {
        let mut value = serde_json::json!({
            "type": format!("/api#problem-{}", problem.name),
            "title": title,
            "status": problem.status,
        });
        if !detail.is_empty() {
            value["detail"] = detail.into();
        }
        for (key, further) in more {
            value[*key] = further.clone();
        }
        Self { status: problem.status, kind: media::PROBLEM, body: value.to_string(), ..Self::default() }
    }
}
