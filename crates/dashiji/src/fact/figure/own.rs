//! The place or body that a document tells of: a figure of a wider one (全省, 全局) is another's.

use crate::fact::Record;
use crate::text::{Text, chars, is_han};

/// The place a document tells of.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// 云溪县.
    pub name: String,
    /// 县.
    pub(super) level: Option<char>,
    /// What lies around it (全省, 全局), where no title tells a level.
    pub(super) wider: Vec<char>,
}

/// Levels, the highest first.
pub(super) const LEVELS: &str = "国省市州县区旗镇乡村";

impl Own {
    /// From the title, or the first line.
    pub fn of(text: &Text, records: &[Record]) -> Self {
        let about = records.first().map(|record| &record.document);
        if let Some(region) = about.and_then(|about| about.region.as_ref()) {
            let level = region.name.chars().next_back().filter(|c| LEVELS.contains(*c));
            return Self { name: region.name.clone(), level, wider: Vec::new() };
        }
        let mut title: Vec<char> =
            about.and_then(|about| about.title.as_deref()).unwrap_or_default().chars().collect();
        if !title.iter().any(|c| LEVELS.contains(*c)) {
            title = (0..text.len().min(60)).map(|i| text.at(i)).take_while(|c| *c != '\n').collect();
        }
        let start = title.iter().position(|c| is_han(*c)).unwrap_or(title.len());
        let run: Vec<char> = title[start..].iter().copied().take_while(|c| is_han(*c)).take(8).collect();
        match run.iter().skip(2).position(|c| LEVELS.contains(*c)) {
            Some(k) => {
                Self { name: run[..k + 3].iter().collect(), level: Some(run[k + 2]), wider: Vec::new() }
            }
            None => Self::default(),
        }
    }
}

/// Characters of a first line that serves as a title.
const HEAD: usize = 30;

/// Of so many entries one that says 全省 tells whose the figures are (全市 in a log that says so on every third day).
const EVERY: usize = 3;

impl Own {
    /// Where no title tells a place: the wider place that entries speak of as their own, if many do, and whole bodies that few do (全局).
    pub(super) fn settle(&mut self, text: &Text, records: &[Record]) {
        let said = |wide: char| {
            let says = |record: &&Record| {
                let words = text.folded(record.span);
                !record.quantities.is_empty() && words.windows(2).any(|pair| pair == ['全', wide])
            };
            records.iter().filter(says).count()
        };
        let told = records.iter().filter(|record| !record.quantities.is_empty()).count();
        let own = |wide: char| told == 1 || said(wide) * EVERY >= told;
        if self.level.is_none() {
            // 粮食储备库收购日志: a body's own record speaks of its county as of another.
            let title =
                records.first().and_then(|record| record.document.title.as_deref()).unwrap_or_default();
            let first: String =
                (0..text.len().min(HEAD)).map(|i| text.at(i)).take_while(|c| *c != '\n').collect();
            let title = if title.is_empty() { first.as_str() } else { title };
            let body = title.chars().any(|c| chars!("库厂司站校院局处所矿场段港社").has(c));
            let levels = if body { "国省市州县区" } else { "国省市" };
            self.wider = levels.chars().filter(|wide| !own(*wide)).collect();
        }
        self.wider.extend("局网路".chars().filter(|wide| !own(*wide)));
    }

    /// Whether an entry speaks of a wider place (全局), which it would take for its own if it stood alone.
    pub(super) fn is_spoken_of(&self, text: &Text, record: &Record) -> bool {
        let words = text.folded(record.span);
        words.windows(2).any(|pair| pair[0] == '全' && self.wider.contains(&pair[1]))
    }
}
