//! Numerals of every kind and their exact values.
//!
//! In goes a place in the text, out comes the [`Numeral`] that begins there: `1.08亿` is 108000000, `二百三十余万` 2300000 and
//! over, `三五` 3 to 5, `百分之三十` 30 per cent, `三分之一` a third, `一九五二` 1952 as a row of digits. Values are exact
//! decimals; nothing is rounded but a fraction that has no end.

use crate::fact::Approximation;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, chars};
use serde_json::Number;

/// An exact decimal: `mantissa` over ten to the `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

/// Digits kept of a fraction without end.
const FRACTION_DIGITS: u32 = 15;

impl Decimal {
    /// A whole number.
    pub fn whole(value: i128) -> Self {
        Self { mantissa: value, scale: 0 }
    }

    /// `mantissa` over ten to the `scale`.
    pub fn new(mantissa: i128, scale: u32) -> Self {
        Self { mantissa, scale }
    }

    /// Whether it is nought.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The sum, the first where it would be too long.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        if self.scale == other.scale {
            return self
                .mantissa
                .checked_add(other.mantissa)
                .map_or(self, |mantissa| Self { mantissa, ..self });
        }
        let scale = self.scale.max(other.scale);
        let lift = |d: Self| d.mantissa.checked_mul(10i128.checked_pow(scale - d.scale)?);
        let sum = lift(self).zip(lift(other)).and_then(|(a, b)| a.checked_add(b));
        sum.map_or(self, |mantissa| Self { mantissa, scale })
    }

    /// The product, the first where it would be too long.
    #[must_use]
    pub fn times(self, factor: i128) -> Self {
        self.mantissa.checked_mul(factor).map_or(self, |mantissa| Self { mantissa, ..self }.trimmed())
    }

    /// The quotient, to `FRACTION_DIGITS` places; nothing where the divisor is nought.
    pub fn over(self, divisor: Self) -> Option<Self> {
        let lift = 10i128.checked_pow(FRACTION_DIGITS.checked_add(divisor.scale)?)?;
        let mantissa = self.mantissa.checked_mul(lift)?.checked_div(divisor.mantissa)?;
        Some(Self { mantissa, scale: self.scale + FRACTION_DIGITS }.trimmed())
    }

    /// The opposite.
    #[must_use]
    pub fn negative(self) -> Self {
        Self { mantissa: self.mantissa.saturating_neg(), ..self }
    }

    /// As a floating-point number.
    pub fn float(self) -> f64 {
        // Both exact, so that the quotient is the nearest there is.
        if self.mantissa.unsigned_abs() < 1 << f64::MANTISSA_DIGITS && self.scale < 16 {
            return self.mantissa as f64 / 10f64.powi(self.scale as i32);
        }
        self.to_string().parse().unwrap_or(f64::MAX)
    }

    /// As JSON: an integer where it is one.
    pub fn number(self) -> Number {
        let plain = self.trimmed();
        if plain.scale == 0 {
            if let Ok(value) = i64::try_from(plain.mantissa) {
                return value.into();
            }
            if let Ok(value) = u64::try_from(plain.mantissa) {
                return value.into();
            }
        }
        Number::from_f64(plain.float()).unwrap_or_else(|| 0.into())
    }

    fn trimmed(mut self) -> Self {
        while self.scale > 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = self.scale as usize;
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, rest) = padded.split_at(padded.len() - scale);
        let sign = if self.mantissa < 0 { "-" } else { "" };
        if rest.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{rest}") }
    }
}

/// What a numeral is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Share {
    /// A plain number.
    None,
    /// 百分之三十: the value is 30.
    Percent,
    /// 千分之五: the value is 5.
    Permille,
    /// 三分之一: the value is the share itself.
    Fraction,
}

/// A numeral as it stands.
#[expect(clippy::struct_excessive_bools, reason = "each is a way of writing that stands or not")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// One past its last code point.
    pub end: usize,
    /// Its value; the lower end of a range (三五, 七八十).
    pub value: Decimal,
    /// The upper end of a range.
    pub high: Option<Decimal>,
    /// 余, 多, 几, 来 in it.
    pub approx: Option<Approximation>,
    /// Spelled out in Chinese characters, none of its digits Arabic.
    pub spelled: bool,
    /// Holds 十, 百, 千, 万 or 亿.
    pub scaled: bool,
    /// Begins with 百, 千, 万 or 亿 (百余, 万名).
    pub bare: bool,
    /// A row of Chinese digits (一九五二, 二〇), read one by one.
    pub row: bool,
    /// What it is a share of.
    pub share: Share,
}

/// The value of a Chinese digit.
pub fn digit(c: char) -> Option<u8> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '两' | '贰' | '貮' | '兩' | '貳' | '弐' => 2,
        '三' | '叁' | '叄' | '參' | '参' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of 十, 百, 千.
fn small(c: char) -> Option<i128> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// The value of 万, 亿, 兆.
fn large(c: char) -> Option<i128> {
    Some(match c {
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

/// 廿, 卅, 卌.
fn tens(c: char) -> Option<i128> {
    Some(match c {
        '廿' => 20,
        '卅' => 30,
        '卌' => 40,
        _ => return None,
    })
}

/// Whether a character multiplies: 十, 百, 千, 万, 亿.
pub fn multiplies(c: char) -> bool {
    small(c).is_some() || large(c).is_some()
}

/// Whether a character is a digit of the forms that banks use (壹, 拾), which other words are made of too.
pub fn is_formal(c: char) -> bool {
    chars!("壹贰叁肆伍陆柒捌玖拾佰仟参參陸貳").has(c)
}

/// Whether a numeral may begin with a character.
#[inline]
pub fn begins(c: char) -> bool {
    c.is_ascii_digit() || is_spelled(c)
}

/// Whether a character is a Chinese digit or multiplier.
#[inline]
pub fn is_spelled(c: char) -> bool {
    chars!("〇零○一壹弌二两贰貮兩貳弐三叁叄參参四肆五伍六陆陸七柒八捌九玖十拾百佰千仟万萬亿億兆廿卅卌").has(c)
}

/// Longest numeral in code points.
const LONGEST: usize = 40;

/// The numeral that begins at `start`, inside `end`.
pub fn at(text: &Text, start: usize, end: usize) -> Option<Numeral> {
    let end = end.min(start + LONGEST);
    if let Some(share) = named_share(text, start, end) {
        return Some(share);
    }
    let first = plain(text, start, end)?;
    if let Some(p) = share_mark(text, first.end, end) {
        // 三分之一, 16分之5.
        if let Some(second) = signed(text, p, end)
            && let Some(value) = second.value.over(first.value)
        {
            let share = Share::Fraction;
            return Some(Numeral {
                value,
                high: None,
                share,
                end: second.end,
                spelled: first.spelled && second.spelled,
                ..first
            });
        }
        return Some(first);
    }
    // 一又三分之一.
    let and = skip_space(text, first.end);
    if text.at(and) == '又'
        && let Some(part) = at(text, skip_space(text, and + 1), end)
        && part.share != Share::None
    {
        let part_value = match part.share {
            Share::Percent => part.value.over(Decimal::whole(100)).unwrap_or(part.value),
            Share::Permille => part.value.over(Decimal::whole(1000)).unwrap_or(part.value),
            _ => part.value,
        };
        return Some(Numeral {
            value: first.value.plus(part_value),
            end: part.end,
            share: Share::Fraction,
            ..first
        });
    }
    // 1 4/3.
    if !first.spelled
        && !first.scaled
        && text.at(first.end) == ' '
        && text.at(first.end + 1).is_ascii_digit()
        && let Some(part) = at(text, first.end + 1, end)
        && part.share == Share::Fraction
        && !part.spelled
        && (first.end + 1..part.end).any(|i| text.at(i) == '/')
        && (first.end + 1..part.end).all(|i| text.at(i).is_ascii_digit() || text.at(i) == '/')
    {
        return Some(Numeral {
            value: first.value.plus(part.value),
            end: part.end,
            share: Share::Fraction,
            ..first
        });
    }
    // 四分一: the 之 is left out.
    if first.spelled
        && (!first.scaled || text.at(start) == '十')
        && text.at(first.end) == '分'
        && text.at(first.end + 1) == '一'
        && !lists::NUMBER_NO_DECIMAL.has(text.at(first.end + 2))
        && matches!(text.at(start), '二' | '三' | '四' | '十')
        && first.end == start + 1
        && let Some(value) = Decimal::whole(1).over(first.value)
    {
        return Some(Numeral { value, share: Share::Fraction, end: first.end + 2, ..first });
    }
    // 1/3.
    if !first.spelled
        && !first.scaled
        && text.at(first.end) == '/'
        && text.at(first.end + 1).is_ascii_digit()
        && let Some(second) = plain(text, first.end + 1, end)
        && text.at(second.end) != '/'
        && second.value.float() < 1000.0
        && let Some(value) = first.value.over(second.value)
    {
        return Some(Numeral { value, end: second.end, share: Share::Fraction, ..first });
    }
    Some(first)
}

/// 百分之, 千分之, 万分之 and what follows.
fn named_share(text: &Text, start: usize, end: usize) -> Option<Numeral> {
    let base = small(text.at(start)).or_else(|| large(text.at(start))).filter(|b| *b >= 100)?;
    let p = share_mark(text, skip_space(text, start + 1), end)?;
    let part = signed(text, p, end)?;
    let (value, share) = match base {
        100 => (part.value, Share::Percent),
        1000 => (part.value, Share::Permille),
        other => (part.value.over(Decimal::whole(other))?, Share::Fraction),
    };
    let high = if matches!(share, Share::Fraction) { None } else { part.high };
    Some(Numeral { value, high, share, scaled: true, bare: false, ..part })
}

/// Past 分之, where it stands at `p`.
fn share_mark(text: &Text, p: usize, end: usize) -> Option<usize> {
    let p = skip_space(text, p);
    if text.at(p) != '分' {
        return None;
    }
    let q = skip_space(text, p + 1);
    (text.at(q) == '之' && q + 1 < end).then(|| skip_space(text, q + 1))
}

/// A numeral with 负 or - before it.
fn signed(text: &Text, p: usize, end: usize) -> Option<Numeral> {
    if matches!(text.at(p), '负' | '-') {
        let numeral = plain(text, p + 1, end)?;
        return Some(Numeral { value: numeral.value.negative(), high: None, ..numeral });
    }
    plain(text, p, end)
}

/// Past the spaces, two at most, that a spread-out numeral has.
fn skip_space(text: &Text, p: usize) -> usize {
    let spaces = (p..p + 2).take_while(|&i| text.at(i) == ' ').count();
    p + spaces
}

/// The place of the next character of a numeral: past the spaces where a numeral goes on behind them (三千 四百, 十 余 万,
/// 7万 5千, 四百 点 五).
fn next(text: &Text, p: usize) -> usize {
    if text.at(p) != ' ' {
        return p;
    }
    let q = skip_space(text, p);
    let (before, after) = (text.before(p), text.at(q));
    // 5千 behind 7万: figures with an order of their own.
    let counted = || {
        (q..q + 5)
            .find(|&i| !text.at(i).is_ascii_digit())
            .is_some_and(|i| i > q && small(text.at(i)).is_some())
    };
    let joined = multiplies(after) && (begins(before) || matches!(before, '余' | '多' | '几'))
        || multiplies(before) && (is_spelled(after) || counted())
        || matches!(after, '余' | '几' | '多')
            && is_spelled(before)
            && multiplies(text.at(skip_space(text, q + 1)))
        || after == '点' && is_spelled(before) && digit(text.at(skip_space(text, q + 1))).is_some()
        || after == '又' && is_spelled(before);
    if joined { q } else { p }
}

/// Arabic digits with grouping commas and a decimal point.
fn arabic(text: &Text, start: usize, end: usize) -> Option<(Decimal, usize)> {
    let mut mantissa: i128 = 0;
    let mut p = start;
    let push = |mantissa: &mut i128, c: char| {
        let value = c.to_digit(10)?;
        *mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(value))?;
        Some(())
    };
    while p < end && text.at(p).is_ascii_digit() {
        push(&mut mantissa, text.at(p))?;
        p += 1;
    }
    // 1,229: groups of three.
    while p > start && p - start <= 12 && text.at(p) == ',' && group(text, p + 1) {
        for k in 1..=3 {
            push(&mut mantissa, text.at(p + k))?;
        }
        p += 4;
    }
    let mut scale = 0;
    if text.at(p) == '.' && text.at(p + 1).is_ascii_digit() {
        p += 1;
        while p < end && text.at(p).is_ascii_digit() {
            push(&mut mantissa, text.at(p))?;
            scale += 1;
            p += 1;
        }
        // 1984.2.10 is no number.
        if text.at(p) == '.' && text.at(p + 1).is_ascii_digit() {
            return None;
        }
    }
    (p > start).then(|| (Decimal::new(mantissa, scale).trimmed(), p))
}

/// Exactly three digits stand at `p`.
fn group(text: &Text, p: usize) -> bool {
    (p..p + 3).all(|k| text.at(k).is_ascii_digit()) && !text.at(p + 3).is_ascii_digit()
}

/// Longest row of Chinese digits; what is longer is no number.
const LONGEST_ROW: usize = 18;

/// A run of Chinese digits.
struct Run {
    digits: [u8; LONGEST_ROW],
    first: usize,
    last: usize,
    end: usize,
}

impl Run {
    fn digits(&self) -> &[u8] {
        self.digits.get(self.first..self.last).unwrap_or_default()
    }
}

fn run(text: &Text, start: usize, end: usize) -> Run {
    let mut run = Run { digits: [0; LONGEST_ROW], first: 0, last: 0, end: start };
    while run.end < end
        && let Some(d) = digit(text.at(run.end))
        && let Some(place) = run.digits.get_mut(run.last)
    {
        *place = d;
        run.last += 1;
        run.end += 1;
    }
    run
}

/// A numeral without shares, fractions and signs.
fn plain(text: &Text, start: usize, end: usize) -> Option<Numeral> {
    let zero = Decimal::default();
    let (mut total, mut section) = (zero, zero);
    // How far the upper end of a pair (七八百) lies above.
    let (mut total_spread, mut section_spread) = (zero, zero);
    let mut current: Option<Decimal> = None;
    let mut spread = zero;
    let (mut last, mut last_small, mut last_large) = (0i128, i128::MAX, i128::MAX);
    let (mut spelled, mut scaled, mut bare, mut row, mut single, mut noughts) =
        (true, false, false, false, false, false);
    let mut approx = None;
    let mut p = start;
    loop {
        let q = if p > start { next(text, p) } else { p };
        if q >= end {
            break;
        }
        let c = text.at(q);
        if c.is_ascii_digit() || c == '.' && p == start && text.at(q + 1).is_ascii_digit() {
            if current.is_some() || approx.is_some() {
                break;
            }
            let Some((value, after)) = arabic(text, q, end) else { break };
            (current, single, spelled, p) = (Some(value), after == q + 1, false, after);
        } else if digit(c).is_some() {
            if current.is_some() || approx.is_some() {
                break;
            }
            let mut run = run(text, q, end);
            let begun = section != zero || total != zero;
            let led = run.digits().iter().take_while(|d| **d == 0).count();
            if begun && led > 0 {
                noughts = true;
                run.first = led;
            }
            // 三两, 三十两: the 两 is the unit; in 两千两百 it is a digit.
            let tael = text.at(run.end.saturating_sub(1)) == '两'
                && (run.digits().len() > 1 && !pair(text, &run, begun) || run.digits().len() == 1 && begun)
                && !multiplies(text.at(run.end));
            if tael {
                run.last = run.last.saturating_sub(1);
                run.end -= 1;
                if run.last <= run.first {
                    break;
                }
            }
            match run.digits() {
                [] => {
                    // 一百零几: nought and nothing behind it.
                    let c = text.at(run.end);
                    if small(c).is_none() && tens(c).is_none() && c != '几' && !c.is_ascii_digit() {
                        break;
                    }
                    p = run.end;
                    continue;
                }
                [one] => (current, single) = (Some(Decimal::whole(i128::from(*one))), true),
                [low, high] if pair(text, &run, begun) => {
                    current = Some(Decimal::whole(i128::from(*low)));
                    spread = Decimal::whole(i128::from(high - low));
                    single = false;
                }
                many => {
                    let value =
                        many.iter().try_fold(0i128, |n, d| n.checked_mul(10)?.checked_add(i128::from(*d)))?;
                    (current, row, single) = (Some(Decimal::whole(value)), true, false);
                }
            }
            p = run.end;
        } else if let Some(value) = tens(c) {
            if current.is_some() || last_small <= 10 || approx.is_some() {
                break;
            }
            section = section.plus(Decimal::whole(value));
            (last, last_small, scaled, p) = (10, 10, true, q + 1);
        } else if let Some(by) = small(c) {
            if approx.is_some() && section != zero {
                break;
            }
            let count = match current {
                Some(value) => value,
                // 一百十: ten alone; 百余, 千名 at the very start.
                None if by == 10 || (section == zero && total == zero) => {
                    bare |= by > 10 && p == start;
                    Decimal::whole(1)
                }
                None => break,
            };
            if by >= last_small {
                break;
            }
            section = section.plus(count.times(by));
            section_spread = section_spread.plus(spread.times(by));
            (current, spread, last, last_small, scaled, single, noughts, p) =
                (None, zero, by, by, true, false, false, q + 1);
        } else if let Some(multiplier) = large(c) {
            // 百二万 is 1,200,000.
            let tail =
                current.filter(|_| bare && single && last == 100 && !noughts).map(|tail| tail.times(10));
            let mut sum = section.plus(tail.or(current).unwrap_or(zero));
            if sum.is_zero() && total.is_zero() {
                if p > start {
                    break;
                }
                bare = true;
                sum = Decimal::whole(1);
            }
            let spreads = section_spread.plus(spread);
            if multiplier < last_large {
                total = total.plus(sum.times(multiplier));
                total_spread = total_spread.plus(spreads.times(multiplier));
            } else {
                // 4.78万亿.
                total = total.plus(sum).times(multiplier);
                total_spread = total_spread.plus(spreads).times(multiplier);
            }
            (section, section_spread, current, spread) = (zero, zero, None, zero);
            (last, last_large, last_small, scaled, single, noughts, p) =
                (multiplier, multiplier, i128::MAX, true, false, false, q + 1);
        } else if c == '点' && spelled && (current.is_some() || section != zero) && approx.is_none() {
            let start = skip_space(text, q + 1);
            // 零点77.
            if text.at(start).is_ascii_digit()
                && section.is_zero()
                && let Some((part, after)) = arabic(text, start, end).filter(|(_, after)| after - start <= 12)
                && text.at(after) != '分'
                && current == Some(zero)
            {
                let part = (start..after).try_fold(part, |part, _| part.over(Decimal::whole(10)));
                (current, single, p) = (part, false, after);
                continue;
            }
            let fraction = run(text, start, end);
            if fraction.digits().is_empty()
                || fraction.digits().len() > 12
                || matches!(text.at(fraction.end), '分' | '钟' | '十')
            {
                break;
            }
            let mantissa = fraction.digits().iter().fold(0i128, |n, d| n * 10 + i128::from(*d));
            let part = Decimal::new(mantissa, fraction.digits().len() as u32);
            current = Some(section.plus(current.unwrap_or(zero)).plus(part));
            (section, single, p) = (zero, false, fraction.end);
        } else if matches!(c, '余' | '多' | '几' | '来')
            && p > start
            && approx.is_none()
            && current_or_sum(current, section, total)
        {
            if !approximates(text, q, current.is_some() && spelled, scaled) {
                break;
            }
            approx = Some(if c == '来' { Approximation::About } else { Approximation::Over });
            p = q + 1;
        } else {
            break;
        }
    }
    if p == start {
        return None;
    }
    let mut tail = current.unwrap_or(zero);
    // 九万四 is 94000, 两千四百五 2450.
    if single && last >= 100 && !noughts && !tail.is_zero() && tail.scale == 0 && last <= 100_000_000 {
        tail = tail.times(last / 10);
    }
    let value = total.plus(section).plus(tail);
    let far = total_spread.plus(section_spread).plus(spread);
    let high = (far != zero).then(|| value.plus(far));
    Some(Numeral { end: p, value, high, approx, spelled, scaled, bare, row, share: Share::None })
}

/// What the last number of a range multiplies the first by: 三至五万 is 30,000 to 50,000, 一百二十至一百五十万 1,200,000 to
/// 1,500,000; nothing where the first tells its own order (三千至五万). `last` is the place of the last number.
pub fn shared_multiplier(text: &Text, first: &Numeral, last: Span) -> Option<i128> {
    let mut end = last.hi();
    while end > last.lo() && matches!(text.at(end - 1), '余' | '多' | '几' | '来') {
        end -= 1;
    }
    let mut factor = 1i128;
    let mut start = end;
    while start > last.lo()
        && let Some(by) = large(text.at(start - 1))
    {
        factor = factor.checked_mul(by)?;
        start -= 1;
    }
    // 三至五百: one digit and its order; 三至五十 are 3 and 50.
    if factor == 1 && start == last.lo() + 2 {
        factor = small(text.at(start - 1)).filter(|by| *by > 10)?;
        start -= 1;
    }
    if factor == 1 || start == last.lo() {
        return None;
    }
    let own = plain(text, last.lo(), start).filter(|n| n.end == start)?;
    (first.value.float() < own.value.float()).then_some(factor)
}

fn current_or_sum(current: Option<Decimal>, section: Decimal, total: Decimal) -> bool {
    current.is_some() || !section.is_zero() || !total.is_zero()
}

/// Two digits that give a range: 三五, 七八百, 一两; not 二二, not 一九五二.
fn pair(text: &Text, run: &Run, begun: bool) -> bool {
    let &[low, high] = run.digits() else { return false };
    if low == 0 || !(high == low + 1 || (low == 3 && high == 5)) {
        return false;
    }
    let after = text.at(run.end);
    let before = text.before(run.end - run.digits().len());
    let multiplied = small(after).is_some() || large(after).is_some();
    let unit = crate::text::is_han(after) && !chars!("年一规计期运事大干惨").has(after);
    (begun || multiplied || unit) && before != '·' && after != '·'
}

/// Whether 余, 多, 几, 来 belong to the numeral before them.
fn approximates(text: &Text, p: usize, after_digit: bool, scaled: bool) -> bool {
    let after = text.at(p + 1);
    match text.at(p) {
        '余' => after != '姚',
        // 三多 is no number; 30多 and 三十多 are.
        '多' => (!after_digit || scaled) && !matches!(after, '样' | '元' if text.at(p + 2) == '化'),
        '几' => scaled && !after_digit || text.before(p) == '零',
        '来' => scaled && !after_digit && chars!("个人名天年户家亩里斤岁万次只辆间").has(after),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Option<(String, Option<String>, usize)> {
        let text = Text::new(raw.to_owned());
        let numeral = at(&text, 0, text.len())?;
        Some((numeral.value.to_string(), numeral.high.map(|h| h.to_string()), numeral.end))
    }

    #[test]
    fn values_are_exact() {
        for (raw, want) in [
            ("1.08亿", "108000000"),
            ("二十三", "23"),
            ("十四", "14"),
            ("14万", "140000"),
            ("100.46万", "1004600"),
            ("１２００", "1200"),
            ("1,229", "1229"),
            ("1,040,000", "1040000"),
            ("2.6万", "26000"),
            ("0.41", "0.41"),
            ("两万", "20000"),
            ("九万四", "94000"),
            ("一百零四万", "1040000"),
            ("一万零四十", "10040"),
            ("三万四千五百六十七", "34567"),
            ("壹佰贰拾萬", "1200000"),
            ("四十九兆九千五百九十二億", "49959200000000"),
            ("4.78万亿", "4780000000000"),
            ("三千 八百 九十六 萬 四千 九百 六十五", "38964965"),
            ("7 萬5 千4 百", "75400"),
            ("一九五二", "1952"),
            ("二〇二〇", "2020"),
            ("廿三", "23"),
            ("卅", "30"),
            ("十五点七", "15.7"),
            ("一点二亿", "120000000"),
            (".77", "0.77"),
            ("五百卅四", "534"),
            ("1千零20", "1020"),
            ("一百零几万", "1000000"),
            ("三千两百", "3200"),
            ("三分之一", "0.333333333333333"),
            ("四分之一", "0.25"),
            ("百分之三十", "30"),
            ("百分之零点九", "0.9"),
            ("千分之五", "5"),
            ("万分之三", "0.0003"),
            ("一又二分之一", "1.5"),
            ("1/2", "0.5"),
            ("二百三十余万", "2300000"),
            ("800余", "800"),
            ("十几", "10"),
            ("一亿二千万", "120000000"),
            ("3千5百", "3500"),
        ] {
            assert_eq!(read(raw).map(|r| (r.0, r.2)), Some((want.to_owned(), raw.chars().count())), "{raw}");
        }
    }

    #[test]
    fn pairs_of_digits_are_ranges() {
        for (raw, low, high) in [
            ("三五个", "3", "5"),
            ("七八百人", "700", "800"),
            ("二三十里", "20", "30"),
            ("一两个", "1", "2"),
            ("十七八岁", "17", "18"),
        ] {
            let (value, top, _) = read(raw).unwrap();
            assert_eq!((value.as_str(), top.as_deref()), (low, Some(high)), "{raw}");
        }
    }

    #[test]
    fn a_numeral_ends_where_it_ends() {
        for (raw, end) in [
            ("5多年", 2),
            ("三两酒", 1),
            ("三十两", 2),
            ("两万两", 2),
            ("三千两百两", 4),
            ("100来自", 3),
            ("二万五千里", 4),
            ("1984.2.10", 0),
        ] {
            assert_eq!(read(raw).map_or(0, |r| r.2), end, "{raw}");
        }
        assert!(read("万里").is_some_and(|r| r.0 == "10000"));
        let long = "9".repeat(60);
        assert!(read(&long).is_none() || read(&long).is_some());
    }

    #[test]
    fn integers_are_json_integers() {
        assert_eq!(Decimal::new(5000, 2).number().to_string(), "50");
        assert_eq!(Decimal::new(41, 2).number().to_string(), "0.41");
        assert_eq!(Decimal::whole(-12).number().to_string(), "-12");
    }
}
