//! The reading room: a base in the browser.
//!
//! In goes a [`source::Library`]; out come pages drawn on the server, in Chinese and English, and the same for programs. Nothing
//! is written unless whoever opened the room holds its key ([`act`]); no request leaves the machine, no script is needed to read or to write.
//!
//! [`room::Room`] answers an address with bytes and knows nothing of connections; [`web`] puts it on a socket, bounded in every
//! direction.

pub mod act;
mod answer;
mod api;
mod catalogue;
mod citation;
mod download;
mod feed;
mod findings;
mod gloss;
mod list;
mod marked;
mod markup;
mod openapi;
mod page;
mod picture;
pub mod place;
mod question;
mod reads;
pub mod room;
mod seek;
mod snapshot;
pub mod source;
pub mod web;
mod work;

use dashiji_page::{day, words};
