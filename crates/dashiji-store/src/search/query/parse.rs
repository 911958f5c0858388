//! Tokens to the tree of a query.

use super::super::{latin, stream};
use super::token::{Kind, Token, tokens};
use super::when::stretch;
use super::{
    DEEPEST, Fact, Fault, Field, MOST, MOST_FIELDS, MOST_NEAR, Node, PARTS, QueryError, TYPES, Words,
};

/// Reads a query to its tree.
pub(super) fn parse(query: &str) -> Result<Node, QueryError> {
    let tokens = tokens(query)?;
    if tokens.is_empty() {
        return Err(QueryError { at: 0, length: 0, fault: Fault::Empty });
    }
    let (mut words, mut fields, mut near) = (0, 0, 0);
    for token in &tokens {
        let fault = match token.kind {
            Kind::Word { .. } | Kind::Field { .. } if words == MOST => Fault::TooMany(MOST),
            Kind::Field { .. } if fields == MOST_FIELDS => Fault::TooManyFields(MOST_FIELDS),
            Kind::Near(_) if near == MOST_NEAR => Fault::TooManyNear(MOST_NEAR),
            _ => {
                words += usize::from(matches!(token.kind, Kind::Word { .. } | Kind::Field { .. }));
                fields += usize::from(matches!(token.kind, Kind::Field { .. }));
                near += usize::from(matches!(token.kind, Kind::Near(_)));
                continue;
            }
        };
        return Err(QueryError { at: token.at, length: token.length, fault });
    }
    let mut parser = Parser { tokens: &tokens, next: 0, depth: 0, end: query.chars().count() };
    let root = parser.any()?;
    match parser.peek() {
        None => Ok(root),
        // Only a closing parenthesis ends what can be read.
        Some(token) => Err(QueryError { at: token.at, length: token.length, fault: Fault::Unpaired }),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    next: usize,
    depth: usize,
    end: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.next)
    }

    fn kind(&self) -> Option<&'a Kind> {
        self.peek().map(|token| &token.kind)
    }

    fn misplaced(&self) -> QueryError {
        match self.peek() {
            Some(token) => {
                let found = match &token.kind {
                    Kind::Open => "(",
                    Kind::Close => ")",
                    Kind::Or => "OR",
                    Kind::And => "AND",
                    Kind::Not => "NOT",
                    Kind::Near(_) => "NEAR",
                    Kind::Word { raw, .. } | Kind::Field { raw, .. } => raw,
                };
                QueryError { at: token.at, length: token.length, fault: Fault::Misplaced(found.to_owned()) }
            }
            None => QueryError { at: self.end, length: 0, fault: Fault::Misplaced(String::new()) },
        }
    }

    fn any(&mut self) -> Result<Node, QueryError> {
        let mut nodes = vec![self.all()?];
        while self.kind() == Some(&Kind::Or) {
            self.next += 1;
            nodes.push(self.all()?);
        }
        Ok(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Any(nodes) })
    }

    fn all(&mut self) -> Result<Node, QueryError> {
        let mut nodes = Vec::new();
        loop {
            match self.kind() {
                None | Some(Kind::Close | Kind::Or) if !nodes.is_empty() => break,
                Some(Kind::And) if !nodes.is_empty() => {
                    self.next += 1;
                    nodes.push(self.not()?);
                }
                _ => nodes.push(self.not()?),
            }
        }
        let nodes = together(nodes);
        Ok(if nodes.len() == 1 {
            nodes.into_iter().next().unwrap_or(Node::All(Vec::new()))
        } else {
            Node::All(nodes)
        })
    }

    fn not(&mut self) -> Result<Node, QueryError> {
        if self.kind() != Some(&Kind::Not) {
            return self.near();
        }
        let mut times = 0usize;
        while self.kind() == Some(&Kind::Not) {
            self.next += 1;
            times += 1;
        }
        let node = self.near()?;
        Ok(if times % 2 == 1 { Node::Not(Box::new(node)) } else { node })
    }

    fn near(&mut self) -> Result<Node, QueryError> {
        let left_at = self.peek();
        let left = self.one()?;
        let Some(token) = self.peek() else { return Ok(left) };
        let Kind::Near(n) = token.kind else { return Ok(left) };
        self.next += 1;
        let right_at = self.peek();
        let right = self.one()?;
        if let Some(Kind::Near(_)) = self.kind() {
            return Err(self.misplaced());
        }
        let words = |node: Node, at: Option<&Token>| match node {
            Node::Text(words) => Ok(words),
            Node::Latin(mut words, _) if words.len() == 1 => Ok(words.swap_remove(0)),
            _ => Err(QueryError {
                at: at.map_or(self.end, |token| token.at),
                length: at.map_or(0, |token| token.length),
                fault: Fault::BadNear("NEAR".to_owned()),
            }),
        };
        Ok(Node::Near(words(left, left_at)?, n, words(right, right_at)?))
    }

    fn one(&mut self) -> Result<Node, QueryError> {
        let Some(token) = self.peek() else { return Err(self.misplaced()) };
        match &token.kind {
            Kind::Open => {
                if self.depth >= DEEPEST {
                    return Err(QueryError { at: token.at, length: 1, fault: Fault::TooDeep(DEEPEST) });
                }
                self.next += 1;
                self.depth += 1;
                let node = self.any()?;
                self.depth -= 1;
                if self.kind() != Some(&Kind::Close) {
                    return Err(QueryError { at: token.at, length: 1, fault: Fault::Unpaired });
                }
                self.next += 1;
                Ok(node)
            }
            Kind::Word { raw, quoted } => {
                self.next += 1;
                let words = Words::new(raw);
                if words.units.is_empty() {
                    return Err(QueryError {
                        at: token.at,
                        length: token.length,
                        fault: Fault::NoWord(raw.clone()),
                    });
                }
                // What stands between quotation marks is text, unless it has a space as a name has: "wang guosheng".
                match latin::asked(raw) {
                    Some(spelling) if !quoted || raw.trim().contains(' ') => {
                        Ok(Node::Latin(vec![words], spelling))
                    }
                    _ => Ok(Node::Text(words)),
                }
            }
            Kind::Field { field, raw, whole } => {
                self.next += 1;
                fact(*field, raw, *whole).map_err(|fault| QueryError {
                    at: token.at,
                    length: token.length,
                    fault,
                })
            }
            _ => Err(self.misplaced()),
        }
    }
}

/// Words in Latin letters that follow each other may be one name: `wang guosheng`.
fn together(nodes: Vec<Node>) -> Vec<Node> {
    let mut joined: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        if let Node::Latin(words, spelling) = &node
            && let Some(Node::Latin(before, whole)) = joined.last_mut()
            && before.len() + words.len() <= 4
        {
            before.extend(words.iter().cloned());
            whole.push_str(spelling);
            continue;
        }
        joined.push(node);
    }
    joined
}

fn fact(field: Field, raw: &str, whole: bool) -> Result<Node, Fault> {
    let among = |known: &'static [(&'static str, &'static [&'static str])]| {
        let typed = raw.trim().to_lowercase();
        known
            .iter()
            .find(|(word, also)| *word == typed || also.contains(&typed.as_str()))
            .map(|(word, _)| (*word).to_owned())
            .ok_or_else(|| {
                let words = known.iter().flat_map(|(word, also)| [*word, also[0]]).collect();
                Fault::BadValue(field, raw.to_owned(), words)
            })
    };
    let value = match field {
        Field::When => {
            let (from, to) = stretch(raw)?;
            return Ok(Node::When(from, to));
        }
        Field::Part => among(PARTS)?,
        Field::Type => among(TYPES)?,
        Field::Id => raw.trim().to_owned(),
        _ => stream::value(raw),
    };
    if value.is_empty() {
        return Err(Fault::NoValue(field));
    }
    Ok(Node::Fact(Fact { field, raw: raw.trim().to_owned(), value, whole }))
}

#[cfg(test)]
mod tests {
    use super::super::{Fault, Field, Query};
    use super::*;

    /// A tree as brackets: & all, | any, ! not, ~ near.
    fn show(node: &Node) -> String {
        let list = |sign: &str, nodes: &[Node]| {
            format!("{sign}[{}]", nodes.iter().map(show).collect::<Vec<_>>().join(" "))
        };
        match node {
            Node::All(nodes) => list("&", nodes),
            Node::Any(nodes) => list("|", nodes),
            Node::Not(node) => format!("!{}", show(node)),
            Node::Near(a, n, b) => format!("{}~{n}~{}", a.raw, b.raw),
            Node::Text(words) => words.raw.clone(),
            Node::Latin(words, spelling) => format!("{}@{spelling}", words.len()),
            Node::Fact(fact) => {
                format!("{}{}{}", fact.field.name(), if fact.whole { "=" } else { ":" }, fact.value)
            }
            Node::When(from, to) => format!("{from:?}..{to:?}"),
            Node::Entries(ids) => format!("{ids:?}"),
        }
    }

    #[test]
    fn queries_are_read_as_meant() {
        for (query, wanted) in [
            ("疫情", "疫情"),
            ("疫情 防控", "&[疫情 防控]"),
            ("疫情　AND　防控", "&[疫情 防控]"),
            ("疫情 OR 防控 检测", "|[疫情 &[防控 检测]]"),
            ("（疫情｜防控） 检测", "&[|[疫情 防控] 检测]"),
            ("疫情 -演练", "&[疫情 !演练]"),
            ("疫情 NOT （演练 | 培训）", "&[疫情 !|[演练 培训]]"),
            ("NOT -疫情", "疫情"),
            ("「会议 纪要」", "会议 纪要"),
            ("“会议”纪要", "&[会议 纪要]"),
            ("疫情 NEAR/5 防控", "疫情~5~防控"),
            ("疫情 NEAR \"联防 联控\" 值守", "&[疫情~10~联防 联控 值守]"),
            ("who:赵立本 身份：主持", "&[who:赵立本 part:chair]"),
            ("人物:\"赵 立本\" type:meeting", "&[who:赵立本 type:meeting]"),
            ("org:=河南大學", "org=河南大学"),
            ("wang guosheng", "2@wangguosheng"),
            ("\"wang guosheng\"", "1@wangguosheng"),
            ("10:30 召开", "&[10:30 召开]"),
            ("COVID-19", "COVID-19"),
            ("与 或 非", "&[与 或 非]"),
            ("a|b", "|[a b]"),
        ] {
            let read = Query::parse(query).map(|query| show(&query.root));
            assert_eq!(read.as_deref(), Ok(wanted), "{query}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_where_and_what() {
        for (query, at, fault) in [
            ("", 0, Fault::Empty),
            ("  ", 0, Fault::Empty),
            ("疫情 (防控", 3, Fault::Unpaired),
            ("疫情) 防控", 2, Fault::Unpaired),
            ("疫情 \"防控", 3, Fault::Unclosed),
            ("防控” 疫情", 2, Fault::Unclosed),
            ("疫情 OR", 5, Fault::Misplaced(String::new())),
            ("OR 疫情", 0, Fault::Misplaced("OR".to_owned())),
            ("()", 1, Fault::Misplaced(")".to_owned())),
            ("疫情 NOT", 6, Fault::Misplaced(String::new())),
            ("foo:bar", 0, Fault::UnknownField("foo".to_owned())),
            ("疫情 who:", 3, Fault::NoValue(Field::Who)),
            ("when:2020-13", 0, Fault::BadDate("2020-13".to_owned())),
            ("when:2020-03..2020-02", 0, Fault::Backwards("2020-03..2020-02".to_owned())),
            ("疫情 NEAR/0 防控", 3, Fault::BadNear("NEAR/0".to_owned())),
            ("疫情 NEAR who:甲", 8, Fault::BadNear("NEAR".to_owned())),
            ("，。", 0, Fault::NoWord("，。".to_owned())),
        ] {
            let error = Query::parse(query).unwrap_err();
            assert_eq!((error.at, error.fault), (at, fault), "{query}");
        }
        let error = Query::parse("part:坐着").unwrap_err();
        assert_eq!(error.fault.key(), "query-value-among");
        assert!(error.fault.expected().contains("主持"));
    }

    #[test]
    fn size_is_bounded() {
        let many = vec!["甲"; MOST + 1].join(" OR ");
        let deep = format!("{}甲{}", "(".repeat(DEEPEST + 1), ")".repeat(DEEPEST + 1));
        assert!(matches!(Query::parse(&many).unwrap_err().fault, Fault::TooMany(_)));
        assert!(matches!(Query::parse(&deep).unwrap_err().fault, Fault::TooDeep(_)));
        assert!(matches!(Query::parse(&"甲 ".repeat(9_000)).unwrap_err().fault, Fault::TooLong(_)));
        assert!(matches!(Query::parse(&"甲".repeat(300)).unwrap_err().fault, Fault::TooLongWord(_)));
        let fields = vec!["org:局"; MOST_FIELDS + 1].join(" ");
        assert!(matches!(Query::parse(&fields).unwrap_err().fault, Fault::TooManyFields(_)));
        let near = vec!["甲 NEAR 乙"; MOST_NEAR + 1].join(" ");
        assert!(matches!(Query::parse(&near).unwrap_err().fault, Fault::TooManyNear(_)));
        assert!(Query::parse(&"-".repeat(3_000)).is_err());
    }
}
