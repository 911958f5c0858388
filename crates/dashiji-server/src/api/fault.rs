//! What can go wrong with a call, as problems (RFC 9457).

use crate::answer::{Answer, Problem};
use crate::page::Ask;
use crate::seek::Fault;
use crate::work::Far;
use serde_json::Value;

/// What can go wrong.
pub const PROBLEMS: &[Problem] = &[
    NOT_FOUND,
    BAD_PARAMETER,
    BAD_QUERY,
    SLOW,
    BUSY,
    MAKING,
    BROKEN,
    Problem { status: 400, name: "bad-act" },
    Problem { status: 400, name: "bad-body" },
    Problem { status: 403, name: "key" },
    Problem { status: 403, name: "origin" },
    Problem { status: 412, name: "stale" },
    Problem { status: 413, name: "too-large" },
];

pub(super) const NOT_FOUND: Problem = Problem { status: 404, name: "not-found" };
pub(super) const BAD_PARAMETER: Problem = Problem { status: 400, name: "bad-parameter" };
const BAD_QUERY: Problem = Problem { status: 400, name: "bad-query" };
const SLOW: Problem = Problem { status: 503, name: "slow" };
/// Too much is asked at once.
const BUSY: Problem = Problem { status: 503, name: "busy" };
/// What was asked for is still being made.
pub(super) const MAKING: Problem = Problem { status: 503, name: "making" };
pub(super) const BROKEN: Problem = Problem { status: 500, name: "broken" };

pub(super) fn problem(ask: &Ask<'_>, problem: Problem, detail: &str, more: &[(&str, Value)]) -> Answer {
    Answer::problem(problem, &ask.words.named("problem", problem.name), detail, more)
}

/// What was asked for is still being made, as a problem that says how far it is.
pub fn making(ask: &Ask<'_>, far: Far) -> Answer {
    ask.passing.set(true);
    let detail = far.told("making-day", ask.words);
    problem(ask, MAKING, &detail, &[("done", far.done.into()), ("all", far.all.into())])
}

/// There is no such day, as a problem.
pub fn no_day(ask: &Ask<'_>, day: &str) -> Answer {
    let detail = ask.words.with("parameter-unfit", "value", &day.chars().take(60).collect::<String>());
    problem(ask, BAD_PARAMETER, &format!("as-of: {detail}"), &[("parameter", "as-of".into())])
}

/// Why a search was refused, as a problem.
pub fn refused(ask: &Ask<'_>, fault: &Fault) -> Answer {
    match fault {
        Fault::Query { message, at } => problem(ask, BAD_QUERY, message, &[("position", (*at).into())]),
        Fault::Slow => problem(ask, SLOW, "", &[]),
        Fault::Making(far) => making(ask, *far),
        Fault::Damaged(message) | Fault::Broken(message) => problem(ask, BROKEN, message, &[]),
    }
}
