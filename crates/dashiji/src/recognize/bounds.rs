//! Where names of bodies and places may begin: after a word that bounds names (到, 听取, 和), unless that word is itself
//! inside a longer word (在 in 现在, 和 in 住房和城乡建设厅).
//!
//! In goes a passage's hits; out comes a mark for every character.

use crate::lexicon::{Class, ClassSet, Hit, Hits, Lexicon};
use crate::text::Span;

const CUT: u8 = 1;
const JOIN: u8 = 2;
const PLACE: u8 = 4;
const OPEN: u8 = 8;

/// The marks of a passage.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    base: usize,
    marks: Vec<u8>,
}

impl Bounds {
    /// The marks of a range from its hits.
    pub fn of(lexicon: &Lexicon, hits: &Hits, span: Span) -> Self {
        let bounding = [
            Class::Function,
            Class::Verb,
            Class::PartVerb,
            Class::OrganizerVerb,
            Class::StageVerb,
            Class::RoleWord,
        ]
        .into_iter()
        .fold(ClassSet::default(), ClassSet::with);
        let whole = [
            Class::NamePart,
            Class::Org,
            Class::Organ,
            Class::Department,
            Class::OrgSuffix,
            Class::BodySuffix,
            Class::SiteSuffix,
            Class::ZoneSuffix,
            Class::Division,
            Class::Region,
            Class::Country,
            Class::Word,
        ]
        .into_iter()
        .fold(ClassSet::default(), ClassSet::with);
        let base = span.lo();
        let mut marks = vec![0u8; span.len() + 1];
        // The end and start of the word that reaches furthest so far.
        let (mut reach, mut from) = (0u32, 0u32);
        for i in span.lo()..span.hi() {
            let here = hits.at(i);
            let covers = |hit: &&Hit| {
                hit.end - hit.start > 1
                    && (hit.classes.meets(whole) || hit.is(Class::DivisionShort) && !hit.is(Class::PlaceWord))
            };
            for hit in here.iter().filter(covers) {
                if hit.end > reach || (hit.end == reach && hit.start < from) {
                    (reach, from) = (hit.end, hit.start);
                }
            }
            for hit in here.iter().filter(|hit| hit.classes.meets(bounding)) {
                let inside = reach >= hit.end
                    && from <= hit.start
                    && (reach - from > hit.end - hit.start || hit.is(Class::NamePart));
                if inside {
                    continue;
                }
                let (a, b) = (hit.start as usize - base, hit.end as usize - base);
                marks[a] |= OPEN;
                if let Some(mark) = marks.get_mut(b) {
                    *mark |= CUT;
                    for term in lexicon.terms(hit) {
                        match term.value {
                            "place" => *mark |= PLACE,
                            "join" => *mark |= JOIN,
                            _ => {}
                        }
                    }
                }
            }
        }
        Self { base, marks }
    }

    fn has(&self, index: usize, mark: u8) -> bool {
        index.checked_sub(self.base).and_then(|i| self.marks.get(i)).is_some_and(|m| m & mark != 0)
    }

    /// Whether a bounding word ends before `index`: a name may begin here.
    pub fn cut(&self, index: usize) -> bool {
        self.has(index, CUT)
    }

    /// Whether 和, 与, 及 end before `index`.
    pub fn join(&self, index: usize) -> bool {
        self.has(index, JOIN)
    }

    /// Whether a word that calls for a place (到, 在, 前往) ends before `index`.
    pub fn place(&self, index: usize) -> bool {
        self.has(index, PLACE)
    }

    /// Whether a bounding word begins at `index`: a name may end here.
    pub fn open(&self, index: usize) -> bool {
        self.has(index, OPEN)
    }
}
