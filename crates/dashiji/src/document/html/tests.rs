use super::*;

fn text(page: &str) -> String {
    extract(page).text.trim_end().to_owned()
}

#[test]
fn a_page_becomes_lines_as_a_browser_shows_them() {
    for (page, want) in [
        ("<p>1月3日 县委召开会议</p><p>1月5日 县中建校</p>", "1月3日 县委召开会议\n1月5日 县中建校"),
        ("<div><div><p>甲</p></div></div><div>乙</div>", "甲\n乙"),
        ("甲<br>乙<br/>丙<BR />丁", "甲\n乙\n丙\n丁"),
        ("甲<br><br><br><br>乙", "甲\n\n乙"),
        ("<ul>\n <li>1月3日 甲\n <li>2月3日 乙\n</ul>", "1月3日 甲\n2月3日 乙"),
        ("<h1>大事记</h1><h2>1月</h2>3日 甲", "大事记\n1月\n3日 甲"),
        ("<b>1</b>月<span>3</span>日", "1月3日"),
        ("县委\n  召开会议，\n  部署工作", "县委召开会议，部署工作"),
        ("GDP\n  growth 8%", "GDP growth 8%"),
        ("&nbsp;&nbsp;1月3日&ldquo;两会&rdquo;&#12290;&lt;甲&gt;&amp;", "\u{a0}\u{a0}1月3日“两会”。<甲>&"),
        ("甲<script>var a = '<p>不是</p>';</script><style>p{}</style>乙", "甲乙"),
        ("<nav><ul><li>首页</li></ul></nav><p>甲</p>", "甲"),
        ("<select><option>一月</option></select><button>打印</button>甲", "甲"),
        ("<pre>1月3日  甲\n2月3日  乙</pre>丙", "1月3日  甲\n2月3日  乙\n丙"),
        ("<dl><dt>1月</dt><dd>甲</dd></dl>", "1月\n甲"),
    ] {
        assert_eq!(text(page), want, "{page}");
    }
}

#[test]
fn a_table_row_is_a_line_and_a_layout_is_not_a_table() {
    for (page, want) in [
        (
            "<table><tr><th>年</th><th>月日</th><th>事</th></tr><tr><td>1986</td><td>1月3日</td><td>甲</td></tr></table>",
            "年\t月日\t事\n1986\t1月3日\t甲",
        ),
        (
            "<table><tr><td>1986</td><td>3月</td></tr><tr><td></td><td>4月</td></tr></table>",
            "1986\t3月\n\t4月",
        ),
        (
            "<table><tr><td><p>3月</p></td><td><p>甲。</p><p>乙。</p></td></tr></table>尾",
            "3月\t甲。 乙。\n尾",
        ),
        (
            "<table><tr><td>侧栏</td><td><p>1</p><p>2</p><p>3</p><p>4</p><p>5</p><p>6</p></td></tr></table>",
            "侧栏\n1\n2\n3\n4\n5\n6",
        ),
        (
            "<table><tr><td>左</td><td><table><tr><td>1月</td><td>甲</td></tr></table></td></tr></table>",
            "左\n1月\t甲",
        ),
        ("<table><tr><td>1月<td>甲<tr><td>2月<td>乙</table>", "1月\t甲\n2月\t乙"),
        ("<td>甲</td><td>乙</td>", "甲\n乙"),
    ] {
        assert_eq!(text(page), want, "{page}");
    }
}

#[test]
fn a_broken_page_still_gives_its_text() {
    for (page, want) in [
        ("<html><body><p>1月3日 甲<p>2月3日 乙", "1月3日 甲\n2月3日 乙"),
        ("<p>甲</p><div class=\"cut", "甲"),
        ("<p>甲<script>var x = 1;", "甲"),
        ("<nav>首页<p>甲", "首页\n甲"),
        ("<title>大事记<p>甲", "大事记\n甲"),
        ("</div></p></td>甲</table></ul>", "甲"),
        ("<!-- 没有完<p>甲", "甲"),
        ("<p title='a>甲", "甲"),
    ] {
        assert_eq!(text(page), want, "{page}");
    }
}

#[test]
fn the_head_of_a_page_tells_what_it_is() {
    let page = "<html><head><title>2019年大事记_青石县人民政府</title><meta name=\"SiteName\" content=\"青石县人民政府\">\
                <meta name='ColumnName' content='大事记'/><meta name=PubDate content=\"2020-01-15 10:00\">\
                <meta name=ContentSource content=\"县志办\"></head><body><h1> 2019年<b>大事记</b> </h1>";
    let facts = extract(page).facts;
    assert_eq!(facts.title.as_deref(), Some("2019年大事记_青石县人民政府"));
    assert_eq!(facts.heading.as_deref(), Some("2019年大事记"));
    assert_eq!(facts.site.as_deref(), Some("青石县人民政府"));
    assert_eq!(facts.series.as_deref(), Some("大事记"));
    assert_eq!(facts.published.as_deref(), Some("2020-01-15 10:00"));
    assert_eq!(facts.source.as_deref(), Some("县志办"));
}

#[test]
fn html_is_known_by_its_beginning_or_its_name() {
    for (text, path, want) in [
        ("<!DOCTYPE html><html>", None, true),
        ("\n<!-- saved from url -->\n<HTML>", None, true),
        ("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"\"><html>", None, true),
        ("<div>1月3日</div>", None, true),
        ("1月3日<br>甲", Some("a.htm"), true),
        ("1月3日 甲", Some("a.html"), false),
        ("<div align=center>大事记</div>\n# 1月", Some("README.md"), false),
        ("<2019年大事记>\n1月3日", None, false),
        ("<?xml version=\"1.0\"?><records/>", None, false),
        ("1月3日 <甲>", None, false),
    ] {
        assert_eq!(is_html(text, path), want, "{text}");
    }
}

#[test]
fn every_run_is_the_pages_own_text() {
    let page = "<p>  1月3日&nbsp;县委\n 召开<b>会</b>议</p><table><tr><td>甲<td>乙&amp;丙</table>";
    let extracted = extract(page);
    let (text, source): (Vec<char>, Vec<char>) = (extracted.text.chars().collect(), page.chars().collect());
    let mut last = Span::default();
    for run in &extracted.runs {
        assert!(run.text.start >= last.end);
        last = run.text;
        if run.text.len() == run.page.len() && run.text.len() > 1 {
            assert_eq!(text[run.text.lo()..run.text.hi()], source[run.page.lo()..run.page.hi()]);
        }
    }
    let covered: usize = extracted.runs.iter().map(|run| run.text.len()).sum();
    let added = extracted.text.chars().filter(|c| matches!(c, '\n' | '\t')).count();
    assert_eq!(covered + added, text.len());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a page read in quadratic time would take minutes")]
fn hostile_pages_take_time_in_line_with_their_length() {
    let deep = "<div>".repeat(200_000) + "甲";
    let tables = "<table><tr><td>".repeat(100_000) + "甲";
    let cells = "<table><tr>".to_owned() + &"<td>甲".repeat(100_000);
    let rows = "<tr><td>甲<td>乙".repeat(100_000);
    let table = format!("<table>{rows}");
    let titles = "<title>".repeat(100_000) + "甲";
    let navs = "<nav>".repeat(100_000) + "甲";
    let quotes = "<a title=\"甲>".repeat(50_000);
    let comments = "<!--".repeat(100_000);
    let references = "&".repeat(300_000);
    let closes = "</table>".repeat(100_000);
    let started = std::time::Instant::now();
    for page in [deep, tables, cells, rows, table, titles, navs, quotes, comments, references, closes] {
        let _ = extract(&page);
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
