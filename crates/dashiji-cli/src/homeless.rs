//! Where a base would be, in a program that was built without one: whoever asks for it is told how to build the whole.

use crate::arguments::{BaseArguments, CheckArguments, FindingFormat, RegisterArguments};
use crate::config::Config;
use crate::load::Loaded;
use crate::registers::Register;
use crate::settings::Settings;
use crate::trouble::Trouble;
use dashiji::check::{Profile, Selection};
use dashiji_publish::Messages;
use dashiji_publish::account::Figures;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// No folder is one.
pub fn is_base(_: &Path) -> bool {
    false
}

/// The folder of a base.
///
/// # Errors
/// Always.
pub fn folder(_: &BaseArguments) -> Result<PathBuf, Trouble> {
    Err(Trouble::NotBuilt)
}

/// Checks a base.
///
/// # Errors
/// Always.
pub fn check(
    _: &CheckArguments,
    _: FindingFormat,
    _: &Settings,
    _: Profile,
    _: &Selection,
    _: &Messages,
) -> Result<ExitCode, Trouble> {
    Err(Trouble::NotBuilt)
}

/// Prints a register of a base.
///
/// # Errors
/// Always.
pub fn register(_: Register, _: &RegisterArguments, _: &Config, _: &Messages) -> Result<ExitCode, Trouble> {
    Err(Trouble::NotBuilt)
}

/// What a base tells of figures.
///
/// # Errors
/// Always.
pub fn figures(_: &BaseArguments, _: Option<&str>, _: &Messages) -> Result<Vec<Figures>, Trouble> {
    Err(Trouble::NotBuilt)
}

/// All that stands in a base.
///
/// # Errors
/// Always.
pub fn readings(_: &BaseArguments, _: &Messages) -> Result<Loaded, Trouble> {
    Err(Trouble::NotBuilt)
}
