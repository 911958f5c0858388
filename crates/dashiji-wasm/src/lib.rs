//! The engine for a browser: bytes of a file in; marked text, findings, figures and files out.
//!
//! A [`Desk`] holds the document that lies open. What is asked of it is a line of JSON, with a file's bytes behind it where one is opened
//! (`{"do":"open","name":"a.docx"}`); what it answers is a line of JSON, with the bytes of a file behind it where one is taken away. A page
//! writes into [`boundary::input`], calls [`boundary::run`], and reads [`boundary::output`].

pub mod boundary;
mod desk;

pub use desk::Desk;
