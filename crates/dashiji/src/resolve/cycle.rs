//! The cycle of sixty by which years and days are named: stem and branch, 甲子 is 0 and 癸亥 59.

/// The ten stems.
pub(crate) const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
/// The twelve branches.
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The place that a stem and a branch name; none where no such pair is among the sixty (甲丑).
///
/// ```
/// # use dashiji::resolve::cycle;
/// assert_eq!(cycle::place('甲', '午'), Some(30));
/// assert_eq!(cycle::place('甲', '丑'), None);
/// ```
pub fn place(stem: char, branch: char) -> Option<u8> {
    let stem = STEMS.chars().position(|c| c == stem)?;
    let branch = BRANCHES.chars().position(|c| c == branch)?;
    ((stem + branch) % 2 == 0).then(|| ((6 * stem + 60 - 5 * branch) % 60) as u8)
}

/// The place of a year of ours: 1984 began one.
pub fn of_year(year: i32) -> u8 {
    (year - 4).rem_euclid(60) as u8
}

/// Stem and branch of a place.
///
/// ```
/// # use dashiji::resolve::cycle;
/// assert_eq!(cycle::name(cycle::of_year(1894)), "甲午");
/// ```
pub fn name(place: u8) -> String {
    let (stem, branch) = (usize::from(place % 10), usize::from(place % 12));
    STEMS.chars().nth(stem).into_iter().chain(BRANCHES.chars().nth(branch)).collect()
}
