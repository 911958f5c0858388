//! Said and done: each sentence of an entry is done, planned, urged, conveyed or reported.
//!
//! `县委书记甲到某乡检查。甲强调,要抓好春耕。要落实责任。会议还研究了其他事项。` is done, urged (甲), urged (甲), done: what
//! follows an urging goes on urging while it begins with 要, 必须 and the like or says no more of what was done.

use super::{Mode, PersonRecord, Statement};
use crate::lexicon::Class;
use crate::recognize::{Mentions, Passage};
use crate::text::Span;

/// The statements of an entry, in order, without the headline.
pub fn statements(passage: &Passage<'_>, mentions: &Mentions, people: &[PersonRecord]) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    let body = passage.headline.map_or(passage.span.lo(), Span::hi);
    let (mut urging, mut speaker) = (false, None);
    for sentence in passage.sentences.iter().filter(|s| s.span.lo() >= body) {
        let first = sentence.clauses.first().copied().unwrap_or(sentence.span);
        let said = sign(passage, mentions, sentence.span, first);
        let mode = match said {
            Some((Mode::Urged, at)) => {
                // 他强调: the one who spoke before.
                speaker = person_before(mentions, people, first.lo(), at)
                    .or(speaker.filter(|_| urging || pronoun(passage, at)));
                urging = true;
                Mode::Urged
            }
            Some((mode, _)) => {
                urging = false;
                mode
            }
            None if urging && goes_on(passage, mentions, first) => Mode::Urged,
            None => {
                urging = false;
                speaker = person_before(mentions, people, first.lo(), first.hi()).or(speaker);
                Mode::Done
            }
        };
        let person = if mode == Mode::Urged { speaker } else { None };
        out.push(Statement { start: sentence.span.start, end: sentence.span.end, mode, person });
    }
    out
}

/// The first word that makes a sentence what it is, and where it stands. A verb of urging counts in any clause that is not
/// a quotation of somebody else's, the other words in the first clause alone.
fn sign(passage: &Passage<'_>, mentions: &Mentions, sentence: Span, first: Span) -> Option<(Mode, usize)> {
    let mut i = sentence.lo();
    while i < sentence.hi() {
        // Titles speak for themselves, not for the sentence.
        if let Some(titled) = mentions.titled.iter().find(|t| t.span.covers(i)) {
            i = titled.span.hi();
            continue;
        }
        if let Some(hit) = passage.hits.longest(i, Class::Said).filter(|hit| hit.span().hi() <= sentence.hi())
        {
            let end = hit.span().hi();
            match passage.value(hit, Class::Said) {
                "urged" if speaks(passage, mentions, i, end) => return Some((Mode::Urged, i)),
                "must" if i == first.lo() => return Some((Mode::Urged, i)),
                "conveyed" if i < first.hi() + 40 => return Some((Mode::Conveyed, i)),
                "planned" if i < first.hi() => return Some((Mode::Planned, i)),
                "reported" if i < first.hi() => return Some((Mode::Reported, i)),
                _ => {}
            }
            i = end;
            continue;
        }
        i += 1;
    }
    None
}

/// Whether a verb of urging is the sentence's own: followed by a comma or 要, or preceded by a name, 他, 会议 or a title.
fn speaks(passage: &Passage<'_>, mentions: &Mentions, start: usize, end: usize) -> bool {
    let next = passage.at(end);
    let after = next == ',' || next == ':' || next == '要' || next == '“' || passage.begins(end, "了");
    let before = mentions.people.iter().any(|p| p.span.hi() == start)
        || ["他", "她", "会议", "并", "最后", "还", "座谈会上", "会上", "》"]
            .iter()
            .any(|word| passage.ends(start, word))
        || passage.before(start) == ',';
    before && (after || start + 1 < end)
}

fn pronoun(passage: &Passage<'_>, at: usize) -> bool {
    ["他", "她", "他还", "她还"].iter().any(|word| passage.ends(at, word))
}

/// Whether a sentence after an urging still urges: it opens with no day, no person, no body that acts.
fn goes_on(passage: &Passage<'_>, mentions: &Mentions, first: Span) -> bool {
    let opens = |span: Span| span.lo() == first.lo();
    let named = mentions.people.iter().any(|p| first.contains(p.span)) && !passage.begins(first.lo(), "要");
    let dated = mentions.times.iter().any(|t| opens(t.span));
    let meeting = ["会议", "在", "会上", "目前", "会前", "会后", "随后", "期间", "截至", "据"]
        .iter()
        .any(|w| passage.begins(first.lo(), w));
    !(named || dated || meeting)
}

/// The person named nearest before a place, from `floor` on.
fn person_before(mentions: &Mentions, people: &[PersonRecord], floor: usize, at: usize) -> Option<usize> {
    let span = mentions.people.iter().rfind(|p| p.span.lo() >= floor && p.span.hi() <= at)?.span;
    people.iter().position(|person| person.mentions.contains(&span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::recognize::titled;
    use crate::text::Text;

    #[test]
    fn urging_goes_on_until_something_is_done() {
        let text = Text::new(
            "会议传达学习全省会议精神。会议强调,要抓好春耕。要落实责任。各乡镇都要有预案。会议还研究了其他事项。全县将建水库三座。"
                .to_owned(),
        );
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
        let mentions =
            Mentions { titled: titled::find(&passage, &Mentions::default()), ..Mentions::default() };
        let modes: Vec<Mode> = statements(&passage, &mentions, &[]).iter().map(|s| s.mode).collect();
        assert_eq!(modes, [Mode::Conveyed, Mode::Urged, Mode::Urged, Mode::Urged, Mode::Done, Mode::Planned]);
    }
}
