//! What the documents of a base tell of figures.

use crate::arguments::BaseArguments;
use crate::figures::{figures, is_named};
use crate::home::{self, Bar};
use crate::load::Loaded;
use crate::trouble::Trouble;
use dashiji_publish::Messages;
use dashiji_publish::account::Figures;
use rayon::prelude::*;

/// What the documents of a base tell that have figures or measures, as people ruled.
///
/// # Errors
/// Where there is no base or it cannot be read.
pub fn of_base(
    base: &BaseArguments,
    document: Option<&str>,
    messages: &Messages,
) -> Result<Vec<Figures>, Trouble> {
    let bar = Bar::new(messages);
    let view = home::view(base, &bar)?;
    let ids: Vec<_> = view.documents().into_iter().map(|document| document.id).collect();
    let all: Result<Vec<Option<Figures>>, _> = ids
        .par_iter()
        .map(|id| view.reading(*id).map(|reading| is_named(&reading, document).then(|| figures(&reading))))
        .collect();
    let all = all.map_err(Trouble::Base)?;
    Ok(all.into_iter().flatten().filter(|figures| !figures.is_empty()).collect())
}

/// All that stands in a base, as people ruled.
///
/// # Errors
/// Where there is no base or it cannot be read.
pub fn readings(base: &BaseArguments, messages: &Messages) -> Result<Loaded, Trouble> {
    let view = home::view(base, &Bar::new(messages))?;
    let ids: Vec<_> = view.documents().into_iter().map(|document| document.id).collect();
    let readings: Result<Vec<_>, _> = ids.par_iter().map(|id| view.reading(*id)).collect();
    Ok(Loaded { readings: readings.map_err(Trouble::Base)?, paths: Vec::new(), failed: false })
}
