//! The style sheet, the script and the picture in the tab, under names with a hash of what is in them, so that a browser may
//! keep them for ever.

use dashiji::hash::sha256;

/// A file that pages point to.
#[derive(Debug)]
pub struct Asset {
    name: &'static str,
    /// What it is.
    pub kind: &'static str,
    /// Its bytes.
    pub body: &'static str,
}

/// The style sheet.
pub static STYLE: Asset =
    Asset { name: "style.css", kind: "text/css; charset=utf-8", body: dashiji_page::STYLE };
/// The script.
pub static SCRIPT: Asset = Asset {
    name: "reading.js",
    kind: "text/javascript; charset=utf-8",
    body: include_str!("../../assets/reading.js"),
};
/// The picture in the tab.
pub static ICON: Asset =
    Asset { name: "icon.svg", kind: "image/svg+xml", body: include_str!("../../assets/icon.svg") };

impl Asset {
    /// `style.0123456789ab.css`.
    fn file(&self) -> String {
        let hash = &sha256(self.body)[..12];
        let (stem, end) = self.name.rsplit_once('.').unwrap_or((self.name, ""));
        format!("{stem}.{hash}.{end}")
    }

    /// Its address.
    pub fn address(&self) -> String {
        static STYLE_ADDRESS: std::sync::OnceLock<[String; 3]> = std::sync::OnceLock::new();
        let all =
            STYLE_ADDRESS.get_or_init(|| [&STYLE, &SCRIPT, &ICON].map(|a| format!("/assets/{}", a.file())));
        let at = [&STYLE, &SCRIPT, &ICON].iter().position(|a| a.name == self.name).unwrap_or(0);
        all[at].clone()
    }
}

/// The file of a name.
pub fn find(name: &str) -> Option<&'static Asset> {
    [&STYLE, &SCRIPT, &ICON].into_iter().find(|asset| asset.address().strip_prefix("/assets/") == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_stay_small() {
        assert!(SCRIPT.body.len() < 40 << 10 && STYLE.body.len() < 40 << 10);
        assert!(find(STYLE.address().trim_start_matches("/assets/")).is_some());
        assert!(find("style.css").is_none() && find("../Cargo.toml").is_none());
    }
}
