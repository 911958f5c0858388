//! What bytes are known by: bytes -> SHA-256, and bytes -> the digits that name them.
//!
//! The document `云岭县大事记` of 18 bytes is `7d6c…`: 64 digits, of which a citation shows the first twelve.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// SHA-256 (FIPS 180-4) of bytes, as 64 hexadecimal digits.
///
/// ```
/// let digits = dashiji::hash::sha256("大事记".as_bytes());
/// assert_eq!((digits.len(), &digits[..4]), (64, "4a12"));
/// ```
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes as hexadecimal digits, two a byte, in small letters.
///
/// ```
/// assert_eq!(dashiji::hash::hexadecimal(&[0, 10, 255]), "000aff");
/// ```
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
