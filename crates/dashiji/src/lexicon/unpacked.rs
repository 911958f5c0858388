//! What is large among the compiled tables lies packed in the program and is unpacked where it is first asked for.
//!
//! In go the bytes that the build script wrote; out come those that it packed. It says in which builds it packs.

use std::borrow::Cow;

/// The bytes as they were before they were packed; none where they are not what the build script wrote.
#[cfg(packed_tables)]
pub(crate) fn unpacked(kept: &'static [u8]) -> Cow<'static, [u8]> {
    Cow::Owned(lz4_flex::decompress_size_prepended(kept).unwrap_or_default())
}

/// The bytes as they are, where nothing lies packed.
#[cfg(not(packed_tables))]
pub(crate) fn unpacked(kept: &'static [u8]) -> Cow<'static, [u8]> {
    Cow::Borrowed(kept)
}
