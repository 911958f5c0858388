//! The parts of a book's file: styles, settings, running heads, and the container.

use super::Paper;
use super::write::Writer;
use crate::error::Error;
use crate::xml::escaped;
#[cfg(feature = "packed")]
use std::io::{Cursor, Write};
#[cfg(feature = "packed")]
use zip::write::{SimpleFileOptions, ZipWriter};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const FORM: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Puts a book together.
pub(crate) fn packed(writer: &Writer, title: &str, paper: Paper) -> Result<Vec<u8>, Error> {
    let section = |columns: u8, first: bool| section(paper, columns, first);
    let body = writer.body.replace("{section1}", &section(1, true)).replace("{section2}", &section(2, false));
    let document = format!("{HEAD}<w:document {W}><w:body>{body}{}</w:body></w:document>", section(1, false));
    let mark = |id: u8, kind: &str, element: &str| {
        format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{element}/></w:r></w:p></w:footnote>"
        )
    };
    let footnotes = format!(
        "{HEAD}<w:footnotes {W}>{}{}{}</w:footnotes>",
        mark(0, "separator", "separator"),
        mark(1, "continuationSeparator", "continuationSeparator"),
        writer.footnotes
    );
    let head = |words: &str, side: &str| {
        format!(
            "{HEAD}<w:hdr {W}><w:p><w:pPr><w:pStyle w:val=\"Header\"/><w:jc w:val=\"{side}\"/></w:pPr>{words}</w:p></w:hdr>"
        )
    };
    let field = |code: &str, shown: &str| {
        format!("<w:fldSimple w:instr=\" {code} \"><w:r><w:t>{}</w:t></w:r></w:fldSimple>", escaped(shown))
    };
    let foot = |side: &str| {
        let page = field("PAGE", "1");
        format!(
            "{HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:jc w:val=\"{side}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">— </w:t></w:r>{page}<w:r><w:t \
             xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>"
        )
    };
    let even = format!("<w:r><w:t>{}</w:t></w:r>", escaped(title));
    let odd = field("STYLEREF &quot;heading 1&quot;", title);
    let core = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>dashiji</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>",
        escaped(title)
    );
    zipped(&[
        ("[Content_Types].xml", types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/styles.xml", styles()),
        ("word/settings.xml", settings()),
        ("word/footnotes.xml", footnotes),
        ("word/header1.xml", head(&odd, "right")),
        ("word/header2.xml", head(&even, "left")),
        ("word/footer1.xml", foot("right")),
        ("word/footer2.xml", foot("left")),
    ])
}

/// A text as a plain file, a line a paragraph: it reads back as the same text.
///
/// # Errors
/// Where it cannot be put together.
pub fn plain(text: &str) -> Result<Vec<u8>, Error> {
    let mut body = String::new();
    for line in text.lines() {
        let cells = line.split('\t').map(|part| {
            if part.is_empty() {
                String::new()
            } else {
                format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(part))
            }
        });
        let runs = cells.collect::<Vec<_>>().join("<w:tab/>");
        body.push_str(&if runs.is_empty() {
            "<w:p/>".to_owned()
        } else {
            format!("<w:p><w:r>{runs}</w:r></w:p>")
        });
    }
    let document = format!("{HEAD}<w:document {W}><w:body>{body}</w:body></w:document>");
    let types = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{FORM}.document.main+xml\"/></Types>"
    );
    let relations = format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    zipped(&[("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", document)])
}

/// Without packed files in the program there is no book.
#[cfg(not(feature = "packed"))]
fn zipped(_: &[(&str, String)]) -> Result<Vec<u8>, Error> {
    Err(Error::NotBuilt)
}

#[cfg(feature = "packed")]
fn zipped(parts: &[(&str, String)]) -> Result<Vec<u8>, Error> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).map_err(Error::written)?;
        writer.write_all(xml.as_bytes()).map_err(Error::written)?;
    }
    writer.finish().map(Cursor::into_inner).map_err(Error::written)
}

/// The properties of a section; only the first page of the first has no running head.
fn section(paper: Paper, columns: u8, first: bool) -> String {
    let (width, height) = match paper {
        Paper::A4 => (11_906, 16_838),
        Paper::K16 => (10_433, 14_742),
    };
    let references = "<w:headerReference w:type=\"default\" r:id=\"rId10\"/><w:headerReference w:type=\"even\" r:id=\"rId11\"/><w:footerReference \
                      w:type=\"default\" r:id=\"rId12\"/><w:footerReference w:type=\"even\" r:id=\"rId13\"/>";
    let kind = if first { "nextPage" } else { "continuous" };
    let title = if first { "<w:titlePg/>" } else { "" };
    format!(
        "<w:sectPr>{references}<w:type w:val=\"{kind}\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"/><w:pgMar w:top=\"1440\" w:right=\"1247\" \
         w:bottom=\"1304\" w:left=\"1361\" w:header=\"851\" w:footer=\"850\" w:gutter=\"0\"/><w:cols w:num=\"{columns}\" w:space=\"425\"/>{title}<w:docGrid \
         w:type=\"lines\" w:linePitch=\"312\"/></w:sectPr>"
    )
}

fn types() -> String {
    let part = |name: &str, kind: &str| {
        format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{FORM}.{kind}+xml\"/>")
    };
    let parts = [
        part("document", "document.main"),
        part("styles", "styles"),
        part("settings", "settings"),
        part("footnotes", "footnotes"),
        part("header1", "header"),
        part("header2", "header"),
        part("footer1", "footer"),
        part("footer2", "footer"),
    ];
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/>{}<Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>",
        parts.concat()
    )
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" \
         Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn document_relations() -> String {
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}.xml\"/>")
    };
    let all = [
        relation(1, "styles", "styles"),
        relation(2, "settings", "settings"),
        relation(3, "footnotes", "footnotes"),
        relation(10, "header", "header1"),
        relation(11, "header", "header2"),
        relation(12, "footer", "footer1"),
        relation(13, "footer", "footer2"),
    ];
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        all.concat()
    )
}

fn settings() -> String {
    format!(
        "{HEAD}<w:settings {W}><w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/><w:footnotePr><w:footnote \
         w:id=\"0\"/><w:footnote w:id=\"1\"/></w:footnotePr><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}

/// Sizes are in half points: 五号 is 21, 小五 18, 三号 32, 二号 44.
fn styles() -> String {
    let fonts = |east: &str| {
        format!("<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{east}\"/>")
    };
    let paragraph = |id: &str, name: &str, ppr: &str, east: &str, size: u8, more: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{ppr}</w:pPr><w:rPr>{}{more}<w:sz \
             w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
            fonts(east)
        )
    };
    let centre = "<w:jc w:val=\"center\"/>";
    let rule = "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>";
    let all = [
        paragraph(
            "Title",
            "Title",
            &format!("<w:spacing w:before=\"1200\" w:after=\"300\"/>{centre}"),
            "黑体",
            44,
            "",
        ),
        paragraph("Subtitle", "Subtitle", &format!("<w:spacing w:after=\"600\"/>{centre}"), "仿宋", 28, ""),
        paragraph(
            "Heading1",
            "heading 1",
            &format!(
                "<w:keepNext/><w:spacing w:before=\"480\" w:after=\"240\"/>{centre}<w:outlineLvl w:val=\"0\"/>"
            ),
            "黑体",
            32,
            "",
        ),
        paragraph(
            "Heading2",
            "heading 2",
            &format!(
                "<w:keepNext/><w:spacing w:before=\"300\" w:after=\"150\"/>{centre}<w:outlineLvl w:val=\"1\"/>"
            ),
            "黑体",
            28,
            "",
        ),
        paragraph(
            "Entry",
            "Entry",
            "<w:widowControl/><w:spacing w:line=\"360\" w:lineRule=\"auto\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"420\"/><w:jc w:val=\"both\"/>",
            "宋体",
            21,
            "",
        ),
        paragraph(
            "Caption",
            "caption",
            &format!("<w:keepNext/><w:spacing w:before=\"240\" w:after=\"60\"/>{centre}"),
            "黑体",
            21,
            "",
        ),
        paragraph("Cell", "Cell", "", "宋体", 18, ""),
        paragraph("CellHead", "Cell Head", centre, "黑体", 18, ""),
        paragraph("Initial", "Initial", "<w:keepNext/><w:spacing w:before=\"120\"/>", "黑体", 21, ""),
        paragraph("Index1", "index 1", "<w:ind w:left=\"360\" w:hanging=\"360\"/>", "宋体", 18, ""),
        paragraph("Source", "Source", "<w:ind w:left=\"420\" w:hanging=\"420\"/>", "宋体", 18, ""),
        paragraph("Break", "Section Break", "<w:spacing w:line=\"20\" w:lineRule=\"exact\"/>", "宋体", 2, ""),
        paragraph("Header", "header", rule, "宋体", 18, ""),
        paragraph("Footer", "footer", "", "宋体", 18, ""),
        paragraph("FootnoteText", "footnote text", "<w:snapToGrid w:val=\"0\"/>", "仿宋", 18, ""),
    ];
    format!(
        "{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{}<w:kern w:val=\"2\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"en-US\" \
         w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" \
         w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr><w:widowControl w:val=\"0\"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/></w:pPr></w:style>{}<w:style \
         w:type=\"character\" w:styleId=\"Headline\"><w:name w:val=\"Headline\"/><w:rPr>{}</w:rPr></w:style><w:style w:type=\"character\" \
         w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style><w:style w:type=\"table\" \
         w:styleId=\"Ledger\"><w:name w:val=\"Ledger\"/><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"8\" w:color=\"auto\"/><w:bottom w:val=\"single\" \
         w:sz=\"8\" w:color=\"auto\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"auto\"/></w:tblBorders></w:tblPr></w:style></w:styles>",
        fonts("宋体"),
        all.concat(),
        fonts("黑体")
    )
}
