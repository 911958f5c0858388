//! Units to tokens: every character, and every pair of neighbours, at the position of its (first) character.
//!
//! `疫情，防` gives 疫0 疫情0 情1 防3: the mark takes position 2, so that 情防 is no pair and no phrase.

use super::stream::BREAK;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name the tokenizer is registered under.
pub(super) const GRAMS: &str = "grams";

/// Makes tokens of units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grams;

/// The tokens of one text.
#[derive(Debug)]
pub(super) struct GramStream<'a> {
    text: &'a str,
    /// Byte of the next character that was not given yet.
    next: usize,
    /// Position of that character.
    position: usize,
    /// Byte and length of the pair that is to be given.
    pair: Option<(usize, usize)>,
    token: Token,
}

impl Tokenizer for Grams {
    type TokenStream<'a> = GramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream<'a> {
        GramStream { text, next: 0, position: 0, pair: None, token: Token::default() }
    }
}

impl TokenStream for GramStream<'_> {
    fn advance(&mut self) -> bool {
        if let Some((at, length)) = self.pair.take() {
            self.token.text.clear();
            self.token.text.push_str(&self.text[at..at + length]);
            return true;
        }
        loop {
            let mut rest = self.text[self.next..].chars();
            let Some(c) = rest.next() else { return false };
            let at = self.next;
            self.next += c.len_utf8();
            self.position += 1;
            if c == BREAK {
                continue;
            }
            self.token.text.clear();
            self.token.text.push(c);
            self.token.position = self.position - 1;
            if let Some(second) = rest.next().filter(|second| *second != BREAK) {
                self.pair = Some((at, c.len_utf8() + second.len_utf8()));
            }
            return true;
        }
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

    #[test]
    fn characters_and_pairs_stand_at_their_positions() {
        let mut grams = Grams;
        let mut stream = grams.token_stream("疫情\n防");
        let mut seen = Vec::new();
        while let Some(token) = stream.next() {
            seen.push(format!("{}{}", token.text, token.position));
        }
        assert_eq!(seen, ["疫0", "疫情0", "情1", "防3"]);
    }
}
