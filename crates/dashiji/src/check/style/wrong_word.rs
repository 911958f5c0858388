//! S19: a wrong character in a word: 布署, 峻工, 防汛 written 防讯.
//!
//! Wrong forms are those of `lexicon/table-wrong-words.tsv`, none of which is a word. What keeps names and the meeting of two words apart is
//! the lexicon: a form whose first characters end a word that begins before it, or whose last ones begin a word that goes on behind it, is
//! two words (机关|干部), and a form inside the name of a person or a place is a name. Words that are wrong only where they stand (居民反应问题, 截止6月底)
//! are those of `lexicon/table-wrong-in-context.tsv`, each with what shows it.

use super::confused;
use crate::check::{Desk, Draft, Profile, Report, Severity};
use crate::fact::Record;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Hits, Lexicon};
use crate::text::{Span, Text, fold, is_han};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Wrong forms by their first two characters, longer before shorter, each with the right form.
static WRONG: LazyLock<BTreeMap<[char; 2], Vec<(Vec<char>, String)>>> = LazyLock::new(|| {
    let mut forms: BTreeMap<[char; 2], Vec<(Vec<char>, String)>> = BTreeMap::new();
    for line in
        include_str!("../../../lexicon/table-wrong-words.tsv").lines().filter(|line| !line.starts_with('#'))
    {
        let mut columns = line.split('\t');
        let (Some(right), Some(wrong)) = (columns.next(), columns.nth(1)) else { continue };
        for form in wrong.split(',') {
            let form: Vec<char> = form.chars().map(fold).collect();
            // A variant of the right characters is S05's.
            if right.chars().map(fold).eq(form.iter().copied()) {
                continue;
            }
            if let [a, b, ..] = form[..] {
                forms.entry([a, b]).or_default().push((form, right.to_owned()));
            }
        }
    }
    for list in forms.values_mut() {
        list.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    }
    forms
});

/// A word that is wrong where it stands, with what shows it.
struct InContext {
    wrong: Vec<char>,
    right: String,
    /// Words right before it; `^` is the beginning of a clause. Any where there are none.
    before: Vec<String>,
    /// Words right behind it; `0` is a digit. Any where there are none.
    behind: Vec<String>,
    /// Words that end what it takes, in the rest of its clause. Any where there are none.
    object: Vec<String>,
    /// Words right behind it that make it right.
    not: Vec<String>,
    /// Words right before it that make it right.
    led: Vec<String>,
}

static IN_CONTEXT: LazyLock<Vec<InContext>> = LazyLock::new(|| {
    let words = |column: Option<&&str>| -> Vec<String> {
        let column = column.copied().unwrap_or_default();
        column.split(',').filter(|w| !w.is_empty()).map(|w| w.chars().map(fold).collect()).collect()
    };
    let text = include_str!("../../../lexicon/table-wrong-in-context.tsv");
    let rows =
        text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter_map(|columns| {
        Some(InContext {
            wrong: columns.first()?.chars().map(fold).collect(),
            right: (*columns.get(2)?).to_owned(),
            before: words(columns.get(3)),
            behind: words(columns.get(4)),
            object: words(columns.get(5)),
            not: words(columns.get(6)),
            led: words(columns.get(7)),
        })
    })
    .collect()
});

impl InContext {
    /// Whether the word stands at a place, and stands there wrongly.
    fn stands(&self, text: &Text, span: Span, at: usize) -> bool {
        let end = at + self.wrong.len();
        if end > span.hi() || self.wrong.iter().enumerate().any(|(k, c)| text.at(at + k) != *c) {
            return false;
        }
        let opens = || at == span.lo() || ",。;:!?、\n \u{3000})日".contains(text.before(at));
        let before = |word: &String| if word == "^" { opens() } else { text.ends(at, word) };
        let behind = |word: &String| {
            if word == "0" { text.at(end).is_ascii_digit() } else { text.begins(end, word) }
        };
        let object = || {
            const FAR: usize = 24;
            let stop = (end..span.hi().min(end + FAR))
                .find(|&i| matches!(text.at(i), ',' | '。' | ';' | '\n'))
                .unwrap_or(span.hi().min(end + FAR));
            // 反应困难群众…, 反应问题座谈: what goes on is no end.
            let ends =
                |i: usize| !is_han(text.at(i)) || matches!(text.at(i), '等' | '的' | '和' | '及' | '与');
            self.object.iter().any(|word| {
                let long = word.chars().count();
                (end..stop).any(|i| text.begins(i, word) && ends(i + long))
            })
        };
        // 报名开始,截止4月20日。 is a last day: what is told up to a day stands behind it.
        let tells = || self.behind.iter().all(|word| word != "0") || tells_more(text, span, end);
        (self.before.is_empty() || self.before.iter().any(before))
            && (self.behind.is_empty() || self.behind.iter().any(behind))
            && (self.object.is_empty() || object())
            && !self.not.iter().any(behind)
            && !self.led.iter().any(|word| text.ends(at, word))
            && tells()
    }
}

/// Whether the sentence goes on behind the day or the month that stands at a place.
fn tells_more(text: &Text, span: Span, at: usize) -> bool {
    const LEAST: usize = 4;
    let of_day = |c: char| c.is_ascii_digit() || "年月日号底末初中上下旬午时分点前止,".contains(c);
    let rest = (at..span.hi()).take_while(|&i| !matches!(text.at(i), '。' | ';' | '\n'));
    rest.skip_while(|&i| of_day(text.at(i))).nth(LEAST).is_some()
}

/// Words that are wrong where they stand.
fn in_context(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        for i in span.lo()..span.hi() {
            let Some(found) = IN_CONTEXT.iter().find(|word| word.stands(text, span, i)) else { continue };
            let word = Span::new(i, i + found.wrong.len());
            let at = view.raw(word);
            let draft = Draft::default().arg("wrong", text.slice(word)).arg("right", &found.right);
            report.add(reading, Some(record), at, draft.replace(at, &found.right, false));
        }
    }
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    in_context(desk, report);
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let mut hits: Option<Hits> = None;
        // The words of old texts are not those of today.
        let old = desk.profiles[reading] == Profile::Historical;
        let slips = if old { BTreeMap::new() } else { confused::slips(view, record, span) };
        let mut i = span.lo();
        while i + 1 < span.hi() {
            let known = WRONG.get(&[text.at(i), text.at(i + 1)]);
            let fits = |form: &&(Vec<char>, String)| {
                i + form.0.len() <= span.hi() && form.0.iter().enumerate().all(|(k, c)| text.at(i + k) == *c)
            };
            let Some((form, right)) = known.and_then(|list| list.iter().find(fits)) else {
                if let Some(slip) = slips.get(&i) {
                    let at = view.raw(slip.word);
                    let mut draft =
                        Draft::default().arg("wrong", text.slice(slip.word)).arg("right", &slip.right);
                    // Found by a rule and not by a list: a note.
                    if !slip.sure {
                        draft = draft.severity(Severity::Note);
                    }
                    report.add(reading, Some(record), at, draft.replace(at, slip.right.clone(), false));
                    i = slip.word.hi();
                    continue;
                }
                i += 1;
                continue;
            };
            let whole = Span::new(i, i + form.len());
            let hits = hits.get_or_insert_with(|| Lexicon::builtin().scan(text.chars(), span));
            let at = view.raw(whole);
            if !is_whole(text, hits, whole)
                || goes_over(hits, whole)
                || parts_words(text, whole)
                || named(record, at)
                || !confused::is_wrong(text, span, whole, right)
            {
                i += 1;
                continue;
            }
            let mut draft = Draft::default().arg("wrong", text.slice(whole)).arg("right", right);
            if right.chars().count() == form.len() {
                draft = draft.replace(at, right, false);
            }
            report.add(reading, Some(record), at, draft);
            i = whole.hi();
        }
    }
}

/// Whether a form is no meeting of two words: where a word goes over its beginning or its end, what is left of the form is explained by no
/// word of its own.
pub(in crate::check) fn is_whole(text: &Text, hits: &Hits, form: Span) -> bool {
    let word = |start: usize, end: usize| {
        hits.at(start).iter().any(|hit| {
            let hit_end = hit.span().hi();
            hit_end == end
                && end - start > 1
                && !hit.is(Class::Surname)
                && (start..end).all(|k| is_han(text.at(k)))
        })
    };
    let goes_in = |k: usize| (form.lo().saturating_sub(4)..form.lo()).any(|start| word(start, k));
    let goes_out = |k: usize| (form.hi() + 1..form.hi() + 5).any(|end| word(k, end));
    // One character that is a word by itself, or a word that ends or begins right there.
    let alone = |start: usize, end: usize| {
        end - start == 1
            && hits.at(start).iter().any(|hit| hit.span().hi() == end && hit.classes.meets(ALONE))
    };
    let ends = |k: usize| {
        alone(form.lo(), k) || (form.lo().saturating_sub(4)..=form.lo()).any(|start| word(start, k))
    };
    let begins = |k: usize| alone(k, form.hi()) || (form.hi()..form.hi() + 5).any(|end| word(k, end));
    !(form.lo() + 1..form.hi()).any(|k| goes_in(k) && begins(k) || goes_out(k) && ends(k))
}

/// Whether a word that is no name holds one end of a form of two characters and goes on outside it: 桩基|全部, 成|工作.
fn goes_over(hits: &Hits, form: Span) -> bool {
    let over = |hit: &crate::lexicon::Hit| {
        let span = hit.span();
        span.len() > 1
            && !hit.is(Class::Surname)
            && hit.classes.meets(confused::COMMON)
            && (span.lo() > form.lo() && span.lo() < form.hi() && span.hi() > form.hi()
                || span.lo() < form.lo() && span.hi() > form.lo() && span.hi() < form.hi())
    };
    form.len() == 2 && (form.lo().saturating_sub(4)..form.hi()).any(|at| hits.at(at).iter().any(over))
}

/// Whether a form of two characters is the meeting of two words of which one is common and the other stands alone: 供|消防, 原|科室, 正规|化.
fn parts_words(text: &Text, form: Span) -> bool {
    form.len() == 2
        && (confused::crosses_end(text, form) && lists::CHECK_ALONE_AHEAD.has(text.at(form.lo()))
            || confused::is_joined(text, form.lo()) && lists::CHECK_ALONE_BEHIND.has(text.at(form.hi() - 1)))
}

/// Classes of single characters that stand alone.
const ALONE: ClassSet = ClassSet::of(&[
    Class::Function,
    Class::Join,
    Class::Verb,
    Class::PlaceLead,
    Class::NameLead,
    Class::NameVerb,
    Class::OrganizerVerb,
    Class::RoleWord,
    Class::PartVerb,
    Class::PartOpener,
    Class::PostPrefix,
]);

/// Whether a stretch lies in, or runs into, the name of a person or a place, or a title in 《》.
pub(in crate::check) fn named(record: &Record, at: Span) -> bool {
    record.people.iter().flat_map(|p| &p.mentions).any(|m| m.overlaps(at))
        || record.places.iter().flat_map(|p| &p.mentions).any(|m| m.span().overlaps(at))
}
