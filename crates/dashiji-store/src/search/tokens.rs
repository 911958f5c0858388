//! Units to tokens: every pair of neighbours with its position, a break counting as a neighbour; and every character once.
//!
//! `疫情，防` gives the pairs 疫情0 情|1 |防2 防|3: the mark takes position 2, so that 情防 is no pair and no phrase, while whoever asks with a mark
//! (`情、防`) asks for the pairs 情|, |防. The characters 疫 情 防 are of a field of their own, without positions: they answer a query of one
//! character, and where a character stands is told by the pairs that begin with it.

use super::stream::BREAK;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the tokenizer of pairs is registered.
pub(super) const PAIRS: &str = "pairs";

/// The name under which the tokenizer of characters is registered.
pub(super) const CHARACTERS: &str = "characters";

/// Makes pairs of units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pairs;

/// Makes tokens of single characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Characters;

/// The tokens of one text.
#[derive(Debug)]
pub(super) struct Stream<'a> {
    text: &'a str,
    /// Byte of the next unit.
    next: usize,
    /// Position of that unit.
    position: usize,
    paired: bool,
    token: Token,
}

impl<'a> Stream<'a> {
    fn new(text: &'a str, paired: bool) -> Self {
        Self { text, next: 0, position: 0, paired, token: Token::default() }
    }
}

impl Tokenizer for Pairs {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream::new(text, true)
    }
}

impl Tokenizer for Characters {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream::new(text, false)
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let rest = &self.text[self.next..];
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return false };
        self.next += c.len_utf8();
        self.token.position = self.position;
        self.position += 1;
        self.token.text.clear();
        if !self.paired {
            self.token.text.push(c);
            return true;
        }
        match chars.next() {
            Some(second) => self.token.text.push_str(&rest[..c.len_utf8() + second.len_utf8()]),
            // The end is a break, which nothing follows.
            None if c == BREAK => return false,
            None => {
                self.token.text.push(c);
                self.token.text.push(BREAK);
            }
        }
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(mut stream: Stream<'_>) -> Vec<String> {
        let mut seen = Vec::new();
        while let Some(token) = stream.next() {
            seen.push(format!("{}{}", token.text.replace(BREAK, "|"), token.position));
        }
        seen
    }

    #[test]
    fn pairs_stand_at_their_positions_and_breaks_are_neighbours() {
        assert_eq!(tokens(Pairs.token_stream("疫情\n防")), ["疫情0", "情|1", "|防2", "防|3"]);
        assert_eq!(tokens(Pairs.token_stream("防\n")), ["防|0"]);
        assert_eq!(tokens(Pairs.token_stream("")), Vec::<String>::new());
        assert_eq!(tokens(Characters.token_stream("疫情")), ["疫0", "情1"]);
    }

    /// What is handed to other engines finds what ours finds.
    #[test]
    fn pairs_handed_out_are_those_of_the_index() {
        for units in ["疫情\n防", "防\n", "", "1229人\ncovid-19"] {
            let handed = super::super::stream::pairs(units).enumerate();
            let handed: Vec<String> =
                handed.map(|(at, (a, b))| format!("{a}{b}{at}").replace(BREAK, "|")).collect();
            assert_eq!(tokens(Pairs.token_stream(units)), handed, "{units}");
        }
    }
}
