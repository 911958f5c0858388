//! What a container is, by what stands in it.
//!
//! Old Office files (OLE) have streams by name: `WordDocument` is a DOC, `Workbook` a sheet. Containers of today say in their list of
//! types what their main part is; where that says nothing the names of members do: `xl/workbook.xml` is a workbook, `OFD.xml` a fixed
//! layout. Of text the first lines tell what no reader of text would make sense of.

use crate::compound::{Compound, MAGIC};
use crate::container::Package;
use crate::docx::main_part;
use crate::error::{Error, Kind};
use crate::xml::{Token, Tokens, attribute, local};

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

/// Bytes of a text that are looked at.
const FIRST: usize = 2048;

/// Endings of files that are containers.
const CONTAINERS: [&str; 4] = ["docx", "docm", "xlsx", "xlsm"];

/// What a file is.
pub(crate) fn look(bytes: &[u8], path: Option<&str>) -> Result<Inside, Error> {
    if bytes.starts_with(MAGIC) {
        return ole(bytes, path);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return container(bytes);
    }
    // An office file that was cut or overwritten would else be read as the text that it is not.
    let called = |ending: &str| {
        path.and_then(|path| path.rsplit_once('.')).is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending))
    };
    let inside = text(bytes.get(..FIRST).unwrap_or(bytes))?;
    if CONTAINERS.iter().any(|ending| called(ending)) { refused(Kind::Misnamed) } else { Ok(inside) }
}

fn refused(kind: Kind) -> Result<Inside, Error> {
    Err(Error::Kind { kind })
}

fn container(bytes: &[u8]) -> Result<Inside, Error> {
    let mut package = Package::open(bytes)?;
    if package.has("mimetype") {
        let kind = package.text("mimetype").ok().flatten().unwrap_or_default();
        return refused(match kind.trim() {
            "application/epub+zip" => Kind::Epub,
            kind if kind.contains("opendocument.text") => Kind::Odt,
            kind if kind.contains("opendocument.spreadsheet") => Kind::Ods,
            kind if kind.contains("opendocument.presentation") => Kind::Slides,
            _ => Kind::Archive,
        });
    }
    if package.has("ofd.xml") {
        return refused(Kind::Ofd);
    }
    if package.has("uof.xml") || package.has("content/uof.xml") {
        return refused(Kind::Uof);
    }
    if package
        .names()
        .any(|name| name.starts_with("index/") && name.rsplit_once('.').is_some_and(|(_, e)| e == "iwa"))
    {
        return refused(Kind::Iwork);
    }
    if package.has("[Content_Types].xml") {
        let main = main_part(&mut package)?;
        let told = kind_of(&mut package, &main)?;
        let is = |words: &str| told.contains(words);
        if is("sheet.binary") {
            return refused(Kind::Xlsb);
        }
        if is("presentationml") || is("powerpoint") {
            return refused(Kind::Slides);
        }
        if package.has(&main) && (is("spreadsheetml") || is("ms-excel")) {
            return Ok(Inside::Workbook);
        }
        if package.has(&main) && (is("wordprocessingml") || is("ms-word")) {
            return Ok(Inside::Word);
        }
    }
    // The list of types is missing or says what is not so.
    if package.has("xl/workbook.xml") {
        return Ok(Inside::Workbook);
    }
    if package.has("xl/workbook.bin") {
        return refused(Kind::Xlsb);
    }
    if package.names().any(|name| name.starts_with("ppt/")) {
        return refused(Kind::Slides);
    }
    if package.has("word/document.xml") {
        return Ok(Inside::Word);
    }
    if package.has("[Content_Types].xml") {
        let main = main_part(&mut package)?;
        return Err(Error::broken(&main, "it is missing, or no document of Word or Excel"));
    }
    refused(Kind::Archive)
}

/// What the list of types says of a part, in small letters; nothing where it does not name it.
fn kind_of(package: &mut Package<'_>, part: &str) -> Result<String, Error> {
    let name = "[Content_Types].xml";
    let Some(xml) = package.text(name)? else { return Ok(String::new()) };
    let mut tokens = Tokens::new(name, &xml);
    while let Some(token) = tokens.next()? {
        let (Token::Start(_, element) | Token::Empty(_, element)) = token else { continue };
        let told = attribute(&element, "PartName").unwrap_or_default();
        if local(&element) == "Override" && told.trim_start_matches('/').eq_ignore_ascii_case(part) {
            return Ok(attribute(&element, "ContentType").unwrap_or_default().to_ascii_lowercase());
        }
    }
    Ok(String::new())
}

fn ole(bytes: &[u8], path: Option<&str>) -> Result<Inside, Error> {
    let ends = |ending: &str| path.is_some_and(|path| path.to_ascii_lowercase().ends_with(ending));
    let Some(file) = Compound::open(bytes) else { return refused(Kind::Ole) };
    if file.has("EncryptedPackage") {
        refused(Kind::Encrypted)
    } else if file.has("WordDocument") {
        refused(if ends(".wps") { Kind::Wps } else { Kind::Doc })
    } else if file.has("PowerPoint Document") {
        refused(Kind::Slides)
    } else if file.has("Workbook") || file.has("Book") {
        Ok(Inside::OldWorkbook)
    } else if ends(".wps") {
        refused(Kind::Wps)
    } else {
        refused(Kind::Ole)
    }
}

/// Texts that are documents of an office program in a dress of their own.
fn text(first: &[u8]) -> Result<Inside, Error> {
    let first = String::from_utf8_lossy(first);
    let first = first.trim_start_matches('\u{feff}').trim_start();
    if first.starts_with("<?xml") || first.starts_with("<office:document") || first.starts_with("<uof:") {
        for (words, kind) in [
            ("Word.Document", Kind::OfficeXml),
            ("Excel.Sheet", Kind::OfficeXml),
            ("<pkg:package", Kind::OfficeXml),
            ("<w:wordDocument", Kind::OfficeXml),
            ("<office:document", Kind::Odt),
            ("<uof:UOF", Kind::Uof),
        ] {
            if first.contains(words) {
                return refused(kind);
            }
        }
    }
    let small = first.to_ascii_lowercase();
    if small.starts_with("mime-version:") && small.contains("multipart/related") {
        return refused(Kind::WebArchive);
    }
    Ok(Inside::Other)
}
