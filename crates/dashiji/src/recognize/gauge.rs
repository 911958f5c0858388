//! Stations that gauge a water: 青溪河石门水文站洪峰水位31.2米, 白水河青州闸水位. The water is the place that is told of; the station is no body
//! and what it is called after no place there.

use super::Passage;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Chars, is_han};

/// The last characters of waters.
static WATERS: Chars = Chars::new("河江溪水湖淀川渠");
/// The longest name of a station.
const NAME: usize = 6;

/// Whether a station or sluice that ends at `end` tells what it measured.
pub(super) fn told(passage: &Passage<'_>, end: usize) -> bool {
    matches!(passage.before(end), '站' | '闸') && passage.begins_any(end, &lists::PLACE_GAUGED)
}

/// The end of the name of the water at which the station that ends at `end` stands.
pub(super) fn water(passage: &Passage<'_>, end: usize) -> Option<usize> {
    (end.saturating_sub(NAME + 3).max(passage.span.lo() + 1)..end - 1)
        .rev()
        .take_while(|&k| is_han(passage.at(k)))
        .find(|&k| WATERS.has(passage.before(k)) && !passage.begins(k, "文站"))
}

/// Whether a name that ends like a water's is one, by what stands behind it: a station that measured, or what befalls waters alone.
pub(super) fn is_water(passage: &Passage<'_>, end: usize) -> bool {
    behind(passage, end)
        || WATERS.has(passage.before(end)) && passage.begins_any(end, &lists::PLACE_OF_WATERS)
}

/// Whether a station that measured stands behind a water whose name ends at `end`.
pub(super) fn behind(passage: &Passage<'_>, end: usize) -> bool {
    WATERS.has(passage.before(end))
        && (end + 2..=end + NAME + 2)
            .take_while(|&k| is_han(passage.at(k - 1)))
            .any(|k| told(passage, k) && water(passage, k) == Some(end))
}
