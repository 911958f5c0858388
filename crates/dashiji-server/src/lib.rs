//! The reading room: a base in the browser, drawn on the server.
