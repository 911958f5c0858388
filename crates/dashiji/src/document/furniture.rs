//! Page furniture: what stands around a chronicle on a page, and what it tells of the document.
//!
//! In goes the text of a page; out comes a [`Page`]: title, series, source, site, dates, and the [`Page::body`] that holds
//! entries. `您当前所在位置: 青石县地方志网 > 资料 > 大事月记` gives the site 青石县地方志网 and the series 大事月记;
//! `来源:县志办时间:2020-07-08分享:` gives source and day of publication; neither is an entry. Only the first and last few
//! hundred lines are looked at, so that the work does not grow with the text.

use super::date::{self, Day};
use super::words::{self, Kind, Words};
use crate::text::{Span, Text};

/// How many lines at the head of a text are looked at.
const HEAD: usize = 400;
/// How many lines at the tail of a text are looked at.
const TAIL: usize = 300;
/// A longer line is never furniture.
const LONGEST: usize = 160;

/// What a page tells of its document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub title: Option<Span>,
    pub series: Option<Span>,
    pub source: Option<Span>,
    pub site: Option<Span>,
    pub published: Option<Day>,
    pub captured: Option<Day>,
    /// The steps of the breadcrumb, as they stand.
    pub crumbs: Vec<Span>,
    /// Who the page says it belongs to (版权所有, 主办), for want of better.
    pub owner: Option<Span>,
    pub body: Span,
}

/// What a line of the head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Marks alone.
    Rule,
    Crumb,
    /// Keys and buttons.
    Meta,
    /// A whole date alone.
    Day(Day, bool),
    /// Links to other pages.
    Menu,
    /// An entry, a heading of entries, a paragraph.
    Content,
    /// Short, and none of these: a title, a menu.
    Other,
}

/// A line with what it is.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Without blanks at its ends.
    span: Span,
    /// Its first character, blanks included.
    start: usize,
    role: Role,
}

/// What is known of a page beside its text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints<'a> {
    /// A title known from elsewhere (an HTML page's first heading).
    pub heading: Option<&'a str>,
    /// The parts of the text that are links, in order.
    pub links: &'a [Span],
}

impl Hints<'_> {
    /// Whether nearly all of a line is links.
    fn linked(&self, text: &Text, line: Span) -> bool {
        let first = self.links.partition_point(|link| link.end <= line.start);
        let inside = self.links[first..].iter().take_while(|link| link.start < line.end);
        let covered: usize =
            inside.map(|link| (link.hi().min(line.hi())).saturating_sub(link.lo().max(line.lo()))).sum();
        let solid = text.folded(line).iter().filter(|c| c.is_alphanumeric()).count();
        covered > 0 && covered * 5 >= solid * 4
    }
}

/// Reads a page's furniture.
pub(super) fn read(text: &Text, hints: &Hints<'_>) -> Page {
    let mut page = Page { body: text.span(), ..Page::default() };
    let head = head(text, hints);
    let first = head.iter().rposition(|line| line.role == Role::Crumb);
    for line in &head {
        match line.role {
            Role::Crumb => crumbs(text, line.span, &mut page),
            Role::Meta => keys(text, line.span, &mut page),
            _ => {}
        }
    }
    let content = first_content(&head, first);
    let top = &head[..content];
    let title = title(text, top, first, hints.heading);
    if let Some(k) = title {
        page.title = Some(bare_title(text, top[k].span));
    }
    days(text, &head, content, title, &mut page);
    let begin = begin(text, top, title, page.published.is_some());
    let from = begin.map_or(0, |k| head.get(k).map_or(text.len(), |line| line.start));
    let mut from = from;
    if begin == Some(head.len()) && head.len() < HEAD {
        from = text.len();
    } else if begin == Some(head.len()) {
        from = head.last().map_or(0, |line| line.span.hi());
    }
    let to = tail(text, from, hints, &mut page);
    page.body = Span::new(from.min(to), to);
    page
}

/// The lines of the head that are not blank, up to [`HEAD`].
fn head(text: &Text, hints: &Hints<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    while at < text.len() && lines.len() < HEAD {
        let end = line_end(text, at);
        let span = text.trim(Span::new(at, end));
        if !span.is_empty() {
            let role = match role(text, span) {
                Role::Other if hints.linked(text, span) => Role::Menu,
                role => role,
            };
            lines.push(Line { span, start: at, role });
        }
        at = end + 1;
    }
    lines
}

/// Where the line that holds `at` ends.
fn line_end(text: &Text, at: usize) -> usize {
    let rest = text.chars().get(at..).unwrap_or(&[]);
    rest.iter().position(|&c| c == '\n' || c == '\r').map_or(text.len(), |n| at + n)
}

/// What a line of the head is.
fn role(text: &Text, line: Span) -> Role {
    if line.len() > LONGEST {
        return Role::Content;
    }
    let chars = text.folded(line);
    if is_rule(chars) {
        return Role::Rule;
    }
    if words::table().opens(chars, Kind::Crumb).is_some() || steps(chars, 0).len() >= 3 {
        return Role::Crumb;
    }
    if let Some((day, timed)) = date::lone_day(chars) {
        return Role::Day(day, timed);
    }
    if is_meta(chars) {
        return Role::Meta;
    }
    if is_content(chars) { Role::Content } else { Role::Other }
}

/// Whether a line is marks alone.
fn is_rule(chars: &[char]) -> bool {
    chars.iter().all(|c| !c.is_alphanumeric())
}

/// Whether a line tells or heads entries: a date label at its start, a date after a headline, a sentence.
fn is_content(chars: &[char]) -> bool {
    if chars.len() > 120 || chars.contains(&'。') {
        return true;
    }
    let start = chars.iter().position(|c| c.is_alphanumeric() || matches!(c, '【' | '[' | '#')).unwrap_or(0);
    label(&chars[start..]) || (chars.len() > 25 && dated_clause(chars))
}

/// Whether a line begins with a date that leaves the year out or goes on behind: `2月`, `3日`, `2月3日 …`, `2020年2月3日,…`.
fn label(chars: &[char]) -> bool {
    let figure = |c: &char| c.is_ascii_digit() || "〇○零一二三四五六七八九十元廿卅正冬腊".contains(*c);
    let digits = chars.iter().take_while(|c| figure(c)).count();
    let Some(&mark) = chars.get(digits).filter(|_| digits > 0) else { return false };
    match mark {
        '月' | '日' => digits <= 3,
        '年' if digits == 4 => {
            let rest = &chars[5..];
            let month = rest.iter().take_while(|c| figure(c)).count();
            let day = rest.get(month + 1..).unwrap_or(&[]);
            let figures = day.iter().take_while(|c| figure(c)).count();
            month > 0 && rest.get(month) == Some(&'月') && figures > 0 && day.get(figures) == Some(&'日')
        }
        _ => false,
    }
}

/// Whether `M月D日` stands in a line with more text behind it.
fn dated_clause(chars: &[char]) -> bool {
    (1..chars.len().saturating_sub(6)).any(|i| {
        chars[i] == '月' && chars[i - 1].is_ascii_digit() && {
            let day = chars[i + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
            (1..=2).contains(&day) && chars.get(i + 1 + day) == Some(&'日')
        }
    })
}

/// The steps of a breadcrumb from `from`: ranges between `>`, `»`, `›`, `→`, `/`, `\`; none where no such mark stands.
fn steps(chars: &[char], from: usize) -> Vec<(usize, usize)> {
    let strong = |c: char| matches!(c, '>' | '»' | '›' | '→' | '＞' | '》');
    let has = |test: &dyn Fn(char) -> bool| chars[from..].iter().any(|&c| test(c));
    if chars.contains(&'《') || chars.contains(&'。') {
        return Vec::new();
    }
    let labelled = from > 0;
    let weak = |c: char| matches!(c, '/' | '\\' | '|') || (labelled && c == '-');
    let cut: &dyn Fn(char) -> bool = if has(&strong) {
        &strong
    } else if labelled && has(&weak) {
        &weak
    } else {
        return if labelled { vec![(from, chars.len())] } else { Vec::new() };
    };
    let mut found = Vec::new();
    let mut start = from;
    for i in from..=chars.len() {
        if i == chars.len() || cut(chars[i]) {
            found.push((start, i));
            start = i + 1;
        }
    }
    found.retain(|&(a, b)| chars[a..b].iter().any(|c| c.is_alphanumeric()));
    if !labelled && found.iter().any(|&(a, b)| b - a > 24) { Vec::new() } else { found }
}

/// Takes a breadcrumb's steps: the first is the site, the last the series.
fn crumbs(text: &Text, line: Span, page: &mut Page) {
    let chars = text.folded(line);
    let table = words::table();
    let from = table.opens(chars, Kind::Crumb).map_or(0, |n| {
        n + chars[n..].iter().take_while(|c| matches!(c, ':' | ' ' | '>' | '[' | ']' | '】')).count()
    });
    let found: Vec<Span> = steps(chars, from)
        .into_iter()
        .map(|(a, b)| text.trim(Span::new(line.lo() + a, line.lo() + b)))
        .map(|span| strip(text, span, |c| matches!(c, '[' | ']' | '【' | '】' | '-' | '|' | ':' | ' ' | '>')))
        .filter(|span| !span.is_empty())
        .collect();
    page.site = found.first().copied().filter(|&s| !table.is(text.folded(s), Kind::Home)).or(page.site);
    let series = found.iter().skip(1).rev().copied();
    page.series = series
        .filter(|&s| !table.is(text.folded(s), Kind::Leaf))
        .find(|&s| date::period(text.folded(s)).is_none() || has_work(text.folded(s)))
        .or(page.series);
    page.crumbs = found;
}

/// The range without the characters that are marks at either end.
fn strip(text: &Text, span: Span, mark: impl Fn(char) -> bool) -> Span {
    let (mut a, mut b) = (span.lo(), span.hi());
    while a < b && mark(text.at(a)) {
        a += 1;
    }
    while b > a && mark(text.at(b - 1)) {
        b -= 1;
    }
    Span::new(a, b)
}

/// Whether a line holds keys (`来源:… 时间:…`) or buttons and nothing else.
fn is_meta(chars: &[char]) -> bool {
    let table = words::table();
    let start = chars.iter().position(|c| c.is_alphanumeric()).unwrap_or(0);
    if let Some((end, _)) = table.key(chars, start) {
        return !looks_like_catalogue(chars, end);
    }
    if only_words(chars, table) {
        return true;
    }
    if let Some((_, end)) = date::day(chars, start) {
        return (end..chars.len()).any(|i| table.key(chars, i).is_some());
    }
    if chars.len() <= 100 && has_mark(chars, table) {
        return true;
    }
    let keys = (start + 1..chars.len()).filter(|&i| {
        table
            .key(chars, i)
            .is_some_and(|(_, kind)| matches!(kind, Kind::Source | Kind::Published | Kind::Key))
    });
    keys.take(2).count() == 2 && (start..chars.len().min(start + 30)).any(|i| table.key(chars, i).is_some())
}

/// Whether the value of a key is a whole clause, as in a catalogue record (`时间:1998年3月某县召开…`).
fn looks_like_catalogue(chars: &[char], end: usize) -> bool {
    let rest = &chars[end..];
    rest.len() > 60 && rest.contains(&'。')
}

/// Whether nothing but buttons, figures and marks stands in a line.
fn only_words(chars: &[char], table: &Words) -> bool {
    let mut i = 0;
    let mut found = 0;
    while i < chars.len() {
        if !chars[i].is_alphanumeric() {
            i += 1;
        } else if let Some(n) = table.word(chars, i) {
            found += 1;
            i += n;
        } else if chars[i].is_ascii_digit()
            || (chars[i] == 'A' && matches!(chars.get(i + 1), Some('+' | '-')))
        {
            i += 1;
        } else {
            return false;
        }
    }
    found > 0
}

/// Whether a word stands in a line that makes it furniture (ICP备, 版权所有).
fn has_mark(chars: &[char], table: &Words) -> bool {
    (0..chars.len()).any(|i| table.mark(chars, i))
}

/// Takes the values of a line's keys.
fn keys(text: &Text, line: Span, page: &mut Page) {
    let chars = text.folded(line);
    let table = words::table();
    let mut i = 0;
    let mut published = None;
    while i < chars.len() {
        let Some((end, kind)) = table.key(chars, i) else {
            if published.is_none()
                && let Some((day, next)) = date::day(chars, i)
            {
                published = Some(day);
                i = next;
                continue;
            }
            i += 1;
            continue;
        };
        let stop = value_end(chars, end, table);
        match kind {
            Kind::Source => {
                let value = text.trim(Span::new(line.lo() + end, line.lo() + stop));
                let value =
                    strip(text, value, |c| matches!(c, '[' | ']' | '【' | '】' | '|' | ' ' | ')' | '('));
                let nobody = table.is(text.folded(value), Kind::Nobody);
                if !value.is_empty() && !nobody && date::first_day(text.folded(value)).is_none() {
                    page.source = page.source.or(Some(value));
                }
            }
            Kind::Published => {
                if let Some(day) = date::first_day(&chars[end..stop.max(end)]) {
                    page.published = page.published.or(Some(day));
                }
            }
            Kind::Title => {
                let value = text.trim(Span::new(line.lo() + end, line.lo() + stop));
                page.title = page.title.or((!value.is_empty()).then_some(value));
            }
            _ => {}
        }
        i = stop.max(end).max(i + 1);
    }
    page.published = page.published.or(published);
}

/// Where the value of a key ends that begins at `start`: at the next key, button, bracket or gap.
fn value_end(chars: &[char], start: usize, table: &Words) -> usize {
    let mut i = start;
    while chars.get(i) == Some(&' ') {
        i += 1;
    }
    let first = i;
    while i < chars.len() {
        let c = chars[i];
        if matches!(c, '|' | ']' | '】') || (i > first && table.key(chars, i).is_some()) {
            break;
        }
        if c == ' ' && i > first {
            let next = chars.get(i + 1).copied().unwrap_or(' ');
            let before = chars[i - 1];
            let latin = before.is_ascii_alphabetic() && next.is_ascii_alphabetic();
            let clock = before.is_ascii_digit() && next.is_ascii_digit();
            if !latin && !clock {
                break;
            }
        }
        i += 1;
    }
    i
}

/// The first line of the head that is content; lines above the breadcrumb never are.
fn first_content(head: &[Line], crumb: Option<usize>) -> usize {
    let from = crumb.map_or(0, |k| k + 1);
    let after = head[from..].iter().position(|line| line.role == Role::Content);
    after.map_or(head.len(), |n| from + n)
}

/// Whether a line names a kind of chronicle.
fn has_work(chars: &[char]) -> bool {
    let table = words::table();
    (0..chars.len()).any(|i| table.work(chars, i))
}

/// The line of the head that is the title.
fn title(text: &Text, top: &[Line], crumb: Option<usize>, heading: Option<&str>) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    for (k, line) in top.iter().enumerate() {
        let named = heading.is_some_and(|h| h.trim() == text.slice(line.span));
        if !(line.role == Role::Other || (line.role == Role::Menu && named)) || line.span.len() > 60 {
            continue;
        }
        let chars = text.folded(bare_title(text, line.span));
        let mut score = 0;
        let period = date::period(chars);
        let whole = period.as_ref().is_some_and(|(_, range)| range.len() == chars.len());
        if has_work(chars) {
            score += if chars.len() <= 4 { 4 } else { 10 };
        }
        if period.is_some() {
            score += if whole { 6 } else { 3 };
        }
        if top.get(k + 1).is_some_and(|next| matches!(next.role, Role::Meta | Role::Day(..))) {
            score += 5;
        }
        if text.begins(line.span.lo(), "# ") {
            score += 5;
        }
        if named {
            score += 6;
        }
        if crumb.is_some_and(|c| k < c) {
            score -= 6;
        }
        if is_menu(chars) {
            score -= 8;
        }
        if score >= 5 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, k));
        }
    }
    best.map(|(_, k)| k)
}

/// Whether a line is short words with gaps between: a menu.
fn is_menu(chars: &[char]) -> bool {
    let pieces = chars.split(|&c| c == ' ' || c == '|').filter(|piece| !piece.is_empty());
    let (mut count, mut short) = (0, 0);
    for piece in pieces {
        count += 1;
        short += usize::from(piece.len() <= 6 && !piece.iter().any(char::is_ascii_digit));
    }
    count >= 3 && short == count
}

/// A title without the marks of Markdown and brackets around it.
fn bare_title(text: &Text, line: Span) -> Span {
    let line = strip(text, line, |c| matches!(c, '#' | '*' | ' ' | '=' | '_'));
    let pairs = [('【', '】'), ('《', '》'), ('[', ']'), ('“', '”')];
    let (first, last) = (text.at(line.lo()), text.before(line.hi()));
    let paired = pairs.iter().any(|&(a, b)| first == a && last == b)
        && !text.folded(Span::new(line.lo() + 1, line.hi().max(2) - 1)).contains(&first);
    if paired && line.len() > 2 { text.trim(Span::new(line.lo() + 1, line.hi() - 1)) } else { line }
}

/// Takes whole dates that stand alone in the head: above title or breadcrumb the day of capture, else of publication.
fn days(text: &Text, head: &[Line], content: usize, title: Option<usize>, page: &mut Page) {
    let anchor = title.into_iter().chain(head.iter().position(|line| line.role == Role::Crumb)).max();
    let later = head.iter().skip(content).filter(|line| matches!(line.role, Role::Day(..))).count();
    for (k, line) in head.iter().enumerate().take(content) {
        let Role::Day(day, _) = line.role else { continue };
        if anchor.is_some_and(|a| k < a) {
            page.captured = page.captured.or(Some(day));
        } else if anchor.is_some() && later == 0 && page.published.is_none() {
            page.published = Some(day);
        }
    }
    let _ = text;
}

/// The first line of the body: after the last line of furniture or title above the content.
fn begin(text: &Text, top: &[Line], title: Option<usize>, _published: bool) -> Option<usize> {
    let hard = |line: &Line| matches!(line.role, Role::Crumb | Role::Meta | Role::Menu | Role::Day(..));
    let last = top.iter().rposition(hard);
    let after = last.map(|k| k + 1);
    let Some(title) = title else { return after };
    if last.is_some_and(|k| k > title) {
        return after;
    }
    let chars = text.folded(bare_title(text, top[title].span));
    let whole = date::period(chars).is_some_and(|(_, range)| range.len() == chars.len());
    Some(if whole { title } else { title + 1 })
}

/// Where the body ends: before the furniture below the last entry.
fn tail(text: &Text, from: usize, hints: &Hints<'_>, page: &mut Page) -> usize {
    let mut end = text.len();
    let mut at = text.len();
    let mut loose = 0;
    let table = words::table();
    for _ in 0..TAIL {
        if at <= from {
            break;
        }
        let start = line_start(text, at, from);
        let span = text.trim(Span::new(start, at));
        at = start.saturating_sub(1).max(from);
        if span.is_empty() {
            if start <= from {
                break;
            }
            continue;
        }
        if span.len() > LONGEST {
            break;
        }
        let chars = text.folded(span);
        if is_tail(chars, table) || (!is_content(chars) && hints.linked(text, span)) {
            end = start;
            loose = 0;
            owner(text, span, table, page);
        } else if is_content(chars) || loose > 25 {
            break;
        } else {
            loose += 1;
        }
        if start <= from {
            break;
        }
    }
    text.trim(Span::new(from.min(end), end)).hi().max(from)
}

/// Where the line begins that ends at `end`, not before `from`; a line too long to be furniture is cut short.
fn line_start(text: &Text, end: usize, from: usize) -> usize {
    let chars = text.chars();
    let mut i = end;
    while i > from && end - i <= LONGEST * 4 && !matches!(chars[i - 1], '\n' | '\r') {
        i -= 1;
    }
    i
}

/// Whether a line below the entries is furniture.
fn is_tail(chars: &[char], table: &Words) -> bool {
    if is_rule(chars) {
        return true;
    }
    let start = chars.iter().position(|c| c.is_alphanumeric()).unwrap_or(0);
    let tail = chars.get(start..).unwrap_or(&[]);
    if label(tail) {
        return false;
    }
    table.opens_tail(tail) || only_words(chars, table) || has_mark(chars, table) || is_meta(chars)
}

/// Takes who the page says it belongs to.
fn owner(text: &Text, line: Span, table: &Words, page: &mut Page) {
    let chars = text.folded(line);
    for word in ["版权所有", "主办单位", "主办"] {
        let word: Vec<char> = word.chars().collect();
        let Some(at) = chars.windows(word.len()).position(|w| w == word) else { continue };
        let from = at + word.len();
        let from = from + chars[from..].iter().take_while(|c| !c.is_alphanumeric()).count();
        let to = value_end(chars, from, table);
        if to > from {
            page.owner = Some(Span::new(line.lo() + from, line.lo() + to));
            return;
        }
    }
}
