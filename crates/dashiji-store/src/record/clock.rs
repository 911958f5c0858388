//! Clocks that ran ahead or back: what the machine's clock said stands at the end of a row's body where it was behind a row before, and which
//! rows were there at a time is decided by the clocks that agree.
//!
//! Rows said to be of 1 March, of next year's 2 March, of 3, 4 and 5 March: the second clock was wrong, and at the end of 3 March three rows were
//! known, though the log's own times of the last three are next year's too.

/// How the clock's own time stands at the end of a row's body.
const CLOCK: &str = ",\"clock\":\"";

/// What the clock said, where it stands in a row's body. Within a string of JSON no quotation mark stands by itself.
pub(super) fn in_body(body: &str) -> Option<&str> {
    let mut from = body.len().saturating_sub(CLOCK.len() + 40);
    while !body.is_char_boundary(from) {
        from += 1;
    }
    let (_, clock) = body.get(from..)?.rsplit_once(CLOCK)?;
    clock.strip_suffix("\"}")
}

/// The last of some rows whose time is before another, by the clocks that agree: the longest run of them that never goes back, where rows
/// that say the same one after another count once.
pub(super) fn agreed_before(rows: &[(i64, String, bool)], time: &str) -> i64 {
    let mut runs: Vec<(i64, &str)> = Vec::new();
    for (seq, clock, _) in rows {
        match runs.last_mut() {
            Some((last, said)) if said == clock => *last = *seq,
            _ => runs.push((*seq, clock)),
        }
    }
    // Of the runs up to each, those that end a longest chain; and the one before each in its chain.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(runs.len());
    for (k, (_, clock)) in runs.iter().enumerate() {
        let at = ends.partition_point(|end| runs[*end].1 <= *clock);
        before.push(at.checked_sub(1).map(|at| ends[at]));
        if at == ends.len() { ends.push(k) } else { ends[at] = k }
    }
    let mut chain = Vec::new();
    let mut next = ends.last().copied();
    while let Some(k) = next {
        chain.push(k);
        next = before[k];
    }
    // From the last of the chain back to the first that is before the time: all up to it was known by then.
    chain.into_iter().find(|k| runs[*k].1 < time).map_or(0, |k| runs[k].0)
}

/// Puts it there.
pub(super) fn note(body: &mut String, clock: &str) {
    if body.pop() == Some('}') {
        body.extend([CLOCK, clock, "\"}"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_found_again_and_nothing_else() {
        let mut body = "{\"kind\":\"removed\",\"document\":1}".to_owned();
        assert_eq!(in_body(&body), None);
        note(&mut body, "2026-03-01T04:00:00.000Z");
        assert_eq!(in_body(&body), Some("2026-03-01T04:00:00.000Z"));
        assert!(serde_json::from_str::<serde_json::Value>(&body).is_ok());
        assert_eq!(in_body("{\"reason\":\"钟快了一年，\\\",\\\"clock\\\":\\\"x\"}"), None);
    }

    #[test]
    fn the_clocks_that_agree_decide() {
        let rows = |clocks: &[&str]| -> Vec<(i64, String, bool)> {
            clocks.iter().zip(1..).map(|(clock, seq)| (seq, (*clock).to_owned(), true)).collect()
        };
        // Once ahead.
        let ahead = rows(&["1", "1", "9", "3", "4", "5"]);
        assert_eq!(["1", "2", "4", "6", "99"].map(|time| agreed_before(&ahead, time)), [0, 2, 4, 6, 6]);
        // Once back.
        let back = rows(&["3", "4", "1", "5"]);
        assert_eq!(["2", "4", "5", "6"].map(|time| agreed_before(&back, time)), [0, 1, 2, 4]);
    }
}
