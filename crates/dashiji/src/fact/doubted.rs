//! What of an entry is in doubt, in one list: whoever tells of doubts (a table, a page, a finding) asks here and nowhere else.

use super::{OrganizationRecord, Part, PersonRecord, Record};
use crate::confidence::Doubt;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A field of the record that may be in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The day of the entry.
    Date,
    /// What the entry tells.
    Type,
    /// That a name is a person's, or where it ends.
    Person,
    /// A person's title.
    Title,
    /// What a person did.
    Part,
    /// That a name is a place's, or where it ends.
    Place,
    /// The division that a place is.
    Code,
    /// That a name is a body's, or where it ends.
    Body,
    /// A body that held, issued or sent.
    Organizer,
    /// What kind of figure one is.
    Quantity,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 10] = [
        Self::Date,
        Self::Type,
        Self::Person,
        Self::Title,
        Self::Part,
        Self::Place,
        Self::Code,
        Self::Body,
        Self::Organizer,
        Self::Quantity,
    ];

    /// Whether it is one of the entry as a whole, and stands nowhere in its text.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Date | Self::Type)
    }
}

/// A fact in doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubted<'a> {
    /// Which field.
    pub field: Field,
    /// What is read: the name, the code, the part, a type's word in the contract.
    pub read: String,
    /// Position in the field's list of the record (of a title or part the person's); zero for what is there once.
    pub position: usize,
    /// Where it stands, in code points of the document; empty for what stands nowhere.
    pub spans: Vec<Span>,
    /// How much, and what else it may be.
    pub doubt: &'a Doubt,
}

impl Doubted<'_> {
    /// Whether it bears on a person in a part: the name, a title, or just that part.
    pub fn is_of_part(&self, person: usize, part: Part) -> bool {
        match self.field {
            Field::Person | Field::Title => self.position == person,
            Field::Part => self.position == person && self.read == part.name(),
            _ => false,
        }
    }
}

impl Record {
    /// What is in doubt of a stretch of the entry: facts that stand in it, and the day and the type, on which all of it stands.
    pub fn doubts_within(&self, span: Span) -> Vec<Doubted<'_>> {
        let mut doubts = self.doubts();
        doubts.retain(|doubted| {
            doubted.field.is_whole() || doubted.spans.iter().any(|place| place.overlaps(span))
        });
        doubts
    }

    /// Everything of the entry that is in doubt, in the order of the fields.
    pub fn doubts(&self) -> Vec<Doubted<'_>> {
        let mut all = List(Vec::new());
        let date = self.date.as_ref();
        all.add(Field::Date, 0, date.and_then(|date| date.doubt.as_deref()), || {
            let date = date.map(|date| (date.edtf.clone(), vec![Span { start: date.start, end: date.end }]));
            date.unwrap_or_default()
        });
        all.add(Field::Type, 0, self.type_doubt.as_deref(), || {
            (self.kind.map(super::EventType::name).unwrap_or_default(), Vec::new())
        });
        for (k, person) in self.people.iter().enumerate() {
            all.person(k, person);
        }
        for (k, place) in self.places.iter().enumerate() {
            let spans = || place.mentions.iter().map(super::Quote::span).collect();
            all.add(Field::Place, k, place.doubt.as_deref(), || (place.text.clone(), spans()));
            all.add(Field::Code, k, place.code_doubt.as_deref(), || {
                (place.code.clone().unwrap_or_else(|| place.text.clone()), spans())
            });
        }
        for (k, body) in self.bodies().enumerate() {
            all.add(Field::Body, k, body.doubt.as_deref(), || {
                (body.text.clone(), body.mentions.iter().map(super::Quote::span).collect())
            });
        }
        for (k, body) in self.organizers.iter().enumerate() {
            let span = Span { start: body.start, end: body.end };
            all.add(Field::Organizer, k, body.doubt.as_deref(), || (body.text.clone(), vec![span]));
        }
        for (k, figure) in self.quantities.iter().enumerate() {
            let span = Span { start: figure.start, end: figure.end };
            all.add(Field::Quantity, k, figure.kind_doubt.as_deref(), || (figure.text.clone(), vec![span]));
        }
        all.0
    }

    /// Institutions, then bare organs: what positions of [`Field::Body`] count.
    pub fn bodies(&self) -> impl Iterator<Item = &OrganizationRecord> {
        self.orgs.iter().chain(&self.organs)
    }
}

struct List<'a>(Vec<Doubted<'a>>);

impl<'a> List<'a> {
    fn add(
        &mut self,
        field: Field,
        position: usize,
        doubt: Option<&'a Doubt>,
        told: impl FnOnce() -> (String, Vec<Span>),
    ) {
        let Some(doubt) = doubt else { return };
        let (read, spans) = told();
        self.0.push(Doubted { field, read, position, spans, doubt });
    }

    /// A person with titles and parts. A name in doubt takes its titles along, and a title or part stands by the name too.
    fn person(&mut self, k: usize, person: &'a PersonRecord) {
        let named = || person.mentions.iter().copied();
        let titled = || {
            let at = |title: &super::TitleRecord| Some(Span { start: title.start?, end: title.end? });
            person.titles.iter().filter_map(at)
        };
        self.add(Field::Person, k, person.doubt.as_deref(), || {
            (person.name.clone(), named().chain(titled()).collect())
        });
        for title in &person.titles {
            let own = title.start.zip(title.end).map(|(start, end)| Span { start, end });
            self.add(Field::Title, k, title.doubt.as_deref(), || {
                (title.text.clone(), named().chain(own).collect())
            });
        }
        for (part, doubt) in &person.parts_doubt {
            self.add(Field::Part, k, Some(doubt), || (part.name().to_owned(), named().collect()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Given;
    use crate::lexicon::Lexicon;

    #[test]
    fn every_doubt_that_is_printed_is_told_and_no_other() {
        let text = "云岭县大事记\n1986年\n3月5日，街上人山人海，画家和农民带头。\n\n3月6日，信丰人何立群带领群众抗洪。\n\n\
                    2月3日，县红十字会、南京大学师生和劳模李明月参加，老红军王大山讲话。\n";
        let reading = crate::read(text.as_bytes().to_vec(), &Given::default(), Lexicon::builtin()).unwrap();
        let mut told = 0;
        for record in &reading.records {
            let printed = serde_json::to_string(record).unwrap().matches("\"grade\"").count();
            // What events repeat of the entry's date is not told twice.
            let events = serde_json::to_string(&record.events).unwrap().matches("\"grade\"").count();
            let times = serde_json::to_string(&record.times).unwrap().matches("\"grade\"").count();
            assert_eq!(record.doubts().len(), printed - events - times, "{record:?}");
            told += record.doubts().len();
        }
        assert!(told > 2, "nothing is in doubt");
    }
}
