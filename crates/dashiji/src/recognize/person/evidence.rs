//! What the whole document makes plain about names: 王国生 seen once after 省委书记 helps where a headline glues it to others.

use super::{Mentions, Passage, plain};
use crate::text::Span;
use std::collections::BTreeMap;

/// What must speak for a name before it helps elsewhere.
const PLAIN: i32 = 20;

/// Names seen clearly, by their folded characters.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    names: BTreeMap<[char; 4], u32>,
}

impl Evidence {
    /// Adds the names that stand clearly in an entry.
    pub fn gather(&mut self, passage: &Passage<'_>, mentions: &Mentions) {
        for series in plain(passage, mentions) {
            for name in series.names.iter().filter(|name| name.ends && name.total >= PLAIN) {
                if let Some(key) = key(passage, name.span) {
                    *self.names.entry(key).or_default() += 1;
                }
            }
        }
    }

    /// How often a stretch stood clearly as a name.
    pub(super) fn count(&self, passage: &Passage<'_>, span: Span) -> u32 {
        if self.names.is_empty() {
            return 0;
        }
        key(passage, span).and_then(|key| self.names.get(&key)).copied().unwrap_or_default()
    }
}

fn key(passage: &Passage<'_>, span: Span) -> Option<[char; 4]> {
    let mut key = ['\0'; 4];
    let mut n = 0;
    for &c in passage.text.folded(span).iter().filter(|c| !c.is_whitespace()) {
        *key.get_mut(n)? = c;
        n += 1;
    }
    Some(key)
}
