#!/usr/bin/env python3
"""Makes the office files that the tests of dashiji-office read, in the shapes that Word, WPS and LibreOffice write.

    pip install python-docx openpyxl
    python3 scripts/office-fixtures.py [FOLDER]

python-docx and openpyxl write the shapes of Word, Excel and WPS; where `soffice` is installed, LibreOffice writes its own from the
sample. All text is invented. Files are made anew at each run; members carry no clock time, so that a run changes nothing
but what this script says otherwise.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import date, datetime

import openpyxl
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl.styles import Font

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "crates/dashiji-office/tests/fixtures")
FIXED = (2020, 1, 1, 0, 0, 0)


def save(name, data, replace=None):
    """Writes a package with fixed times; `replace` changes or adds members."""
    replace = dict(replace or {})
    source = zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(os.path.join(OUT, name), "w", zipfile.ZIP_DEFLATED) as out:
        for info in source.infolist():
            if info.filename.startswith("docProps/thumbnail"):
                continue
            body = replace.pop(info.filename, source.read(info.filename))
            if info.filename == "docProps/core.xml" and b"dcterms" in body:
                body = (b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
                        b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>')
            if info.filename == "_rels/.rels":
                body = re.sub(rb'<Relationship [^>]*thumbnail[^>]*/>', b"", body)
            out.writestr(zipfile.ZipInfo(info.filename, FIXED), body, zipfile.ZIP_DEFLATED)
        for path, body in replace.items():
            out.writestr(zipfile.ZipInfo(path, FIXED), body, zipfile.ZIP_DEFLATED)


def packed(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def run(paragraph, text, **props):
    r = paragraph.add_run(text)
    for key, value in props.items():
        setattr(r, key, value)
    return r


def tracked(kind, text, author="周文澜"):
    tag = "delText" if kind in ("del", "moveFrom") else "t"
    return parse_xml(
        f'<w:{kind} {nsdecls("w")} w:id="90" w:author="{author}" w:date="2020-01-01T00:00:00Z"><w:r><w:rPr><w:b/></w:rPr>'
        f'<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r></w:{kind}>')


def sample():
    """The sample of a month, paragraph by paragraph, as an office types it."""
    text = open(os.path.join(ROOT, "samples/county-month.txt"), encoding="utf-8").read()
    document = Document()
    for line in text.rstrip("\n").split("\n"):
        document.add_paragraph(line)
    save("sample-python-docx.docx", packed(document))


def changes():
    """Runs, tracked changes, fields, breaks, symbols, hidden text, numbering, a text box twice told."""
    document = Document()
    document.add_heading("青石县1952年大事记", 0)
    p = document.add_paragraph()
    run(p, "3月")
    run(p, "5日", bold=True)
    run(p, "，县医")
    p._p.append(tracked("ins", "院落"))
    p._p.append(tracked("del", "完工"))
    run(p, "成，赵立本出席。")
    # The mark of this paragraph is deleted: it goes on in the next.
    p = document.add_paragraph("4月2日，大桥")
    ppr = p._p.get_or_add_pPr()
    ppr.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="91" w:author="周文澜"/></w:rPr>'))
    document.add_paragraph("动工，周文澜讲话。")
    # Moved away and moved here.
    p = document.add_paragraph()
    p._p.append(tracked("moveFrom", "5月1日，旧文。"))
    p._p.append(tracked("moveTo", "5月1日，全县放假。"))
    # A page ends inside a paragraph and Word saw it.
    p = document.add_paragraph("5月6日，小学开学。")
    p.add_run().add_break(WD_BREAK.PAGE)
    p = document.add_paragraph()
    r = p.add_run()
    r._r.append(OxmlElement("w:lastRenderedPageBreak"))
    run(p, "5月7日，")
    r = p.add_run("公")
    r._r.append(OxmlElement("w:softHyphen"))
    t = OxmlElement("w:t")
    t.text = "路通车"
    r._r.append(t)
    sym = OxmlElement("w:sym")
    sym.set(qn("w:font"), "宋体")
    sym.set(qn("w:char"), "3002")
    r._r.append(sym)
    # Hidden text, a field, a hyperlink, a content control.
    p = document.add_paragraph("6月1日，")
    hidden = p.add_run("（此处待核）")
    hidden.font.hidden = True
    for kind in ("begin", None, "separate"):
        r = p.add_run()
        if kind:
            field = OxmlElement("w:fldChar")
            field.set(qn("w:fldCharType"), kind)
            r._r.append(field)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = ' HYPERLINK "https://example.org/" '
            r._r.append(instruction)
    run(p, "儿童节")
    r = p.add_run()
    field = OxmlElement("w:fldChar")
    field.set(qn("w:fldCharType"), "end")
    r._r.append(field)
    run(p, "。")
    p = document.add_paragraph("6月2日，")
    p._p.append(parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="事"/></w:sdtPr><w:sdtContent><w:r><w:t>会演</w:t></w:r></w:sdtContent></w:sdt>'))
    run(p, "。")
    # A text box as Word writes it: once for new programs, once for old.
    p = document.add_paragraph("7月1日，")
    box = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        '<wp:extent cx="2000000" cy="500000"/><wp:docPr id="7" name="box"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        '<wps:txbx><w:txbxContent><w:p><w:r><w:t>7月3日，框中之事, 甚多。</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/>'
        '</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:100pt;height:40pt">'
        '<v:textbox><w:txbxContent><w:p><w:r><w:t>7月3日，框中之事, 甚多。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>'
        '</w:pict></mc:Fallback></mc:AlternateContent></w:r>')
    p._p.append(parse_xml(box))
    run(p, "建党纪念会召开。")
    # Numbers that Word makes.
    for text in ("8月1日，抗旱。", "8月2日，降雨。"):
        document.add_paragraph(text, style="List Number")
    p = document.add_paragraph("8月3日，甲\t乙&丙<丁。")
    p.add_run().add_break()
    run(p, "　另起一行。")
    save("changes.docx", packed(document))


def table():
    """A table of events: a year over three rows, month and day apart, a cell over two columns."""
    document = Document()
    document.add_paragraph("青石县大事记")
    t = document.add_table(rows=1, cols=4)
    t.style = "Table Grid"
    for cell, text in zip(t.rows[0].cells, ("年", "月", "日", "内容")):
        cell.text = text
    rows = [
        ("1952", "3", "5", "县医院落成，县长赵立本剪彩。"),
        ("", "4", "2", "青石大桥动工。"),
        ("", "", "9", "全县禁烟大会召开，周文澜讲话。"),
        ("1953", "1", "20", "第一所中学开学。"),
    ]
    for values in rows:
        cells = t.add_row().cells
        for cell, text in zip(cells, values):
            cell.text = text
    t.cell(1, 0).merge(t.cell(3, 0)).text = "1952"
    t.cell(2, 1).merge(t.cell(3, 1)).text = "4"
    save("table.docx", packed(document))


def notes():
    """Footnotes and endnotes as Word writes them."""
    document = Document()
    document.add_paragraph("青石县1952年大事记")
    p = document.add_paragraph("3月5日，县医院落成")
    r = p.add_run()
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    r._r.append(reference)
    run(p, "，赵立本出席。")
    p = document.add_paragraph("4月2日，大桥动工。")
    r = p.add_run()
    reference = OxmlElement("w:endnoteReference")
    reference.set(qn("w:id"), "1")
    r._r.append(reference)
    data = packed(document)
    ns = nsdecls("w")

    def part(root, item, bodies):
        text = "".join(
            f'<w:{item} w:id="{i}"{kind}><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:{item}>' for i, kind, body in bodies)
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {ns}>{text}</w:{root}>'.encode()

    source = zipfile.ZipFile(io.BytesIO(data))
    rels = source.read("word/_rels/document.xml.rels").decode()
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = rels.replace(
        "</Relationships>",
        f'<Relationship Id="rId90" Type="{base}/footnotes" Target="footnotes.xml"/>'
        f'<Relationship Id="rId91" Type="{base}/endnotes" Target="endnotes.xml"/></Relationships>')
    types = source.read("[Content_Types].xml").decode()
    form = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = types.replace(
        "</Types>",
        f'<Override PartName="/word/footnotes.xml" ContentType="{form}.footnotes+xml"/>'
        f'<Override PartName="/word/endnotes.xml" ContentType="{form}.endnotes+xml"/></Types>')
    save("notes.docx", data, {
        "word/_rels/document.xml.rels": rels.encode(),
        "[Content_Types].xml": types.encode(),
        "word/footnotes.xml": part("footnotes", "footnote", [
            (-1, ' w:type="separator"', ""), (1, "", "无人提到。"), (2, "", "据青石县医院档案。")]),
        "word/endnotes.xml": part("endnotes", "endnote", [(1, "", "见《青石县志》。")]),
    })


def commented():
    """A file that has comments and tracked changes of others already."""
    document = Document()
    document.add_heading("青石县1952年大事记", 1)
    p = document.add_paragraph()
    first = run(p, "3月5日，县医院落成,赵立本出席。")
    document.add_comment(first, text="请核对日期。", author="老编辑", initials="老")
    p = document.add_paragraph("4月31日，")
    p._p.append(tracked("ins", "大桥动工,全县庆祝。"))
    t = document.add_table(rows=1, cols=2)
    t.rows[0].cells[0].text = "5月6日"
    t.rows[0].cells[1].text = "小学开学,新生85人。"
    save("commented.docx", packed(document))


def sheets():
    """Tables of events as sheets: dates as serials of both systems, as text, in three columns; merged cells; several sheets."""
    book = openpyxl.Workbook()
    s = book.active
    s.title = "2020年"
    s.append(["青石县大事记"])
    s.append(["序号", "日期", "标题", "内容", "地点", "备注"])
    s.append([1, datetime(2020, 3, 5), "县医院新楼落成", "县医院新楼落成启用，县长赵立本出席。", "城关镇", None])
    s.append([2, date(2020, 4, 1), "青石大桥动工", "青石大桥动工兴建。", "青石乡", "据县志办"])
    s.append([3, "5月中旬", "持续干旱", "全县持续干旱，12个乡镇受灾。", None, None])
    s.append([4, datetime(2020, 6, 1, 9, 30), None, "儿童节会演在县体育馆举行。", None, "=1+1"])
    s["B3"].number_format = "yyyy\"年\"m\"月\"d\"日\""
    s["B4"].number_format = "yyyy\"年\"m\"月\""
    s["B6"].number_format = "yyyy-mm-dd hh:mm"
    s.merge_cells("A1:F1")
    s = book.create_sheet("1952")
    s.append(["年", "月", "日", "事件"])
    s.append([1952, 3, 5, "县医院落成。"])
    s.append([None, 4, 2, "大桥动工，周文澜讲话。"])
    s.append([None, None, 9, "禁烟大会召开。"])
    s.merge_cells("A2:A4")
    s = book.create_sheet("隐藏")
    s.sheet_state = "hidden"
    s.append(["不应读出"])
    out = io.BytesIO()
    book.save(out)
    save("events.xlsx", out.getvalue())

    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    s = book.active
    s.append(["内容", "时间"])
    s.append(["县医院落成。", datetime(1952, 3, 5)])
    s["B2"].number_format = "m/d/yyyy"
    out = io.BytesIO()
    book.save(out)
    save("epoch-1904.xlsx", out.getvalue())


def office(name, source, form):
    """A file that LibreOffice makes of another."""
    if not shutil.which("soffice"):
        print(f"soffice is not installed: {name} is left as it is")
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form,
             "--outdir", folder, source],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        made = os.path.join(folder, os.path.splitext(os.path.basename(source))[0] + "." + form.split(":")[0])
        data = open(made, "rb").read()
        if zipfile.is_zipfile(made):
            save(name, data)
        else:
            shutil.copyfile(made, os.path.join(OUT, name))


def main():
    os.makedirs(OUT, exist_ok=True)
    sample()
    changes()
    table()
    notes()
    commented()
    sheets()
    office("sample-libreoffice.docx", os.path.join(OUT, "sample-python-docx.docx"), "docx:MS Word 2007 XML")
    office("changes-libreoffice.docx", os.path.join(OUT, "changes.docx"), "docx:MS Word 2007 XML")
    office("old.doc", os.path.join(OUT, "table.docx"), "doc")
    office("old.xls", os.path.join(OUT, "events.xlsx"), "xls")


if __name__ == "__main__":
    main()
