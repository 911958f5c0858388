//! Page furniture: what stands around a chronicle on a page, and what it tells of the document.
//!
//! In goes the text of a page; out comes a [`Page`]: title, series, source, site, dates, and the [`Page::body`] that holds
//! entries. `您当前所在位置: 青石县地方志网 > 资料 > 大事月记` gives the site 青石县地方志网 and the series 大事月记;
//! `来源:县志办时间:2020-07-08分享:` gives source and day of publication; neither is an entry. Only the first and last few
//! hundred lines are looked at closely; years at the starts of lines are gathered in one pass.

mod line;
mod survey;

use super::date::{self, Day, Period};
use super::words::{self, Kind, Words};
use crate::text::{Span, Text, chars};
use line::Role;

/// How many lines at the head of a text are looked at.
const HEAD: usize = 400;
/// How many lines at the tail of a text are looked at.
const TAIL: usize = 300;
/// How many lines of no known kind may stand between two of furniture at the tail.
const LOOSE: usize = 40;
/// A longer line is never furniture.
const LONGEST: usize = 160;

/// What a page tells of its document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub title: Option<Span>,
    /// A line under the title that tells its period.
    pub subtitle: Option<Span>,
    pub series: Option<Span>,
    pub source: Option<Span>,
    pub site: Option<Span>,
    pub published: Option<Day>,
    pub captured: Option<Day>,
    /// The steps of the breadcrumb, as they stand.
    pub crumbs: Vec<Span>,
    /// Who the page says it belongs to (版权所有, 主办), for want of better.
    pub owner: Option<Span>,
    /// First and last year at the starts of the body's lines.
    pub years: Option<Period>,
    pub body: Span,
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
    let matter = front_matter(text, &mut page);
    let mut head = head(text, matter, hints);
    datelines(text, &mut head);
    let mut below = Page::default();
    let to = tail(text, matter, hints, &mut below);
    let crumb = crumb(text, &head);
    let content = first_content(&head, crumb);
    let content = records(text, &head, crumb, content, to);
    for line in &head[..content] {
        match line.role {
            Role::Crumb => crumbs(text, line.span, &mut page),
            Role::Meta => keys(text, line.span, &mut page),
            _ => {}
        }
    }
    let top = &head[..content];
    let best = title(text, top, crumb, hints.heading);
    let shape: Option<Vec<char>> = best.map(|k| survey::shape(text.folded(top[k].span)).collect());
    let survey = survey::survey(text.folded(Span::new(0, to)), shape.as_deref());
    page.years = survey.years;
    // A heading that comes again with other figures is a part of the text's order, not its title.
    let heading = best.filter(|_| survey.alike > 1);
    let title = match heading {
        Some(k) => title(text, &top[..k], crumb.filter(|&crumb| crumb < k), hints.heading),
        None => best,
    };
    if let Some(k) = title {
        page.title = Some(bare_title(text, top[k].span));
        page.subtitle = top.get(k + 1).filter(|line| is_subtitle(text, line)).map(|line| line.span);
    }
    if page.title.is_none() {
        page.title =
            top.iter().filter(|line| line.role == Role::Meta).find_map(|line| before_keys(text, line.span));
    }
    site(text, top, title, &mut page);
    days(&head[..content], title, &mut page);
    let begin = match heading {
        Some(k) if title.is_none() => k,
        _ => begin(text, top, title, page.subtitle),
    };
    let from =
        head.get(begin).map_or_else(|| head.last().map_or(0, |line| line.span.hi()), |line| line.start);
    let from = if begin == 0 { matter } else { from };
    page.source = page.source.or(below.source);
    page.published = page.published.or(below.published);
    page.owner = below.owner;
    page.body = Span::new(from.min(to), to);
    page
}

/// Whether words name a kind of chronicle or a period.
pub(super) fn tells(text: &str) -> bool {
    let chars: Vec<char> = text.chars().take(100).map(crate::text::fold).collect();
    words::table().has(&chars, Kind::Work) && (chars.len() > 4 || date::period(&chars).is_some())
}

/// Takes the front matter of a Markdown file (`---`, keys, `---`); returns where the text goes on.
fn front_matter(text: &Text, page: &mut Page) -> usize {
    let mut at = 0;
    let mut values: Vec<(String, Span)> = Vec::new();
    for k in 0..60 {
        if at >= text.len() {
            return 0;
        }
        let end = line_end(text, at);
        let line = text.trim(Span::new(at, end));
        at = end + 1;
        let rule = line.len() == 3 && text.begins(line.lo(), "---");
        match (k, rule) {
            (0, false) => return 0,
            (0, true) => {}
            (_, true) => {
                for (key, value) in values {
                    let day = || date::first_day(text.folded(value));
                    match key.as_str() {
                        "title" => page.title = Some(value),
                        "source" | "publisher" => page.source = Some(value),
                        "date" | "published" => page.published = day(),
                        "site" => page.site = Some(value),
                        "series" => page.series = Some(value),
                        "accessed" | "captured" => page.captured = day(),
                        _ => {}
                    }
                }
                return at.min(text.len());
            }
            _ => {
                let Some(colon) = text.folded(line).iter().position(|&c| c == ':') else { continue };
                let key: String = text.folded(line)[..colon].iter().map(char::to_ascii_lowercase).collect();
                let value = text.trim(Span::new(line.lo() + colon + 1, line.hi()));
                let value = strip(text, value, |c| matches!(c, '"' | '\''));
                if !value.is_empty() {
                    values.push((key, value));
                }
            }
        }
    }
    0
}

/// The lines of the head that are not blank, up to [`HEAD`].
fn head(text: &Text, from: usize, hints: &Hints<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = from;
    while at < text.len() && lines.len() < HEAD {
        let end = line_end(text, at);
        let span = text.trim(Span::new(at, end));
        if !span.is_empty() {
            let role = match line::role(text.folded(span)) {
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

/// A whole date alone over a paragraph without one, or that tells its day again, is that entry's dateline.
fn datelines(text: &Text, head: &mut [Line]) {
    for k in 0..head.len().saturating_sub(1) {
        let next = head[k + 1];
        let undated = next.role == Role::Content && !line::is_dated(text.folded(next.span));
        let told = |day: Day| undated || next.role == Role::Content && retold(text, next.span, day);
        if matches!(head[k].role, Role::Day(day) if told(day)) {
            head[k].role = Role::Content;
        }
    }
}

/// Whether a line opens with a day's month and date: `北京时间5月12日14时28分，…` under `2008年5月12日`.
fn retold(text: &Text, line: Span, day: Day) -> bool {
    const NEAR: usize = 16;
    let head: String = text.folded(line).iter().take(NEAR).collect();
    head.contains(&format!("{}月{}日", day.month, day.date))
}

/// The breadcrumb: the last one above the first entry.
fn crumb(text: &Text, head: &[Line]) -> Option<usize> {
    let dated = |line: &Line| line.role == Role::Content && line::is_dated(text.folded(line.span));
    let entries = head.iter().position(dated).unwrap_or(head.len());
    head[..entries].iter().rposition(|line| line.role == Role::Crumb)
}

/// The first of the lines above the content that are parts of entries, as their like below shows: whole dates on lines of
/// their own, keys of catalogue records (`时间:… 地点:…`).
fn records(text: &Text, head: &[Line], crumb: Option<usize>, content: usize, to: usize) -> usize {
    let below: Vec<&Line> = head[content..].iter().take_while(|line| line.span.hi() <= to).collect();
    let opening = |line: &Line| text.folded(line.span).split(|&c| c == ':').next().map(<[char]>::to_vec);
    let part = |line: &Line| match line.role {
        Role::Day(_) => below.iter().any(|other| date::lone_day(text.folded(other.span)).is_some()),
        Role::Meta => {
            let alike = below
                .iter()
                .filter(|other| other.role == Role::Meta && opening(other) == opening(line))
                .count();
            alike >= 2
        }
        _ => false,
    };
    let from = crumb.map_or(0, |k| k + 1).min(content);
    // A day at the very top, with a title below, is that of the capture.
    let captured = head.get(from).is_some_and(|line| matches!(line.role, Role::Day(_)));
    let title = head[from..content].iter().position(|line| line.role == Role::Other).filter(|_| captured);
    let from = title.map_or(from, |n| from + n);
    head[from..content].iter().position(part).map_or(content, |n| from + n)
}

/// The first line of the head that is content; lines above the breadcrumb never are.
fn first_content(head: &[Line], crumb: Option<usize>) -> usize {
    let from = crumb.map_or(0, |k| k + 1);
    let after = head[from..].iter().position(|line| line.role == Role::Content);
    after.map_or(head.len(), |n| from + n)
}

/// Takes a breadcrumb's steps: the first is the site, the last the series.
fn crumbs(text: &Text, line: Span, page: &mut Page) {
    let chars = text.folded(line);
    let table = words::table();
    let from = table.opens(chars, Kind::Crumb).map_or(0, |n| {
        n + chars[n..].iter().take_while(|c| matches!(c, ':' | ' ' | '>' | '[' | ']' | '】')).count()
    });
    let found: Vec<Span> = line::steps(chars, from)
        .into_iter()
        .map(|(a, b)| text.trim(Span::new(line.lo() + a, line.lo() + b)))
        .map(|span| strip(text, span, |c| chars!("[]【】-|: >").has(c)))
        .filter(|span| !span.is_empty())
        .collect();
    page.site = found.first().copied().filter(|&s| !table.is(text.folded(s), Kind::Home)).or(page.site);
    let series = found.iter().skip(1).rev().copied().filter(|&s| !table.is(text.folded(s), Kind::Leaf));
    // A step with a period is the document itself.
    page.series = series.clone().find(|&s| date::period(text.folded(s)).is_none()).or(page.series);
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

/// Takes the values of a line's keys.
fn keys(text: &Text, line: Span, page: &mut Page) {
    let chars = text.folded(line);
    let table = words::table();
    let mut i = 0;
    let today = table.has(chars, Kind::Today);
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
    if today {
        page.captured = page.captured.or(published);
    } else {
        page.published = page.published.or(published);
    }
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
        if words::table().has(chars, Kind::Work) {
            score += if chars.len() <= 4 { 4 + i32::from(k == 0) } else { 10 };
        }
        if let Some((_, range)) = &period {
            score += if whole { 6 } else { 3 };
            // 防汛情况通报（2020年2月—3月）: a period in brackets closes the line.
            let bracketed = range.start > 0
                && range.end + 1 == chars.len()
                && chars[range.start - 1] == '('
                && chars.last() == Some(&')');
            score += if bracketed { 3 } else { 0 };
        }
        if top
            .get(k + 1)
            .is_some_and(|next| matches!(next.role, Role::Meta | Role::Day(_)) || is_subtitle(text, next))
        {
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
        if line::is_menu(chars) {
            score -= 8;
        }
        if score >= 5 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, k));
        }
    }
    best.map(|(_, k)| k)
}

/// A title on one line with what is told of it: `2005年大事记 浏览:3906 发布时间:2009/07/22`.
fn before_keys(text: &Text, line: Span) -> Option<Span> {
    /// The longest title.
    const LONGEST: usize = 40;
    let (chars, table) = (text.folded(line), words::table());
    let key =
        (1..chars.len().min(LONGEST)).find(|&i| chars[i - 1] == ' ' && table.key(chars, i).is_some())?;
    let title = text.trim(Span::new(line.lo(), line.lo() + key));
    (title.len() > 4 && table.has(text.folded(title), Kind::Work)).then_some(title)
}

/// Whether a line is a period in brackets, as under a title.
fn is_subtitle(text: &Text, line: &Line) -> bool {
    let chars = text.folded(line.span);
    let inner = chars.strip_prefix(&['(']).and_then(|rest| rest.strip_suffix(&[')']));
    inner.is_some_and(|inner| date::period(inner).is_some_and(|(_, range)| range.len() + 1 >= inner.len()))
}

/// A title without the marks of Markdown, the brackets around it and the buttons behind it.
fn bare_title(text: &Text, line: Span) -> Span {
    let mut line = strip(text, line, |c| matches!(c, '#' | '*' | ' ' | '=' | '_'));
    while text.before(line.hi()) == ']' {
        let Some(open) = (line.lo()..line.hi()).rev().find(|&i| text.at(i) == '[') else { break };
        if open == line.lo() || !line::only_words(text.folded(Span::new(open, line.hi())), words::table()) {
            break;
        }
        line = text.trim(Span::new(line.lo(), open));
    }
    let pairs = [('【', '】'), ('《', '》'), ('[', ']'), ('“', '”')];
    let (first, last) = (text.at(line.lo()), text.before(line.hi()));
    let paired = pairs.iter().any(|&(a, b)| first == a && last == b)
        && line.len() > 2
        && !text.folded(Span::new(line.lo() + 1, line.hi() - 1)).contains(&first);
    if paired { text.trim(Span::new(line.lo() + 1, line.hi() - 1)) } else { line }
}

/// Takes the site's name from a line above the title, where the breadcrumb tells none.
fn site(text: &Text, top: &[Line], title: Option<usize>, page: &mut Page) {
    let named = |line: &&Line| {
        let chars = text.folded(line.span);
        (3..=20).contains(&chars.len()) && words::table().ends(chars, Kind::Site) && !chars.contains(&' ')
    };
    let above =
        top.iter().take(title.unwrap_or(0)).filter(|line| matches!(line.role, Role::Other | Role::Menu));
    if page.site.is_none() {
        page.site = above.into_iter().find(named).map(|line| line.span);
    }
}

/// Takes whole dates that stand alone in the head: above title or breadcrumb the day of capture, else of publication.
fn days(top: &[Line], title: Option<usize>, page: &mut Page) {
    let crumb = top.iter().position(|line| line.role == Role::Crumb);
    let Some(anchor) = title.into_iter().chain(crumb).max() else { return };
    for (k, line) in top.iter().enumerate() {
        let Role::Day(day) = line.role else { continue };
        if k < anchor {
            page.captured = page.captured.or(Some(day));
        } else {
            page.published = page.published.or(Some(day));
        }
    }
}

/// The first line of the body: after the last line of furniture or title above the content.
fn begin(text: &Text, top: &[Line], title: Option<usize>, subtitle: Option<Span>) -> usize {
    let hard = |line: &Line| {
        matches!(line.role, Role::Crumb | Role::Meta | Role::Menu | Role::Day(_))
            || Some(line.span) == subtitle
    };
    let after = top.iter().rposition(hard).map_or(0, |k| k + 1);
    let Some(title) = title.filter(|&title| title >= after) else { return after };
    // A bare 2020年2月 over the entries dates them as well.
    let chars = text.folded(bare_title(text, top[title].span));
    let whole = date::period(chars).is_some_and(|(_, range)| range.len() == chars.len());
    if whole { title } else { title + 1 }
}

/// Where the body ends: before the furniture below the last entry.
fn tail(text: &Text, from: usize, hints: &Hints<'_>, page: &mut Page) -> usize {
    let table = words::table();
    let (mut end, mut at, mut loose) = (text.len(), text.len(), 0);
    for _ in 0..TAIL {
        if at <= from {
            break;
        }
        let start = line_start(text, at, from);
        let span = text.trim(Span::new(start, at));
        if span.len() > LONGEST {
            break;
        }
        let chars = text.folded(span);
        if span.is_empty() {
        } else if line::is_tail(chars) || (!line::is_content(chars) && hints.linked(text, span)) {
            end = start;
            loose = 0;
            keys(text, span, page);
            owner(text, span, table, page);
        } else if line::is_content(chars) || loose > LOOSE {
            break;
        } else {
            loose += 1;
        }
        at = start.saturating_sub(1);
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
