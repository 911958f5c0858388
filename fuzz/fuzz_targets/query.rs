//! Any words as a query: reading them never panics, and what is read can be asked, of a base of the two samples, with facets, within its time.

#![no_main]

use dashiji_store::Base;
use dashiji_store::search::{Error, Options, Query};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use std::time::Duration;

static BASE: LazyLock<Base> = LazyLock::new(dashiji_fuzz::base);

fuzz_target!(|data: &[u8]| {
    let words = String::from_utf8_lossy(data);
    let Ok(query) = Query::parse(&words) else { return };
    let options = Options { facets: 5, within: Duration::from_millis(500), ..Options::default() };
    let view = BASE.now().expect("the base stands");
    match view.search(&query, &options, &()) {
        Ok(found) => assert!(found.hits.len() as u64 <= found.total),
        Err(dashiji_store::Error::Index(Error::Stopped(_))) => {}
        Err(error) => panic!("{error}"),
    }
});
