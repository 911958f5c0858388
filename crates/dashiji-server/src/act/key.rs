//! The key to a room that may be written: who holds it, and whether a request to write comes from one of the room's own pages.
//!
//! A room makes a key when it opens and prints an address with it, once. Whoever opens that address is given a cookie (`HttpOnly`,
//! `SameSite=Strict`) that is another word made of the key; a program sends the key itself (`Authorization: Bearer …`). A request that
//! writes is taken only with one of the two, and never where a browser says that it comes from elsewhere: `Origin` must be the room's
//! own address, which a page of another site cannot say, and `Sec-Fetch-Site` must be `same-origin`.

use axum::http::HeaderMap;
use axum::http::header::{self, HeaderName};
use dashiji::hash::{hexadecimal, sha256};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Characters of a writer's name at most.
const NAME: usize = 60;

/// The cookie with the writer's name.
const BY: &str = "dashiji-by";

/// Where a browser says a request comes from.
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The key to a room.
pub struct Key {
    token: String,
    /// The cookie's name: rooms on other ports of this machine share its cookies.
    name: String,
    cookie: String,
}

/// Nothing that is printed by accident tells the key.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Why a request to write is refused: the status, and the key of its words.
pub type Refused = (u16, &'static str);

impl Key {
    /// A new key.
    ///
    /// # Errors
    /// Where the machine has no chance to draw from.
    pub fn new() -> std::io::Result<Self> {
        let mut drawn = [0u8; 16];
        getrandom::fill(&mut drawn).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self::of(&hexadecimal(&drawn)))
    }

    fn of(token: &str) -> Self {
        let made = |purpose: &str| sha256(format!("dashiji {purpose} {token}"));
        let name = made("name").chars().take(8).collect::<String>();
        Self { token: token.to_owned(), name: format!("dashiji-{name}"), cookie: made("cookie") }
    }

    /// The address behind the room's own that gives the right to write: `/enter?key=…`.
    pub fn address(&self) -> String {
        format!("/enter?key={}", self.token)
    }

    /// Whether a word is the key.
    pub fn opens(&self, word: &str) -> bool {
        same(word, &self.token)
    }

    /// The header that gives the cookie.
    pub fn cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.name, self.cookie)
    }

    /// The header that keeps a writer's name.
    pub fn keep_name(name: &str) -> String {
        let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
        format!("{BY}={name}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict")
    }

    /// Who reads with the right to write: their name, empty where they gave none yet.
    pub fn holder(&self, headers: &HeaderMap) -> Option<String> {
        let mut cookies = cookies(headers);
        cookies.any(|(name, value)| name == self.name && same(value, &self.cookie)).then(|| named(headers))
    }

    /// Whether a request may write; `host` is the one it was sent to.
    ///
    /// # Errors
    /// Why it may not.
    pub fn admit(&self, headers: &HeaderMap, host: &str) -> Result<(), Refused> {
        let one = |name: &HeaderName| -> Result<Option<&str>, Refused> {
            let mut values = headers.get_all(name).iter();
            match (values.next(), values.next()) {
                (None, _) => Ok(None),
                (Some(value), None) => value.to_str().map(Some).map_err(|_| (403, "origin")),
                (Some(_), Some(_)) => Err((403, "origin")),
            }
        };
        if one(&SITE)?.is_some_and(|site| site != "same-origin") {
            return Err((403, "origin"));
        }
        let origin = one(&header::ORIGIN)?;
        if origin.is_some_and(|origin| !origin.eq_ignore_ascii_case(&format!("http://{host}"))) {
            return Err((403, "origin"));
        }
        if let Some(bearer) = one(&header::AUTHORIZATION)?.and_then(|told| told.strip_prefix("Bearer ")) {
            return if self.opens(bearer.trim()) { Ok(()) } else { Err((403, "key")) };
        }
        // A browser says with every such request from which page it comes.
        match (self.holder(headers), origin) {
            (None, _) => Err((403, "key")),
            (Some(_), None) => Err((403, "origin")),
            (Some(_), Some(_)) => Ok(()),
        }
    }
}

/// A name as the log may hold it: one line, not too long.
pub fn clean(name: &str) -> String {
    let words: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME).collect()
}

fn named(headers: &HeaderMap) -> String {
    let name = cookies(headers).find(|(name, _)| *name == BY).map(|(_, value)| value);
    clean(&percent_decode_str(name.unwrap_or_default()).decode_utf8_lossy())
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let told = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    told.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// Whether two words are the same, in a time that does not tell how much of them is.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(given: &[(HeaderName, &str)]) -> HeaderMap {
        given.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn a_key_is_drawn_anew_and_its_cookie_is_another_word() {
        let (a, b) = (Key::new().unwrap(), Key::new().unwrap());
        assert!(a.token != b.token && a.name != b.name && a.token.len() == 32);
        assert!(!a.cookie().contains(&a.token) && a.opens(&a.token) && !a.opens(&b.token) && !a.opens(""));
    }

    #[test]
    fn only_the_room_s_own_pages_and_holders_of_the_key_write() {
        let key = Key::of("00112233445566778899aabbccddeeff");
        let cookie = key.cookie();
        let cookie = cookie.split(';').next().unwrap();
        let bearer = format!("Bearer {}", key.token);
        let (own, site) = ("http://127.0.0.1:7878", "same-origin");
        for (given, admitted) in [
            (vec![(header::COOKIE, cookie), (header::ORIGIN, own), (SITE, site)], Ok(())),
            (vec![(header::COOKIE, cookie), (header::ORIGIN, own)], Ok(())),
            (vec![(header::AUTHORIZATION, bearer.as_str())], Ok(())),
            (vec![(header::ORIGIN, own), (SITE, site)], Err((403, "key"))),
            (vec![(header::COOKIE, "dashiji-00000000=1"), (header::ORIGIN, own)], Err((403, "key"))),
            (vec![(header::COOKIE, cookie)], Err((403, "origin"))),
            (vec![(header::COOKIE, cookie), (header::ORIGIN, "null")], Err((403, "origin"))),
            (vec![(header::COOKIE, cookie), (header::ORIGIN, "http://127.0.0.1:7879")], Err((403, "origin"))),
            (
                vec![(header::COOKIE, cookie), (header::ORIGIN, "https://127.0.0.1:7878")],
                Err((403, "origin")),
            ),
            (
                vec![(header::COOKIE, cookie), (header::ORIGIN, own), (SITE, "same-site")],
                Err((403, "origin")),
            ),
            (vec![(header::COOKIE, cookie), (header::ORIGIN, own), (SITE, "none")], Err((403, "origin"))),
            (vec![(header::AUTHORIZATION, bearer.as_str()), (SITE, "cross-site")], Err((403, "origin"))),
            (vec![(header::AUTHORIZATION, "Bearer 00")], Err((403, "key"))),
        ] {
            assert_eq!(key.admit(&headers(&given), "127.0.0.1:7878"), admitted, "{given:?}");
        }
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(clean("  周文澜\r\nSet-Cookie: a=b "), "周文澜 Set-Cookie: a=b");
        assert_eq!(clean(&"长".repeat(200)).chars().count(), NAME);
        let kept = Key::keep_name("周文澜; a");
        let cookie = kept.split(';').next().unwrap();
        assert_eq!(named(&headers(&[(header::COOKIE, cookie)])), "周文澜; a");
    }
}
