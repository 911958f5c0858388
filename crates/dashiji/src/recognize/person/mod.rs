//! Named persons and the titles that stand beside their names.
//!
//! `省委常委、常务副省长黄强主持,穆为民、江凌参加` gives 黄强 with two titles, 穆为民 and 江凌 with none. A name is found by its
//! characters, by what stands before and after it, as one of a series, and by what the rest of the document makes plain.

mod against;
mod candidate;
mod characters;
mod evidence;
mod foreign;
mod marks;
mod series;
mod side;
mod title;

pub use evidence::Evidence;

use super::{Mentions, Passage};
use crate::fact::TitleKind;
use crate::text::Span;
use candidate::View;
use marks::Marks;

/// A title beside a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleMention {
    /// The title as written, split at 、, without the name.
    pub span: Span,
    /// What it is.
    pub kind: TitleKind,
    /// The post alone (书记), for posts.
    pub post: Option<Span>,
    /// The body in it (省委), where one is written.
    pub body: Option<Span>,
}

/// A name as it stands, once for each place it stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonMention {
    /// The name.
    pub span: Span,
    /// The titles stated for this person here (shared ones of a series too).
    pub titles: Vec<TitleMention>,
    /// The list of names (王某、李某) it stands in: first and last character of the list; its own span where alone.
    pub series: Span,
}

/// Every person of an entry, in order, by what stands in it and what the document makes plain.
pub fn find(passage: &Passage<'_>, mentions: &Mentions, evidence: &Evidence) -> Vec<PersonMention> {
    let marks = Marks::new(passage, mentions);
    let view = View { passage, marks: &marks, evidence };
    title::assign(&view, &series::all(&view))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::recognize::{organization, place, time, titled};
    use crate::text::Text;

    /// The persons of a text that is one entry, as `name=title,title`.
    fn read(line: &str) -> String {
        let text = Text::new(line.to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
        let mut mentions = Mentions { times: time::find(&text, text.span()), ..Mentions::default() };
        mentions.titled = titled::find(&passage, &mentions);
        mentions.organizations = organization::find(&passage, &mentions);
        mentions.places = place::find(&passage, &mentions);
        let mut evidence = Evidence::default();
        mentions.people = evidence.gather(&passage, &mentions);
        if evidence.adds(&text, text.span(), mentions.people.iter().map(|person| person.span)) {
            mentions.people = find(&passage, &mentions, &evidence);
        }
        let people: Vec<String> =
            crate::fact::person::people(&passage, &mentions, &crate::document::Setting::default())
                .iter()
                .map(|person| {
                    let titles: Vec<&str> = person.titles.iter().map(|title| title.text.as_str()).collect();
                    format!("{}={}", person.name, titles.join(","))
                })
                .collect();
        if people.is_empty() { "-".to_owned() } else { people.join(" ") }
    }

    #[test]
    fn a_name_known_from_elsewhere_is_found_where_names_are_glued() {
        let line = "周启明何立群带头捐款 3月12日,省委书记周启明、省长何立群带头捐款。";
        assert_eq!(read(line), "周启明=省委书记 何立群=省长");
    }

    #[test]
    fn a_long_list_of_villages_names_nobody_and_takes_no_time() {
        let list = "张庄、李寨、王楼、".repeat(1_000);
        assert_eq!(read(&list), "-");
    }

    #[test]
    fn persons_of_many_places_and_times_are_read_with_their_titles() {
        let mut wrong = Vec::new();
        let mut lines =
            include_str!("cases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        while let (Some(line), Some(wanted)) = (lines.next(), lines.next()) {
            let found = read(line);
            if found != wanted.trim() {
                wrong.push(format!("{line}\n  wanted {}\n  found  {found}", wanted.trim()));
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    }
}
