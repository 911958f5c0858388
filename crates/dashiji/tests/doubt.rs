//! Readings say when they are unsure: a type that nothing tells or that barely wins, and a plain one that does not.

use dashiji::check::{self, Desk, Language, Profile, Selection, Severity};
use dashiji::collate::Collation;
use dashiji::confidence::Ground;
use dashiji::document::Given;
use dashiji::fact::{EventType, Field, Record};
use dashiji::lexicon::Lexicon;
use dashiji::recognize::lattice::{Doubt, Grade};

fn entry(words: &str) -> Option<Record> {
    let text = format!("云岭县大事记\n1986年\n3月5日，{words}\n");
    let reading = dashiji::read(text.into_bytes(), &Given::default(), Lexicon::builtin()).ok()?;
    reading.records.into_iter().next()
}

#[test]
fn a_type_is_in_doubt_where_no_verb_tells_it() {
    for (words, kind, doubted) in [
        ("县委召开农村工作会议。", EventType::Meeting, false),
        ("县长袁世清到石门乡检查春耕。", EventType::Visit, false),
        ("石门水库竣工。", EventType::Project, false),
        ("街上人山人海。", EventType::Other, true),
    ] {
        let record = entry(words).unwrap();
        assert_eq!(record.kind, Some(kind), "{words}");
        assert_eq!(record.type_doubt.is_some(), doubted, "{words}: {:?}", record.type_doubt);
    }
}

#[test]
fn a_doubt_says_what_the_fact_stands_on() {
    let record = entry("街上人山人海。").unwrap();
    assert_eq!(record.type_doubt.unwrap().grounds, [Ground::TypeNone]);
    // A part that is given because nothing else is, and the same part by its verb.
    let bare = entry("袁世清。").unwrap();
    let chair = entry("县长袁世清主持会议。").unwrap();
    assert!(chair.people[0].parts_doubt.is_empty(), "{:?}", chair.people[0]);
    for doubt in bare.people.iter().flat_map(|person| person.parts_doubt.values()) {
        assert!(doubt.grounds.contains(&Ground::PartNamed), "{doubt:?}");
    }
}

#[test]
fn the_words_around_a_fact_change_its_doubt_and_not_the_fact() {
    // The same figure, told by a word and by none.
    let told = entry("全县现有水井八十余眼。").unwrap();
    let bare = entry("全县开凿水井八十余眼。").unwrap();
    assert_eq!(told.quantities[0].value, bare.quantities[0].value);
    assert!(told.quantities[0].kind_doubt.is_none(), "{:?}", told.quantities[0]);
}

/// Puts the same doubt on every fact of an entry that `wanted` names.
fn doubt_all(record: &mut Record, wanted: impl Fn(Field) -> bool) {
    let doubt = |field| wanted(field).then(|| Box::new(Doubt::of(Grade::Some, Vec::new())));
    if let Some(date) = &mut record.date {
        date.doubt = doubt(Field::Date);
    }
    record.type_doubt = doubt(Field::Type);
    for person in &mut record.people {
        person.doubt = doubt(Field::Person);
        person.titles.iter_mut().for_each(|title| title.doubt = doubt(Field::Title));
        person.parts_doubt =
            person.parts.iter().filter_map(|part| Some((*part, *doubt(Field::Part)?))).collect();
    }
    for place in &mut record.places {
        (place.doubt, place.code_doubt) = (doubt(Field::Place), doubt(Field::Code));
    }
    record.orgs.iter_mut().chain(&mut record.organs).for_each(|body| body.doubt = doubt(Field::Body));
    record.organizers.iter_mut().for_each(|body| body.doubt = doubt(Field::Organizer));
    record.quantities.iter_mut().for_each(|figure| figure.kind_doubt = doubt(Field::Quantity));
}

/// The gravest severity of a rule's findings in its own bad example, with some fields in doubt.
fn gravest(code: &str, wanted: impl Fn(Field) -> bool) -> Option<Severity> {
    let example = check::example(code)?;
    let row = example.list.as_ref().map(|row| ("office.tsv".to_owned(), format!("{row}\n")));
    let lexicon = Lexicon::with_user(&row.into_iter().collect::<Vec<_>>()).ok()?;
    let given = Given { region: Some("341525".to_owned()), ..Given::default() };
    let mut reading = dashiji::read(example.document(&example.bad).into_bytes(), &given, &lexicon).ok()?;
    reading.records.iter_mut().for_each(|record| doubt_all(record, &wanted));
    let readings = [reading];
    let collation = Collation::of(readings[0].records.iter().cloned());
    let desk = Desk::new(&readings, &collation, Profile::Monthly, &[]).under(lexicon.lists());
    let findings = check::check(&desk, &Selection::default(), Language::Chinese);
    findings.iter().filter(|finding| finding.code == code).map(|finding| finding.severity).max()
}

#[test]
fn a_finding_whose_ground_is_in_doubt_is_a_note_at_most() {
    let mut capped = 0;
    for rule in check::rules() {
        let facts = check::facts(rule.code);
        let Some(before) = gravest(rule.code, |_| false).filter(|level| *level > Severity::Note) else {
            continue;
        };
        let after = gravest(rule.code, |field| facts.contains(&field));
        if facts.is_empty() {
            // What looks at the text alone is as sure as before.
            assert_eq!(gravest(rule.code, |_| true), Some(before), "{}", rule.code);
        } else {
            assert!(after.is_none_or(|level| level == Severity::Note), "{}: {after:?}", rule.code);
            capped += usize::from(after.is_some());
        }
    }
    assert!(capped >= 12, "only {capped} rules became notes");
}

#[test]
fn a_kind_of_figure_is_in_doubt_where_it_is_rough_and_no_word_tells_it() {
    for (words, doubted) in [
        ("县供销社捐款30万元。", false),
        ("全县工业总产值约18.63亿元。", true),
        ("石门桥建成，桥长300米。", false),
        ("洪水漂没田禾八百余亩。", true),
        ("现有学生132人。", false),
    ] {
        let record = entry(words).unwrap();
        let figure = record.quantities.first().unwrap_or_else(|| panic!("{words}"));
        assert_eq!(
            figure.kind_doubt.is_some(),
            doubted,
            "{words}: {:?} {:?}",
            figure.kind,
            figure.kind_doubt
        );
    }
}

#[test]
fn registers_count_what_is_in_doubt_apart() {
    let text = "云岭县大事记\n1986年\n3月5日，县长袁世清到郑州市检查县教育局。\n\n3月6日，县长袁世清到郑州市检查县教育局。\n\n\
                3月7日，县长袁世清到郑州市检查县教育局。\n";
    let mut reading = dashiji::read(text.as_bytes().to_vec(), &Given::default(), Lexicon::builtin()).unwrap();
    doubt_all(&mut reading.records[1], |_| true);
    for record in [0, 2] {
        doubt_all(&mut reading.records[record], |_| false);
    }
    let collation = Collation::of(reading.records.iter().cloned());
    let person = collation.people().into_iter().find(|person| person.name == "袁世清").unwrap();
    assert_eq!((person.entries, person.doubtful), (3, 1));
    let held = &person.offices.first().unwrap().cites;
    assert_eq!(held.iter().map(|cite| cite.doubt).collect::<Vec<_>>(), [false, true, false]);
    let place = collation.place("410100").unwrap();
    assert_eq!((place.entries, place.doubtful), (3, 1));
    let body = collation
        .organizations()
        .into_iter()
        .find(|body| body.forms.iter().any(|form| form == "县教育局") || body.name == "县教育局")
        .unwrap();
    assert_eq!((body.entries, body.doubtful), (3, 1));
}
