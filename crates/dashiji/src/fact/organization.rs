//! Organisers, organisations and bare organs of an entry, with full names where the region gives them.

use super::{OrganizationRecord, OrganizerRecord};
use crate::document::Setting;
use crate::recognize::{Mentions, Passage};

/// Organisers, then other named institutions, then bare organs in passing, each in the order of first mention.
pub fn organizations(
    _passage: &Passage<'_>,
    _mentions: &Mentions,
    _setting: &Setting,
) -> (Vec<OrganizerRecord>, Vec<OrganizationRecord>, Vec<OrganizationRecord>) {
    (Vec::new(), Vec::new(), Vec::new())
}
