//! An entry's facts as rows: what the output format has as lists in an entry (docs/format.md) is a table here, with the entry's number beside it.

use crate::{Cell, Tables};
use dashiji::collate::carry::days;
use dashiji::fact::{
    DocumentRecord, EventRecord, Part, PersonRecord, PlaceRole, Quote, Record, TimeRecord, TitleKind,
    TitleRecord,
};
use dashiji::text::Span;

/// How much something is in doubt.
macro_rules! grade {
    ($doubt:expr) => {
        $doubt.as_ref().map_or(Cell::None, |doubt| Cell::word(&doubt.grade))
    };
}

/// 1970-01-01, as days are counted in a collation.
fn epoch() -> i32 {
    days("1970-01-01").unwrap_or_default()
}

/// A day as Arrow counts it. Years that tools for tables do not have are nothing; the words beside it hold them.
fn day(iso: &str) -> Cell {
    let usable = !iso.starts_with('-') && !iso.starts_with("0000") && iso.find('-') == Some(4);
    match days(iso).filter(|_| usable) {
        Some(number) => Cell::Day(number - epoch()),
        None => Cell::None,
    }
}

fn words(told: &str) -> Cell {
    if told.is_empty() { Cell::None } else { Cell::text(told) }
}

/// First code point and one past the last.
fn at(span: Option<Span>) -> [Cell; 2] {
    span.map_or([Cell::None, Cell::None], |span| [Cell::int(span.start), Cell::int(span.end)])
}

/// The two columns that every table of an entry's facts begins with.
fn key(record: &Record) -> [Cell; 2] {
    [Cell::text(&record.document.sha256), Cell::int(record.number)]
}

/// An event's own date, else the entry's.
fn dated<'r>(record: &'r Record, event: &'r EventRecord) -> Option<&'r TimeRecord> {
    event.dated().or_else(|| record.dated())
}

impl Tables {
    /// A document's own row, with how many entries were read in it.
    pub fn source(&mut self, about: &DocumentRecord, entries: usize) {
        let told = [
            &about.path,
            &about.title,
            &about.series,
            &about.source,
            &about.site,
            &about.published,
            &about.captured,
            &about.url,
            &about.period,
        ];
        let region = about.region.as_ref();
        let row = [Cell::text(&about.sha256)]
            .into_iter()
            .chain(told.map(|told| Cell::opt(told.as_deref())))
            .chain([
                Cell::opt(region.map(|region| &region.name)),
                Cell::opt(region.and_then(|region| region.code.as_ref())),
                Cell::opt(about.encoding.as_deref()),
                Cell::opt(about.extractor.as_deref()),
                Cell::int(entries),
            ]);
        self.table("sources").push(row);
    }

    /// An entry with its facts; `text` is the entry as it stands.
    pub fn record(&mut self, record: &Record, text: &str) {
        self.entry(record, text);
        self.events(record);
        self.people(record);
        self.offices(record);
        self.places(record);
        self.organizations(record);
        self.documents(record);
        self.figures(record);
        self.measures(record);
    }

    fn entry(&mut self, record: &Record, text: &str) {
        let date = record.date.as_ref();
        let row = key(record).into_iter().chain([
            Cell::text(&record.id),
            Cell::int(record.section),
            Cell::opt(record.section_heading.as_ref().map(|heading| &heading.text)),
            Cell::int(record.span.start),
            Cell::int(record.span.end),
            Cell::opt(record.headline.as_ref().map(|headline| &headline.text)),
            Cell::text(text),
            date.map_or(Cell::None, |date| words(&date.text)),
            date.map_or(Cell::None, |date| words(&date.from)),
            date.map_or(Cell::None, |date| words(&date.to)),
            date.map_or(Cell::None, |date| words(&date.edtf)),
            date.map_or(Cell::None, |date| Cell::word(&date.basis)),
            date.map_or(Cell::None, |date| day(date.first_day())),
            date.map_or(Cell::None, |date| day(date.last_day())),
            Cell::Flag(record.date_guessed),
            record.kind.as_ref().map_or(Cell::None, Cell::word),
            grade!(date.and_then(|date| date.doubt.as_ref())),
            grade!(record.type_doubt),
        ]);
        self.table("entries").push(row);
    }

    fn events(&mut self, record: &Record) {
        for (position, event) in record.events.iter().enumerate() {
            let date = dated(record, event);
            let organizers = event.organizers.iter().filter_map(|at| record.organizers.get(*at));
            let names = organizers.map(|body| body.name.as_ref().unwrap_or(&body.text).clone()).collect();
            let row = key(record).into_iter().chain([
                Cell::int(position),
                Cell::int(event.span.start),
                Cell::int(event.span.end),
                event.kind.or(record.kind).as_ref().map_or(Cell::None, Cell::word),
                Cell::opt(date.map(|date| &date.from)),
                Cell::opt(date.map(|date| &date.to)),
                Cell::opt(date.map(|date| &date.edtf)),
                date.map_or(Cell::None, |date| day(date.first_day())),
                Cell::Texts(names),
            ]);
            self.table("events").push(row);
        }
    }

    fn people(&mut self, record: &Record) {
        let mut told = vec![false; record.people.len()];
        for (position, event) in record.events.iter().enumerate() {
            for who in &event.people {
                let Some(person) = record.people.get(who.person) else { continue };
                told[who.person] = true;
                let changes: Vec<_> = who.changes.iter().map(|change| change.how).collect();
                for &part in parts_or_mention(&who.parts) {
                    let seen = (Some(position), who.person);
                    let verb = [Cell::opt_int(who.start), Cell::opt_int(who.end), Cell::words(&changes)];
                    let first = dated(record, event).map_or(Cell::None, |date| day(date.first_day()));
                    self.person(record, seen, person, part, verb, first);
                }
            }
        }
        for (k, person) in record.people.iter().enumerate().filter(|(k, _)| !told[*k]) {
            for &part in parts_or_mention(&person.parts) {
                let first = record.dated().map_or(Cell::None, |date| day(date.first_day()));
                let verb = [Cell::None, Cell::None, Cell::None];
                self.person(record, (None, k), person, part, verb, first);
            }
        }
    }

    fn person(
        &mut self,
        record: &Record,
        (event, position): (Option<usize>, usize),
        person: &PersonRecord,
        part: Part,
        verb: [Cell; 3],
        first: Cell,
    ) {
        let posts = person.titles.iter().filter(|title| title.kind != TitleKind::Address);
        let posts = posts.map(TitleRecord::words).collect::<Vec<_>>().join("、");
        let named =
            [Cell::opt_int(event), Cell::int(position), Cell::text(&person.name), Cell::text(part.name())];
        let row = key(record)
            .into_iter()
            .chain(named)
            .chain([words(&posts)])
            .chain(at(person.mentions.first().copied()))
            .chain(verb)
            .chain([first, grade!(person.doubt), grade!(person.parts_doubt.get(&part))]);
        self.table("people").push(row);
    }

    fn offices(&mut self, record: &Record) {
        let first = record.dated().map_or(Cell::None, |date| day(date.first_day()));
        for (position, person) in record.people.iter().enumerate() {
            for title in &person.titles {
                let row = key(record).into_iter().chain([
                    Cell::int(position),
                    Cell::text(&person.name),
                    Cell::text(title.words()),
                    Cell::word(&title.kind),
                    Cell::opt(title.post.as_deref()),
                    Cell::opt(title.org.as_deref()),
                    Cell::word(&title.basis),
                    Cell::opt_int(title.start),
                    Cell::opt_int(title.end),
                    Cell::opt(title.from_entry.as_deref()),
                    Cell::opt_int(title.days),
                    first.clone(),
                    grade!(title.doubt),
                ]);
                self.table("offices").push(row);
            }
        }
    }

    fn places(&mut self, record: &Record) {
        let mut told = vec![false; record.places.len()];
        let mut seen: Vec<(Option<usize>, usize, PlaceRole)> = Vec::new();
        for (position, event) in record.events.iter().enumerate() {
            for place in &event.places {
                if let Some(told) = told.get_mut(place.place) {
                    *told = true;
                    seen.push((Some(position), place.place, place.role));
                }
            }
        }
        for (k, place) in record.places.iter().enumerate().filter(|(k, _)| !told[*k]) {
            seen.extend(place.roles.iter().map(|role| (None, k, *role)));
        }
        for (event, position, role) in seen {
            let place = &record.places[position];
            let row = key(record)
                .into_iter()
                .chain([
                    Cell::opt_int(event),
                    Cell::int(position),
                    Cell::text(&place.text),
                    Cell::text(&place.name),
                    Cell::opt(place.code.as_deref()),
                    Cell::word(&place.kind),
                    Cell::word(&role),
                ])
                .chain(at(place.mentions.first().map(Quote::span)))
                .chain([grade!(place.doubt), grade!(place.code_doubt)]);
            self.table("places").push(row);
        }
    }

    fn organizations(&mut self, record: &Record) {
        for body in &record.organizers {
            let row = key(record).into_iter().chain([
                Cell::text(&body.text),
                Cell::opt(body.name.as_deref()),
                Cell::word(&body.role),
                Cell::int(body.start),
                Cell::int(body.end),
                grade!(body.doubt),
            ]);
            self.table("organizations").push(row);
        }
        let others = record.orgs.iter().map(|body| (body, "named"));
        for (body, role) in others.chain(record.organs.iter().map(|body| (body, "organ"))) {
            let row = key(record)
                .into_iter()
                .chain([Cell::text(&body.text), Cell::opt(body.name.as_deref()), Cell::text(role)])
                .chain(at(body.mentions.first().map(Quote::span)))
                .chain([grade!(body.doubt)]);
            self.table("organizations").push(row);
        }
    }

    fn documents(&mut self, record: &Record) {
        for paper in &record.documents {
            let mut stages: Vec<_> =
                paper.stages.iter().map(|told| (Some(told.stage), told.date.clone())).collect();
            if stages.is_empty() {
                stages.push((paper.stage, paper.stage_date.clone()));
            }
            for (stage, date) in stages {
                let row = key(record)
                    .into_iter()
                    .chain([
                        Cell::text(&paper.title),
                        Cell::opt(paper.short.as_deref()),
                        Cell::opt(paper.kind.as_deref()),
                        Cell::opt(paper.number.as_deref()),
                        Cell::opt(paper.issuer.as_deref()),
                        stage.as_ref().map_or(Cell::None, Cell::word),
                        Cell::opt(date),
                    ])
                    .chain(at(paper.mentions.first().map(Quote::span)));
                self.table("documents").push(row);
            }
        }
        for paper in &record.publications {
            let nothing = || Cell::None;
            let row = key(record)
                .into_iter()
                .chain([
                    Cell::text(&paper.title),
                    nothing(),
                    Cell::text("publication"),
                    nothing(),
                    nothing(),
                    nothing(),
                ])
                .chain([nothing()])
                .chain(at(paper.mentions.first().map(Quote::span)));
            self.table("documents").push(row);
        }
    }

    fn figures(&mut self, record: &Record) {
        let number = |number: &serde_json::Number| number.as_f64().map_or(Cell::None, Cell::Number);
        for (position, figure) in record.quantities.iter().enumerate() {
            let row = key(record).into_iter().chain([
                Cell::int(position),
                Cell::text(&figure.text),
                Cell::int(figure.start),
                Cell::int(figure.end),
                number(&figure.value),
                figure.value_max.as_ref().map_or(Cell::None, number),
                Cell::opt(figure.unit.as_deref()),
                Cell::opt(figure.of.as_deref()),
                Cell::text(figure.kind.name()),
                figure.approx.as_ref().map_or(Cell::None, Cell::word),
                Cell::opt(figure.as_of.as_deref()),
                Cell::opt(figure.scope.as_deref()),
                Cell::opt(figure.basis.as_deref()),
                Cell::opt_int(figure.part_of),
                Cell::opt_int(figure.same_as),
                grade!(figure.kind_doubt),
            ]);
            self.table("figures").push(row);
        }
    }

    fn measures(&mut self, record: &Record) {
        for measure in &record.measures {
            let row = key(record).into_iter().chain([
                Cell::text(&measure.text),
                Cell::int(measure.start),
                Cell::int(measure.end),
                Cell::text(&measure.what),
                Cell::opt(measure.level.as_deref()),
                Cell::opt_int(measure.rank),
                Cell::word(&measure.act),
                Cell::opt(measure.by.as_deref()),
                Cell::opt(measure.from.as_deref()),
            ]);
            self.table("measures").push(row);
        }
    }
}

fn parts_or_mention(parts: &[Part]) -> &[Part] {
    if parts.is_empty() { &[Part::Mention] } else { parts }
}
