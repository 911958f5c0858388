//! Parts of wholes: 其中, brackets, `…中,甲4.2万户、乙7.6万户`, and a total told behind what it sums up.

use super::role::{Role, cues};
use super::told::{Deed, Told};
use super::words::is_ratio;
use crate::fact::Amount;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Text, chars, is_han};

/// Figures before a sentence among which the whole of its parts is looked for.
const LIST: usize = 6;

/// Marks figures that are parts of others; a whole is always before or behind in the same sentence.
pub fn mark(text: &Text, told: &mut [Told]) {
    all(text, told);
    // 年底417个,分布为一区96个…: parts are of when their whole is.
    for k in 0..told.len() {
        if let Some(day) = told[k].whole.and_then(|w| told.get(w)).and_then(|whole| whole.day.clone()) {
            told[k].day = Some(day);
        }
    }
}

fn all(text: &Text, told: &mut [Told]) {
    let mut k = 0;
    while k < told.len() {
        let end = (k..told.len())
            .find(|&j| told[j].entry != told[k].entry || told[j].sentence != told[k].sentence)
            .unwrap_or(told.len());
        row(told, k, end);
        sentence(text, told, k, end);
        k = end;
    }
}

/// Whether a figure only goes on with a list of parts: no word says that it does something of its own.
fn goes_on(text: &Text, told: &Told) -> bool {
    let lead: Vec<char> = (told.lead.lo()..told.lead.hi()).map(|i| text.at(i)).collect();
    !cues(&lead).iter().any(|cue| {
        matches!(
            cue.role,
            Role::Total
                | Role::Sum
                | Role::Stock
                | Role::Holding
                | Role::Plan
                | Role::Target
                | Role::Period(_)
                | Role::Than
        ) || cue.role == Role::New && cue.end - cue.start > 1
    })
}

fn sentence(text: &Text, told: &mut [Told], from: usize, to: usize) {
    let mut k = from;
    while k < to {
        // 500人(东镇200人、西镇150人)
        if text.at(told[k].span.hi()) == '(' {
            let close = (told[k].span.hi()..told[k].span.hi() + 200)
                .find(|&i| matches!(text.at(i), ')' | '\n' | '\0'));
            let close = close.unwrap_or(told[k].span.hi());
            let inside: Vec<usize> = (k + 1..to)
                .take_while(|&j| told[j].span.lo() < close)
                .filter(|&j| told[j].unit == told[k].unit)
                .collect();
            for &j in &inside {
                if inside.len() > 1 || goes_on(text, &told[j]) && !told[j].name.is_empty() {
                    become_part(&mut told[j], k);
                }
            }
        }
        // 民生支出108.6亿元,占74.3%:教育31.2亿元、社保28.7亿元…: a list behind a colon that comes to what stands before it.
        if k > from
            && told[k].whole.is_none()
            && text.at(told[k].clause.wrapping_sub(1)) == ':'
            && told[k].lead.lo() == told[k].clause
        {
            let last = (k + 1..to)
                .take_while(|&j| told[j].listed && told[j].unit == told[k].unit)
                .last()
                .unwrap_or(k);
            let sum = told[k..=last].iter().fold(Amount::default(), |sum, part| sum + part.worth.value);
            let slack = told[k..=last].iter().fold(Amount::default(), |sum, part| sum + part.worth.half);
            let whole = (from..k).rev().find(|&w| {
                let off = sum - told[w].worth.value;
                told[w].unit == told[k].unit
                    && told[w].whole.is_none()
                    && off.0.abs() <= (slack + told[w].worth.half).0
            });
            if let Some(whole) = whole.filter(|_| last > k) {
                for part in &mut told[k..=last] {
                    become_part(part, whole);
                }
            }
        }
        // 未恢复的17.1万户中,东港区4.2万户
        let among = text.at(told[k].span.hi()) == '中' && matches!(text.at(told[k].span.hi() + 1), ',' | ':');
        let mut whole = among.then_some((k, k + 1));
        // 其中: of the nearest figure before in the same unit that is no part itself.
        let opens = |t: &Told| {
            let lead: Vec<char> = (t.lead.lo()..t.lead.hi()).map(|i| text.at(i)).collect();
            let first = lead.iter().find(|c| !c.is_whitespace() && !matches!(c, ',' | ':'));
            // 征购3980万斤,内公粮1210万斤
            let within = first == Some(&'内') && text.at(t.lead.lo().wrapping_sub(1)) != '、';
            within || cues(&lead).iter().any(|cue| cue.role == Role::Part)
        };
        if told[k].whole.is_none() && !is_ratio(&told[k].unit) && opens(&told[k]) {
            // …复工612家。其中东城区186家: of the sentence before.
            let next = k == from && text.at(told[k].sentence) == '其';
            let floor = if next { from.saturating_sub(LIST) } else { from };
            let nearest = (floor..k).rev().find(|&j| {
                told[j].entry == told[k].entry
                    && told[j].unit == told[k].unit
                    && told[j].whole.is_none()
                    && !matches!(told[j].deed, Deed::Delta | Deed::Each)
                    && told[j].worth.value >= told[k].worth.value
            });
            whole = nearest.map(|j| (j, k)).or(whole);
        }
        if let Some((whole, first)) = whole {
            let mut last = first;
            let mut sum = Amount::default();
            while last < to && told[last].whole.is_none() {
                if told[last].unit != told[whole].unit && !is_ratio(&told[last].unit) {
                    break;
                }
                if last > first && !goes_on(text, &told[last]) {
                    break;
                }
                // 86人,其中男52人、女34人,主任18人: the whole is told, and what follows parts it another way.
                if last > first && sum == told[whole].worth.value && !told[last].listed {
                    break;
                }
                if !is_ratio(&told[last].unit)
                    && !matches!(told[last].deed, Deed::Delta | Deed::Excess | Deed::Mark)
                {
                    become_part(&mut told[last], whole);
                    sum = sum + told[last].worth.value;
                }
                last += 1;
            }
        }
        k += 1;
    }
    of_a_whole_before(text, told, from, to);
    named_alike(told, from, to);
    listed_behind(text, told, from, to);
    behind(text, told, from, to);
    over_sentences(text, told, from);
}

/// `常住人口中,男性625110人,女性606340人` behind `全市常住人口1231450人`: a sentence that opens with a whole told before tells its parts.
fn of_a_whole_before(text: &Text, told: &mut [Told], from: usize, to: usize) {
    const FAR: usize = 24;
    const LONGEST: usize = 16;
    let Some(first) = told.get(from).filter(|first| first.whole.is_none()) else { return };
    let opening: Vec<char> = (first.sentence..first.clause)
        .map(|i| text.at(i))
        .filter(|c| !matches!(c, ',' | ':') && !c.is_whitespace())
        .collect();
    let Some((&'中', named)) = opening.split_last() else { return };
    let named: Vec<char> = named.iter().copied().skip(named.len().saturating_sub(LONGEST)).collect();
    let called = |whole: &Told| {
        let own = &whole.content;
        own.len() > 1 && named.ends_with(&own[own.len() - 2..]) && own.iter().any(|c| named.contains(c))
    };
    let Some(whole) = (from.saturating_sub(FAR)..from).rev().find(|&k| {
        told[k].unit == told[from].unit
            && told[k].whole.is_none()
            && !is_ratio(&told[k].unit)
            && told[k].worth.value >= told[from].worth.value
            && called(&told[k])
    }) else {
        return;
    };
    for k in from..to {
        if told[k].unit == told[whole].unit && told[k].whole.is_none() && goes_on(text, &told[k]) {
            become_part(&mut told[k], whole);
        }
    }
}

/// `转移安置3480人,集中安置2260人、分散安置1220人`: what follows a whole, is called as it is and comes to it.
fn named_alike(told: &mut [Told], from: usize, to: usize) {
    let alike =
        |a: &Told, b: &Told| a.content.windows(2).any(|pair| b.content.windows(2).any(|other| pair == other));
    for whole in from..to {
        let parts: Vec<usize> = (whole + 1..to)
            .take_while(|&k| {
                told[k].unit == told[whole].unit
                    && told[k].whole.is_none()
                    && told[k].worth.value < told[whole].worth.value
                    && told[k].content != told[whole].content
                    && alike(&told[k], &told[whole])
                    && !matches!(
                        told[k].deed,
                        Deed::Delta | Deed::Each | Deed::Left | Deed::Mark | Deed::Excess | Deed::Fix
                    )
            })
            .collect();
        let sum = parts.iter().fold(Amount::default(), |sum, &k| sum + told[k].worth.value);
        if parts.len() > 1
            && told[whole].whole.is_none()
            && sum == told[whole].worth.value
            && !is_ratio(&told[whole].unit)
        {
            for k in parts {
                become_part(&mut told[k], whole);
            }
        }
    }
}

/// `当日转移群众1260人,计上坪村438人、麻柳村517人、河口村305人`; `完成投资1.86亿元,来源为中央0.54亿元、省0.62亿元、县0.70亿元`: a list that follows
/// right behind a figure, names something in each member and comes to it. Two members need a word or a colon that opens them.
fn listed_behind(text: &Text, told: &mut [Told], from: usize, to: usize) {
    let able = |t: &Told| {
        t.whole.is_none()
            && !is_ratio(&t.unit)
            && !matches!(
                t.deed,
                Deed::Delta
                    | Deed::Each
                    | Deed::Left
                    | Deed::Mark
                    | Deed::Excess
                    | Deed::Fix
                    | Deed::Plan
                    | Deed::Target
            )
    };
    let named = |t: &Told| (t.lead.lo()..t.lead.hi()).any(|i| is_han(text.at(i)));
    let mut whole = from;
    while whole + 2 < to {
        let unit = told[whole].unit.clone();
        let behind = told[whole].span.hi();
        let near =
            matches!(text.at(behind), ',' | ':' | '。' | '(') && told[whole + 1].lead.lo() <= behind + 12;
        let run: Vec<usize> = (whole + 1..to)
            .take_while(|&k| {
                able(&told[k])
                    && told[k].unit == unit
                    && named(&told[k])
                    && goes_on(text, &told[k])
                    && (k == whole + 1 || told[k].listed || text.at(told[k].clause.wrapping_sub(1)) == ',')
            })
            .collect();
        let lead = || {
            (told[whole + 1].lead.lo()..told[whole + 1].lead.hi()).map(|i| text.at(i)).find(|c| is_han(*c))
        };
        let opened = || {
            text.at(told[whole + 1].lead.lo().wrapping_sub(1)) == ':'
                || lead().is_some_and(|c| chars!("计分按即系内").has(c))
        };
        let sum = run.iter().fold(Amount::default(), |sum, &k| sum + told[k].worth.value);
        let slack = run.iter().chain([&whole]).fold(Amount::default(), |sum, &k| sum + told[k].worth.half);
        let off = sum - told[whole].worth.value;
        let comes_out = off.0.abs() <= slack.0;
        let apart = run.iter().all(|&k| told[k].content != told[whole].content || told[k].content.is_empty());
        if near && able(&told[whole]) && comes_out && apart && (run.len() > 2 || run.len() == 2 && opened()) {
            for &k in &run {
                become_part(&mut told[k], whole);
            }
            whole += run.len();
        }
        whole += 1;
    }
}

/// `小学18255人,减少165人;初中9820人,增加170人;合计28075人`: a total behind sentences that `;` joins, where it comes out.
fn over_sentences(text: &Text, told: &mut [Told], total: usize) {
    const FAR: usize = 12;
    let words: String = (told[total].lead.lo()..told[total].lead.hi()).map(|i| text.at(i)).collect();
    if !["合计", "总计", "共计"].iter().any(|word| words.trim_start().starts_with(word))
        || text.at(told[total].sentence.wrapping_sub(1)) != ';'
    {
        return;
    }
    let mut parts: Vec<usize> = Vec::new();
    let mut sentence = told[total].sentence;
    for k in (0..total).rev().take(FAR) {
        if told[k].entry != told[total].entry
            || told[k].sentence != sentence && text.at(sentence.wrapping_sub(1)) != ';'
        {
            break;
        }
        sentence = told[k].sentence;
        if told[k].unit == told[total].unit
            && told[k].whole.is_none()
            && !matches!(told[k].deed, Deed::Delta | Deed::Each)
        {
            parts.push(k);
        }
    }
    let sum = parts.iter().fold(Amount::default(), |sum, &k| sum + told[k].worth.value);
    let slack = parts.iter().chain([&total]).fold(Amount::default(), |sum, &k| sum + told[k].worth.half);
    let off = sum - told[total].worth.value;
    if parts.len() > 1 && off.0.abs() <= slack.0 {
        if parts.iter().all(|&k| told[k].deed == Deed::Stock) {
            told[total].deed = Deed::Stock;
        }
        told[total].sums = true;
        told[total].over = parts.into_iter().rev().collect();
    }
}

/// Whether the figures in a row before one, of its unit, come to it.
fn comes_to(told: &[Told], from: usize, k: usize) -> bool {
    let row = (from..k).rev().take_while(|&b| {
        told[b].unit == told[k].unit && told[b].whole.is_none() && (b + 1 == k || told[b + 1].listed)
    });
    let (mut sum, mut slack, mut count) = (Amount::default(), told[k].worth.half, 0);
    for b in row {
        (sum, slack, count) = (sum + told[b].worth.value, slack + told[b].worth.half, count + 1);
    }
    let off = sum - told[k].worth.value;
    count > 1 && off.0.abs() <= slack.0
}

/// Cells of a row that has a column of totals (合计, 会员合计): parts of what stands in it.
fn row(told: &mut [Told], from: usize, to: usize) {
    let called = |t: &Told| t.cell && t.summed && !t.running;
    let Some(whole) = (from..to).find(|&k| called(&told[k])) else { return };
    let name = told[whole].content.clone();
    // Under 会员合计 what else is called members: 男会员, 女会员.
    let of = |t: &Told| name.len() < 2 || t.content.len() > name.len() && t.content.ends_with(&name);
    let parts: Vec<usize> = (from..to)
        .filter(|&k| {
            k != whole && told[k].cell && told[k].unit == told[whole].unit && told[k].whole.is_none()
        })
        .filter(|&k| of(&told[k]))
        .collect();
    if parts.len() > 1 {
        told[whole].deed = super::told::fallback(told[whole].kind);
        told[whole].said = true;
        for k in parts {
            become_part(&mut told[k], whole);
        }
    }
}

fn become_part(part: &mut Told, whole: usize) {
    part.whole = Some(whole);
    part.deed = Deed::Part;
    part.said = true;
}

/// `省外6820人,省内2135人,共8965人`: a total behind what it sums up.
fn behind(text: &Text, told: &mut [Told], from: usize, to: usize) {
    for k in from..to {
        let lead: Vec<char> = (told[k].lead.lo()..told[k].lead.hi()).map(|i| text.at(i)).collect();
        let sums = lead.iter().take(4).enumerate().any(|(n, c)| {
            *c == '共' && lead.get(n + 1).is_none_or(|c| !matches!(c, '同' | '产' | '青'))
                || *c == '合' && lead.get(n + 1) == Some(&'计')
                || *c == '总' && lead.get(n + 1) == Some(&'计')
        });
        // 夏粮3415万斤、早稻6720万斤、晚稻7895万斤,总产1.803亿斤: where it comes out, a noun of all sums up too.
        let all = lead.iter().find(|c| is_han(**c)) == Some(&'总')
            || lead.len() > 2 && lead[1..].windows(2).any(|pair| lists::FIGURE_COLUMNS_OF_TOTALS.has(pair));
        // 东乡3户、西乡5户,计8户
        let counted = lead.iter().filter(|c| is_han(**c)).eq(&['计']) && comes_to(told, from, k);
        let sums = sums || counted || all && comes_to(told, from, k);
        if !sums || told[k].whole.is_some() || is_ratio(&told[k].unit) {
            continue;
        }
        let mut first = k;
        while first > from
            && told[first - 1].unit == told[k].unit
            && told[first - 1].whole.is_none()
            && matches!(told[first - 1].deed, Deed::New | Deed::In | Deed::Out | Deed::Stock | Deed::Total)
            && told[first - 1].worth.value <= told[k].worth.value
        {
            first -= 1;
        }
        // 撤销9个公社,建立4个镇、12个乡,共16个乡镇: the last of them alone come out.
        let sum =
            |from: usize| told[from..k].iter().fold(Amount::default(), |sum, part| sum + part.worth.value);
        if sum(first) != told[k].worth.value
            && let Some(last) =
                (first + 1..k.saturating_sub(1)).find(|&from| sum(from) == told[k].worth.value)
        {
            first = last;
        }
        let apart = |t: &Told| t.content != told[k].content || t.content.is_empty();
        if k - first >= 2 && told[first..k].iter().all(apart) {
            // 共发送118.7万人,到达112.4万人,合计231.1万人: totals that a third sums up stay what they are.
            let sum = told[first..k].iter().fold(Amount::default(), |sum, part| sum + part.worth.value);
            if told[first..k].iter().any(|part| part.deed == Deed::Total) {
                if sum == told[k].worth.value {
                    told[k].sums = true;
                    told[k].over = (first..k).collect();
                }
                continue;
            }
            told[k].sums = true;
            // 上半年进口掘进310米、出口掘进285米,合计595米; 一九七三年…三季合计1.469亿斤: what that time brought.
            let time = told[k].period.is_some() || told[k].yearly;
            if time && told[k].deed == Deed::Total && !told[k].running {
                told[k].deed = Deed::New;
            }
            // 小学在校生1.8万人、初中9650人,合计…: what there is, each a figure of its own.
            if told[first..k].iter().all(|part| part.deed == Deed::Stock && part.said) {
                told[k].deed = Deed::Stock;
                told[k].over = (first..k).collect();
                continue;
            }
            for part in &mut told[first..k] {
                become_part(part, k);
            }
        }
    }
}
