//! What the documents of a base tell of figures.

use super::all;
use crate::arguments::BaseArguments;
use crate::figures::{figures, is_named};
use crate::home::{self, Bar};
use crate::load::Loaded;
use crate::trouble::Trouble;
use dashiji_publish::Messages;
use dashiji_publish::account::Figures;

/// What the documents of a base tell that have figures or measures, as people ruled.
///
/// # Errors
/// Where there is no base or it cannot be read.
pub fn of_base(
    base: &BaseArguments,
    document: Option<&str>,
    messages: &Messages,
) -> Result<Vec<Figures>, Trouble> {
    let view = home::view(base, &Bar::new(messages))?;
    let told = all(&view, |_, reading| is_named(&reading, document).then(|| figures(&reading)))?;
    Ok(told.into_iter().flatten().filter(|figures| !figures.is_empty()).collect())
}

/// All that stands in a base, as people ruled.
///
/// # Errors
/// Where there is no base or it cannot be read.
pub fn readings(base: &BaseArguments, messages: &Messages) -> Result<Loaded, Trouble> {
    let view = home::view(base, &Bar::new(messages))?;
    Ok(Loaded { readings: all(&view, |_, reading| reading)?, paths: Vec::new(), unread: Vec::new() })
}
