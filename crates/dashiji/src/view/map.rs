//! Positions of a view in its document and back.

use crate::text::{Cut, Span, Text};
use std::borrow::Cow;

impl Cut {
    /// A stretch for which nothing stands.
    pub(crate) fn out(start: usize, end: usize) -> Self {
        Self { raw: Span::new(start, end), space: false }
    }
}

/// The cuts of a view in order, apart and not empty, each with where it stands in the view.
#[derive(Debug, Clone, Default)]
pub(crate) struct Map {
    cuts: Vec<Cut>,
    /// For each cut, its place in the view.
    places: Vec<u32>,
}

impl Map {
    /// The map of some cuts; those that touch become one.
    pub(crate) fn new(mut cuts: Vec<Cut>) -> Self {
        cuts.retain(|cut| !cut.raw.is_empty());
        cuts.sort_by_key(|cut| (cut.raw.start, cut.raw.end));
        let mut map = Self::default();
        let mut gone = 0;
        for cut in cuts {
            if let Some(last) = map.cuts.last_mut().filter(|last| last.raw.end >= cut.raw.start) {
                let end = last.raw.end.max(cut.raw.end);
                gone += end - last.raw.end;
                last.raw.end = end;
                if cut.space && !last.space {
                    last.space = true;
                    gone -= 1;
                }
            } else {
                map.places.push(cut.raw.start - gone);
                gone += cut.raw.end - cut.raw.start - u32::from(cut.space);
                map.cuts.push(cut);
            }
        }
        map
    }

    /// The map with more cuts.
    pub(crate) fn with(mut self, more: Vec<Cut>) -> Self {
        self.cuts.extend(more);
        Self::new(self.cuts)
    }

    /// The view of a text.
    pub(crate) fn view<'t>(&self, text: &'t Text) -> Cow<'t, Text> {
        if self.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(text.without(&self.cuts)) }
    }

    /// The cuts.
    #[cfg(test)]
    pub(crate) fn cuts(&self) -> &[Cut] {
        &self.cuts
    }

    /// Whether nothing is cut.
    pub(crate) fn is_empty(&self) -> bool {
        self.cuts.is_empty()
    }

    /// A range of the view as one of the document.
    pub(crate) fn raw(&self, span: Span) -> Span {
        let start = self.character(span.start).start;
        if span.is_empty() {
            return Span { start, end: start };
        }
        Span { start, end: self.character(span.end - 1).end }
    }

    /// Where a character of the view stands in the document.
    fn character(&self, at: u32) -> Span {
        let after = self.places.partition_point(|&place| place <= at);
        let Some((cut, place)) = after.checked_sub(1).and_then(|k| self.cuts.get(k).zip(self.places.get(k)))
        else {
            return Span { start: at, end: at + 1 };
        };
        let into = at - place;
        if cut.space && into == 0 {
            return cut.raw;
        }
        let start = cut.raw.end + into - u32::from(cut.space);
        Span { start, end: start + 1 }
    }

    /// A range of the document as one of the view.
    pub(crate) fn seen(&self, span: Span) -> Span {
        let start = self.place(span.start);
        Span { start, end: self.place(span.end).max(start) }
    }

    /// Where a place of the document is in the view; one that is left out is where the cut stands.
    fn place(&self, at: u32) -> u32 {
        let after = self.cuts.partition_point(|cut| cut.raw.start <= at);
        let Some((cut, place)) = after.checked_sub(1).and_then(|k| self.cuts.get(k).zip(self.places.get(k)))
        else {
            return at;
        };
        if at < cut.raw.end { *place } else { place + u32::from(cut.space) + (at - cut.raw.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_character_of_a_view_is_found_again(
            raw in "[甲乙丙丁0-9 \n]{0,60}",
            picks in prop::collection::vec((0usize..60, 0usize..6, any::<bool>()), 0..12),
        ) {
            let text = Text::new(raw);
            let cuts = picks
                .iter()
                .map(|&(at, length, space)| {
                    let start = at.min(text.len());
                    Cut { raw: Span::new(start, (start + length).min(text.len())), space }
                })
                .collect();
            let map = Map::new(cuts);
            let view = text.without(map.cuts());
            for i in 0..view.len() {
                let span = Span::new(i, i + 1);
                let raw = map.raw(span);
                if raw.len() == 1 && !map.cuts().iter().any(|cut| cut.raw == raw) {
                    prop_assert_eq!(view.slice(span), text.slice(raw));
                }
                prop_assert_eq!(map.seen(raw).start, span.start);
            }
            let gone: usize = map.cuts().iter().map(|cut| cut.raw.len() - usize::from(cut.space)).sum();
            prop_assert_eq!(view.len() + gone, text.len());
            prop_assert_eq!(map.seen(text.span()).hi(), view.len());
            prop_assert_eq!(view.as_str().chars().count(), view.len());
        }
    }
}
