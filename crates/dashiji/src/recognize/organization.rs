//! Organisations, task bodies, teams, sites and bare organs.

use super::{Mentions, Passage};
use crate::text::Span;

/// What kind of body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrganizationKind {
    /// 省委, 国务院: a bare organ.
    Organ,
    /// A department, company, school, hospital.
    Institution,
    /// A headquarters, task force, leading group.
    Body,
    /// A team sent out.
    Team,
    /// A community, park, station, project site.
    Site,
}

/// An organisation as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationMention {
    /// As written.
    pub span: Span,
    /// What kind of body.
    pub kind: OrganizationKind,
}

/// Every organisation of an entry, in order; one may stand inside a post (省委书记) or before one (省卫健委副主任).
pub fn find(_passage: &Passage<'_>, _mentions: &Mentions) -> Vec<OrganizationMention> {
    Vec::new()
}
