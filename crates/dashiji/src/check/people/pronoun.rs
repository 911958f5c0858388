//! P13: 他 of a woman (女教师吴淑娟…他): the only person of an entry, whom the words before or behind the name tell to be one, and the pronoun of a man within
//! two sentences.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::lexicon::lists_of_words as lists;
use crate::text::Span;

/// Characters behind the name in which the pronoun is hers.
const FAR: usize = 60;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let [person] = &record.people[..] else { continue };
        if person.doubt.is_some() {
            continue;
        }
        let text = desk.text(reading);
        let hers = |at: &&Span| {
            lists::CHECK_OF_WOMEN.all().any(|word| text.ends(at.lo(), word)) || text.begins(at.hi(), "(女")
        };
        let Some(name) = person.mentions.iter().find(hers) else { continue };
        let end = record.span.hi().min(name.hi() + FAR);
        let stop = (name.hi()..end).filter(|&i| text.at(i) == '。').nth(1).unwrap_or(end);
        let pronoun = (name.hi()..stop).find(|&i| {
            let opens =
                matches!(text.before(i), ',' | '。' | ';' | ':' | '授' | '予' | '是' | '由' | '对' | '向');
            let next = text.at(i + 1);
            text.at(i) == '他' && opens && !lists::CHECK_OTHER_THAN_HE.has(next)
        });
        // Another man may be meant: 其子, 丈夫.
        let whole = Span::new(name.hi(), stop);
        let men = lists::CHECK_MEN.all().any(|word| text.find(whole, word).is_some());
        if let Some(at) = pronoun.filter(|_| !men) {
            let draft = Draft::default()
                .arg("name", &person.name)
                .also(Pointer::at(text, *name, Some(record)))
                .replace(Span::new(at, at + 1), "她", false);
            report.add(reading, Some(record), Span::new(at, at + 1), draft);
        }
    }
}
