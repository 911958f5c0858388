//! What the tables are: names, columns, kinds, and what each column means. Names and meanings are those of the output format (docs/format.md);
//! a table here keeps its columns, new ones may come behind them.

use arrow_schema::{DataType, Field, Schema};
use std::sync::Arc;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8.
    Text,
    /// 32 bits with a sign: Spark knows no others.
    Int,
    /// A double.
    Number,
    /// Yes or no.
    Flag,
    /// A day (date32).
    Day,
    /// A list of UTF-8.
    Texts,
    /// A list of whole numbers.
    Ints,
    /// Bytes.
    Bytes,
}

impl Kind {
    fn arrow(self) -> DataType {
        let list = |of| DataType::List(Arc::new(Field::new("item", of, true)));
        match self {
            Self::Text => DataType::Utf8,
            Self::Int => DataType::Int32,
            Self::Number => DataType::Float64,
            Self::Flag => DataType::Boolean,
            Self::Day => DataType::Date32,
            Self::Texts => list(DataType::Utf8),
            Self::Ints => list(DataType::Int32),
            Self::Bytes => DataType::Binary,
        }
    }
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub kind: Kind,
    /// What it means.
    pub about: &'static str,
}

/// A table.
#[derive(Debug, PartialEq, Eq)]
pub struct TableSchema {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

impl TableSchema {
    /// The same in Arrow; what a column means is in its field's metadata.
    #[expect(clippy::disallowed_types, reason = "Arrow's own; of one item, so that it has no order")]
    pub fn arrow(&self) -> Schema {
        let field = |column: &Column| {
            let about =
                std::collections::HashMap::from([("description".to_owned(), column.about.to_owned())]);
            Field::new(column.name, column.kind.arrow(), true).with_metadata(about)
        };
        Schema::new(self.columns.iter().map(field).collect::<Vec<_>>())
    }
}

/// `name: Kind = "what it means"` as a column, behind the columns that all tables of facts have.
macro_rules! columns {
    ($($name:ident: $kind:ident = $about:literal),* $(,)?) => {
        &[$(Column { name: stringify!($name), kind: Kind::$kind, about: $about }),*]
    };
}

macro_rules! of_entry {
    ($($name:ident: $kind:ident = $about:literal),* $(,)?) => {
        columns![
            document: Text = "SHA-256 of the document's bytes",
            entry: Int = "number of the entry, from 1",
            $($name: $kind = $about),*
        ]
    };
}

/// The tables, in the order in which they are given.
pub const TABLES: &[TableSchema] = &[
    TableSchema {
        name: "sources",
        about: "a document that was read",
        columns: columns![
            document: Text = "SHA-256 of its bytes",
            path: Text = "the name it was given by",
            title: Text = "its title",
            series: Text = "the series it belongs to",
            source: Text = "who published it",
            site: Text = "the web site",
            published: Text = "ISO date of publication",
            captured: Text = "ISO date of capture",
            url: Text = "where it was found",
            period: Text = "the time it tells of",
            region: Text = "the region it tells of",
            region_code: Text = "its code of GB/T 2260",
            encoding: Text = "what its bytes were read as",
            extractor: Text = "extractor and version, where the text is not the file's own",
            entries: Int = "how many entries were read",
        ],
    },
    TableSchema {
        name: "entries",
        about: "an entry",
        columns: of_entry![
            id: Text = "series, hash of the folded text, occurrence",
            section: Int = "number of the section, from 1",
            section_heading: Text = "its heading",
            start: Int = "first code point",
            end: Int = "one past the last code point",
            headline: Text = "what stands before the first date",
            text: Text = "the entry as it stands",
            date: Text = "the words of the date",
            date_from: Text = "first day or time, ISO",
            date_to: Text = "last day or time, ISO",
            edtf: Text = "the same with its precision, ISO 8601-2",
            basis: Text = "how the date is known",
            day: Day = "first day, of the years 1 to 9999",
            day_to: Day = "last day, of the years 1 to 9999",
            date_guessed: Flag = "month or year of the date is a guess",
            kind: Text = "what the entry tells (type)",
            date_doubt: Text = "some or much, where the date is in doubt",
            kind_doubt: Text = "the same of the type",
        ],
    },
    TableSchema {
        name: "events",
        about: "an event of an entry, the main one first",
        columns: of_entry![
            event: Int = "position in the entry, from 0",
            start: Int = "first code point",
            end: Int = "one past the last code point",
            kind: Text = "its type, that of the entry where it has none of its own",
            date_from: Text = "first day or time, ISO; that of the entry where it has none of its own",
            date_to: Text = "last day or time, ISO",
            edtf: Text = "the same, ISO 8601-2",
            day: Day = "first day, of the years 1 to 9999",
            organizers: Texts = "who held, issued or sent it, in full where known",
        ],
    },
    TableSchema {
        name: "people",
        about: "a person in an event with one part they played; one without an event has none",
        columns: of_entry![
            event: Int = "position of the event, from 0",
            person: Int = "position of the person in the entry, from 0",
            name: Text = "the name",
            part: Text = "chair, attend, appointed, …; mention where they are only named",
            posts: Text = "titles as written, joined by 、",
            start: Int = "first code point of the first mention",
            end: Int = "one past its last",
            part_start: Int = "first code point of the deciding verb",
            part_end: Int = "one past its last",
            changes: Texts = "how an office was taken or left",
            day: Day = "first day of the event, of the years 1 to 9999",
            doubt: Text = "some or much, where the name is in doubt",
            part_doubt: Text = "the same of the part",
        ],
    },
    TableSchema {
        name: "offices",
        about: "a title of a person in an entry",
        columns: of_entry![
            person: Int = "position of the person in the entry, from 0",
            name: Text = "the name",
            title: Text = "as written, without the name",
            kind: Text = "post, collective, academic, occupation, address",
            post: Text = "the post alone",
            org: Text = "the body, in full where known",
            basis: Text = "stated, carried, roster, ruled",
            start: Int = "first code point",
            end: Int = "one past the last",
            from_entry: Text = "id of the entry it was carried from",
            days: Int = "days between",
            day: Day = "first day of the entry, of the years 1 to 9999",
            doubt: Text = "some or much, where the title is in doubt",
        ],
    },
    TableSchema {
        name: "places",
        about: "a place of an event with one role; one without an event has none",
        columns: of_entry![
            event: Int = "position of the event, from 0",
            place: Int = "position of the place in the entry, from 0",
            text: Text = "as first written",
            name: Text = "full name",
            code: Text = "code of GB/T 2260 in force that day",
            kind: Text = "division, zone, town, village, region, country, natural",
            role: Text = "venue, visited, origin, …",
            start: Int = "first code point of the first mention",
            end: Int = "one past its last",
            doubt: Text = "some or much, where the name is in doubt",
            code_doubt: Text = "the same of the code",
        ],
    },
    TableSchema {
        name: "organizations",
        about: "a body of an entry",
        columns: of_entry![
            text: Text = "as first written",
            name: Text = "in full where known",
            role: Text = "convene, issue, send, host, undertake, found of an organizer; named, organ of others",
            start: Int = "first code point of the first mention",
            end: Int = "one past its last",
            doubt: Text = "some or much, where it is in doubt",
        ],
    },
    TableSchema {
        name: "documents",
        about: "a document named in an entry, with one stage it went through there",
        columns: of_entry![
            title: Text = "without 《》",
            short: Text = "the short form it was given",
            kind: Text = "通知, 意见, …; publication of newspapers and journals",
            number: Text = "豫政〔2020〕9号",
            issuer: Text = "who issued it",
            stage: Text = "draft, deliberated, adopted, issued, in_force, amended, repealed, mentioned",
            stage_date: Text = "day of the stage, ISO",
            start: Int = "first code point of the first mention",
            end: Int = "one past its last",
        ],
    },
    TableSchema {
        name: "figures",
        about: "a figure that states a fact",
        columns: of_entry![
            figure: Int = "position in the entry, from 0",
            text: Text = "as written",
            start: Int = "first code point",
            end: Int = "one past the last",
            value: Number = "a plain number",
            value_max: Number = "the upper end of a range",
            unit: Text = "unit",
            of: Text = "what is counted",
            kind: Text = "increment, component, cumulative, stock, planned, attribute, ordinal, count, decrease, correction",
            approx: Text = "about, over, under",
            as_of: Text = "day of which it is true",
            scope: Text = "the place or body counted",
            basis: Text = "on what an amount is reckoned (1990年不变价)",
            part_of: Int = "position of the figure it is a part of",
            same_as: Int = "position of the same figure told before",
            kind_doubt: Text = "some or much, where the kind is in doubt",
        ],
    },
    TableSchema {
        name: "measures",
        about: "a level of response, closure or order that was started, raised, lowered, ended or kept",
        columns: of_entry![
            text: Text = "the words that tell it",
            start: Int = "first code point",
            end: Int = "one past the last",
            what: Text = "防汛应急响应",
            level: Text = "Ⅲ级",
            rank: Int = "1 the gravest",
            act: Text = "start, raise, lower, end, keep",
            by: Text = "who did, as written",
            date_from: Text = "from when, ISO day or time",
        ],
    },
    TableSchema {
        name: "equations",
        about: "what figures of a document say together",
        columns: columns![
            document: Text = "SHA-256 of the document's bytes",
            kind: Text = "flow, stock_flow, parts, sum, share, rate, change, product, days",
            terms: Ints = "first code point of each term",
            signs: Text = "the sign before each",
            total: Int = "first code point of what they should give",
            holds: Text = "true, gap, false",
            difference: Number = "what is told less what the terms give; the least where it is a range",
            difference_max: Number = "the most",
            unit: Text = "its unit",
            tolerance: Number = "what rounding allows",
            right: Text = "what would be right, where it does not hold",
            shown: Text = "for reading: 1798人 = 412人 + 1386人",
        ],
    },
    TableSchema {
        name: "findings",
        about: "something an editor should look at",
        columns: columns![
            document: Text = "SHA-256 of the document's bytes",
            path: Text = "the name the document was given by",
            entry: Text = "id of the entry of the first span",
            code: Text = "the rule, N01",
            severity: Text = "error, warning, note",
            start: Int = "first code point of the first span",
            end: Int = "one past its last",
            text: Text = "its words",
            message: Text = "what was found",
            hint: Text = "what to do",
            safe: Flag = "whether its mend changes no meaning; empty where there is none",
            line: Text = "the whole finding as JSON, as `dashiji check --format json` prints it",
        ],
    },
    TableSchema {
        name: "errors",
        about: "a document that could not be read",
        columns: columns![
            path: Text = "the name it was given by",
            document: Text = "SHA-256 of its bytes, where they are at hand",
            code: Text = "a stable word for what is wrong; panic where the reader itself failed",
            message: Text = "what is wrong and what to do",
        ],
    },
];
