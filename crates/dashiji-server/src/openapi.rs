//! The interface described, as OpenAPI 3.1 has it: one file, made from the one list of calls by a test and checked in.

#[cfg(test)]
mod made;

/// The description as JSON.
pub fn description() -> &'static str {
    include_str!("../data/openapi.json")
}
