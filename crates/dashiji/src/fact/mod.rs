//! Step 5: mentions -> facts, in the shape of the contract.
//!
//! What goes in is an entry with its mentions; what comes out is a [`Record`]: people with titles and parts, places with
//! codes and roles, organisers, documents with stages, figures with kinds, and the events that tie them together.

pub(crate) mod alias;
mod amount;
pub mod document;
mod doubted;
pub mod event;
pub mod figure;
pub mod frame;
pub mod kind;
pub mod measure;
pub mod office;
pub mod organization;
pub mod organizer;
pub mod person;
pub mod place;
pub mod quantity;
mod record;
pub mod said;
mod stand;

pub use amount::Amount;
pub use doubted::{Doubted, Field};
pub use record::*;
