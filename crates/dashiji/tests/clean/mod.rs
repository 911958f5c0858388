//! Invented texts of every profile, proofread: nothing but notes may be found in them.

use dashiji::Reading;
use dashiji::check::{Desk, Finding, Language, Profile, Selection, check};
use dashiji::collate::Collation;
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;

/// Name, text, and the profile that it is of.
pub const TEXTS: &[(&str, &str, Profile)] = &[
    ("month", include_str!("month.txt"), Profile::Monthly),
    ("yearbook", include_str!("yearbook.txt"), Profile::Yearbook),
    ("gazetteer", include_str!("gazetteer.txt"), Profile::Gazetteer),
    ("historical", include_str!("historical.txt"), Profile::Historical),
    ("emergency", include_str!("emergency.txt"), Profile::Emergency),
    ("book", include_str!("book.txt"), Profile::Gazetteer),
    ("prefecture", include_str!("prefecture.txt"), Profile::Historical),
    ("flood", include_str!("flood.txt"), Profile::Emergency),
    ("county", include_str!("county.txt"), Profile::Monthly),
    ("city", include_str!("city.txt"), Profile::Yearbook),
    ("college", include_str!("college.txt"), Profile::Gazetteer),
    ("company", include_str!("company.txt"), Profile::Yearbook),
    ("district", include_str!("district.txt"), Profile::Yearbook),
    ("hospital", include_str!("hospital.txt"), Profile::Monthly),
    ("railway", include_str!("railway.txt"), Profile::Gazetteer),
    ("township", include_str!("township.txt"), Profile::Gazetteer),
    ("republic", include_str!("republic.txt"), Profile::Historical),
    ("typhoon", include_str!("typhoon.txt"), Profile::Emergency),
    ("province", include_str!("province.txt"), Profile::Yearbook),
    ("port", include_str!("port.txt"), Profile::Yearbook),
    ("city1998", include_str!("city1998.txt"), Profile::Yearbook),
    ("forest", include_str!("forest.txt"), Profile::Gazetteer),
    ("base", include_str!("base.txt"), Profile::Historical),
    ("quake", include_str!("quake.txt"), Profile::Emergency),
    ("museum", include_str!("museum.txt"), Profile::Yearbook),
    ("bank", include_str!("bank.txt"), Profile::Gazetteer),
    ("spring", include_str!("spring.txt"), Profile::Monthly),
    ("council", include_str!("council.txt"), Profile::Monthly),
    ("survey", include_str!("survey.txt"), Profile::Yearbook),
    ("woods", include_str!("woods.txt"), Profile::Gazetteer),
    ("valley", include_str!("valley.txt"), Profile::Yearbook),
    ("landslide", include_str!("landslide.txt"), Profile::Emergency),
    ("reigns", include_str!("reigns.txt"), Profile::Historical),
    ("canal", include_str!("canal.txt"), Profile::Gazetteer),
    ("reach", include_str!("reach.txt"), Profile::Yearbook),
    ("mine", include_str!("mine.txt"), Profile::Gazetteer),
];

/// A text as it is read.
pub fn reading(text: &str, name: &str) -> Reading {
    let region = (name == "month").then(|| "341525".to_owned());
    let given = Given { region, ..Given::default() };
    dashiji::read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap()
}

/// What is found in it.
pub fn findings(text: &str, name: &str) -> Vec<Finding> {
    let readings = [reading(text, name)];
    let collation = Collation::of(&readings[0].records);
    let desk = Desk::new(&readings, &collation, Profile::Auto, &[]);
    check(&desk, &Selection::default(), Language::Chinese)
}
