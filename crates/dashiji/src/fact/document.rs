//! Documents and publications of an entry: kind, short form, number, issuer, stage and its date.

use super::{DocumentMention, PublicationMention, TimeRecord};
use crate::recognize::{Mentions, Passage};

/// The documents and publications of an entry, in the order of first mention.
pub fn documents(
    _passage: &Passage<'_>,
    _mentions: &Mentions,
    _date: Option<&TimeRecord>,
) -> (Vec<DocumentMention>, Vec<PublicationMention>) {
    (Vec::new(), Vec::new())
}
