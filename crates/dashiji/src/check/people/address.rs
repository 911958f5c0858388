//! P05: 同志 or 先生 after a name. A chronicle names people without; set phrases (以某某同志为核心) stay.

use crate::check::{Desk, Draft, Report};
use crate::fact::{Mode, TitleKind};
use crate::lexicon::lists_of_words as lists;
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        for person in &record.people {
            // 撒切尔夫人 is what she is called; a name in doubt is none.
            if person.doubt.is_some() || person.name.chars().count() > 4 || person.name.contains('·') {
                continue;
            }
            for title in person.titles.iter().filter(|t| t.kind == TitleKind::Address) {
                let (Some(start), Some(end)) = (title.start, title.end) else { continue };
                let set = desk.text(reading).begins(end as usize, "为核心");
                let said = record
                    .statements
                    .iter()
                    .any(|s| s.start <= start && end <= s.end && s.mode == Mode::Urged);
                let text = desk.text(reading);
                // 金婚夫妇, 夫人朱青筠 are no forms of address, nor is what stands in quotation marks.
                let plain = title.text.starts_with("同志") || title.text.starts_with("先生");
                let floor = (start as usize).saturating_sub(60).max(record.span.lo());
                let quoted = (floor..start as usize)
                    .rev()
                    .map(|i| text.at(i))
                    .find(|c| "“”《》".contains(*c))
                    .is_some_and(|c| "“《".contains(c));
                let behind = person.mentions.iter().any(|m| m.end == start);
                // 开展学习某某同志活动, 追悼某某同志: so the campaign is called.
                let honoured = person.mentions.iter().filter(|m| m.end == start).any(|m| {
                    ["学习", "向", "悼念", "追悼", "缅怀", "纪念", "追授"]
                        .iter()
                        .any(|word| text.ends(m.start as usize, word))
                });
                // 保路同志军, 同志会 are bodies; who is of another country or from overseas is 先生.
                let body = "军会社".contains(text.at(end as usize));
                let clause: String = text.folded(Span::new(floor, start as usize)).iter().collect();
                let clause = clause.rsplit(['。', ';', '\n']).next().unwrap_or_default();
                let guest = !title.text.starts_with("同志")
                    && lists::CHECK_OVERSEAS.all().any(|word| clause.contains(word));
                if !set && !said && !honoured && !body && !guest && plain && !quoted && behind {
                    let draft = Draft::default().arg("name", &person.name).arg("address", &title.text);
                    report.add(reading, Some(record), Span { start, end }, draft);
                }
            }
        }
    }
}
