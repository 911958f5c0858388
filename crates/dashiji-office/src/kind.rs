//! What a container is, by what stands in it.
//!
//! Old Office files (OLE) name their streams in UTF-16: `WordDocument` is a DOC, `Workbook` a sheet. Containers of today name their
//! members: `xl/workbook.xml` is a workbook, `OFD.xml` a fixed layout.

use crate::container::Package;
use crate::docx::main_part;
use crate::error::{Error, Kind};

/// A file that is looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inside {
    /// DOCX.
    Word,
    /// XLSX.
    Workbook,
    /// XLS, ET.
    OldWorkbook,
    /// Text, or what the engine names.
    Other,
}

/// What a file is.
pub(crate) fn look(bytes: &[u8], path: Option<&str>) -> Result<Inside, Error> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return ole(bytes, path);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return container(bytes);
    }
    Ok(Inside::Other)
}

fn container(bytes: &[u8]) -> Result<Inside, Error> {
    let mut package = Package::open(bytes)?;
    let refuse = |kind: Kind| Err(Error::Kind { kind });
    if package.has("mimetype") {
        let kind = package.text("mimetype").ok().flatten().unwrap_or_default();
        return match kind.trim() {
            "application/epub+zip" => refuse(Kind::Epub),
            kind if kind.contains("opendocument.text") => refuse(Kind::Odt),
            kind if kind.contains("opendocument.spreadsheet") => refuse(Kind::OldSheet),
            kind if kind.contains("opendocument.presentation") => refuse(Kind::Slides),
            _ => refuse(Kind::Archive),
        };
    }
    if package.has("ofd.xml") {
        return refuse(Kind::Ofd);
    }
    if package.has("xl/workbook.xml") {
        return Ok(Inside::Workbook);
    }
    if package.has("xl/workbook.bin") {
        return refuse(Kind::OldSheet);
    }
    if package.names().any(|name| name.starts_with("ppt/")) {
        return refuse(Kind::Slides);
    }
    if package.has("[Content_Types].xml") {
        let main = main_part(&mut package)?;
        if package.has(&main) && !main.starts_with("xl/") {
            return Ok(Inside::Word);
        }
        return Err(Error::broken(&main, "it is missing"));
    }
    if package.has("word/document.xml") { Ok(Inside::Word) } else { refuse(Kind::Archive) }
}

fn ole(bytes: &[u8], path: Option<&str>) -> Result<Inside, Error> {
    let names = |words: &str| {
        let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    let ends = |ending: &str| path.is_some_and(|path| path.to_ascii_lowercase().ends_with(ending));
    let refuse = |kind: Kind| Err(Error::Kind { kind });
    if names("EncryptedPackage") {
        refuse(Kind::Encrypted)
    } else if names("WordDocument") {
        refuse(if ends(".wps") { Kind::Wps } else { Kind::Doc })
    } else if names("PowerPoint Document") {
        refuse(Kind::Slides)
    } else if names("Workbook") || names("Book") {
        Ok(Inside::OldWorkbook)
    } else if ends(".wps") {
        refuse(Kind::Wps)
    } else {
        refuse(Kind::Ole)
    }
}
