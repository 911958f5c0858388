//! An account in its document: figures are joined in the view, where no line end parts a number or a clause, and stand at the document's
//! characters.

use super::{Account, account};
use crate::document::Document;
use crate::fact::Record;
use crate::text::Span;
use crate::view::View;

impl Account {
    /// What the records of a document say together.
    ///
    /// ```
    /// use dashiji::{account::Account, document::Given, lexicon::Lexicon};
    /// let log = "青石县抢险日志（2031年）\n\n6月1日 当日转移群众300人，累计转移300人。\n6月2日 当日转移群众200人，累计转移500人。\n";
    /// let reading = dashiji::read(log.into(), &Given::default(), Lexicon::builtin())?;
    /// let account = Account::of(&reading.document, &reading.records);
    /// assert_eq!(account.equations[1].shown, "500人 = 300人 + 200人");
    /// # Ok::<(), dashiji::document::Error>(())
    /// ```
    pub fn of(document: &Document, records: &[Record]) -> Self {
        let view = View::of(document);
        if view.is_whole() {
            return account(&document.text, records);
        }
        let seen: Vec<Record> = records.iter().map(|record| record.seen_in(&view)).collect();
        let mut account = account(view.text(), &seen);
        let raw = |start: u32, end: u32| view.raw(Span { start, end });
        let at = |start: u32| raw(start, start + 1).start;
        for told in &mut account.told {
            told.span = view.raw(told.span);
        }
        for line in account.series.iter_mut().chain(&mut account.single).flat_map(|s| &mut s.lines) {
            let span = raw(line.start, line.end);
            (line.start, line.end) = (span.start, span.end);
            document.text.slice(span).clone_into(&mut line.text);
        }
        for equation in &mut account.equations {
            equation.terms.iter_mut().for_each(|term| *term = at(*term));
            equation.total = at(equation.total);
            for line in &mut equation.candidates {
                let span = raw(line.start, line.end);
                (line.start, line.end) = (span.start, span.end);
                document.text.slice(span).clone_into(&mut line.text);
            }
        }
        for report in &mut account.reports {
            let span = raw(report.start, report.end);
            (report.start, report.end) = (span.start, span.end);
            document.text.slice(span).clone_into(&mut report.name);
            for revised in &mut report.revised {
                (revised.before, revised.now) = (at(revised.before), at(revised.now));
            }
        }
        for measure in &mut account.measures {
            let span = raw(measure.start, measure.end);
            (measure.start, measure.end) = (span.start, span.end);
            document.text.slice(span).clone_into(&mut measure.text);
            measure.of = measure.of.map(at);
        }
        account
    }
}
