//! A list of who held which office when (任职表) as a table of its own: tab or comma between columns, a heading or none.
//!
//! In goes `姓名,职务,到任,离任` and a line for each office; out come [`Holder`]s with days. `--roster` reads one, and one under a
//! heading may lie in a lexicon's folder.

use super::lists::{Holder, Scope, day, folded};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Post,
    From,
    To,
    Other,
}

/// Whether a text's first line is the heading of such a table.
pub fn is_headed(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let first = lines.find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    first.is_some_and(|line| {
        let columns: Vec<Column> = cells(line, line.contains('\t')).iter().map(|cell| column(cell)).collect();
        columns.contains(&Column::Name) && columns.contains(&Column::Post)
    })
}

/// Reads a table.
///
/// # Errors
/// A message naming the line and what is wrong with it.
pub fn parse(text: &str) -> Result<Vec<Holder>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text
        .lines()
        .zip(1usize..)
        .filter(|(line, _)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .peekable();
    let tabs = lines.peek().is_some_and(|(line, _)| line.contains('\t'));
    let mut columns = vec![Column::Name, Column::Post, Column::From, Column::To];
    if let Some((line, number)) = lines.peek() {
        let header: Vec<Column> = cells(line, tabs).iter().map(|cell| column(cell)).collect();
        if header.iter().any(|column| *column != Column::Other) {
            for (column, what) in [(Column::Name, "name (姓名)"), (Column::Post, "post (职务)")] {
                if !header.contains(&column) {
                    return Err(format!("line {number}: no column for the {what}"));
                }
            }
            columns = header;
            lines.next();
        }
    }
    let mut holders = Vec::new();
    for (line, number) in lines {
        let fault = |what: String| format!("line {number}: {what}: {}", line.trim());
        let cells = cells(line, tabs);
        let cell = |wanted: Column| {
            columns
                .iter()
                .position(|column| *column == wanted)
                .and_then(|at| cells.get(at))
                .map_or("", |cell| cell.as_str())
        };
        let (name, posts) = (folded(cell(Column::Name)), cell(Column::Post));
        if name.is_empty() {
            return Err(fault("no name".to_owned()));
        }
        if posts.is_empty() {
            return Err(fault("no post".to_owned()));
        }
        let end = |cell: &str, last| {
            day(cell, last).map_err(|()| {
                fault(format!("{cell} is no date such as 2018-03-05, 2018-03, 2018 or 2018年3月"))
            })
        };
        let scope = Scope {
            from: end(cell(Column::From), false)?,
            to: end(cell(Column::To), true)?,
            own: true,
            ..Scope::default()
        };
        if let (Some(from), Some(to)) = (&scope.from, &scope.to)
            && to < from
        {
            return Err(fault("the last day is before the first".to_owned()));
        }
        for post in posts.split('、').map(str::trim).filter(|post| !post.is_empty()) {
            holders.push(Holder { name: name.clone(), post: post.to_owned(), scope: scope.clone() });
        }
    }
    Ok(holders)
}

fn column(heading: &str) -> Column {
    match heading.trim().to_lowercase().as_str() {
        "姓名" | "名字" | "人名" | "人员" | "name" | "person" => Column::Name,
        "职务" | "职位" | "官职" | "任职" | "post" | "title" | "office" | "position" => Column::Post,
        "起" | "自" | "始" | "开始" | "起始" | "任职时间" | "任职日期" | "到任" | "起任" | "from"
        | "start" | "since" => Column::From,
        "止" | "至" | "终" | "结束" | "截止" | "离职" | "离职时间" | "离任" | "卸任" | "to" | "end"
        | "until" => Column::To,
        _ => Column::Other,
    }
}

/// The cells of a line, without the quotation marks around them.
fn cells(line: &str, tabs: bool) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.trim_end_matches('\r').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cells.last_mut().into_iter().for_each(|cell| cell.push('"'));
            }
            '"' => quoted = !quoted,
            '\t' if tabs && !quoted => cells.push(String::new()),
            ',' | '，' if !tabs && !quoted => cells.push(String::new()),
            _ => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
