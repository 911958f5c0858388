//! The ZIP container that DOCX and XLSX are: members by name, unpacked within bounds.
//!
//! What goes in is a hostile file until shown otherwise: sizes told in headers are not believed, what is unpacked is counted. A
//! `document.xml` of a gigabyte zeros in a kilobyte of file is refused at the bound, not after it.

#[cfg(not(feature = "packed"))]
mod none;
#[cfg(feature = "packed")]
mod package;

#[cfg(not(feature = "packed"))]
pub(crate) use none::Package;
#[cfg(feature = "packed")]
pub(crate) use package::Package;

/// The member a relationship's target names, from the folder of the part that has it.
pub(crate) fn target(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|s| !s.is_empty()).collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_named_from_the_folder() {
        for (folder, name, want) in [
            ("word", "comments.xml", "word/comments.xml"),
            ("word", "/word/comments.xml", "word/comments.xml"),
            ("xl/worksheets", "../sharedStrings.xml", "xl/sharedStrings.xml"),
        ] {
            assert_eq!(target(folder, name), want);
        }
    }
}
