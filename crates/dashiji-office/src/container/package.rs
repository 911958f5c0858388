//! A container as it lies in a file: what is told of sizes is not believed, what is unpacked is counted.

use crate::error::Error;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes that one member may unpack to.
const MEMBER: u64 = 256 << 20;

/// Bytes that are unpacked of one file altogether.
const TOTAL: u64 = 512 << 20;

/// How many times its packed size a member may unpack to, beyond the first [`SMALL`] bytes. XML of sheets packs to a
/// hundredth at times, deflate reaches a thousandth only with one byte repeated.
const RATIO: u64 = 400;

/// Bytes below which the ratio says nothing.
const SMALL: u64 = 8 << 20;

/// Members of a file.
const MEMBERS: usize = 20_000;

/// A container.
#[derive(Debug)]
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Position by name, in small letters, `\` as `/`.
    names: BTreeMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a container and lists its members.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Error::broken("ZIP", error))?;
        if archive.len() > MEMBERS {
            return Err(Error::TooMany { part: "ZIP".to_owned(), what: "members", most: MEMBERS });
        }
        let mut archive = archive;
        // Members that share bytes would unpack, or be copied, to many times the file.
        let packed =
            (0..archive.len()).filter_map(|index| Some(archive.by_index_raw(index).ok()?.compressed_size()));
        if packed.fold(0u64, u64::saturating_add) > bytes.len() as u64 {
            return Err(Error::broken("ZIP", "its members overlap"));
        }
        let mut names = BTreeMap::new();
        for (index, name) in archive.file_names().enumerate() {
            if let Ok(name) = name {
                names.entry(folded(&name)).or_insert(index);
            }
        }
        // Positions by name come from the archive itself: the order of names is not promised.
        let known: Vec<(String, usize)> = archive
            .file_names()
            .filter_map(|name| {
                let name = name.ok()?;
                Some((folded(&name), archive.index_for_name(&name)?))
            })
            .collect();
        names.extend(known);
        Ok(Self { archive, names, left: TOTAL })
    }

    /// Whether there is a member of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&folded(name))
    }

    /// Names of all members, in small letters, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// The position of a member among all.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.names.get(&folded(name)).copied()
    }

    /// A member's bytes; nothing where there is none of this name.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(&index) = self.names.get(&folded(name)) else { return Ok(None) };
        let member = self.archive.by_index(index).map_err(|error| Error::broken(name, error))?;
        let packed = member.compressed_size();
        let most = MEMBER.min(self.left).min(SMALL.max(packed.saturating_mul(RATIO)));
        let mut bytes = Vec::new();
        member.take(most + 1).read_to_end(&mut bytes).map_err(|error| Error::broken(name, error))?;
        if bytes.len() as u64 > most {
            return Err(Error::Bomb { part: name.to_owned(), most });
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// A member that is XML, as UTF-8.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        self.bytes(name)?.map(|bytes| decoded(name, bytes)).transpose()
    }

    /// The archive itself, for copying members as they stand.
    pub(crate) fn into_archive(self) -> ZipArchive<Cursor<&'a [u8]>> {
        self.archive
    }
}

fn folded(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// XML in UTF-8 or (by its mark) UTF-16.
fn decoded(part: &str, mut bytes: Vec<u8>) -> Result<String, Error> {
    let order: Option<fn([u8; 2]) -> u16> = match bytes.as_slice() {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(order) = order {
        let units = bytes[2..].chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        let text = text.map_err(|error| Error::broken(part, error))?;
        return Ok(text.replacen("UTF-16", "UTF-8", 1).replacen("utf-16", "utf-8", 1));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        Error::broken(part, format!("no UTF-8 at byte {}", error.utf8_error().valid_up_to()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn packed(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_bomb_is_refused_at_the_bound() {
        let bytes = packed("word/document.xml", &vec![b' '; 64 << 20]);
        assert!(bytes.len() < 100_000);
        let mut package = Package::open(&bytes).unwrap();
        assert!(matches!(package.bytes("word/document.xml"), Err(Error::Bomb { .. })));
    }

    #[test]
    fn members_are_found_whatever_the_case_and_the_slash() {
        let bytes = packed("Word\\Document.xml", b"<a/>");
        let mut package = Package::open(&bytes).unwrap();
        assert_eq!(package.text("word/document.xml").unwrap().as_deref(), Some("<a/>"));
        assert_eq!(package.text("word/none.xml").unwrap(), None);
    }

    #[test]
    fn utf_16_is_read() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("<年/>".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(decoded("a", bytes).unwrap(), "<年/>");
    }
}
