//! The facts of an entry, read in a view, put at the characters of the document.
//!
//! In the view 县委书记 is four characters, in the document `县委书⏎    记`: spans and `text` become the document's, so that a
//! `text` is the slice of its span; names, titles and values keep the form that was read. Where the two differ and nothing else
//! says the form, `name` or `form` does.

use super::record::{OrganizationRecord, Quote, Record, TimeRecord};
use crate::text::Span;
use crate::view::View;

impl Record {
    /// Puts every span and its text at the document's characters.
    pub(crate) fn stand_in(&mut self, view: &View<'_>) {
        if view.is_whole() {
            return;
        }
        self.span = view.raw(self.span);
        self.section_heading.iter_mut().chain(&mut self.headline).for_each(|quote| quoted(view, quote));
        self.date.iter_mut().chain(&mut self.times).for_each(|time| told(view, time));
        for event in &mut self.events {
            event.span = view.raw(event.span);
            event.date.iter_mut().for_each(|time| told(view, time));
            for part in &mut event.people {
                (part.start, part.end) = bounds(view, part.start, part.end);
                for change in &mut part.changes {
                    (change.start, change.end) = bounds(view, change.start, change.end);
                }
            }
        }
        for organizer in &mut self.organizers {
            let closed = moved(view, &mut organizer.text, &mut organizer.start, &mut organizer.end);
            organizer.name = organizer.name.take().or(closed);
        }
        for person in &mut self.people {
            person.mentions.iter_mut().for_each(|span| *span = view.raw(*span));
            for alias in &mut person.aliases {
                moved(view, &mut alias.text, &mut alias.start, &mut alias.end);
            }
            if let Some(known) = &mut person.same_as {
                let span = view.raw(Span { start: known.start, end: known.end });
                (known.start, known.end) = (span.start, span.end);
            }
            for title in &mut person.titles {
                if let (Some(start), Some(end)) = (&mut title.start, &mut title.end) {
                    title.form = moved(view, &mut title.text, start, end);
                }
            }
        }
        self.places.iter_mut().flat_map(|place| &mut place.mentions).for_each(|quote| quoted(view, quote));
        let bodies = self.orgs.iter_mut().chain(&mut self.organs);
        bodies
            .flat_map(|body: &mut OrganizationRecord| &mut body.mentions)
            .for_each(|quote| quoted(view, quote));
        self.documents
            .iter_mut()
            .flat_map(|document| &mut document.mentions)
            .for_each(|quote| quoted(view, quote));
        self.publications
            .iter_mut()
            .flat_map(|paper| &mut paper.mentions)
            .for_each(|quote| quoted(view, quote));
        for quantity in &mut self.quantities {
            moved(view, &mut quantity.text, &mut quantity.start, &mut quantity.end);
        }
        for measure in &mut self.measures {
            moved(view, &mut measure.text, &mut measure.start, &mut measure.end);
        }
        for statement in &mut self.statements {
            let span = view.raw(Span { start: statement.start, end: statement.end });
            (statement.start, statement.end) = (span.start, span.end);
        }
    }
}

impl Record {
    /// The same with all that figures are read by at the view's characters: its span, its figures, its names.
    pub(crate) fn seen_in(&self, view: &View<'_>) -> Self {
        let mut record = self.clone();
        record.span = view.seen(self.span);
        for quantity in &mut record.quantities {
            let span = view.seen(Span { start: quantity.start, end: quantity.end });
            (quantity.start, quantity.end) = (span.start, span.end);
            view.text().slice(span).clone_into(&mut quantity.text);
        }
        record
            .people
            .iter_mut()
            .flat_map(|person| &mut person.mentions)
            .for_each(|span| *span = view.seen(*span));
        let places = record.places.iter_mut().flat_map(|place| &mut place.mentions);
        for quote in places.chain(record.orgs.iter_mut().flat_map(|body| &mut body.mentions)) {
            let span = view.seen(Span { start: quote.start, end: quote.end });
            (quote.start, quote.end) = (span.start, span.end);
        }
        record
    }
}

/// Moves a text with its span; gives back the form that was read, where it is another.
fn moved(view: &View<'_>, text: &mut String, start: &mut u32, end: &mut u32) -> Option<String> {
    let span = view.raw(Span { start: *start, end: *end });
    (*start, *end) = (span.start, span.end);
    // What stands nowhere has no slice.
    if span.is_empty() {
        return None;
    }
    let raw = view.document().text.slice(span);
    (raw != text).then(|| std::mem::replace(text, raw.to_owned()))
}

fn quoted(view: &View<'_>, quote: &mut Quote) {
    moved(view, &mut quote.text, &mut quote.start, &mut quote.end);
}

fn told(view: &View<'_>, time: &mut TimeRecord) {
    moved(view, &mut time.text, &mut time.start, &mut time.end);
}

fn bounds(view: &View<'_>, start: Option<u32>, end: Option<u32>) -> (Option<u32>, Option<u32>) {
    match (start, end) {
        (Some(start), Some(end)) => {
            let span = view.raw(Span { start, end });
            (Some(span.start), Some(span.end))
        }
        other => other,
    }
}
