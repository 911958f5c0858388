//! Findings, rendered: in full for a terminal, a line each, as JSON, as SARIF 2.1.0, as a page.
//!
//! In goes a [`Finding`] of the checker with the text it points into; out comes, in full,
//!
//! ```text
//! N01 错误 累计数不能衔接  chronicle.txt:12:340 条目 12
//!   …队员990人…
//!       ^^^^^
//!   「医疗队」累计数不能衔接:842 + 148 = 990,文中作991,差1
//!   处理  核对上次累计数、其后各次数字和本次累计数
//! ```

use crate::language::Messages;
use crate::layout::{Ink, safe_line, width};
use crate::pretty::{Look, sheet};
use dashiji::Reading;
use dashiji::check::{self, Finding, Language, Pointer, Profile, Rule, Severity, words};
use dashiji::text::{Span, Text};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Characters shown on either side of what a finding points at.
const REACH: usize = 24;

/// Findings of the same documents.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// The documents.
    pub readings: &'a [Reading],
    /// What was found in them.
    pub findings: &'a [Finding],
}

impl<'a> Findings<'a> {
    fn reading(&self, sha256: &str) -> Option<&'a Reading> {
        self.readings.iter().find(|reading| reading.document.record.sha256 == sha256)
    }

    fn text(&self, finding: &Finding) -> Option<&'a Text> {
        self.reading(&finding.document.sha256).map(|reading| &reading.document.text)
    }

    /// Number of the entry a pointer stands in.
    fn entry(&self, sha256: &str, pointer: &Pointer) -> Option<u32> {
        let id = pointer.entry.as_deref()?;
        let records = &self.reading(pointer.document.as_deref().unwrap_or(sha256))?.records;
        // Entries stand in the order of the text.
        let near = records.partition_point(|r| r.span.end <= pointer.start);
        let here = records.get(near).filter(|r| r.id == id);
        here.or_else(|| records.iter().find(|r| r.id == id)).map(|r| r.number)
    }
}

/// The contract's language of a reader's.
pub fn language(messages: &Messages) -> Language {
    match messages.language() {
        crate::Language::Chinese => Language::Chinese,
        crate::Language::English => Language::English,
    }
}

/// What is said of a finding in a comment on its characters, a paragraph each: `【错误】N01 累计数不能衔接`, the message, the change
/// that is proposed, what to look at besides, what to do.
pub fn comment(found: Findings<'_>, finding: &Finding, say: &Messages) -> Vec<String> {
    let severity = say.word("severity", &finding.severity);
    let name = words(finding.code, language(say)).name;
    let mut lines = vec![format!("【{severity}】{} {name}", finding.code), finding.message.clone()];
    lines.extend(proposal(found, finding).map(|change| format!("{}　{change}", say.say("finding-fix"))));
    for pointer in finding.spans.iter().skip(1).take(3) {
        let at = where_it_stands(found, finding, pointer, say);
        let quoted: String = pointer.text.chars().take(30).collect();
        lines.push(format!("{}　{at} 「{quoted}」", say.say("finding-see")));
    }
    if !finding.hint.is_empty() {
        lines.push(format!("{}　{}", say.say("finding-hint"), finding.hint));
    }
    lines
}

/// The change that a finding proposes, `「,」→「，」`.
pub fn proposal(found: Findings<'_>, finding: &Finding) -> Option<String> {
    let text = found.text(finding)?;
    let edits = &finding.fix.as_ref()?.edits;
    let change = |edit: &dashiji::check::Edit| {
        format!("「{}」→「{}」", text.slice(Span { start: edit.start, end: edit.end }), edit.text)
    };
    Some(edits.iter().take(5).map(change).collect::<Vec<_>>().join("；"))
}

/// Where a pointer's characters stand, in words: the document where it is another, the entry, the paragraph and page or the cell.
pub fn where_it_stands(found: Findings<'_>, finding: &Finding, pointer: &Pointer, say: &Messages) -> String {
    let mut words: Vec<String> = Vec::new();
    if let Some(reading) = pointer.document.as_deref().and_then(|sha| found.reading(sha)) {
        words.extend(reading.document.record.path.clone());
    }
    if let Some(number) = found.entry(&finding.document.sha256, pointer) {
        words.push(say.tell("finding-entry", &[("number", number.to_string().into())]));
    }
    words.extend(pointer.location.as_ref().map(|location| located(location, say)));
    words.join(" ")
}

/// A place in a file of Word or Excel, in words: `第12段 第3页`, `2020年 C5`.
pub fn located(location: &dashiji::document::Location, say: &Messages) -> String {
    let mut words: Vec<String> = location.part.iter().cloned().collect();
    words.extend(location.cell.clone());
    let number = |key: &str, n: u32| say.tell(key, &[("n", n.to_string().into())]);
    words.extend(location.paragraph.map(|n| number("location-paragraph", n)));
    words.extend(location.page.map(|n| number("location-page", n)));
    words.join(" ")
}

/// `path:line:column`, counted from 1, columns in code points.
fn place(text: Option<&Text>, finding: &Finding) -> String {
    let path = finding.document.path.as_deref().unwrap_or("-");
    let at = finding.spans.first().map_or(0, |s| s.start as usize);
    match text.map(|text| text.position(at)) {
        Some((line, column)) => format!("{path}:{line}:{column}"),
        None => path.to_owned(),
    }
}

/// Writes findings in full, each with its line and a caret under the characters.
///
/// # Errors
/// Where `out` cannot be written.
pub fn full(out: &mut impl Write, found: Findings<'_>, look: Look<'_>) -> io::Result<()> {
    full_up_to(out, found, 0, look)
}

/// The same with so many of a rule in a document, errors first, and then how many more there are; 0 for all.
///
/// # Errors
/// Where `out` cannot be written.
pub fn full_up_to(out: &mut impl Write, found: Findings<'_>, most: usize, look: Look<'_>) -> io::Result<()> {
    let say = look.messages;
    let mut sheet = sheet(out, look);
    let mut told: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut ordered: Vec<&Finding> = found.findings.iter().collect();
    if most > 0 {
        ordered.sort_by_key(|finding| finding.severity != Severity::Error);
    }
    for finding in ordered {
        let count = told.entry((finding.document.sha256.as_str(), finding.code)).or_default();
        *count += 1;
        if most > 0 && *count > most {
            continue;
        }
        let text = found.text(finding);
        let ink = if finding.severity == Severity::Error { Ink::Kind } else { Ink::Label };
        let mut head = vec![
            (Ink::Strong, format!("{} ", finding.code)),
            (ink, say.word("severity", &finding.severity)),
            (Ink::Strong, format!(" {}", words(finding.code, language(say)).name)),
            (Ink::Dim, format!("  {}", place(text, finding))),
        ];
        if let Some(pointer) = finding.spans.first() {
            let at = where_it_stands(found, finding, pointer, say);
            if !at.is_empty() {
                head.push((Ink::Dim, format!(" {at}")));
            }
        }
        sheet.paragraph(0, &head)?;
        if let (Some(text), Some(pointer)) = (text, finding.spans.first()) {
            let (line, caret) = excerpt(text, pointer.span(), sheet.width.saturating_sub(4));
            writeln!(sheet.out, "  {line}\n  {caret}")?;
        }
        write!(sheet.out, "  ")?;
        sheet.paragraph(2, &[(Ink::Plain, finding.message.clone())])?;
        for pointer in finding.spans.iter().skip(1).take(3) {
            let number = found.entry(&finding.document.sha256, pointer);
            let entry = number.map(|n| say.tell("finding-entry", &[("number", n.to_string().into())]));
            let path =
                pointer.document.as_deref().and_then(|sha| found.reading(sha)?.document.record.path.clone());
            let at: Vec<String> = path.into_iter().chain(entry).collect();
            let quoted: String = pointer.text.chars().take(30).collect();
            sheet.row(
                2,
                (&say.say("finding-see"), 6),
                &[(Ink::Dim, format!("{} 「{quoted}」", at.join(" ")))],
            )?;
        }
        if let Some(edit) = finding.fix.as_ref().and_then(|fix| fix.edits.first()) {
            let before = text.map_or("", |text| text.slice(Span { start: edit.start, end: edit.end }));
            sheet.row(
                2,
                (&say.say("finding-fix"), 6),
                &[(Ink::Dim, format!("「{before}」→「{}」", edit.text))],
            )?;
        }
        sheet.row(2, (&say.say("finding-hint"), 6), &[(Ink::Dim, finding.hint.clone())])?;
        sheet.blank()?;
    }
    for ((_, code), count) in told.iter().filter(|(_, count)| most > 0 && **count > most) {
        let rest = [("rule", (*code).into()), ("count", (count - most).to_string().into())];
        sheet.paragraph(0, &[(Ink::Dim, say.tell("findings-more", &rest))])?;
    }
    sheet.paragraph(0, &[(Ink::Strong, summary(found, say))])
}

/// Writes how many findings there are of each rule, most first.
///
/// # Errors
/// Where `out` cannot be written.
pub fn statistics(out: &mut impl Write, found: Findings<'_>, say: &Messages) -> io::Result<()> {
    let mut counts: BTreeMap<&str, (usize, Severity)> = BTreeMap::new();
    for finding in found.findings {
        let count = counts.entry(finding.code).or_insert((0, finding.severity));
        *count = (count.0 + 1, count.1.max(finding.severity));
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(code, (count, _))| (std::cmp::Reverse(*count), *code));
    for (code, (count, severity)) in rows {
        let name = words(code, language(say)).name;
        writeln!(out, "{count:>6}  {code}  {}  {name}", say.word("severity", &severity))?;
    }
    writeln!(out, "{}", summary(found, say))
}

/// `3 错误,12 疑误,4 提示`.
fn summary(found: Findings<'_>, say: &Messages) -> String {
    let findings = found.findings;
    if findings.is_empty() {
        // Where no entry was read nothing was checked, which is not the same as nothing found.
        let read = found.readings.iter().any(|reading| !reading.records.is_empty());
        return say.say(if read { "findings-none" } else { "findings-unread" });
    }
    let count = |severity: Severity| findings.iter().filter(|f| f.severity == severity).count();
    say.tell(
        "findings",
        &[
            ("errors", count(Severity::Error).into()),
            ("warnings", count(Severity::Warning).into()),
            ("notes", count(Severity::Note).into()),
        ],
    )
}

/// The line around a range and, under it, carets as wide as its characters.
fn excerpt(text: &Text, span: Span, room: usize) -> (String, String) {
    let breaks = |i: usize| matches!(text.at(i), '\n' | '\r');
    let mut start = span.lo();
    while start > 0 && span.lo() - start < REACH && !breaks(start - 1) {
        start -= 1;
    }
    // At most two thirds of the line are the finding's own.
    let end = (span.lo()..span.hi()).find(|&i| breaks(i)).unwrap_or(span.hi()).min(span.lo() + room / 3);
    let mut after = end;
    while after < text.len() && after - end < REACH && !breaks(after) {
        after += 1;
    }
    let slice = |a: usize, b: usize| safe_line(text.slice(Span::new(a, b)));
    let (mut before, inside, mut rest) = (slice(start, span.lo()), slice(span.lo(), end), slice(end, after));
    while width(&before) + width(&inside) + width(&rest) > room && !(before.is_empty() && rest.is_empty()) {
        if width(&before) > width(&rest) {
            before.remove(0);
        } else {
            rest.pop();
        }
    }
    let caret = format!("{}{}", " ".repeat(width(&before)), "^".repeat(width(&inside).max(1)));
    (format!("{before}{inside}{rest}"), caret)
}

/// Writes findings a line each: `path:line:column: N01 message`.
///
/// # Errors
/// Where `out` cannot be written.
pub fn concise(out: &mut impl Write, found: Findings<'_>) -> io::Result<()> {
    for finding in found.findings {
        let place = safe_line(&place(found.text(finding), finding));
        writeln!(out, "{place}: {} {}", finding.code, safe_line(&finding.message))?;
    }
    Ok(())
}

/// Writes findings as JSON, one object a line.
///
/// # Errors
/// Where `out` cannot be written.
pub fn json(out: &mut impl Write, found: Findings<'_>) -> io::Result<()> {
    for finding in found.findings {
        serde_json::to_writer(&mut *out, finding)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes findings as lines of JSON in reviewdog's form (rdjsonl): columns in bytes of UTF-8, from 1, with what would mend each.
///
/// # Errors
/// Where `out` cannot be written.
pub fn reviewdog(out: &mut impl Write, found: Findings<'_>) -> io::Result<()> {
    for finding in found.findings {
        let text = found.text(finding);
        let point = |at: usize| {
            let Some(text) = text else { return Value::Null };
            let (line, column) = text.position(at);
            let begin = at.saturating_sub(column.saturating_sub(1));
            let bytes = text.slice(Span::new(begin, at)).len();
            json!({ "line": line, "column": bytes + 1 })
        };
        let range =
            |start: u32, end: u32| json!({ "start": point(start as usize), "end": point(end as usize) });
        let severity = match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Note => "INFO",
        };
        let mut line = json!({
            "message": finding.message,
            "location": { "path": finding.document.path.as_deref().unwrap_or("-") },
            "severity": severity,
            "source": { "name": "dashiji" },
            "code": { "value": finding.code },
        });
        if let Some(pointer) = finding.spans.first() {
            line["location"]["range"] = range(pointer.start, pointer.end);
        }
        if let Some(fix) = &finding.fix {
            let edits = fix
                .edits
                .iter()
                .map(|edit| json!({ "range": range(edit.start, edit.end), "text": edit.text }));
            line["suggestions"] = Value::Array(edits.collect());
        }
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes findings as a SARIF 2.1.0 log (OASIS), columns in Unicode code points.
///
/// # Errors
/// Where `out` cannot be written.
pub fn sarif(
    out: &mut impl Write,
    found: Findings<'_>,
    rules: &[Rule],
    say: &Messages,
    version: &str,
) -> io::Result<()> {
    let level = |severity: Severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let described: Vec<Value> = rules
        .iter()
        .map(|rule| {
            let told = words(rule.code, language(say));
            json!({
                "id": rule.code,
                "shortDescription": {"text": told.name},
                "fullDescription": {"text": told.why},
                "help": {"text": format!("{}\n{}", told.hint, told.norm)},
                "defaultConfiguration": {"level": level(rule.levels.under(Profile::Yearbook).unwrap_or(Severity::Note))},
            })
        })
        .collect();
    let results: Vec<Value> =
        found.findings.iter().map(|finding| result(found, finding, level(finding.severity))).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "dashiji", "version": version, "rules": described}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn result(found: Findings<'_>, finding: &Finding, level: &str) -> Value {
    let locations: Vec<Value> =
        finding.spans.iter().map(|pointer| location(found, finding, pointer)).collect();
    let mut result = json!({
        "ruleId": finding.code,
        "level": level,
        "message": {"text": format!("{} {}", finding.message, finding.hint)},
        "locations": locations.first().cloned().into_iter().collect::<Vec<_>>(),
        "relatedLocations": locations.get(1..).unwrap_or_default(),
    });
    let uri = uri(finding.document.path.as_deref().unwrap_or("-"));
    if let Some(fix) = &finding.fix {
        let edits: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| {
                json!({
                    "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
                    "insertedContent": {"text": edit.text},
                })
            })
            .collect();
        result["fixes"] =
            json!([{"artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": edits}]}]);
    }
    result
}

fn location(found: Findings<'_>, finding: &Finding, pointer: &Pointer) -> Value {
    let sha = pointer.document.as_deref().unwrap_or(&finding.document.sha256);
    let reading = found.reading(sha);
    let path = reading.and_then(|r| r.document.record.path.as_deref()).unwrap_or("-");
    let mut region = json!({
        "charOffset": pointer.start,
        "charLength": pointer.end - pointer.start,
        "snippet": {"text": pointer.text},
    });
    if let Some(reading) = reading {
        let (line, column) = reading.document.text.position(pointer.start as usize);
        let (end_line, end_column) = reading.document.text.position(pointer.end as usize);
        region["startLine"] = line.into();
        region["startColumn"] = column.into();
        region["endLine"] = end_line.into();
        region["endColumn"] = end_column.into();
    }
    json!({"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": region}})
}

/// A path as a URI reference (RFC 3986): what is not unreserved or a slash is percent-encoded.
fn uri(path: &str) -> String {
    use std::fmt::Write;
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(byte as char);
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// Writes findings as one HTML page that needs nothing else.
///
/// # Errors
/// Where `out` cannot be written.
pub fn html(out: &mut impl Write, found: Findings<'_>, say: &Messages) -> io::Result<()> {
    let lang = match say.language() {
        crate::Language::Chinese => "zh-CN",
        crate::Language::English => "en",
    };
    let title = escape(&say.say("findings-title"));
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\"><title>{title}</title>\n<style>{STYLE}</style></head>\n\
         <body><main><h1>{title}</h1><p>{}</p>",
        escape(&summary(found, say))
    )?;
    for finding in found.findings {
        let text = found.text(finding);
        let told = words(finding.code, language(say));
        writeln!(
            out,
            "<article class=\"{}\"><h2><code>{}</code> {} <small>{}</small></h2>",
            crate::language::name(&finding.severity),
            finding.code,
            escape(&told.name),
            escape(&place(text, finding)),
        )?;
        if let (Some(text), Some(pointer)) = (text, finding.spans.first()) {
            let span = pointer.span();
            let (before, inside, after) = around(text, span);
            writeln!(
                out,
                "<blockquote>{}<mark>{}</mark>{}</blockquote>",
                escape(&before),
                escape(&inside),
                escape(&after)
            )?;
        }
        writeln!(
            out,
            "<p>{}</p><p class=\"hint\">{}</p></article>",
            escape(&finding.message),
            escape(&finding.hint)
        )?;
    }
    writeln!(out, "</main></body></html>")
}

/// The text of a finding's line, cut in three.
fn around(text: &Text, span: Span) -> (String, String, String) {
    let breaks = |i: usize| matches!(text.at(i), '\n' | '\r');
    let mut start = span.lo();
    while start > 0 && span.lo() - start < REACH && !breaks(start - 1) {
        start -= 1;
    }
    let end = span.hi().min(span.lo() + 120);
    let mut after = end;
    while after < text.len() && after - end < REACH && !breaks(after) {
        after += 1;
    }
    let slice = |a: usize, b: usize| text.slice(Span::new(a, b)).to_owned();
    (slice(start, span.lo()), slice(span.lo(), end), slice(end, after))
}

/// Words as text of HTML, or as an attribute's value: nothing in them is markup.
pub fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

const STYLE: &str = "body{margin:0;background:#faf9f6;color:#222;font:16px/1.7 'Noto Serif CJK SC','Songti SC',SimSun,serif}\
main{max-width:46rem;margin:0 auto;padding:1.5rem}h1{font-size:1.4rem}h2{font-size:1rem;margin:.2rem 0}small{font-weight:normal;\
color:#666;overflow-wrap:anywhere}article{border-left:4px solid #bbb;padding:.3rem 1rem;margin:1rem 0;background:#fff}\
.error{border-color:#b3261e}.warning{border-color:#b26a00}.note{border-color:#4a6fa5}blockquote{margin:.4rem 0;color:#333}\
mark{background:#ffe9a8;border-bottom:2px solid #b26a00}.hint{color:#555;margin:.2rem 0}p{margin:.3rem 0}\
@media(prefers-color-scheme:dark){body{background:#16181c;color:#ddd}article{background:#1e2127}blockquote,.hint,small{color:#aaa}\
mark{background:#5a4a12;color:#fff}}";

/// How grave a rule is under each profile: `month note · yearbook warning`; a profile in which it has no place is left out.
pub fn levels(rule: &Rule, say: &Messages) -> String {
    let all =
        [Profile::Monthly, Profile::Yearbook, Profile::Gazetteer, Profile::Historical, Profile::Emergency];
    let told = all.iter().filter_map(|profile| {
        let level = rule.levels.under(*profile)?;
        Some(format!("{} {}", say.say(&format!("profile-{}", profile.name())), say.word("severity", &level)))
    });
    told.collect::<Vec<_>>().join(" · ")
}

/// On what a rule stands: its standing, the document, and whether the clause was looked up.
pub fn stands(told: &check::Words, say: &Messages) -> String {
    let clause = told.norm.chars().any(|c| c.is_ascii_digit());
    let unsure = if clause && !told.verified { say.say("norm-unverified") } else { String::new() };
    format!("{}{}{}{unsure}", say.word("standing", &told.standing), say.say("colon"), told.norm)
}

/// Writes what is known of a rule.
///
/// # Errors
/// Where `out` cannot be written.
pub fn explain(out: &mut impl Write, rule: &Rule, look: Look<'_>) -> io::Result<()> {
    let say = look.messages;
    let told = words(rule.code, language(say));
    let mut sheet = sheet(out, look);
    let severity = format!("  {}", levels(rule, say));
    sheet.paragraph(0, &[(Ink::Strong, format!("{} {}", rule.code, told.name)), (Ink::Dim, severity)])?;
    for (key, words) in [
        ("explain-why", &told.why),
        ("explain-norm", &stands(&told, say)),
        ("explain-bad", &told.bad),
        ("explain-good", &told.good),
        ("finding-hint", &told.hint),
    ] {
        // An example has an entry a line.
        for (k, line) in words.lines().enumerate() {
            let label = if k == 0 { say.say(key) } else { String::new() };
            sheet.row(2, (&label, 6), &[(Ink::Plain, line.to_owned())])?;
        }
    }
    sheet.blank()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_wide_characters() {
        let text = Text::new("会议通过《办法》,共20人出席".to_owned());
        let at = text.find(text.span(), "20").unwrap();
        let (line, caret) = excerpt(&text, Span::new(at, at + 3), 80);
        let under = width(&line[..line.find("20").unwrap()]);
        assert_eq!(caret, format!("{}^^^^", " ".repeat(under)));
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = Text::new("甲\r\n乙丙\n丁".to_owned());
        assert_eq!(text.position(0), (1, 1));
        assert_eq!(text.position(4), (2, 2));
        assert_eq!(text.position(6), (3, 1));
    }

    #[test]
    fn markup_in_a_chronicle_stays_text() {
        assert_eq!(escape("<script>\"x\"&'"), "&lt;script&gt;&quot;x&quot;&amp;&#39;");
        assert_eq!(uri("志 稿.txt"), "%E5%BF%97%20%E7%A8%BF.txt");
    }
}
