//! Headings of columns in tables of events, from `lexicon/table-columns.tsv`: 时间 is a date, 纪事 what happened.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What stands under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// A year alone.
    Year,
    /// A month alone.
    Month,
    /// A day of the month alone.
    Day,
    /// A date, whole or in part.
    Date,
    /// What the event is called.
    Title,
    /// What happened.
    Body,
    /// Where.
    Place,
    /// Who.
    People,
    /// The body that reports or is in charge.
    Organization,
    /// Where it is told.
    Source,
    /// A remark.
    Note,
    /// The number of the row.
    Number,
}

impl Column {
    /// What stands under a heading, given with or without white space; also by the field's own name, `date`.
    ///
    /// ```
    /// use dashiji::lexicon::Column;
    /// assert_eq!(Column::of("纪 事"), Some(Column::Body));
    /// assert_eq!(Column::of("body"), Some(Column::Body));
    /// assert_eq!(Column::of("3月5日"), None);
    /// ```
    pub fn of(heading: &str) -> Option<Self> {
        static HEADINGS: LazyLock<BTreeMap<&str, Column>> = LazyLock::new(|| {
            let rows = include_str!("../../lexicon/table-columns.tsv").lines();
            rows.filter(|row| !row.starts_with('#'))
                .filter_map(|row| row.split_once('\t'))
                .filter_map(|(heading, field)| Some((heading, Column::named(field)?)))
                .collect()
        });
        let word: String =
            heading.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：')).collect();
        HEADINGS.get(word.as_str()).copied().or_else(|| Self::named(&word))
    }

    fn named(field: &str) -> Option<Self> {
        Some(match field {
            "year" => Self::Year,
            "month" => Self::Month,
            "day" => Self::Day,
            "date" => Self::Date,
            "title" => Self::Title,
            "body" => Self::Body,
            "place" => Self::Place,
            "people" => Self::People,
            "body_of" => Self::Organization,
            "source" => Self::Source,
            "note" => Self::Note,
            "number" => Self::Number,
            _ => return None,
        })
    }

    /// A heading that is read back as this column.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Year => "年",
            Self::Month => "月",
            Self::Day => "日",
            Self::Date => "日期",
            Self::Title => "标题",
            Self::Body => "内容",
            Self::Place => "地点",
            Self::People => "人物",
            Self::Organization => "单位",
            Self::Source => "来源",
            Self::Note => "备注",
            Self::Number => "序号",
        }
    }

    /// Whether a date or a part of one stands there.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Year | Self::Month | Self::Day | Self::Date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_of_the_list_means_something() {
        for row in include_str!("../../lexicon/table-columns.tsv").lines().filter(|row| !row.starts_with('#'))
        {
            let (heading, _) = row.split_once('\t').unwrap();
            let column = Column::of(heading).unwrap();
            assert_eq!(Column::of(column.heading()), Some(column), "{heading}");
        }
    }
}
