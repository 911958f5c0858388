//! Step 3: a [`View`] -> its entries: extent, headline, dateline, body, section.
//!
//! `防汛会议召开 7月3日,县委召开防汛会议。` is one entry with the headline 防汛会议召开, under 3 July of the year in force. A file's
//! layout (headline before date, date before body, date alone on its line, tables) is read from all its paragraphs together;
//! year, month and day are threaded from headings and datelines to the entries below them.
//!
//! The steps: `paragraph` takes the lines of the view, `layout` looks at every paragraph and then at all of them, `walk` takes
//! them in order and builds the entries.

mod catalogue;
mod dateline;
mod figures;
mod layout;
mod long;
mod mark;
mod paragraph;
mod report;
mod run;
mod scope;
mod table;
mod undated;
mod walk;

use crate::fact::TimeRecord;
use crate::lexicon::{Class, Lexicon};
use crate::resolve::calendar::Anchor;
use crate::text::{Span, Text};
use crate::view::View;

pub use long::LONG;

/// One entry of a view; its positions are the view's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Counts from 1; sections without headings count too.
    pub section: u32,
    /// The section's heading, where one is written.
    pub heading: Option<Span>,
    /// The whole entry, trimmed, without the mark before it.
    pub span: Span,
    /// The heading before the first dateline, trimmed, without 【】.
    pub headline: Option<Span>,
    /// What follows the dateline.
    pub body: Span,
    /// The date the entry stands under: its dateline's, that of the day above a sibling, or the span of the heading.
    pub date: Option<TimeRecord>,
    /// What was in force where the date was told: what the entry's other words of time lean on.
    pub anchor: Anchor,
    /// Days or months ran back and no heading tells the month or year: the date may be of another.
    pub guessed: bool,
}

/// The entries of a view, in order, inside its body, not overlapping.
pub fn entries(view: &View<'_>) -> Vec<Entry> {
    let text = view.text();
    let paragraphs = run::split(text, paragraph::paragraphs(view));
    let entries = catalogue::entries(view, &paragraphs)
        .unwrap_or_else(|| walk::entries(text, view.setting(), &paragraphs));
    long::cut(text, entries)
}

/// Where the longest term of a class ends that begins at `at`.
fn opens(text: &Text, at: usize, class: Class) -> Option<usize> {
    Lexicon::builtin().longest(text.folded(Span::new(at, at + 8)), class).map(|length| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Setting};
    use crate::view::Draft;
    use proptest::prelude::*;

    /// Lines as chronicles have them, and what damages them.
    const PIECES: &[&str] = &[
        "1952年",
        "民国16年（1927年）",
        "3月",
        "四月",
        "5日",
        "3月5日",
        "3月5日，县医院落成。",
        "同日，大桥动工。",
        "是月 旱。",
        "防汛会议召开 7月3日,县委召开防汛会议。",
        "【抗旱】",
        "【抗旱】 4月，持续少雨。",
        "▲大桥动工。",
        "1、扫盲。",
        "（一）经济",
        "## 3月9日",
        "- **3月9日** 县医院",
        "会议指出，要抓好落实。",
        "1200",
        "- 12 -",
        "图为县医院",
        "责任编辑：某某",
        "1952年\t3月\t旱",
        "\t4月\t涝",
        "| 3月5日 | 旱 |",
        "时间：3月5日",
        "名称：旱",
        "3月5日  旱情  全县持续干旱，作物受灾。",
        "2月20日《某报》报道：2月19日，旱。",
        "",
        " ",
        "\u{3000}\u{3000}",
        "。",
        "，",
        "**",
        "****",
        "【",
        "】",
        "|",
        "||",
        "—",
        "：",
        "月日",
        "年",
        "\u{0}",
        "😀",
        "\r",
        "\u{feff}",
        "截至3月1日",
        "1984.2.10",
        "2019-05-03,\"甲",
        "乙\"",
        "((((((",
        "》》",
        "3月51日",
        "99月99日",
        "第4、5期",
        "3月5日电",
    ];

    fn document(raw: String, body: Option<(usize, usize)>) -> Document {
        let text = Text::new(raw);
        let body = body.map_or(text.span(), |(a, b)| Span::new(a.min(text.len()), b.min(text.len())));
        let setting = Setting { from: Some((1986, None)), to: Some((1987, None)), region: 0 };
        let draft = Draft::of(&text);
        let seen = draft.seen(body);
        let map = draft.settled(seen);
        Document { setting, text, body, map, ..Document::default() }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        #[test]
        fn entries_lie_in_the_body_in_order_and_apart(
            picks in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..40),
            noise in "\\PC{0,12}",
            cut in 0usize..200,
        ) {
            let mut raw = String::new();
            for (piece, line) in picks {
                raw.push_str(PIECES[piece]);
                if line {
                    raw.push('\n');
                }
            }
            raw.push_str(&noise);
            let document = document(raw, (cut > 100).then(|| (cut - 100, cut * 2)));
            let view = View::of(&document);
            let mut last = view.body().lo();
            for entry in entries(&view) {
                prop_assert!(view.body().contains(entry.span), "{entry:?}");
                prop_assert!(entry.span.lo() >= last && !entry.span.is_empty(), "{entry:?}");
                prop_assert_eq!(view.text().trim(entry.span), entry.span);
                prop_assert!(entry.span.contains(entry.body), "{entry:?}");
                prop_assert!(entry.headline.is_none_or(|h| entry.span.contains(h) && !h.is_empty()), "{entry:?}");
                last = entry.span.hi();
            }
        }
    }

    #[test]
    fn a_single_long_line_is_read_in_linear_time() {
        let document = document("防汛会议召开 7月3日,县委召开防汛会议。 ".repeat(20_000), None);
        assert_eq!(entries(&View::of(&document)).len(), 20_000);
    }
}
