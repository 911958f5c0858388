//! Paragraphs without a dateline: what goes on with the entry above, what is said about it, what stands by itself.
//!
//! `会议指出…`, `当日，…`, `该厂…` go on; `按：…`, `疑问：为何不先问居民？`, `（据县档案）` are said of the entry above and are never
//! an entry or a headline; `县农机公司成立。` is an item of its own. `土改时，…` opens with words of time that name no day.

use super::mark::skip_spaces;
use super::opens;
use super::paragraph::Paragraph;
use crate::lexicon::Class;
use crate::recognize::time::{self, Bound};
use crate::text::{Span, Text, chars, is_han};

/// How many characters a label before a colon has at most.
const LABEL: usize = 8;

/// How many characters a time of day takes at most.
const CLOCK: usize = 24;

/// Whether a paragraph is said about what stands above it: a comment, a note, a question, a source.
pub(super) fn is_remark(text: &Text, paragraph: &Paragraph) -> bool {
    let (start, end) = (paragraph.start as usize, paragraph.span.hi());
    let open = text.at(start);
    let bracketed = matches!(open, '(' | '[' | '【' | '〔');
    let at = if bracketed { start + 1 } else { start };
    if let Some(after) = opens(text, at, Class::Remark) {
        // 注: but not 注册; 按: but not 按照.
        let next = text.at(after);
        let parted = !is_han(next) && !next.is_ascii_alphanumeric() || after >= end;
        let numbered = (next.is_ascii_digit() || chars!("一二三四五六七八九十").has(next))
            && chars!(":,.、)】]").has(text.at(after + 1));
        if parted || numbered {
            return true;
        }
    }
    // A question is never an item of a chronicle.
    let words = end - start;
    words <= 60
        && text.before(end) == '?'
        && !text.folded(Span::new(start, end)).iter().any(|c| matches!(c, '。' | '《' | '“'))
}

/// How far above a note its mark is looked for.
const NOTED: usize = 4_000;

/// Whether a paragraph is a note (`①县志稿作三月六日。`) to what stands above: the number that opens it stands behind a word there.
pub(super) fn is_note(text: &Text, paragraph: &Paragraph) -> bool {
    let at = paragraph.span.lo();
    let mark = text.at(at);
    matches!(mark, '①'..='⑳' | '⓪'..='⓿' | '❶'..='❿')
        && (at.saturating_sub(NOTED)..at).rev().any(|i| {
            let before = text.before(i);
            text.at(i) == mark && (is_han(before) || chars!("。,;!?”’》)】").has(before))
        })
}

/// Whether a short label and a colon open a paragraph: `会议决定：`, `地点：城关镇`.
fn labelled(text: &Text, start: usize) -> bool {
    let length = (start..=start + LABEL).take_while(|&i| is_han(text.at(i))).count();
    (1..=LABEL).contains(&length)
        && text.at(start + length) == ':'
        && time::label(text, start + length + 1).is_none()
}

/// Whether a paragraph goes on with what the entry above tells, as its first words show.
pub(super) fn continues(text: &Text, paragraph: &Paragraph) -> bool {
    let start = paragraph.start as usize;
    if let Some(after) = opens(text, start, Class::Continuation) {
        // 要 and 就 open a sentence that goes on, 要闻 and 就业局 do not; longer words are sure.
        return after > start + 1 || !opens_word(text, start);
    }
    labelled(text, start)
        || points_back(text, start)
        || !is_han(text.at(start))
            && !matches!(text.at(start), '《' | '“' | '【' | '〖')
            && !year(text, start)
}

/// `2011年度考核…`: a year opens an item of its own.
fn year(text: &Text, start: usize) -> bool {
    (start..start + 4).all(|i| text.at(i).is_ascii_digit()) && text.at(start + 4) == '年'
}

/// Whether a time of day opens a paragraph, which is told of its own in a log: `8时，…`, `15:30 …`, `凌晨1时许，…`, `上午，…`, `【08:10】…`.
pub(super) fn opens_with_clock(text: &Text, start: usize) -> bool {
    let start = if matches!(text.at(start), '【' | '[' | '(') { start + 1 } else { start };
    time::find(text, Span::new(start, (start + CLOCK).min(text.len()))).first().is_some_and(|mention| {
        let (expression, first) = (&mention.expression, &mention.expression.first);
        mention.span.lo() == start
            && (first.clock.is_some() || first.part_of_day.is_some())
            && !(expression.has_day() || expression.has_month() || expression.has_year())
    })
}

/// A word of one character that opens a longer word.
fn opens_word(text: &Text, start: usize) -> bool {
    opens(text, start, Class::Word).is_some_and(|end| end > start + 1)
}

/// 该厂, 此项, 本次: a pronoun and its noun; not 该月, 此地 (a place of its own), 本县.
fn points_back(text: &Text, start: usize) -> bool {
    let next = text.at(skip_spaces(text, start + 1, start + 8));
    match text.at(start) {
        '该' | '此' => !matches!(next, '年' | '月' | '日' | '旬'),
        '其' | '这' => true,
        _ => false,
    }
}

/// The words of time that open a paragraph and name no day: `土改时，`, `汛期，`; up to the first comma.
pub(super) fn unread(text: &Text, start: usize) -> Option<Span> {
    let length =
        (start..start + 10).take_while(|&i| is_han(text.at(i)) || text.at(i).is_ascii_digit()).count();
    let end = start + length;
    if length < 2 || text.at(end) != ',' {
        return None;
    }
    let tail = chars!("时前后初末中间").has(text.before(end))
        || (start..end).any(|i| opens(text, i, Class::TimeTail) == Some(end));
    (tail && time::label(text, start).is_none()).then(|| Span::new(start, end))
}

/// The whole day between the subject of a paragraph's first clause and its deed: `县新闻协会7月10日成立`, `某某分局,12月18日隆重举行…`. Nothing for a day that
/// a preposition governs or that describes something.
pub(super) fn main_day(text: &Text, start: usize, end: usize) -> Option<time::TimeMention> {
    let mention = inner_day(text, start, end, false)?;
    let (from, after) = (mention.span.lo(), mention.span.hi());
    let parts = (start..from).filter(|&i| chars!(",;:、(“《").has(text.at(i))).count();
    let directly = parts == 0 || parts == 1 && text.before(from) == ',';
    let governed = chars!("于在从自至到截前后约以和及是定将的与年由因按据原载").has(text.before(from));
    let deed = [Class::TypeWord, Class::Verb, Class::OrganizerVerb, Class::StageVerb, Class::PartOpener]
        .into_iter()
        .any(|class| opens(text, after, class).is_some());
    (from > start + 1 && directly && !governed && deed).then_some(mention)
}

/// The first whole day that the first sentence of a paragraph tells; with `bare`, a day without its month too.
pub(super) fn inner_day(text: &Text, start: usize, end: usize, bare: bool) -> Option<time::TimeMention> {
    let end = end.min(start + 80);
    let end = (start..end).find(|&i| text.at(i) == '。').unwrap_or(end);
    time::find(text, Span::new(start, end.max(start))).into_iter().find(|m| {
        let bare = bare && m.expression.day_number().is_some() && m.expression.first.year.is_none();
        (m.expression.has_month() || bare) && !m.expression.is_relative() && m.expression.bound == Bound::None
    })
}
