//! Events of an entry: who was where, when, and in which part.
//!
//! In go the entry's mentions and its facts so far; out come [`EventRecord`]s, the main one first, and with them the parts
//! of people and the roles of places, which are the union over the events. `2月4日,省委书记甲到乙市检查。4日下午,甲来到丙县,
//! 丁陪同` gives two events: 甲 leads both, 丁 accompanies in the second, 乙市 is visited in the first alone.

mod change;
mod grammar;
mod name;
mod opening;
mod role;
mod stage;
mod verb;

#[cfg(test)]
mod tests;

use super::{
    Change, Changed, EventRecord, EventType, Part, Participation, PlaceInEvent, PlaceRole, Record, TimeRecord,
};
use crate::confidence::Ground;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::{Mentions, Passage};
use crate::text::Span;
use grammar::{Act, acts};
use stage::{Stage, stages};
use std::collections::BTreeMap;
use verb::Deed;

/// Fills events, parts and roles of a record whose other fields are there.
///
/// `places` says for each mention of a place which of the record's places it is; `told` holds every time expression of the
/// entry, resolved, in order.
pub fn events(
    passage: &Passage<'_>,
    mentions: &Mentions,
    places: &[(Span, usize)],
    told: &[TimeRecord],
    record: &mut Record,
) -> Bases {
    let mut stages = stages(passage, told, record);
    let mut events: Vec<EventRecord> = stages
        .iter_mut()
        .enumerate()
        .map(|(k, stage)| EventRecord {
            span: stage.span,
            date: stage.date.take(),
            kind: if k == 0 && record.kind.is_some() {
                record.kind
            } else {
                // A day of a visit that says no more of itself is a visit.
                Some(super::kind::kind(passage, mentions, stage.span).0)
                    .filter(|&kind| kind != EventType::Other)
                    .or(record.kind)
            },
            people: Vec::new(),
            places: Vec::new(),
            organizers: Vec::new(),
        })
        .collect();
    let bases = people(passage, mentions, &stages, &mut events, record);
    locate(passage, mentions, places, &mut events, record);
    for (k, organizer) in record.organizers.iter().enumerate() {
        let at = event_at(&events, organizer.start as usize);
        if let Some(event) = events.get_mut(at) {
            event.organizers.push(k);
        }
    }
    record.events = events;
    bases
}

/// What gave a person a part, by position in the record's people.
#[derive(Debug, Default)]
pub struct Bases(BTreeMap<(usize, Part), Ground>);

impl Bases {
    /// What else than a verb of that part a person's part stands on.
    pub(crate) fn of(&self, person: usize, part: Part) -> Option<Ground> {
        self.0.get(&(person, part)).copied()
    }
}

/// What each person did in one event, by position in the record's people, while it is gathered.
#[derive(Debug, Clone, Default)]
struct Tallies(BTreeMap<usize, Vec<Act>>);

impl Tallies {
    fn note(&mut self, person: usize, act: Act) {
        self.0.entry(person).or_default().push(act);
    }

    fn acts(&self, person: usize) -> &[Act] {
        self.0.get(&person).map_or(&[], Vec::as_slice)
    }
}

/// Fills the people of the events and the parts of the record's people.
fn people(
    passage: &Passage<'_>,
    mentions: &Mentions,
    stages: &[Stage],
    events: &mut [EventRecord],
    record: &mut Record,
) -> Bases {
    let mut bases = Bases::default();
    if record.people.is_empty() {
        return bases;
    }
    let person_of =
        |span: Span| record.people.iter().position(|p| p.mentions.iter().any(|m| m.overlaps(span)));
    let owner: Vec<Option<usize>> = mentions.people.iter().map(|m| person_of(m.span)).collect();
    let body = Span::new(passage.headline.map_or(passage.span.lo(), Span::hi), passage.span.hi());
    let mut tallies: Vec<Tallies> = vec![Tallies::default(); events.len()];
    let mut last = Vec::new();
    for act in acts(passage, mentions, body) {
        let Some(mention) = mentions.people.get(act.mention) else { continue };
        let Some(person) = owner.get(act.mention).copied().flatten() else { continue };
        // The verb tells which event: its subject may stand in an earlier one.
        let place = act.verb.map_or(mention.span.lo(), Span::lo).max(mention.span.lo());
        let at = event_at(events, place);
        tallies[at].note(person, act);
        last.push((at, person, act));
    }
    // A heading restates: it speaks for whoever did nothing in the body.
    if let Some(headline) = passage.headline {
        for act in acts(passage, mentions, headline) {
            let Some(person) = owner.get(act.mention).copied().flatten() else { continue };
            if !tallies.iter().any(|t| t.acts(person).iter().any(|a| role::present(a.deed))) {
                tallies[0].note(person, act);
            }
        }
    }
    followers(passage, stages, &mut tallies, &last);
    for ((event, tallies), stage) in events.iter_mut().zip(&tallies).zip(stages) {
        let kind = event.kind.unwrap_or(EventType::Other);
        let opening = first_sentence(passage, stage.span);
        event.people = settle(passage, tallies, kind, opening, &mut bases);
    }
    led(passage, events);
    // A person who acts in one event is not put into another for being named there; where all that ties a person to the
    // entry is a name, the first event keeps it.
    let mut acting = vec![false; record.people.len()];
    for participation in events.iter().flat_map(|e| &e.people) {
        if let Some(flag) = acting.get_mut(participation.person) {
            *flag |= participation.parts.iter().any(|&part| !idle(part));
        }
    }
    let mut seen = vec![false; record.people.len()];
    for event in events.iter_mut() {
        event.people.retain(|p| {
            let acts = acting.get(p.person).copied().unwrap_or_default();
            let first = !seen.get(p.person).copied().unwrap_or_default();
            if acts { p.parts.iter().any(|&part| !idle(part)) } else { first }
        });
        for participation in &event.people {
            if let Some(flag) = seen.get_mut(participation.person) {
                *flag = true;
            }
            if let Some(person) = record.people.get_mut(participation.person) {
                for &part in &participation.parts {
                    if !person.parts.contains(&part) {
                        person.parts.push(part);
                    }
                }
            }
        }
    }
    bases
}

/// The event that tells what stands at a code point.
fn event_at(events: &[EventRecord], at: usize) -> usize {
    events.partition_point(|event| event.span.lo() <= at).saturating_sub(1)
}

/// `甲、乙参加活动` at the end of an entry of several events tells of all that day's, `参加调研` of the visits.
fn followers(passage: &Passage<'_>, stages: &[Stage], tallies: &mut [Tallies], told: &[(usize, usize, Act)]) {
    let Some(final_stage) = stages.len().checked_sub(1).filter(|&n| n > 0) else { return };
    let Some(end) = told.iter().map(|(_, _, act)| act.sentence).max() else { return };
    for &(at, person, act) in told {
        let joins = matches!(act.deed, Deed::Part(Part::TakePart | Part::Attend | Part::Accompany));
        let Some(verb) = act.verb.filter(|_| joins && at == final_stage && act.sentence == end) else {
            continue;
        };
        let object = passage.folded(Span::new(verb.hi(), (verb.hi() + 8).min(passage.span.hi())));
        let object = object.trim_start_matches('了');
        let all =
            ["活动", "有关活动", "上述活动", "相关活动", "调研活动"].iter().any(|w| object.starts_with(w));
        let visit = ["调研", "检查", "考察", "视察", "督导", "慰问"].iter().any(|w| object.starts_with(w));
        if !all && !visit {
            continue;
        }
        for tallies in tallies.iter_mut().take(final_stage) {
            let present = |acts: &[Act]| acts.iter().any(|a| role::present(a.deed));
            if !present(tallies.acts(person)) && tallies.0.values().any(|acts| present(acts)) {
                tallies.note(person, act);
            }
        }
    }
}

/// `甲率考察团赴乙县。11日下午,考察团在乙县考察;12日,在丙县考察`: whoever set out with the group leads it in what follows.
fn led(passage: &Passage<'_>, events: &mut [EventRecord]) {
    let Some((first, rest)) = events.split_first_mut() else { return };
    let Some(leader) = first.people.iter().find(|p| p.parts.contains(&Part::Lead)).map(|p| p.person) else {
        return;
    };
    if !["率", "带领", "带队"].iter().any(|word| passage.folded(first.span).contains(word)) {
        return;
    }
    let mut going = false;
    for event in rest {
        let leads = |p: &Participation| p.parts.iter().any(|part| matches!(part, Part::Lead | Part::Chair));
        let mut at = event.date.as_ref().map_or(event.span.lo(), |date| date.end as usize);
        while matches!(passage.at(at), ',' | ' ') {
            at += 1;
        }
        let opening = passage.folded(Span::new(at, (at + 12).min(event.span.hi()).max(at)));
        let named = lists::EVENT_GROUPS.all().any(|group| opening.contains(group));
        let goes = lists::EVENT_GOES_ON.all().any(|word| opening.starts_with(word));
        going = !event.people.iter().any(leads) && (named || going && goes);
        if going && !event.people.iter().any(|p| p.person == leader) {
            let lead = Participation {
                person: leader,
                parts: vec![Part::Lead],
                start: None,
                end: None,
                changes: Vec::new(),
            };
            event.people.insert(0, lead);
        }
    }
}

/// The first sentence of a stretch, behind the entry's headline.
fn first_sentence(passage: &Passage<'_>, span: Span) -> usize {
    let from = match passage.headline {
        Some(headline) if headline.start == span.start => headline.hi(),
        _ => span.lo(),
    };
    passage.sentences.partition_point(|s| s.span.hi() <= from)
}

/// A part that alone does not put a person into an event.
fn idle(part: Part) -> bool {
    matches!(part, Part::Mention | Part::Cited | Part::Visited | Part::HeadTeam)
}

/// A part that befalls a person, whatever else they do: the office taken or left, the honour, the death.
fn befalls(part: Part) -> bool {
    matches!(part, Part::Appointed | Part::Removed | Part::Honoured | Part::Died)
}

/// A part that is no presence.
fn passive(part: Part) -> bool {
    idle(part) || befalls(part)
}

/// How far before the verb of dying the verb stands that only says amid what.
const AMID: usize = 8;

/// What one person's acts come to, without what the others do.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    /// Has a part that is presence, or goes somewhere.
    busy: bool,
    /// Leads or goes somewhere.
    leads: bool,
}

fn plain(act: &Act) -> Option<Part> {
    match act.deed {
        Deed::Part(part) if !passive(part) => Some(part),
        _ => None,
    }
}

fn weigh(acts: &[Act]) -> Weight {
    // 乙到车站送行: who only sees others off is not who the event is of.
    if acts.iter().any(|a| plain(a) == Some(Part::SeeOff)) {
        return Weight::default();
    }
    let goes = acts.iter().any(|a| a.deed == Deed::Go);
    Weight {
        busy: goes || acts.iter().any(|a| plain(a).is_some() || a.deed == Deed::Sign),
        leads: goes || acts.iter().any(|a| plain(a) == Some(Part::Lead)),
    }
}

/// The parts of an event's people, weak deeds weighed against what the others do.
fn settle(
    passage: &Passage<'_>,
    tallies: &Tallies,
    kind: EventType,
    opening: usize,
    bases: &mut Bases,
) -> Vec<Participation> {
    let (mut busy, mut leading) = (0usize, 0usize);
    for acts in tallies.0.values() {
        let weight = weigh(acts);
        busy += usize::from(weight.busy);
        leading += usize::from(weight.leads);
    }
    // The sentence whose subject met no verb of the lexicon and yet leads: nobody else does anything.
    let mut actor: Option<usize> = None;
    let mut out: Vec<Participation> = Vec::with_capacity(tallies.0.len());
    // 选举甲为县长,乙、丙为副县长: the verb of the first is that of all.
    let mut told: BTreeMap<Part, Change> = BTreeMap::new();
    for (&person, acts) in &tallies.0 {
        let mine = weigh(acts);
        let others = Weight { busy: busy > usize::from(mine.busy), leads: leading > usize::from(mine.leads) };
        let parts = parts(acts, kind, opening, others, &mut actor);
        for (part, _, ground) in &parts {
            if let Some(ground) = ground {
                bases.0.entry((person, *part)).or_insert(*ground);
            }
        }
        let verb = parts.iter().find_map(|(_, verb, _)| *verb);
        let changes = parts.iter().filter_map(|(part, verb, _)| {
            let how = match verb {
                None => told.get(part).copied().or_else(|| change::change(passage, *part, None))?,
                Some(_) => change::change(passage, *part, *verb)?,
            };
            told.insert(*part, how);
            Some(Changed { how, start: verb.map(|v| v.start), end: verb.map(|v| v.end) })
        });
        out.push(Participation {
            changes: changes.collect(),
            person,
            parts: parts.iter().map(|(part, ..)| *part).collect(),
            start: verb.map(|v| v.start),
            end: verb.map(|v| v.end),
        });
    }
    out
}

/// A part, the verb that decides, and what else than a verb of that part gave it.
type Given = (Part, Option<Span>, Option<Ground>);

/// One person's parts in an event, each with the verb that decides, and what else than a verb of that part gave it.
fn parts(
    acts: &[Act],
    kind: EventType,
    opening: usize,
    others: Weight,
    actor: &mut Option<usize>,
) -> Vec<Given> {
    let mut parts: Vec<Given> = Vec::new();
    let mut add = |part: Part, verb: Option<Span>, ground: Option<Ground>| {
        if !parts.iter().any(|(known, ..)| *known == part) {
            parts.push((part, verb, ground));
        }
    };
    let death = acts.iter().find(|a| a.deed == Deed::Part(Part::Died));
    let died = death.map(|a| a.sentence);
    // 护送畜群时冻亡: how death came about is no deed of its own.
    let amid = |act: &Act| {
        death.and_then(|death| death.verb).zip(act.verb).is_some_and(|(death, verb)| {
            plain(act) == Some(Part::Lead) && verb.hi() <= death.lo() && death.lo() - verb.hi() <= AMID
        })
    };
    for act in acts.iter().filter(|act| !amid(act)) {
        // 甲病逝。…著有…: what is told of the dead is no deed of the day.
        let past = died.is_some_and(|sentence| act.sentence > sentence);
        if let Some(part) = plain(act)
            && !(past && part == Part::Lead)
        {
            add(part, act.verb, None);
        }
    }
    let attends = acts.iter().any(|a| plain(a).is_some());
    let leads = acts.iter().any(|a| matches!(plain(a), Some(Part::Chair | Part::Lead)));
    let governs = leads || !attends && acts.iter().any(|a| a.deed == Deed::Go);
    let visited = acts.iter().any(|a| a.deed == Deed::Part(Part::Visited));
    for act in acts {
        let first = act.sentence == opening;
        if died.is_some_and(|sentence| act.sentence > sentence) {
            continue;
        }
        match act.deed {
            Deed::Say if !(governs || visited || !attends && others.leads && kind == EventType::Visit) => {
                add(Part::Speak, act.verb, None);
            }
            Deed::Deploy if !governs => add(Part::Speak, act.verb, None),
            Deed::Tell if !governs => add(Part::Report, act.verb, None),
            Deed::Sign if !governs => add(Part::Attend, act.verb, Some(Ground::PartRite)),
            Deed::Rite if first && act.opening && !others.busy => {
                add(Part::Lead, act.verb, Some(Ground::PartRite));
            }
            Deed::Rite if !leads => add(Part::TakePart, act.verb, Some(Ground::PartRite)),
            Deed::Office if attends || governs => {}
            Deed::Office if kind != EventType::Meeting && (first || !others.busy) => {
                add(Part::Lead, act.verb, Some(Ground::PartOffice));
            }
            Deed::Absent if first && !others.busy => {
                add(Part::Lead, act.verb, None);
            }
            _ => {}
        }
    }
    let fate = acts.iter().filter_map(|a| match a.deed {
        Deed::Part(part) if befalls(part) => Some((part, a.verb)),
        _ => None,
    });
    // 以甲为团长的代表团来访: who heads a delegation that comes or goes leads it too.
    let heads = acts.iter().any(|a| a.deed == Deed::Part(Part::HeadTeam))
        && acts.iter().any(|a| a.deed == Deed::Part(Part::Lead) && a.verb.is_none());
    for (part, verb) in fate.chain(heads.then_some((Part::HeadTeam, None))) {
        if !parts.iter().any(|(known, ..)| *known == part) {
            parts.push((part, verb, None));
        }
    }
    if parts.is_empty()
        && let Some(go) = acts.iter().find(|a| a.deed == Deed::Go)
    {
        parts.push((Part::Lead, go.verb, None));
    }
    // 由甲率领的游击队伏击敌军, 政协视察工地,主席甲带队: who heads a force or a tour leads where nobody else does.
    if parts.is_empty()
        && matches!(kind, EventType::Conflict | EventType::Visit | EventType::Exchange | EventType::Disaster)
        && !others.leads
        && let Some(head) = acts.iter().find(|a| a.deed == Deed::Part(Part::HeadTeam))
    {
        parts.push((Part::Lead, head.verb, None));
    }
    // 股长甲套购粮款: whom a case is told of is tried in it.
    if parts.is_empty()
        && died.is_none()
        && (!others.busy || shares(kind))
        && let Some(act) = acts.iter().find(|a| a.deed == Deed::Actor)
        && (kind != EventType::Justice || act.verb.is_some())
        && (actor.is_none_or(|sentence| sentence == act.sentence)
            && (!others.busy || act.sentence == opening))
    {
        *actor = Some(act.sentence);
        parts.push((Part::Lead, act.verb, Some(Ground::PartActor)));
    }
    if parts.is_empty() {
        let quiet = [Part::HeadTeam, Part::Visited, Part::Cited];
        let found = quiet
            .into_iter()
            .find_map(|part| acts.iter().find(|a| a.deed == Deed::Part(part)).map(|a| (part, a.verb, None)));
        parts.push(found.unwrap_or((Part::Mention, None, Some(Ground::PartNamed))));
    }
    parts
}

/// Whether several may act each for himself in an event of a kind: a battle, a flood, a rescue; at a meeting, a visit or a rite one leads.
fn shares(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Conflict
            | EventType::Disaster
            | EventType::Donation
            | EventType::Deployment
            | EventType::Project
            | EventType::Result
            | EventType::Other
    )
}

/// How much a role says; the strongest a place has in an event is kept.
fn weight(role: PlaceRole) -> u8 {
    match role {
        PlaceRole::Mentioned => 0,
        PlaceRole::Subject => 1,
        PlaceRole::Participant => 2,
        _ => 3,
    }
}

/// Fills the places of the events and the roles of the record's places.
fn locate(
    passage: &Passage<'_>,
    mentions: &Mentions,
    places: &[(Span, usize)],
    events: &mut [EventRecord],
    record: &mut Record,
) {
    for k in 0..mentions.places.len() {
        let Some(&(span, place)) = places.get(k) else { continue };
        let at = event_at(events, span.lo());
        let Some(event) = events.get_mut(at) else { continue };
        let role = role::role(passage, mentions, k, event.kind.unwrap_or(EventType::Other));
        match event.places.iter_mut().find(|p| p.place == place) {
            Some(known) if weight(known.role) < weight(role) => known.role = role,
            Some(_) => {}
            None => event.places.push(PlaceInEvent { place, role }),
        }
    }
    for event in events.iter() {
        for found in &event.places {
            if let Some(place) = record.places.get_mut(found.place)
                && !place.roles.contains(&found.role)
            {
                place.roles.push(found.role);
            }
        }
    }
}
