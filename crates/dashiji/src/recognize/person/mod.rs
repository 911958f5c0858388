//! Named persons and the titles that stand beside their names.
//!
//! `省委常委、常务副省长黄强主持,穆为民、江凌参加` gives 黄强 with two titles, 穆为民 and 江凌 with none. A name is found by its
//! characters, by what stands before and after it, as one of a series, and by what the rest of the document makes plain.

mod against;
mod alias;
mod candidate;
pub(crate) mod characters;
mod evidence;
mod foreign;
mod marks;
mod series;
mod side;
mod title;

pub use alias::AliasMention;
pub use evidence::Evidence;

use super::Passage;
use super::lattice::{Kind, Node, Payload, Score, Weight};
use super::time::TimeMention;
use crate::fact::TitleKind;
use crate::lexicon::Class;
use crate::text::Span;
use candidate::View;
use marks::Marks;
use series::Series;

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
    /// The other names told behind it.
    pub aliases: Vec<AliasMention>,
    /// The list of names (王某、李某) it stands in: first and last character of the list; its own span where alone.
    pub series: Span,
}

/// The names that an entry may hold, with what was looked at to find them.
pub(super) struct Proposed<'a, 'p> {
    passage: &'a Passage<'p>,
    evidence: &'a Evidence,
    marks: Marks,
    found: Vec<Series>,
}

impl<'a, 'p> Proposed<'a, 'p> {
    /// Everything that may be a person, by what stands in an entry and what the document makes plain.
    pub(super) fn of(passage: &'a Passage<'p>, times: &[TimeMention], evidence: &'a Evidence) -> Self {
        let marks = Marks::new(passage, times);
        let found = series::propose(&View { passage, marks: &marks, evidence });
        Self { passage, evidence, marks, found }
    }

    fn view(&self) -> View<'_, 'p> {
        View { passage: self.passage, marks: &self.marks, evidence: self.evidence }
    }

    /// Adds the names and the offices before them to the lattice.
    pub(super) fn propose(&self, nodes: &mut Vec<Node>) {
        let view = self.view();
        let mut floor = 0;
        for (number, series) in (0..).zip(&self.found) {
            let span = series.span();
            let weight = if series.names.len() > 1 { Weight::PersonSeries } else { Weight::Person };
            let score = self.score(series, weight);
            nodes.push(Node::new(span, Kind::Person, score, Payload::Person(number)));
            if score.total() > 0 {
                let floor = if floor <= span.lo() { floor } else { 0 };
                for office in title::before(&view, span.lo(), floor) {
                    nodes.push(Node::wall(office, Kind::Office, Weight::Office));
                }
            }
            if score.total() > 0 {
                floor = floor.max(span.hi());
            }
        }
        for office in title::seated(self.passage) {
            nodes.push(Node::wall(office, Kind::Office, Weight::OfficeBare));
        }
    }

    /// What speaks for a series, or in its parts for a single name, beyond what is asked of any.
    fn score(&self, series: &Series, weight: Weight) -> Score {
        let score = Score::of(weight)
            .when(series.names.iter().any(|name| self.called_after(name)), Weight::PersonCalled);
        let [name] = series.names[..] else {
            return score.plus(Weight::PersonList, series.total - candidate::ENOUGH);
        };
        let [before, after, words] = name.grounds.map(i32::from);
        let known = if self.evidence.knows(self.passage, name.span) { candidate::KNOWN } else { 0 };
        let rest = name.total - name.shape - before - after - words - known;
        score
            .plus(Weight::PersonShape, name.shape - candidate::ENOUGH)
            .plus(Weight::PersonBefore, before)
            .plus(Weight::PersonAfter, after)
            .plus(Weight::PersonWords, words)
            .plus(Weight::PersonKnown, known)
            .plus(Weight::PersonPlace, rest)
    }

    /// 厉信丰任会长, 甲、厉信丰当选: a given name that is a place's, where a name may begin, behind a surname that is no word, and a
    /// deed of persons behind it.
    fn called_after(&self, name: &candidate::Candidate) -> bool {
        let (view, passage) = (self.view(), self.passage);
        let (start, end) = (name.span.lo(), name.span.hi());
        // 主任濮阳春主刀: a surname of two characters that is a place's too.
        if view.surname(start) == 2 && end > start + 2 && view.before(start).title && name.ends {
            return passage.hits.has(start, Class::DivisionShort);
        }
        if end != start + 3 || view.surname(start) != 1 {
            return false;
        }
        let place = passage
            .hits
            .at(start + 1)
            .iter()
            .any(|hit| hit.span().hi() == end && hit.is(Class::DivisionShort) && !hit.is(Class::Word));
        place
            && !passage.hits.classes(start).meets(marks::OTHER_THAN_NAMES)
            && (view.before(start).clear || passage.before(start) == '、')
            && (view.after(end).score >= side::VERB || name.ends && view.before(start).post)
    }

    /// The persons that were chosen, by their numbers, with their titles.
    pub(super) fn assigned(&self, chosen: &[u32]) -> Vec<PersonMention> {
        let found: Vec<&Series> = self.chosen(chosen).collect();
        title::assign(&self.view(), &found)
    }

    /// Adds to the evidence the names that stand clearly among those chosen.
    pub(super) fn gather(&self, chosen: &[u32], evidence: &mut Evidence) {
        evidence.gather(self.passage, self.chosen(chosen));
    }

    fn chosen<'s>(&'s self, chosen: &'s [u32]) -> impl Iterator<Item = &'s Series> {
        chosen.iter().filter_map(|&number| self.found.get(number as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::recognize::lattice;
    use crate::text::Text;

    /// The persons of a text that is one entry, as `name=title,title`.
    fn read(line: &str) -> String {
        let text = Text::new(line.to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
        let mut evidence = Evidence::default();
        let mut mentions = lattice::survey(&passage, &mut evidence);
        if evidence.adds(&text, text.span(), mentions.people.iter().map(|person| person.span)) {
            mentions = lattice::read(&passage, &evidence);
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
