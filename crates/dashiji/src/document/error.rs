//! Why bytes could not be read as a chronicle: what they are, where that shows, what to do about it.
//!
//! `%PDF-1.7…` gives `这是 PDF 文件…`-like knowledge as data: [`Error::Binary`] with the kind, the byte offset and a hint; the
//! words on the screen are the caller's to translate, the `Display` form is plain English.

use thiserror::Error;

/// Why a document could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing in the file.
    #[error("empty: there is no text in it ({bytes} bytes); give a file that holds a chronicle")]
    Empty {
        /// How many bytes it holds (a mark or blanks at most).
        bytes: usize,
    },
    /// The bytes are of another kind of file.
    #[error("{kind} (seen at byte {at}), not text; {}", kind.hint())]
    Binary {
        /// What they are.
        kind: Binary,
        /// Byte offset at which that shows.
        at: usize,
    },
    /// More text than offsets can count.
    #[error("{bytes} bytes of text are more than can be read at once ({most}); split the file")]
    TooLarge {
        /// How many bytes of text.
        bytes: usize,
        /// How many can be read.
        most: usize,
    },
}

impl Error {
    /// Whether there was nothing to read.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty { .. })
    }

    /// Whether the bytes are no text.
    pub fn is_binary(&self) -> bool {
        matches!(self, Self::Binary { .. })
    }

    /// Byte offset in the file at which the trouble shows.
    pub fn offset(&self) -> usize {
        match self {
            Self::Binary { at, .. } => *at,
            Self::Empty { .. } | Self::TooLarge { .. } => 0,
        }
    }

    /// A word for messages in other languages: `empty`, `binary`, `too_large`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty",
            Self::Binary { .. } => "binary",
            Self::TooLarge { .. } => "too_large",
        }
    }
}

/// A kind of file that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Binary {
    /// `%PDF-`.
    Pdf,
    /// DOCX, XLSX, PPTX, EPUB, WPS of today: a ZIP container.
    Zip,
    /// DOC, XLS, WPS of old: an OLE compound file.
    Ole,
    /// RTF is characters, but not those of the text.
    Rtf,
    /// GIF, JPEG, PNG, TIFF, BMP, WEBP.
    Image,
    /// gzip, bzip2, xz, zstd, RAR, 7z.
    Compressed,
    /// CAJ, KDH, NH: the reader formats of Chinese journal archives.
    Caj,
    /// UTF-32, which nobody writes chronicles in.
    Utf32,
    /// Bytes with zeros and control characters of no known kind.
    Unknown,
}

/// What files of a kind begin with.
const BEGINNINGS: &[(&[u8], Binary)] = &[
    (b"%PDF-", Binary::Pdf),
    (b"PK\x03\x04", Binary::Zip),
    (b"PK\x05\x06", Binary::Zip),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Binary::Ole),
    (b"{\\rtf", Binary::Rtf),
    (b"\x89PNG\r\n\x1A\n", Binary::Image),
    (b"\xFF\xD8\xFF", Binary::Image),
    (b"GIF87a", Binary::Image),
    (b"GIF89a", Binary::Image),
    (b"II*\0", Binary::Image),
    (b"MM\0*", Binary::Image),
    (b"\x1F\x8B\x08", Binary::Compressed),
    (b"BZh9", Binary::Compressed),
    (b"\xFD7zXZ\0", Binary::Compressed),
    (b"\x28\xB5\x2F\xFD", Binary::Compressed),
    (b"Rar!\x1A\x07", Binary::Compressed),
    (b"7z\xBC\xAF\x27\x1C", Binary::Compressed),
    (b"CAJ\0", Binary::Caj),
    (b"HN\0\0", Binary::Caj),
    (b"KDH \0", Binary::Caj),
];

impl Binary {
    /// The kind of file that begins so, and the byte offset at which that shows.
    pub(super) fn sniff(bytes: &[u8]) -> Option<(Self, usize)> {
        let at = bytes.iter().take(16).take_while(|b| b.is_ascii_whitespace()).count();
        let at = if bytes[at..].starts_with(b"%PDF-") { at } else { 0 };
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Some((Self::Image, 0));
        }
        if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
            return Some((Self::Image, 0));
        }
        BEGINNINGS.iter().find(|(begin, _)| bytes[at..].starts_with(begin)).map(|(_, kind)| (*kind, at))
    }

    /// What to do with such a file.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Pdf => "take its text out first (pdftotext FILE.pdf FILE.txt)",
            Self::Zip => "if it is DOCX or WPS, save it as plain text first; otherwise unpack it",
            Self::Ole | Self::Rtf | Self::Utf32 => "save it as plain text (.txt, UTF-8) first",
            Self::Image => "recognize its characters (OCR) first",
            Self::Compressed => "unpack it first",
            Self::Caj => "copy the text out of its reader first",
            Self::Unknown => "give a text, Markdown or HTML file",
        }
    }
}

impl std::fmt::Display for Binary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Pdf => "a PDF file",
            Self::Zip => "a ZIP container (DOCX, XLSX, EPUB or an archive)",
            Self::Ole => "an old Office file (DOC, XLS, WPS)",
            Self::Rtf => "an RTF file",
            Self::Image => "an image",
            Self::Compressed => "a compressed file",
            Self::Caj => "a CAJ or KDH file",
            Self::Utf32 => "UTF-32 text",
            Self::Unknown => "binary data",
        })
    }
}
