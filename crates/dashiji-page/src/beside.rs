//! The facts of an entry beside its text, by groups: people with their offices and parts, places, bodies, documents, figures.

use crate::marked::Fact;
use crate::markup::Markup;
use crate::words::Words;

/// Names in one group.
const BESIDE: usize = 7;

/// A group of facts beside the text.
#[derive(Debug)]
pub struct Margin {
    /// What they are: 人物.
    pub title: String,
    /// The first of them.
    pub facts: Vec<Noted>,
    /// How many more there are.
    pub more: usize,
}

/// A fact beside the text.
#[derive(Debug)]
pub struct Noted {
    /// The name.
    pub name: String,
    /// The page about it; empty where there is none.
    pub link: String,
    /// Office, part, stage.
    pub note: String,
    /// What is in doubt about it, in words.
    pub doubt: String,
}

/// The groups of an entry's facts.
pub fn margin(facts: &[Fact], w: Words) -> Vec<Margin> {
    [
        ("people", "row-people"),
        ("places", "row-places"),
        ("bodies", "row-orgs"),
        ("papers", "row-documents"),
        ("figures", "row-quantities"),
    ]
    .into_iter()
    .filter_map(|(group, key)| {
        let own: Vec<&Fact> = facts.iter().filter(|f| f.group == group && f.of.is_none()).collect();
        let noted = own.iter().take(BESIDE).map(|fact| {
            let offices: Vec<&str> = facts
                .iter()
                .filter(|f| f.of == Some(fact.number) && f.kind == "office")
                .map(|f| f.name.as_str())
                .take(2)
                .collect();
            let note = [offices.join("、"), fact.note.clone()];
            Noted {
                name: fact.name.clone(),
                link: fact.link.clone().unwrap_or_default(),
                note: note.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · "),
                doubt: fact.doubt.clone(),
            }
        });
        let margin =
            Margin { title: w.say(key), facts: noted.collect(), more: own.len().saturating_sub(BESIDE) };
        (!margin.facts.is_empty()).then_some(margin)
    })
    .collect()
}

/// The groups as a list of terms.
pub fn markup(groups: &[Margin], w: Words) -> Markup {
    let mut out = Markup::new();
    out.raw("<dl class=\"margin\">");
    for group in groups {
        out.raw("<dt>").text(&group.title).raw("</dt>");
        for fact in &group.facts {
            out.raw("<dd>");
            if fact.link.is_empty() {
                out.raw("<span lang=\"zh-CN\">").text(&fact.name).raw("</span>");
            } else {
                out.raw("<a lang=\"zh-CN\"")
                    .attribute("href", &fact.link)
                    .raw(">")
                    .text(&fact.name)
                    .raw("</a>");
            }
            if !fact.note.is_empty() {
                out.raw(" <small>").text(&fact.note).raw("</small>");
            }
            if !fact.doubt.is_empty() {
                out.raw(" <small class=\"unsure\">").text(&fact.doubt).raw("</small>");
            }
            out.raw("</dd>");
        }
        if group.more > 0 {
            out.raw("<dd class=\"dim\">").text(&w.count("and-more", &group.more)).raw("</dd>");
        }
    }
    out.raw("</dl>");
    out
}
