//! Datelines: the date that an entry stands under, at a paragraph's start or after its headline.
//!
//! In goes the head of a paragraph; out come [`Cue`]s. `3月18～19日 县委召开…` opens with one; in `防汛会议召开 7月3日,县委召开
//! 防汛会议…` one follows a headline, and what speaks for it (the space before, the comma after, a body that says the headline
//! again) is weighed, since headlines hold spaces, commas and dates of their own.

use super::figures::Figures;
use super::mark::skip_spaces;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::time::{self, Day, Month, Stretch, TimeMention, Year};
use crate::text::{Span, Text, chars, is_han};

/// How far into a paragraph a dateline may begin.
pub(super) const REACH: usize = 160;

/// What a dateline is told to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    /// 春, 上旬, 年底.
    Vague,
    /// 1952年, 是年.
    Year,
    /// 3月, 是月.
    Month,
    /// 3月5日, 5日, 同日.
    Day,
}

/// What stands between a dateline and its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// Nothing, and the body goes on.
    Text,
    /// A space or spaces.
    Space,
    /// `,` or `、`.
    Comma,
    /// `:`
    Colon,
    /// `—`
    Dash,
    /// The paragraph ends.
    End,
}

/// A dateline and where the body begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Cue {
    /// First code point of the expression.
    pub start: u32,
    /// One past its last.
    pub end: u32,
    /// Where the body begins.
    pub body: u32,
    /// What stands between.
    pub after: After,
    /// The finest part that is told.
    pub grain: Grain,
    /// Leans on a day, month or year told before (同日, 是月).
    pub relative: bool,
    /// Whether a year is written.
    pub year: bool,
    /// Whether a month is written.
    pub month: bool,
    /// Whether 年, 月 or 日 is written, not figures alone (`9.15`).
    pub worded: bool,
    /// Spaces between the expression and the body.
    pub spaces: u8,
    /// How much speaks for it.
    pub score: i8,
    /// Figures alone, or a date that lost a word.
    pub figures: Option<Figures>,
    /// The numbers of the month and the day, where they are written.
    pub numbers: (Option<u8>, Option<u8>),
}

/// Whether a dateline opens at `at`.
pub(super) fn opens(text: &Text, at: usize, end: usize) -> bool {
    at < end && opening(text, skip_spaces(text, at, end), end).is_some()
}

/// A mention read in a text of its own, with its spans put back into the document.
pub(super) fn moved(mut mention: TimeMention, back: impl Fn(Span) -> Span) -> TimeMention {
    mention.span = back(mention.span);
    mention.expression.first.part_of_day = mention.expression.first.part_of_day.map(&back);
    for point in &mut mention.expression.rest {
        point.part_of_day = point.part_of_day.map(&back);
    }
    mention
}

/// Whether figures and 年, 月 or 日 stand at `at`.
pub(super) fn worded(text: &Text, at: usize, end: usize) -> bool {
    let at = skip_spaces(text, at, end.min(at + 3));
    let digits = (at..at + 5).take_while(|&i| text.at(i).is_ascii_digit()).count();
    digits > 0 && matches!(text.at(skip_spaces(text, at + digits, end)), '年' | '月' | '日')
}

/// The dateline that opens a paragraph's words at `at`, its score from 1 (weak) to 3.
pub(super) fn opening(text: &Text, at: usize, end: usize) -> Option<Cue> {
    let open = text.at(at);
    // Quotation marks hold a heading where nothing else stands on its line: `《11月2日》`, but not `“11月2日”大会`.
    let quoted = matches!(open, '《' | '〈' | '「' | '『' | '“' | '‘' | '<' | '{')
        && text.before(end) == closing(open);
    let inside = quoted || matches!(open, '【' | '[' | '(' | '〔' | '〖');
    let mut start = if inside { skip_spaces(text, at + 1, end) } else { at };
    if !may_open(text, start) {
        return None;
    }
    // `第2周（9月8日—14日）`.
    if open == '第'
        && let Some(week) = (at + 2..at + 5).find(|&i| text.at(i) == '周' && text.at(i + 1) == '(')
    {
        return opening(text, week + 1, end);
    }
    let leading = lists::DATELINE_LED.begin(|place| text.at(place), start);
    // 至正十四年 is a reign's year, 至4月底 is not.
    if let Some(word) = leading.filter(|_| time::label(text, start).is_none()) {
        start = skip_spaces(text, start + word.chars().count(), end);
    }
    let start = after_season(text, start).unwrap_or(start);
    let mention = time::label(text, start)?;
    if mention.span.hi() > end {
        return None;
    }
    let closed = closed(text, mention.span.hi(), open, end);
    if inside && closed.is_none() || quoted && closed != Some(end) {
        return None;
    }
    let mut cue = cue(text, &mention, end)?;
    let separated = cue.after != After::Text || inside;
    cue.score = match cue.grain {
        Grain::Day if separated => 3,
        Grain::Day => 2,
        Grain::Vague if !separated && !cue.month && !cue.year && !cue.relative && !decad(&mention) => {
            return None;
        }
        _ if separated => 2,
        _ => 1,
    };
    Some(cue)
}

/// 中旬, 月底: parts of a month, which are no part of another word.
fn decad(mention: &TimeMention) -> bool {
    matches!(
        mention.expression.first.stretch,
        Some(Stretch::Decad(_) | Stretch::Decads(..) | Stretch::MonthStart | Stretch::MonthEnd)
    )
}

/// `春，二月，…`: the month behind the season of an annal.
fn after_season(text: &Text, at: usize) -> Option<usize> {
    let season = chars!("春夏秋冬").has(text.at(at)) && matches!(text.at(at + 1), ',' | '、');
    let next = at + 2;
    (season && time::label(text, next).is_some_and(|m| m.expression.has_month())).then_some(next)
}

/// A heading that names a place before its year: `青溪县2005年`. The two close the line.
pub(super) fn region_heading(text: &Text, start: usize, end: usize) -> Option<Cue> {
    if end - start > 20 || text.before(end) != '年' {
        return None;
    }
    let year = (start + 2..end).find(|&i| text.at(i).is_ascii_digit())?;
    let place = [Class::Division, Class::DivisionShort, Class::Region]
        .into_iter()
        .any(|class| super::opens(text, start, class) == Some(year));
    opening(text, year, end).filter(|cue| place && cue.grain == Grain::Year && cue.end as usize == end)
}

/// A heading that names a ruler before the year: `庄帝上同光元年（癸未，公元九二三年）`. Two reckonings of one year close the line.
pub(super) fn reign_heading(text: &Text, start: usize, end: usize) -> Option<Cue> {
    if end - start > 40 || text.before(end) != ')' {
        return None;
    }
    let open = (start..end).rev().find(|&i| text.at(i) == '(')?;
    if !(start..open).all(|i| is_han(text.at(i)) || text.at(i) == ' ') {
        return None;
    }
    (start + 1..open).find_map(|at| {
        let mention = time::label(text, at).filter(|m| m.span.hi() == end && m.expression.has_year())?;
        mention.expression.first.beside.and_then(|_| cue(text, &mention, end))
    })
}

/// The likeliest dateline after a headline that begins at `start`.
pub(super) fn after_headline(text: &Text, start: usize, end: usize) -> Option<Cue> {
    let limit = end.min(start + REACH);
    let mut depth = 0usize;
    let mut best: Option<Cue> = None;
    let mut i = start;
    while i < limit {
        let c = text.at(i);
        match c {
            '《' | '“' | '(' | '【' | '[' | '〔' => depth += 1,
            '》' | '”' | ')' | '】' | ']' | '〕' => depth = depth.saturating_sub(1),
            '。' if depth == 0 => break,
            '\n' | '\r' => break,
            _ => {}
        }
        if i > start
            && begins_figure(text, i)
            && may_open(text, i)
            && let Some(mention) = time::label(text, i).filter(|m| m.span.hi() <= end)
        {
            let found = weighed(text, start, &mention, end, depth);
            best = found.filter(|cue| best.is_none_or(|b| b.score < cue.score)).or(best);
            i = mention.span.hi().max(i + 1);
            continue;
        }
        i += 1;
    }
    best
}

/// How long a headline is at most that is a sentence of its own before the dateline.
const STOPPED: usize = 24;

/// The dateline behind a headline that ends with a full stop: `钢厂限产。2月16日，…`. Only a whole file tells that it is none of a body's.
pub(super) fn after_stop(text: &Text, start: usize, end: usize) -> Option<Cue> {
    let limit = end.min(start + STOPPED);
    let stop = (start..limit).find(|&i| chars!("。,;:\n\r").has(text.at(i)))?;
    if text.at(stop) != '。' || stop < start + 3 {
        return None;
    }
    let at = skip_spaces(text, stop + 1, end);
    opening(text, at, end).filter(|cue| {
        cue.start as usize == at
            && cue.month
            && !cue.relative
            && matches!(cue.after, After::Comma | After::Space)
    })
}

/// A dateline after a headline, with what speaks for and against it.
fn weighed(text: &Text, start: usize, mention: &TimeMention, end: usize, depth: usize) -> Option<Cue> {
    let at = mention.span.lo();
    let mut cue = cue(text, mention, end)?;
    let gloss = gloss(text, mention.span.hi(), end);
    let bracketed = text.before(at) == opened(text.at(gloss.unwrap_or(mention.span.hi())));
    if let Some(close) = gloss.filter(|_| bracketed) {
        let (after, body, spaces) = follow(text, close, end);
        (cue.after, cue.body, cue.spaces) = (after, body as u32, spaces);
    }
    // `捐款突破5亿元 截至5月22日,…`: parted by a space, the word belongs to the date.
    let as_of = at > start + 3
        && matches!(text.before(at), '至' | '止')
        && text.at(at - 2) == '截'
        && text.at(at - 3).is_whitespace();
    let outer = match (bracketed, as_of) {
        (true, _) => at - 1,
        (_, true) => at - 2,
        _ => at,
    };
    let mut headline = outer;
    while headline > start && text.before(headline).is_whitespace() {
        headline -= 1;
    }
    let spaces = outer - headline;
    let length = headline - start;
    let last = text.before(headline);
    let mut score: i32 = match (spaces, last) {
        (2.., _) => 4,
        (1, _) => 3,
        (0, '》' | '”' | ')' | '】' | '—' | ':' | '|' | '!' | '?') => 2,
        _ => 0,
    };
    // `旧书交换 —— 2022年6月18日`, alone on its line.
    if cue.after == After::End && last == '—' {
        score += 3;
    }
    // `特大暴雨（6月22日）`, alone on its line.
    score += match (bracketed, cue.after) {
        (true, After::End) => 6,
        // `营商环境大会（4日）　市委…`
        (true, After::Space | After::Colon) => 4,
        (true, _) => 2,
        _ => 0,
    };
    score += match cue.after {
        After::Comma => 3,
        After::Space => 2,
        // `旧书交换 2022年6月18日`: a whole day at the line's end.
        After::End => 1 + i32::from(cue.year && cue.grain == Grain::Day),
        After::Colon | After::Dash => 1,
        After::Text => i32::from(matches!(text.at(cue.body as usize), '《' | '“')),
    };
    score += match cue.grain {
        Grain::Day => 1 + i32::from(cue.month || cue.relative),
        Grain::Month => 0,
        Grain::Year | Grain::Vague => -3,
    };
    if depth > usize::from(bracketed) {
        score -= 5;
    }
    if chars!("于在从自至到截前后约以、和及是定").has(last) {
        score -= 4;
    }
    if last == ',' || last == ';' {
        score -= 3;
    }
    if length < 4 {
        score -= 2;
    }
    if length > 100 {
        score -= 1;
    }
    // What the headline says again speaks for it, the more so where no space parts the two.
    if score >= 2 && length >= 4 {
        score += match restated(text, Span::new(start, headline), cue.body as usize, end) {
            60.. => 3,
            40.. => 2,
            20.. => 1,
            _ => 0,
        };
    }
    cue.score = score.clamp(-100, 100) as i8;
    Some(cue)
}

/// How many hundredths of a headline's pairs of characters the body's first words say again.
fn restated(text: &Text, headline: Span, body: usize, end: usize) -> usize {
    let head = text.folded(headline);
    let window = text.folded(Span::new(body, end.min(body + 2 * headline.len() + 20)));
    let (mut pairs, mut again) = (0usize, 0usize);
    for pair in head.windows(2).filter(|p| p.iter().all(|c| is_han(*c) || c.is_ascii_alphanumeric())) {
        pairs += 1;
        again += usize::from(window.windows(2).any(|w| w == pair));
    }
    (again * 100).checked_div(pairs).unwrap_or_default()
}

/// What a date means as a dateline; nothing for a clock time alone, 今年, or a date that goes on as 3月5日前, 2019年度.
fn cue(text: &Text, mention: &TimeMention, end: usize) -> Option<Cue> {
    let expression = &mention.expression;
    let point = &expression.first;
    let grain = match (point.day, point.month, point.year, point.stretch) {
        (Some(_), ..) => Grain::Day,
        (None, _, _, Some(Stretch::Decad(_) | Stretch::Decads(..) | Stretch::Season(_)))
        | (None, None, _, Some(_)) => Grain::Vague,
        (None, Some(_), ..) => Grain::Month,
        (None, None, Some(_), None) => Grain::Year,
        (None, None, None, None) => return None,
    };
    let (start, after) = (mention.span.lo(), mention.span.hi());
    let own = matches!(point.year, Some(Year::Own(_)))
        || matches!(point.month, Some(Month::Own(_)))
        || matches!(point.day, Some(Day::Own(_)));
    let (kind, body, spaces) = follow(text, after, end);
    // 今秋，… opens an item of its year; 今年我县… may stand in a sentence.
    let led = text.at(start) == '本' || point.day.is_none() && kind == After::Comma;
    // 11月20日以来,全县连降大雪: from that day on.
    let since = grain == Grain::Day && expression.has_month() && text.begins(after, "以来,");
    // `3月20日黎明前，…`: some time of that day.
    let before = grain == Grain::Day
        && text.at(after) == '前'
        && point.part_of_day.is_some_and(|part| part.hi() == after);
    if own && !led || !since && !before && !goes_on(text, after) {
        return None;
    }
    let body = body + usize::from(before);
    let words = text.folded(mention.span);
    Some(Cue {
        start: mention.span.start,
        end: mention.span.end,
        body: body as u32,
        after: kind,
        grain,
        relative: expression.is_relative(),
        year: expression.has_year(),
        month: expression.has_month(),
        worded: words.iter().any(|c| matches!(c, '年' | '月' | '日' | '号'))
            || grain == Grain::Vague
            || expression.is_relative()
            || matches!(point.day, Some(Day::Feast(_))),
        spaces,
        score: 0,
        figures: None,
        numbers: (expression.month_number(), expression.day_number()),
    })
}

/// Whether what follows a date lets it be a dateline.
fn goes_on(text: &Text, at: usize) -> bool {
    let (c, next) = (text.at(at), text.at(at + 1));
    match c {
        '前' => matches!(next, '往' | '来' | '线' | '进' | '锋'),
        '后' | '内' | '来' => !matches!(next, ',' | ' ' | '的' | '、'),
        '以' => !matches!(next, '来' | '前' | '后' | '内' | '上' | '下'),
        '之' => !matches!(next, '前' | '后' | '间' | '内'),
        '期' => next != '间',
        '生' => !matches!(next, '于' | ',' | ')' | '。'),
        // `5月7日日本代表团…`, `3日月牙湖…`, `5日年会…`: a word of its own.
        '日' | '月' | '年' if text.before(at) == '日' && is_han(next) => {
            !matches!(next, '前' | '后' | '内' | '起' | '的')
        }
        '的' | '度' | '电' | '级' | '版' | '第' | '年' | '月' | '日' => {
            // `1952年第三次代表大会` goes on, `2019年第1期` does not.
            c == '第' && !issue(text, at + 1)
        }
        '、' => is_han(next) && !matches!(next, '一'..='十'),
        '.' | '/' => !next.is_ascii_digit(),
        // `2月28日15时` goes on, `3月51` is no date.
        // `2月14日2020年省委一号文件` goes on too.
        _ => !c.is_ascii_digit() || clock(text, at) || text.at(at + 4) == '年' || counts(text, at),
    }
}

/// `8户农民` behind a date that is whole: figures that count something, and are no day or month themselves.
fn counts(text: &Text, at: usize) -> bool {
    let figures = (at..at + 7).take_while(|&i| text.at(i).is_ascii_digit()).count();
    let next = text.at(at + figures);
    matches!(text.before(at), '月' | '日')
        && figures < 7
        && is_han(next)
        && !chars!("日号月年时点分至到").has(next)
}

/// `15时`, `9:30`.
fn clock(text: &Text, at: usize) -> bool {
    let figures = (at..at + 3).take_while(|&i| text.at(i).is_ascii_digit()).count();
    figures < 3 && matches!(text.at(at + figures), '时' | '点' | ':')
}

/// `第1期`, `第4、5期`.
fn issue(text: &Text, at: usize) -> bool {
    let figures = (at..at + 8).take_while(|&i| text.at(i).is_ascii_digit() || text.at(i) == '、').count();
    figures > 0 && matches!(text.at(at + figures), '期' | '卷' | '号')
}

/// What stands after a date: kind, where the body begins, how many spaces.
pub(super) fn follow(text: &Text, after: usize, end: usize) -> (After, usize, u8) {
    let mut at = after;
    if matches!(text.at(at), '起') && text.at(at + 1) != '草' {
        at += 1;
    }
    if text.begins(at, "以来,") {
        at += 2;
    }
    let mut closed = false;
    for _ in 0..3 {
        match text.at(at) {
            '】' | ']' | ')' | '〕' | '〗' => (closed, at) = (true, at + 1),
            '*' | '_' if text.at(at + 1) == text.at(at) => at += 2,
            _ => {}
        }
    }
    let words = skip_spaces(text, at, end);
    let spaces = (words - at).min(255) as u8;
    if words >= end {
        return (After::End, end, spaces);
    }
    let kind = match text.at(words) {
        ',' | '、' => After::Comma,
        ':' | '|' => After::Colon,
        '—' | '-' | '─' | '―' | '–' => After::Dash,
        '。' | '.' => After::Space,
        _ if spaces > 0 || closed => return (After::Space, words, spaces),
        _ => return (After::Text, words, spaces),
    };
    let mut body = words;
    while body < end && (text.at(body).is_whitespace() || chars!(",、:|—-─―–。.*").has(text.at(body)))
    {
        body += 1;
    }
    (if body >= end { After::End } else { kind }, body, spaces)
}

/// Whether a date may open at a character: a cheap look before the grammar's.
fn may_open(text: &Text, i: usize) -> bool {
    let c = text.at(i);
    // ’58　建厂.
    let short = matches!(c, '\'' | '’') && text.at(i + 1).is_ascii_digit() && text.at(i + 2).is_ascii_digit();
    c.is_ascii_digit() || is_han(c) || short
}

/// Whether a figure begins here, or a word after a space.
fn begins_figure(text: &Text, i: usize) -> bool {
    let (c, before) = (text.at(i), text.before(i));
    if c.is_ascii_digit() {
        return !before.is_ascii_digit() && !matches!(before, '.' | '/' | '-' | '~');
    }
    let numeral = |c: char| chars!("〇○一二三四五六七八九十廿元").has(c);
    numeral(c) && !numeral(before) || before.is_whitespace() && is_han(c)
}

/// The bracket that closes behind a date and a few words on the day: `（1月21日，除夕）`.
fn gloss(text: &Text, date: usize, end: usize) -> Option<usize> {
    /// The longest words on a day: 农历正月初一.
    const LONGEST: usize = 8;
    let from = skip_spaces(text, date, end);
    let from = if matches!(text.at(from), ',' | '、') { skip_spaces(text, from + 1, end) } else { from };
    let close = (from..end.min(from + LONGEST + 1)).find(|&i| !is_han(text.at(i)))?;
    (from > date && close > from && matches!(text.at(close), ')' | ']' | '】' | '〕' | '〗')).then_some(close)
}

/// The end of a bracket that closes behind a date, with the colon that the date has or without: `【5月8日：】`, `【1月21日，除夕】`.
fn closed(text: &Text, date: usize, open: char, end: usize) -> Option<usize> {
    if let Some(close) = gloss(text, date, end).filter(|close| text.at(*close) == closing(open)) {
        return Some(close + 1);
    }
    let mut at = skip_spaces(text, date, end);
    if matches!(text.at(at), ':' | ',') {
        at = skip_spaces(text, at + 1, end);
    }
    (at < end && text.at(at) == closing(open)).then_some(at + 1)
}

/// The bracket that closes another.
pub(super) fn closing(open: char) -> char {
    match open {
        '【' => '】',
        '[' => ']',
        '(' => ')',
        '〔' => '〕',
        '〖' => '〗',
        '《' => '》',
        '〈' => '〉',
        '「' => '」',
        '『' => '』',
        '“' => '”',
        '‘' => '’',
        '<' => '>',
        '{' => '}',
        _ => '\0',
    }
}

/// The bracket that opens another, a character that is nowhere for others.
fn opened(close: char) -> char {
    match close {
        '】' => '【',
        ']' => '[',
        ')' => '(',
        '〕' => '〔',
        '〗' => '〖',
        _ => '\u{10ffff}',
    }
}
