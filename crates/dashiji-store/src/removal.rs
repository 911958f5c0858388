//! Documents taken out of the views and put back. Nothing is deleted: both are acts of the log.

use crate::base::Base;
use crate::id::DocumentId;
use crate::record::Act;
use crate::{Error, Result};

impl Base {
    /// Takes a document out of the views; gives whether it was in them.
    ///
    /// # Errors
    /// Where there is no such document, or the base cannot be written.
    pub fn remove(&self, author: &str, id: DocumentId, reason: Option<&str>) -> Result<bool> {
        self.change(author, id, true, reason)
    }

    /// Puts a document back into the views; gives whether it was out of them.
    ///
    /// # Errors
    /// Where there is no such document, or the base cannot be written.
    pub fn put_back(&self, author: &str, id: DocumentId, reason: Option<&str>) -> Result<bool> {
        self.change(author, id, false, reason)
    }

    fn change(&self, author: &str, id: DocumentId, remove: bool, reason: Option<&str>) -> Result<bool> {
        let mut writer = self.writer()?;
        if writer.derived.newest(id.0)?.is_none() {
            return Err(Error::Unknown(id.to_string()));
        }
        if writer.derived.is_removed(id.0)? == remove {
            return Ok(false);
        }
        let reason = reason.map(str::to_owned);
        let act = if remove {
            Act::Removed { document: id.0, reason }
        } else {
            Act::Restored { document: id.0, reason }
        };
        let before = writer.derived.mark()?;
        writer.act(author, None, &act)?;
        self.reindex_documents(&before, std::iter::once(id.0));
        Ok(true)
    }
}
