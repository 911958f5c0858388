//! What one answer reads of the base, and whether a reading failed.
//!
//! A page asks for people, documents and entries as if they were there; where the files cannot be read it gets nothing, and the failure is kept.
//! Whoever made the page asks for it at the end, and says that the base cannot be read instead of showing a page with less on it than the
//! base holds.

use crate::list::changes::Change;
use crate::snapshot::{Former, Leaf, Snapshot};
use dashiji::collate::document::Document;
use dashiji::collate::organization::Organization;
use dashiji::collate::person::Person;
use dashiji::fact::Record;
use dashiji_store::{DocumentId, Version};
use std::cell::RefCell;
use std::ops::Deref;
use std::sync::Arc;

/// A snapshot as one answer reads it.
#[derive(Debug)]
pub struct Reads {
    snapshot: Arc<Snapshot>,
    fault: RefCell<Option<String>>,
}

impl Deref for Reads {
    type Target = Snapshot;

    fn deref(&self) -> &Snapshot {
        &self.snapshot
    }
}

impl Reads {
    /// Of a snapshot.
    pub fn of(snapshot: Arc<Snapshot>) -> Self {
        Self { snapshot, fault: RefCell::default() }
    }

    /// The first failure.
    pub fn fault(&self) -> Option<String> {
        self.fault.borrow().clone()
    }

    fn or_nothing<T: Default>(&self, read: Result<T, String>) -> T {
        read.unwrap_or_else(|why| {
            self.fault.borrow_mut().get_or_insert(why);
            T::default()
        })
    }

    /// Entries by id, in the order asked; those that are not there are left out.
    pub fn leaves(&self, ids: &[&str]) -> Vec<Leaf> {
        self.or_nothing(self.snapshot.leaves(ids))
    }

    /// The people of a name.
    pub fn people(&self, name: &str) -> Arc<Vec<Person>> {
        self.or_nothing(self.snapshot.people(name))
    }

    /// An entry that is in no current version any more.
    pub fn former(&self, id: &str) -> Option<Former> {
        self.or_nothing(self.snapshot.former(id))
    }

    /// What is told of a body.
    pub fn organization(&self, name: &str) -> Option<Organization> {
        self.or_nothing(self.snapshot.organization(name))
    }

    /// The documents of a title.
    pub fn titled(&self, title: &str) -> Vec<Document> {
        self.or_nothing(self.snapshot.titled(title))
    }

    /// The entry with the posts that other entries tell of, for those it names without one.
    pub fn carried(&self, record: &Record) -> Record {
        self.snapshot.carried(record).unwrap_or_else(|why| {
            self.fault.borrow_mut().get_or_insert(why);
            record.clone()
        })
    }

    /// The versions of a document, the first first.
    pub fn versions(&self, document: DocumentId) -> Vec<Version> {
        self.or_nothing(self.snapshot.versions(document))
    }

    /// What was done to the base last.
    pub fn changes(&self, most: usize) -> Vec<Change> {
        self.or_nothing(self.snapshot.changes(most))
    }

    /// The base's own id, thirty-two digits.
    pub fn base_id(&self) -> String {
        self.or_nothing(self.snapshot.base_id())
    }
}
