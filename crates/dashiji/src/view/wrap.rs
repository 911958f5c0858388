//! Lines that print has wrapped, found from all lines of a file together.
//!
//! Who wraps a paragraph at a width puts as much into a line as fits. So a line end is a wrap only where what stands first in the
//! next line (a character, with the marks that may not part from it; a figure or a Latin word) would not have fitted any more,
//! and a line that had room left ends its paragraph. The width is that which explains the file: lines that end in the middle of
//! a sentence fill it. A line that fills it and ends a sentence may be either; then indents, empty lines and what opens the next
//! line decide, as they do where the file is plain.

use super::label::{self, Opening};
use super::line::{Line, Size};
use crate::text::{Cut, Span, Text, chars};

/// The narrowest page, in columns.
const NARROWEST: u16 = 24;
/// The widest page.
const WIDEST: u16 = 240;
/// Of how many characters one ends a sentence, about.
const SENTENCE: usize = 35;

/// Adds what stands between lines that are one paragraph to what is left out of the view.
pub(super) fn cuts(text: &Text, lines: &[Line], cuts: &mut Vec<Cut>) {
    let pairs = pairs(text, lines);
    let joins = Wrap::of(text, &pairs).map(|wrap| wrap.joins(text, &pairs)).unwrap_or_default();
    let mut joined = joins.iter().peekable();
    for pair in &pairs {
        if let Some(&&(_, space)) = joined.peek().filter(|(line, _)| *line == pair.line) {
            joined.next();
            let start = pair.next.span.lo();
            // A quotation's mark stands at each of its lines.
            let quoted = text.at(pair.last.span.lo()) == '>' && text.at(start) == '>';
            let end = if quoted { label::skip(text, start + 1, pair.next.span.hi(), 4) } else { start };
            cuts.push(Cut { raw: Span::new(pair.last.span.hi(), end), space });
        } else if pair.blanks == 0 && !pair.apart() && splits_date(text, pair.last.span, pair.next.span) {
            cuts.push(Cut { raw: Span::new(pair.last.span.hi(), pair.next.span.lo()), space: false });
        }
    }
}

/// Whether a line end stands inside a date, which holds whatever the file's width: `…4月1` and `8日…`, `…落成。7月` and `3日…`.
fn splits_date(text: &Text, last: Span, next: Span) -> bool {
    let digits = |from: usize| (from..from + 3).take_while(|&i| text.at(i).is_ascii_digit()).count();
    let begun = digits(next.lo());
    if !(1..=2).contains(&begun) || text.at(next.lo() + begun) != '日' {
        return false;
    }
    let end = last.hi();
    let tail = (last.lo()..end).rev().take_while(|&i| text.at(i).is_ascii_digit()).count();
    let month = end - tail;
    if text.before(month) != '月' || !text.before(month - 1).is_ascii_digit() {
        return false;
    }
    // A month alone on its line is a heading, and its days stand below.
    let lone = || (last.lo()..month - 1).all(|i| text.at(i).is_ascii_digit() || text.at(i) == '年');
    match tail {
        0 => !lone(),
        1 => begun == 1,
        _ => false,
    }
}

/// Two lines of the text that follow each other.
#[derive(Debug, Clone, Copy)]
struct Pair<'a> {
    /// The number of the second line.
    line: usize,
    last: &'a Line,
    next: &'a Line,
    /// Empty lines between.
    blanks: u8,
    /// Lines of the page stand between, so that the empty ones may be theirs.
    paged: bool,
    /// What opens the second line.
    opening: Opening,
    needs: Needs,
    /// A heading's mark stands before the first line.
    headed: bool,
}

/// The lines that follow each other, those of the page and empty ones between left out.
fn pairs<'a>(text: &Text, lines: &'a [Line]) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    let mut last: Option<&Line> = None;
    let (mut blanks, mut paged) = (0u8, false);
    for (line, next) in lines.iter().enumerate() {
        if !next.stands() {
            blanks = blanks.saturating_add(u8::from(next.span.is_empty() && !next.furniture));
            paged |= next.furniture;
            continue;
        }
        if let Some(last) = last {
            let opening = label::opening(text, next.span);
            let needs = Needs::of(text, next.span);
            let headed = text.at(last.span.lo()) == '#';
            pairs.push(Pair { line, last, next, blanks, paged, opening, needs, headed });
        }
        (last, blanks, paged) = (Some(next), 0, false);
    }
    pairs
}

/// The room that what opens a line needs.
#[derive(Debug, Clone, Copy, Default)]
struct Needs {
    /// Its first character.
    first: Size,
    /// The figure or Latin word that its first character opens.
    piece: Size,
    /// With the marks that may not part from it, the figure cut or whole.
    marked: Size,
    most: Size,
}

impl Needs {
    fn of(text: &Text, span: Span) -> Self {
        let raw = text.slice(Span { start: span.start, end: span.end.min(span.start + 24) });
        let mut rest = raw.chars().peekable();
        let first = rest.peek().map(|&c| Size::of(c)).unwrap_or_default();
        let (mut opening, mut character, mut tail, mut closing) = <(Size, Size, Size, Size)>::default();
        let opens = |c: char| chars!("“‘《（(【〔「『〈[").has(c);
        let closes = |c: char| chars!("，。、；：？！”’》）】〕」』〉,.;:?!)]…—％%").has(c);
        while let Some(c) = rest.next_if(|&c| opens(c)) {
            opening = opening.and(Size::of(c));
        }
        if let Some(c) = rest.next() {
            character = Size::of(c);
            let word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-');
            while let Some(c) = rest.next_if(|next| c.is_ascii_alphanumeric() && word(next)) {
                tail = tail.and(Size::of(c));
            }
        }
        let cut = rest.peek().is_some() && tail != Size::default();
        while let Some(c) = rest.next_if(|&c| closes(c)) {
            closing = closing.and(Size::of(c));
        }
        let bare = opening == Size::default();
        let piece = if bare { character.and(tail) } else { first };
        let marked = opening.and(character).and(if cut { Size::default() } else { closing });
        Self { first, piece, marked, most: opening.and(character).and(tail).and(closing) }
    }
}

impl Pair<'_> {
    /// Whether something opens the second line that may open a paragraph.
    fn opens(&self) -> bool {
        self.opening != Opening::Words
    }

    /// Whether either line stands in a table, the first is a heading, or the second has a mark that no wrapped line has.
    fn apart(&self) -> bool {
        self.last.row || self.next.row || self.headed || self.opening == Opening::Mark
    }
}

/// By what a printer measures lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Measure {
    #[default]
    Columns,
    Narrow,
    Characters,
}

impl Measure {
    const ALL: [Self; 3] = [Self::Columns, Self::Narrow, Self::Characters];

    fn of(self, size: Size) -> u16 {
        match self {
            Self::Columns => size.columns,
            Self::Narrow => size.narrow,
            Self::Characters => size.characters,
        }
    }
}

/// How a file is wrapped.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Wrap {
    width: u16,
    measure: Measure,
    /// How much room may be left where lines are set ragged.
    slack: u16,
    /// Lines end inside figures.
    cuts: bool,
    /// Lines begin with any mark.
    free: bool,
    /// Lines are filled: a shorter one lost a space at its end.
    strict: bool,
    indents: Parting,
    gaps: Parting,
    /// Paragraphs mostly open with a date or mark, so that these tell of one.
    dated: bool,
    /// A full line that ends a sentence likelier goes on than not, where nothing else tells.
    flows: bool,
}

/// Something by which first lines of paragraphs may differ from the lines that go on.
#[derive(Debug, Clone, Copy, Default)]
struct Parting {
    /// What most lines that go on show.
    tails: u16,
    /// What most first lines show, where it differs.
    heads: Option<u16>,
}

impl Parting {
    /// What most heads and most tails show; they differ by `least` where they do.
    fn of(heads: Vec<u16>, tails: Vec<u16>, least: u16) -> Self {
        let (heads, tails) = (common(heads), common(tails).unwrap_or_default());
        Self { tails, heads: heads.filter(|heads| heads.abs_diff(tails) >= least) }
    }

    /// Whether a value is that of a line that goes on, give or take a space; nothing where heads and tails are alike.
    fn goes_on(self, value: u16) -> Option<bool> {
        let heads = self.heads?;
        let far = value.abs_diff(self.tails);
        Some(far < value.abs_diff(heads) || far <= 1 && value != heads)
    }
}

/// The value that four in five have.
fn common(mut values: Vec<u16>) -> Option<u16> {
    values.sort_unstable();
    let most = values.chunk_by(|a, b| a == b).max_by_key(|run| run.len())?;
    (most.len() * 5 >= values.len() * 4).then(|| most[0])
}

/// What a width explains of a file.
#[derive(Debug, Clone, Copy, Default)]
struct Account {
    /// Full lines that end in the middle of a sentence.
    broken: usize,
    /// Those that are filled to the last character.
    exact: usize,
    /// Those before a line that something opens.
    opened: usize,
    /// Those that are running text.
    running: usize,
    /// Running text that ends in the middle of a sentence though the line had room.
    unexplained: usize,
}

impl Account {
    fn weight(self) -> i64 {
        let [broken, exact, opened, unexplained] =
            [self.broken, self.exact, self.opened, self.unexplained].map(|n| n as i64);
        4 * broken + exact - 6 * opened - 6 * unexplained
    }
}

impl Wrap {
    /// The width, where lines show one.
    fn of(text: &Text, pairs: &[Pair<'_>]) -> Option<Self> {
        // Only lines that end in the middle of a sentence tell of a width.
        let open: Vec<&Pair<'_>> = pairs.iter().filter(|pair| !pair.last.ended && !pair.apart()).collect();
        let mut best: Option<(i64, Account, Self)> = None;
        for measure in Measure::ALL {
            let widths = widths(pairs, measure);
            for slack in [0, 2, 4, 6] {
                let mut unexplained = 0;
                for &width in &widths {
                    let wrap = Self { width, measure, slack, ..Self::default() };
                    let account = wrap.account(&open);
                    let weight = account.weight() - i64::from(slack) * (1 + account.broken as i64 / 16);
                    unexplained += account.unexplained;
                    if best.as_ref().is_none_or(|(most, ..)| weight > *most) {
                        best = Some((weight, account, wrap));
                    }
                }
                if unexplained == 0 {
                    break;
                }
            }
        }
        let (_, account, wrap) = best?;
        let seen = if account.broken >= 2 {
            account.opened * 4 <= account.broken
                && account.unexplained * 2 <= account.broken
                && account.running * 2 >= account.broken
        } else {
            account.broken == 1 && account.opened == 0 && account.unexplained == 0 && wrap.once(pairs)
        };
        seen.then(|| wrap.learned(text, pairs, account))
    }

    /// Whether the only broken line of a file is one: running text, the longest line, and the next ends it.
    fn once(self, pairs: &[Pair<'_>]) -> bool {
        let lengths = pairs.iter().flat_map(|pair| [pair.last, pair.next]).map(|line| self.length(line));
        let longest = lengths.max().unwrap_or_default();
        pairs.iter().filter(|pair| self.breaks(pair)).all(|pair| {
            pair.last.prose
                && pair.next.ended
                && pairs.iter().all(|other| pair.blanks <= other.blanks)
                && self.length(pair.last) == longest
        })
    }

    /// The length of a line.
    fn length(self, line: &Line) -> u16 {
        self.measure.of(line.size)
    }

    /// Whether what opens the next line would not have fitted, a space before it reckoned in.
    fn fills(self, pair: &Pair<'_>) -> bool {
        let length = self.length(pair.last);
        // A mark may hang over the edge.
        length <= self.width + 2 && length + self.measure.of(pair.needs.most) + 1 + self.slack > self.width
    }

    /// Whether a line is full and ends in the middle of a sentence.
    fn breaks(self, pair: &Pair<'_>) -> bool {
        !pair.last.ended && !pair.apart() && self.fills(pair)
    }

    /// What the width explains.
    fn account(self, open: &[&Pair<'_>]) -> Account {
        let mut account = Account::default();
        for pair in open {
            if self.fills(pair) {
                account.broken += 1;
                account.opened += usize::from(pair.opens());
                account.running += usize::from(pair.last.prose);
                account.exact += usize::from(self.exact(pair));
            } else if pair.last.prose && pair.blanks == 0 && !pair.opens() {
                account.unexplained += 1;
            }
        }
        account
    }

    /// Whether not even the next character had fitted.
    fn exact(self, pair: &Pair<'_>) -> bool {
        let length = self.length(pair.last);
        length <= self.width && length + self.measure.of(pair.needs.first) > self.width
    }

    /// Whether a line had no room for what opens the next.
    fn filled(self, pair: &Pair<'_>) -> bool {
        let need = match (self.free, self.cuts) {
            (true, true) => pair.needs.first,
            (true, false) => pair.needs.piece,
            (false, true) => pair.needs.marked,
            (false, false) => pair.needs.most,
        };
        self.length(pair.last) + self.measure.of(need) > self.width
    }

    /// The same with what the certain heads and tails of paragraphs show.
    fn learned(mut self, text: &Text, pairs: &[Pair<'_>], account: Account) -> Self {
        let broken = || pairs.iter().filter(|pair| self.breaks(pair));
        let figure = |at: usize| text.at(at).is_ascii_digit();
        let cut = |pair: &&Pair<'_>| figure(pair.last.span.hi() - 1) && figure(pair.next.span.lo());
        let marked = |pair: &&Pair<'_>| chars!(",。、;:!?”》)").has(text.at(pair.next.span.lo()));
        (self.cuts, self.free) =
            (broken().any(|p| cut(&p)), broken().filter(marked).count() * 25 >= account.broken);
        let filled = pairs.iter().filter(|pair| self.breaks(pair) && self.filled(pair)).count();
        let (mut heads, mut tails) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
        let mut opening = 0;
        for pair in pairs.iter().filter(|pair| !pair.apart() && !pair.paged) {
            let values = (pair.next.indent, u16::from(pair.blanks));
            if self.breaks(pair) && !pair.opens() {
                tails.0.push(values.0);
                tails.1.push(values.1);
            } else if !self.fills(pair) && (pair.next.prose || pair.next.ended) {
                heads.0.push(values.0);
                heads.1.push(values.1);
                opening += usize::from(pair.opens());
            }
        }
        let ends = heads.0.len();
        // Full lines end a paragraph by chance, and a sentence by chance: whichever is likelier.
        let chance = (ends - opening) * SENTENCE;
        let width =
            usize::from(if self.measure == Measure::Characters { self.width } else { self.width / 2 });
        Self {
            strict: filled * 10 >= account.broken * 9,
            indents: Parting::of(heads.0, tails.0, 2),
            gaps: Parting::of(heads.1, tails.1, 1),
            dated: opening * 5 >= ends,
            flows: chance <= account.broken * width,
            ..self
        }
    }

    /// The lines that go on with the line before: their numbers, and whether a space stood at the wrap.
    fn joins(self, text: &Text, pairs: &[Pair<'_>]) -> Vec<(usize, bool)> {
        let broken = pairs.iter().filter(|pair| self.breaks(pair));
        let (all, trailed) = broken.fold((0usize, 0usize), |(all, trailed), pair| {
            (all + 1, trailed + usize::from(label::blank(text.at(pair.last.span.hi()))))
        });
        let trails = trailed * 3 > all;
        let mut joins = Vec::new();

        for (k, pair) in pairs.iter().enumerate() {
            if self.goes_on(text, pair, &pairs[k..]) {
                joins.push((pair.line, self.space(text, pair, trails)));
            }
        }

        joins
    }

    /// Whether the second line of a pair goes on with the first.
    fn goes_on(self, text: &Text, pair: &Pair<'_>, rest: &[Pair<'_>]) -> bool {
        if pair.apart() || pair.opening == Opening::Date && label::whole(text, pair.next.span) {
            return false;
        }
        let full = self.fills(pair) || self.nearly(text, pair);
        let indented = self.indents.goes_on(pair.next.indent);
        // What hangs under the words of a label goes on, however ragged the line before.
        let hanging = self.indents.heads.is_some_and(|heads| self.indents.tails >= heads + 4);
        if hanging && pair.next.indent.abs_diff(self.indents.tails) <= 1 {
            return full || !pair.last.ended || !pair.opens();
        }
        let blanks = u16::from(pair.blanks);
        let parted = self.gaps.goes_on(blanks);
        let gap = !pair.paged && !parted.unwrap_or(indented.is_some() || blanks <= self.gaps.tails);
        if !full || gap || indented == Some(false) {
            return false;
        }
        if pair.last.ended && pair.opening == Opening::Key {
            return false;
        }
        if !pair.last.ended || indented.is_some() || parted.is_some() && !pair.paged {
            return true;
        }
        self.flows && !(self.dated && pair.opens()) && !self.headed(text, rest)
    }

    /// Whether running text stops in mid-sentence a little before the edge, in a line with figures or spaces, which print sets wider or narrower than
    /// they are counted: `3 月 2 日 校企合作年会在石河子⏎大学举行。`
    fn nearly(self, text: &Text, pair: &Pair<'_>) -> bool {
        let length = self.length(pair.last);
        let narrow = text.slice(pair.last.span).bytes().filter(u8::is_ascii).count();
        // Where characters are counted, two of them take the room of one.
        let over = if self.measure == Measure::Characters { narrow as u16 / 2 } else { 0 };
        !pair.last.ended
            && (pair.last.prose || pair.next.prose)
            && !pair.opens()
            && length <= self.width + over
            && length + self.width / 12 >= self.width
            && narrow >= 4
    }

    /// Whether a headline with its date opens at the second line of the first pair.
    fn headed(self, text: &Text, rest: &[Pair<'_>]) -> bool {
        let Some(first) = rest.first() else { return false };
        let mut words = String::new();
        words.push_str(text.slice(first.next.span));
        for pair in rest.iter().skip(1).take_while(|pair| self.breaks(pair)).take(6) {
            if label::blank(text.at(pair.last.span.hi())) {
                words.push(' ');
            }
            words.push_str(text.slice(pair.next.span));
        }
        let words = Text::new(words);
        label::after_headline(&words, words.span())
    }

    /// Whether a space of the text stood at a wrap: between Latin words, where it stands at this line's end and not at every
    /// line's, or where a line that would have been filled is short by one.
    fn space(self, text: &Text, pair: &Pair<'_>, trails: bool) -> bool {
        let (last, next) = (text.before(pair.last.span.hi()), text.at(pair.next.span.lo()));
        if !self.cuts && last.is_ascii_alphabetic() && next.is_ascii_alphabetic() {
            return true;
        }
        if last.is_ascii_digit() && next.is_ascii_digit() {
            return false;
        }
        if !trails && label::blank(text.at(pair.last.span.hi())) {
            return true;
        }
        if pair.next.indent > self.indents.tails && !pair.last.ended {
            return true;
        }
        let size = pair.last.size;
        let plain = self.measure == Measure::Characters || size.columns == size.narrow;
        let dated = pair.opening == Opening::Date || label::whole(text, pair.last.span);
        self.strict && plain && dated && !self.filled(pair)
    }
}

/// The widths a file may be wrapped at: those that few lines surpass, the smallest first.
fn widths(pairs: &[Pair<'_>], measure: Measure) -> Vec<u16> {
    let measured = |line: &Line| measure.of(line.size);
    let lines = pairs.iter().map(|pair| pair.last).chain(pairs.last().map(|pair| pair.next));
    let mut lengths: Vec<u16> = lines.filter(|line| !line.row).map(measured).collect();
    lengths.sort_unstable();
    let from = lengths.len() - lengths.len() / 20;
    let least = lengths.get(from.saturating_sub(1)).copied().unwrap_or_default();
    let narrowest = if measure == Measure::Characters { NARROWEST / 2 } else { NARROWEST };
    lengths.retain(|length| (least.max(narrowest)..=WIDEST).contains(length));
    lengths.dedup();
    lengths.truncate(6);
    lengths
}
