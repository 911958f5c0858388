//! Word files in the shapes that Word, WPS and `LibreOffice` write, each read as an editor sees it, annotated, and rejected again.

use super::{body, open_named, word};
use dashiji::text::Span;
use dashiji_office::docx::{Mark, Signature, annotate};

/// A run of words with properties.
fn run(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn plain(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn field(instruction: &str, result: &str) -> String {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = format!("<w:r><w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r>");
    let result = if result.is_empty() { String::new() } else { mark("separate") + result };
    format!("{}{code}{result}{}", mark("begin"), mark("end"))
}

fn cell(properties: &str, inner: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
}

fn table(rows: &[&[String]]) -> String {
    let rows = rows.iter().map(|cells| format!("<w:tr>{}</w:tr>", cells.concat()));
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>", rows.collect::<String>())
}

const SIGNED: &str = "w:id=\"7\" w:author=\"周文澜\" w:date=\"2020-01-01T00:00:00Z\"";

/// What a file holds besides its main part.
fn parts() -> Vec<(&'static str, String)> {
    let w = super::W;
    let relation = |id: &str, kind: &str| {
        format!(
            "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{kind}.xml\"/>"
        )
    };
    let level = |level: u8, format: &str, text: &str, more: &str| {
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let nothing = "<w:suff w:val=\"nothing\"/>";
    vec![
        (
            "word/_rels/document.xml.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}{}{}{}{}</Relationships>",
                relation("rId1", "styles"),
                relation("rId2", "numbering"),
                relation("rId3", "footnotes"),
                relation("rId4", "endnotes"),
                relation("rId5", "comments")
            ),
        ),
        (
            "word/styles.xml",
            format!(
                "<w:styles {w}><w:style w:type=\"character\" w:styleId=\"Secret\"><w:rPr><w:vanish/></w:rPr></w:style>\
                 <w:style w:type=\"character\" w:styleId=\"Deeper\"><w:basedOn w:val=\"Secret\"/></w:style>\
                 <w:style w:type=\"paragraph\" w:styleId=\"Draft\"><w:rPr><w:vanish/></w:rPr></w:style>\
                 <w:style w:type=\"paragraph\" w:styleId=\"Break\"><w:pPr><w:pageBreakBefore/></w:pPr></w:style>\
                 <w:style w:type=\"paragraph\" w:styleId=\"List\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>"
            ),
        ),
        (
            "word/numbering.xml",
            format!(
                "<w:numbering {w}><w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:styleLink \
                 w:val=\"Chapters\"/>{}</w:abstractNum><w:abstractNum w:abstractNumId=\"2\"><w:numStyleLink w:val=\"Chapters\"/></w:abstractNum>\
                 <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num></w:numbering>",
                level(0, "chineseCountingThousand", "%1、", nothing),
                level(1, "chineseCountingThousand", "（%2）", nothing),
                level(2, "decimalEnclosedCircleChinese", "%3", nothing),
                level(0, "chineseCountingThousand", "第%1章", ""),
            ),
        ),
        (
            "word/footnotes.xml",
            format!(
                "<w:footnotes {w}><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p>\
                 <w:p>{}</w:p></w:footnote></w:footnotes>",
                plain(" 据县档案馆藏。"),
                plain("又见县志。")
            ),
        ),
        (
            "word/endnotes.xml",
            format!(
                "<w:endnotes {w}><w:endnote w:id=\"2\"><w:p>{}</w:p></w:endnote></w:endnotes>",
                plain("尾注之文。")
            ),
        ),
        (
            "word/comments.xml",
            format!(
                "<w:comments {w}><w:comment w:id=\"3\" w:author=\"老编辑\"><w:p>{}</w:p></w:comment></w:comments>",
                plain("批")
            ),
        ),
    ]
}

/// A shape: what it is, the body that has it, the text that an editor sees.
type Shape = (&'static str, String, &'static str);

fn file(inner: &str) -> Vec<u8> {
    let parts = parts();
    let types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        ["document.main", "styles", "numbering", "footnotes", "endnotes", "comments"]
            .map(|part| format!(
                "<Override PartName=\"/word/{}.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{part}+xml\"/>",
                part.trim_end_matches(".main")
            ))
            .concat()
    );
    let start = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let parts = [parts, vec![("[Content_Types].xml", types), ("_rels/.rels", start.to_owned())]].concat();
    let more: Vec<(&str, &[u8])> = parts.iter().map(|(name, xml)| (*name, xml.as_bytes())).collect();
    word(&body(inner), &more)
}

fn words() -> Vec<Shape> {
    let ins = |inner: &str| format!("<w:ins {SIGNED}>{inner}</w:ins>");
    let del = |words: &str| format!("<w:del {SIGNED}><w:r><w:delText>{words}</w:delText></w:r></w:del>");
    vec![
        ("plain", p(&plain("3月5日，县医院落成。")), "3月5日，县医院落成。\n"),
        (
            "runs of one word apart, with properties between and proofing marks",
            p(&format!(
                "{}<w:proofErr w:type=\"spellStart\"/>{}<w:bookmarkStart w:id=\"0\" w:name=\"a\"/>{}<w:bookmarkEnd w:id=\"0\"/>{}",
                run("<w:b/>", "3"),
                run("<w:rFonts w:hint=\"eastAsia\"/>", "月"),
                run("", "5日，县医"),
                plain("院落成。")
            )),
            "3月5日，县医院落成。\n",
        ),
        ("blanks are kept where it says so", p(&(run("", "甲 乙 ") + &plain(" 丙 "))), "甲 乙 丙\n"),
        ("references of XML", p(&plain("甲&amp;乙&lt;丙&#x4E01;&#25103;")), "甲&乙<丙丁戏\n"),
        (
            "an insertion, a deletion",
            p(&(plain("3月5日，") + &ins(&plain("县医院")) + &del("县学") + &plain("落成。"))),
            "3月5日，县医院落成。\n",
        ),
        (
            "a deletion within an insertion",
            p(&(plain("3月5日，") + &ins(&(plain("县医院") + &del("旧楼"))) + &plain("落成。"))),
            "3月5日，县医院落成。\n",
        ),
        (
            "text moved, with the marks around it",
            p(&format!(
                "<w:moveFromRangeStart w:id=\"1\" w:name=\"m\" w:author=\"周文澜\"/><w:moveFrom {SIGNED}>{}</w:moveFrom><w:moveFromRangeEnd w:id=\"1\"/>{}",
                plain("移走。"),
                plain("甲。")
            )) + &p(&format!(
                "<w:moveToRangeStart w:id=\"2\" w:name=\"m\" w:author=\"周文澜\"/><w:moveTo {SIGNED}>{}</w:moveTo><w:moveToRangeEnd w:id=\"2\"/>",
                plain("移来。")
            )),
            "甲。\n移来。\n",
        ),
        (
            "a paragraph's end deleted",
            format!(
                "<w:p><w:pPr><w:rPr><w:del {SIGNED}/></w:rPr></w:pPr>{}</w:p>{}",
                plain("3月5日，"),
                p(&plain("县医院落成。"))
            ),
            "3月5日，县医院落成。\n",
        ),
        (
            "formats changed and tracked",
            p(&format!(
                "<w:pPr><w:jc w:val=\"left\"/><w:pPrChange {SIGNED}><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange></w:pPr>{}",
                run(
                    &format!("<w:b/><w:rPrChange {SIGNED}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
                    "3月5日，县医院落成。"
                )
            )),
            "3月5日，县医院落成。\n",
        ),
        (
            "a hyperlink, a smart tag, a content control, a bidirectional span",
            p(&format!(
                "<w:hyperlink w:anchor=\"x\">{}</w:hyperlink><w:smartTag w:uri=\"u\" w:element=\"e\"><w:smartTagPr/>{}</w:smartTag><w:sdt><w:sdtPr><w:alias \
                w:val=\"事\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt><w:bdo w:val=\"ltr\">{}</w:bdo>",
                plain("3月"),
                plain("5日，"),
                plain("县医院"),
                plain("落成。")
            )),
            "3月5日，县医院落成。\n",
        ),
        (
            "a content control that asks to be filled",
            p(&format!(
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>{}",
                plain("单击此处输入日期"),
                plain("3月5日，县医院落成。")
            )),
            "3月5日，县医院落成。\n",
        ),
        (
            "paragraphs in content controls and custom XML",
            format!(
                "<w:sdt><w:sdtPr/><w:sdtContent>{}<w:customXml w:element=\"a\">{}</w:customXml></w:sdtContent></w:sdt>",
                p(&plain("甲。")),
                p(&plain("乙。"))
            ),
            "甲。\n乙。\n",
        ),
        (
            "fields: by their results, nested, simple",
            p(&(field("DATE \\@ \"yyyy年\"", &plain("2020年"))
                + &field(&format!("IF {} = 1", ""), &(plain("3月") + &field("PAGE", &plain("5"))))
                + "<w:fldSimple w:instr=\" SEQ \">"
                + &plain("日")
                + "</w:fldSimple>"
                + &plain("，落成。"))),
            "2020年3月5日，落成。\n",
        ),
        (
            "a character in a circle and a reading over words, as fields of old",
            p(&(field("eq \\o\\ac(○,1)", "")
                + &plain("3月")
                + &field("EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(huò),霍)", "")
                + &plain("山县医院落成。")
                + &field("XE \"医院\"", ""))),
            "①3月霍山县医院落成。\n",
        ),
        (
            "a reading over words",
            p(&(plain("3月5日，")
                + &format!(
                    "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
                    plain("huò"),
                    plain("霍")
                )
                + &plain("山县医院落成。"))),
            "3月5日，霍山县医院落成。\n",
        ),
        (
            "symbols of symbol fonts, of others, and without a known place",
            p(
                "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F06C\"/><w:t>甲</w:t><w:sym w:font=\"Wingdings\" w:char=\"6C\"/><w:t>乙</w:t><w:sym w:font=\"Symbol\" w:char=\"F061\"/>\
               <w:sym w:font=\"宋体\" w:char=\"3007\"/><w:sym w:font=\"Wingdings\" w:char=\"F0F1\"/></w:r>",
            ),
            "●甲●乙α〇⇧\n",
        ),
        (
            "soft and hard hyphens, spaces of no width, tabs, line breaks",
            p(
                "<w:r><w:t>公</w:t><w:softHyphen/><w:t>路\u{ad}局3\u{200b}月\u{feff}5\u{2060}日，G</w:t><w:noBreakHyphen/><w:t>35</w:t><w:tab/><w:t>通\u{a0}车</w:t><w:br/><w:t>又行</w:t><w:cr/><w:t>三行</w:t></w:r>",
            ),
            "公路局3月5日，G-35\t通\u{a0}车\n又行\n三行\n",
        ),
        (
            "hidden: by the run, by a style of characters and its base, by a style of paragraphs, and shown again",
            p(&(run("<w:vanish/>", "甲")
                + &run("<w:rStyle w:val=\"Secret\"/>", "乙")
                + &run("<w:rStyle w:val=\"Deeper\"/>", "丙")
                + &run("<w:rStyle w:val=\"Secret\"/><w:vanish w:val=\"0\"/>", "3月5日，")
                + &run("<w:vanish w:val=\"false\"/>", "落成。")))
                + &format!("<w:p><w:pPr><w:pStyle w:val=\"Draft\"/></w:pPr>{}</w:p>", plain("草稿。")),
            "3月5日，落成。\n",
        ),
        (
            "a heading that runs into its text",
            format!(
                "<w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>{}</w:p>{}",
                plain("县医院落成"),
                p(&plain("　3月5日，县医院落成。"))
            ),
            "县医院落成　3月5日，县医院落成。\n",
        ),
        (
            "a formula",
            p(&format!(
                "{}<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>85%</m:t></m:r></m:oMath>{}",
                plain("完成"),
                plain("。")
            )),
            "完成85%。\n",
        ),
        (
            "comments of others",
            p(&format!(
                "<w:commentRangeStart w:id=\"3\"/>{}<w:commentRangeEnd w:id=\"3\"/><w:r><w:commentReference w:id=\"3\"/></w:r>{}",
                plain("3月5日，"),
                plain("落成。")
            )),
            "3月5日，落成。\n",
        ),
        (
            "a table of contents in a field over paragraphs",
            format!(
                "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}</w:p>{}{}",
                plain("一、三月…1"),
                p(&(plain("二、四月…2") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")),
                p(&plain("3月5日，落成。"))
            ),
            "3月5日，落成。\n",
        ),
    ]
}

fn boxes() -> Vec<Shape> {
    let modern = |inner: &str| {
        format!(
            "<w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx \
             xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback>\
             <w:pict><v:textbox xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    };
    let old = |inner: &str| {
        format!(
            "<w:r><w:pict><v:textbox xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></w:r>"
        )
    };
    vec![
        (
            "a text box told twice",
            p(&(plain("甲。") + &modern(&p(&plain("框中。"))) + &plain("乙。"))),
            "甲。乙。\n框中。\n",
        ),
        (
            "a text box of old",
            p(&(plain("甲。") + &old(&(p(&plain("框一。")) + &p(&plain("框二。")))))),
            "甲。\n框一。\n框二。\n",
        ),
        (
            "two boxes on one paragraph, a table in one",
            p(&(modern(&p(&plain("框一。")))
                + &old(&table(&[&[cell("", &p(&plain("3月"))), cell("", &p(&plain("晴")))]]))
                + &plain("甲。"))),
            "甲。\n框一。\n3月\t晴\n",
        ),
        (
            "a box in a cell",
            table(&[&[
                cell("", &p(&(plain("3月5日") + &modern(&p(&plain("框中。")))))),
                cell("", &p(&plain("落成。"))),
            ]]),
            "3月5日\t落成。\n框中。\n",
        ),
    ]
}

fn tables() -> Vec<Shape> {
    let c = |words: &str| cell("", &p(&plain(words)));
    let with = |properties: &str, words: &str| cell(properties, &p(&plain(words)));
    vec![
        (
            "a plain table",
            table(&[&[c("日期"), c("内容")], &[c("3月5日"), c("落成。")]]),
            "日期\t内容\n3月5日\t落成。\n",
        ),
        (
            "cells merged across and down, as Word and as WPS write them",
            table(&[
                &[with("<w:gridSpan w:val=\"2\"/>", "1952年"), c("备注")],
                &[with("<w:vMerge w:val=\"restart\"/>", "3月"), c("5日"), c("甲")],
                &[with("<w:vMerge/>", ""), c("6日"), c("乙")],
                &[
                    with("<w:vMerge w:val=\"continue\"/>", ""),
                    with("<w:hMerge w:val=\"restart\"/>", "7日"),
                    with("<w:hMerge/>", ""),
                ],
            ]),
            "1952年\t\t备注\n3月\t5日\t甲\n\t6日\t乙\n\t7日\t\n",
        ),
        (
            "columns left out before a row, rows and cells deleted",
            format!(
                "<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr><w:tr><w:trPr><w:del {SIGNED}/></w:trPr>{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
                c("甲"),
                c("删去"),
                c("乙"),
                cell(&format!("<w:cellDel {SIGNED}/>"), &p(&plain("删去")))
            ),
            "\t甲\n乙\n",
        ),
        (
            "several paragraphs in a cell",
            table(&[&[c("3月5日"), cell("", &(p(&plain("落成。")) + &p(&plain("又通车。"))))]]),
            "3月5日\t落成。 又通车。\n",
        ),
        (
            "a table in a cell lays out a page",
            table(&[&[cell("", &(table(&[&[c("3月5日"), c("落成。")]]) + &p("")))]]),
            "3月5日\t落成。\n\n",
        ),
        (
            "a table in a content control, a row in one, a cell in one",
            format!(
                "<w:sdt><w:sdtContent><w:tbl><w:sdt><w:sdtContent><w:tr>{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>",
                c("3月5日"),
                c("落成。")
            ),
            "3月5日\t落成。\n",
        ),
    ]
}

fn lists_and_notes() -> Vec<Shape> {
    let item = |list: u8, level: u8, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
            plain(words)
        )
    };
    vec![
        (
            "numbers of Chinese lists, by levels, by style, by a linked style, switched off",
            item(1, 0, "防汛")
                + &item(1, 1, "查险")
                + &item(1, 2, "甲")
                + &item(1, 2, "乙")
                + &item(1, 0, "抗旱")
                + &format!("<w:p><w:pPr><w:pStyle w:val=\"List\"/></w:pPr>{}</w:p>", plain("救灾"))
                + &format!(
                    "<w:p><w:pPr><w:pStyle w:val=\"List\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>{}</w:p>",
                    plain("无号")
                )
                + &item(2, 0, "总述"),
            "一、防汛\n（一）查险\n①甲\n②乙\n二、抗旱\n三、救灾\n无号\n第一章 总述\n",
        ),
        (
            "notes at the foot and at the end",
            p(&(plain("3月5日，落成")
                + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"
                + &plain("。")
                + "<w:r><w:endnoteReference w:id=\"2\"/></w:r>")),
            "3月5日，落成。\n\n〔注1〕据县档案馆藏。\n又见县志。\n\n〔尾注1〕尾注之文。\n",
        ),
    ]
}

fn shapes() -> Vec<Shape> {
    [words(), boxes(), tables(), lists_and_notes()].into_iter().flatten().collect()
}

#[test]
fn each_shape_reads_as_an_editor_sees_it() {
    let mut wrong = Vec::new();
    for (name, inner, want) in shapes() {
        match open_named("a.docx", file(&inner)) {
            Ok(opened) if opened.document.text.as_str() == want => {}
            Ok(opened) => {
                wrong.push(format!("{name}\n  have {:?}\n  want {want:?}", opened.document.text.as_str()));
            }
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_begin_at_each_kind_of_break() {
    let section = |kind: &str| {
        format!(
            "<w:p><w:pPr><w:sectPr><w:type w:val=\"{kind}\"/></w:sectPr></w:pPr>{}</w:p>",
            plain("节末。")
        )
    };
    let last = |kind: &str| format!("<w:sectPr><w:type w:val=\"{kind}\"/></w:sectPr>");
    let first = p(&plain("甲。"));
    let next = p(&plain("乙。"));
    for (name, inner, want) in [
        ("a break in a run", p(&(plain("甲。") + "<w:r><w:br w:type=\"page\"/></w:r>")) + &next, 2),
        (
            "before a paragraph",
            first.clone() + &format!("<w:p><w:pPr><w:pageBreakBefore/></w:pPr>{}</w:p>", plain("乙。")),
            2,
        ),
        (
            "by a style",
            first.clone()
                + &format!("<w:p><w:pPr><w:pStyle w:val=\"Break\"/></w:pPr>{}</w:p>", plain("乙。")),
            2,
        ),
        (
            "switched off",
            first.clone()
                + &format!(
                    "<w:p><w:pPr><w:pStyle w:val=\"Break\"/><w:pageBreakBefore w:val=\"0\"/></w:pPr>{}</w:p>",
                    plain("乙。")
                ),
            1,
        ),
        (
            "as Word last saw it",
            first.clone() + &p(&("<w:r><w:lastRenderedPageBreak/></w:r>".to_owned() + &plain("乙。"))),
            2,
        ),
        (
            "told and seen are one",
            p(&(plain("甲。") + "<w:r><w:br w:type=\"page\"/></w:r>"))
                + &p(&("<w:r><w:lastRenderedPageBreak/></w:r>".to_owned() + &plain("乙。"))),
            2,
        ),
        ("a new section", section("nextPage") + &next + &last("nextPage"), 2),
        ("a new section of odd pages", section("nextPage") + &next + &last("oddPage"), 2),
        ("a section that goes on", section("nextPage") + &next + &last("continuous"), 1),
        ("a column", p(&(plain("甲。") + "<w:r><w:br w:type=\"column\"/></w:r>")) + &next, 1),
    ] {
        let opened = open_named("a.docx", file(&inner)).unwrap();
        let text = opened.document.text.as_str();
        let at = text[..text.find('乙').unwrap()].chars().count();
        let page = opened.document.location(at as u32).and_then(|l| l.page);
        assert_eq!(page, Some(want), "{name} {text:?}");
    }
}

/// The first tracked change of a kind that bears the program's name.
fn ours(xml: &str, open: &str) -> Option<usize> {
    let mut places = xml.match_indices(open).map(|(at, _)| at);
    places.find(|at| xml[*at..].split('>').next().is_some_and(|tag| tag.contains("大事记")))
}

/// The main part and the notes without what the program changed: its insertions out, its deletions back.
fn rejected(bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, mut body) in super::annotate::members(bytes) {
        if ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"].contains(&name.as_str()) {
            let mut xml = String::from_utf8(body).unwrap();
            while let Some(at) = ours(&xml, "<w:ins ") {
                let end = at + xml[at..].find("</w:ins>").unwrap() + "</w:ins>".len();
                xml.replace_range(at..end, "");
            }
            while let Some(at) = ours(&xml, "<w:del ") {
                let open = at + xml[at..].find('>').unwrap() + 1;
                let close = open + xml[open..].find("</w:del>").unwrap();
                let back = xml[open..close].replace("w:delText", "w:t");
                xml.replace_range(at..close + "</w:del>".len(), &back);
            }
            body = xml.into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, &body).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_change_anywhere_can_be_accepted_or_rejected() {
    let signature =
        Signature { author: "大事记 dashiji".to_owned(), initials: "D".to_owned(), date: None };
    let (mut changed, mut left) = (0, 0);
    for (name, inner, text) in shapes() {
        let bytes = file(&inner);
        let all: Vec<char> = text.chars().collect();
        for start in 0..all.len() {
            for length in [0, 1, 3] {
                let end = (start + length).min(all.len());
                let span = Span::new(start, end);
                let edits = vec![(span, "〖改〗".to_owned())];
                let mark = Mark { span, comment: vec!["批".to_owned()], edits, decided: false };
                let done = annotate(&bytes, &[mark], &signature).unwrap();
                let have =
                    open_named("a.docx", done.bytes.clone()).unwrap().document.text.as_str().to_owned();
                let at = format!("{name} {start}..{end}");
                if done.changes == 0 {
                    left += 1;
                    assert_eq!(have, text, "{at}");
                    continue;
                }
                changed += 1;
                let want: String = all[..start]
                    .iter()
                    .chain("〖改〗".chars().collect::<Vec<_>>().iter())
                    .chain(&all[end..])
                    .collect();
                assert_eq!(have, want, "{at}");
                let back =
                    open_named("a.docx", rejected(&done.bytes)).unwrap().document.text.as_str().to_owned();
                assert_eq!(back, text, "{at} rejected");
            }
        }
    }
    assert!(changed > left, "{changed} made, {left} not");
}

/// Every shape with a comment and a change at each third character, as files in a folder.
pub fn annotated(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let signature =
        Signature { author: "大事记 dashiji".to_owned(), initials: "D".to_owned(), date: None };
    let mut paths = Vec::new();
    for (number, (_, inner, text)) in shapes().into_iter().enumerate() {
        let length = text.chars().count();
        let marks: Vec<Mark> = (0..length / 3)
            .map(|k| Span::new(k * 3, k * 3 + 1))
            .map(|span| Mark {
                span,
                comment: vec!["批".to_owned()],
                edits: vec![(span, "改".to_owned())],
                decided: false,
            })
            .collect();
        let path = folder.join(format!("shape{number}.docx"));
        std::fs::write(&path, annotate(&file(&inner), &marks, &signature).unwrap().bytes).unwrap();
        paths.push(path);
    }
    paths
}

#[test]
fn a_reference_to_a_comment_that_is_missing_stays_empty() {
    let dangling = p(&format!("<w:r><w:commentReference w:id=\"41\"/></w:r>{}", plain("3月5日，落成。")));
    let signature =
        Signature { author: "大事记 dashiji".to_owned(), initials: "D".to_owned(), date: None };
    let mark = Mark { span: Span::new(0, 2), comment: vec!["批".to_owned()], ..Mark::default() };
    let done = annotate(&file(&dangling), &[mark], &signature).unwrap();
    let comments =
        String::from_utf8(super::annotate::members(&done.bytes)["word/comments.xml"].clone()).unwrap();
    assert!(comments.contains("w:id=\"3\"") && comments.contains("w:id=\"42\""), "{comments}");
}

#[test]
fn charts_diagrams_and_objects_are_told_as_not_read() {
    let graphic = |kind: &str| {
        format!(
            "<w:r><w:drawing><a:graphicData xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/{kind}\"><a:x/></a:graphicData></w:drawing></w:r>"
        )
    };
    let inner = plain("3月5日，落成。")
        + &graphic("chart")
        + &graphic("diagram")
        + &graphic("picture")
        + "<w:r><w:object><w:control/></w:object></w:r>";
    let remarks = open_named("a.docx", file(&p(&inner))).unwrap().remarks;
    assert_eq!(remarks, [dashiji_office::Remark::Embedded { count: 3 }]);
}
