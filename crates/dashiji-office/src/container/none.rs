//! Where containers would be opened, in a program that was built without files of Word and Excel: there is none.

use crate::error::Error;
use std::convert::Infallible;
use std::marker::PhantomData;

/// A container, which is never there.
#[derive(Debug)]
pub(crate) struct Package<'a> {
    none: Infallible,
    bytes: PhantomData<&'a [u8]>,
}

impl<'a> Package<'a> {
    /// Says what the program was built without.
    pub(crate) fn open(_: &'a [u8]) -> Result<Self, Error> {
        Err(Error::NotBuilt)
    }

    /// Whether there is a member of this name.
    pub(crate) fn has(&self, _: &str) -> bool {
        match self.none {}
    }

    /// Names of all members.
    pub(crate) fn names(&self) -> std::iter::Empty<&str> {
        match self.none {}
    }

    /// A member that is XML.
    pub(crate) fn text(&mut self, _: &str) -> Result<Option<String>, Error> {
        match self.none {}
    }
}
