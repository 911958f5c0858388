//! What an entry says, in the shape that is printed: one [`Record`] an entry.
//!
//! Every object with `text`, `start` and `end` is exactly that slice of the decoded text; positions (`person`, `place`,
//! `organizers`, `part_of`, `same_as`) count from zero in the entry's own lists.

use crate::confidence::Doubt;
use crate::text::{Span, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A piece of text with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Quote {
    /// The text as it stands.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Quote {
    /// The slice of a text.
    pub fn of(text: &Text, span: Span) -> Self {
        Self { text: text.slice(span).to_owned(), start: span.start, end: span.end }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// A region of GB/T 2260.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Full name, 河南省.
    pub name: String,
    /// Six digits.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<String>,
}

/// What a document says of itself, or was told about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentRecord {
    /// The name that was given on the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// SHA-256 of the bytes as received, in hexadecimal.
    pub sha256: String,
    /// The title, 2020年2月.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The series, 大事月记.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Who published it (来源).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The web site it was found on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// ISO date of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// ISO date of capture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured: Option<String>,
    /// Where it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// ISO date on which a person opened it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessed: Option<String>,
    /// The time it tells of: `2020-02`, `2020`, `1986/1995`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The place it tells of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// The encoding the bytes were read as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The extractor and its version, where the text is not the file's own (HTML).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extractor: Option<String>,
}

/// How a date was found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeBasis {
    /// All in the expression.
    Stated,
    /// Year or month from the document or the text before.
    Inherited,
    /// 昨日, 当日, 同日, 次日.
    Relative,
    /// 是月, 上旬, 年初, 洪武中.
    Period,
    /// No time word of its own: the span of the heading it stands under.
    Context,
    /// Its own words are not understood, or name no day there was (二月三十日): the words alone, no days.
    Unresolved,
}

/// A date or time, resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRecord {
    /// The expression alone, without 截至 or 起.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// First day, or `YYYY-MM-DDThh:mm`, inside; empty, and not printed, where the words are not understood.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub from: String,
    /// Last day or time, inside; empty where `from` is.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub to: String,
    /// ISO 8601-2 (EDTF), level 1 or 2; empty where `from` is.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub edtf: String,
    /// How it was found out.
    pub basis: TimeBasis,
    /// 上午, 夜, as written.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub part_of_day: Option<String>,
    /// First and last Julian day, before 1582-10-15.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub julian: Option<Julian>,
    /// The era, year, month and day as told, where they are of the moon or of an era: what later expressions lean on.
    #[serde(skip)]
    pub reckoning: Option<Reckoning>,
    /// Set where another day is nearly as likely; its rivals are days or stretches as in `edtf`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub doubt: Option<Box<Doubt>>,
}

impl TimeRecord {
    /// Words whose days are not known.
    pub fn unresolved(text: &Text, span: Span) -> Self {
        Self {
            text: text.slice(span).to_owned(),
            start: span.start,
            end: span.end,
            from: String::new(),
            to: String::new(),
            edtf: String::new(),
            basis: TimeBasis::Unresolved,
            part_of_day: None,
            julian: None,
            reckoning: None,
            doubt: None,
        }
    }

    /// Whether its days are known.
    pub fn is_resolved(&self) -> bool {
        !self.from.is_empty()
    }

    /// The first day without a clock time, `-0220-01-01`; empty where it is not known.
    pub fn first_day(&self) -> &str {
        day_of(&self.from)
    }

    /// The last day without a clock time; empty where it is not known.
    pub fn last_day(&self) -> &str {
        day_of(&self.to)
    }

    /// The year of the first day (year 0 is 1 BC).
    pub fn year(&self) -> Option<i32> {
        let (sign, figures) = self.from.strip_prefix('-').map_or((1, self.from.as_str()), |rest| (-1, rest));
        Some(sign * figures.split('-').next()?.parse::<i32>().ok()?)
    }
}

/// The day of `YYYY-MM-DD` or `YYYY-MM-DDThh:mm`, of whatever year.
pub fn day_of(iso: &str) -> &str {
    iso.split_once('T').map_or(iso, |(day, _)| day)
}

/// A date as it was told in an era or the calendar of the moon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reckoning {
    /// The first Gregorian year of the era, where one is in force.
    pub era: Option<i32>,
    /// Which months that are told without more are the moon's.
    pub months: MoonMonths,
    /// Whether the told month is the moon's.
    pub lunar: bool,
    /// The told year, as the Gregorian year in which it begins.
    pub year: i32,
    /// The told month.
    pub month: Option<u8>,
    /// Whether it is a leap month.
    pub leap: bool,
    /// The told day.
    pub day: Option<u8>,
}

/// Which months under a year are the moon's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MoonMonths {
    /// None: a Gregorian year, the Republic.
    #[default]
    None,
    /// Those in Chinese numerals: 光绪二十一年（1895年）, 三月.
    Han,
    /// All: 康熙二十年.
    All,
}

/// Julian dates beside Gregorian ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Julian {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// What an entry or event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are the contract's")]
pub enum EventType {
    Meeting,
    Visit,
    Ceremony,
    Deployment,
    Issue,
    Project,
    Result,
    Statistics,
    Appointment,
    Award,
    Donation,
    Institution,
    Exchange,
    Disaster,
    Death,
    Conflict,
    Justice,
    Status,
    Other,
}

impl EventType {
    /// The word of the output format.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// What a person did in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 主持.
    Chair,
    /// 讲话, 致辞, 发言, 安排部署.
    Speak,
    /// 汇报, 介绍情况.
    Report,
    /// 宣读, 传达.
    ReadOut,
    /// 出席.
    Attend,
    /// 参加.
    TakePart,
    /// 陪同.
    Accompany,
    /// 列席.
    SitIn,
    /// Who visits, inspects, receives, connects by video; the actor of an event that is no meeting.
    Lead,
    /// 带队, 任队长, 随队.
    HeadTeam,
    /// 送行.
    SeeOff,
    /// The one a visitor meets or speaks with.
    Visited,
    /// Appointed, elected, promoted, confirmed in an office.
    Appointed,
    /// Dismissed, resigned, retired.
    Removed,
    /// Named, decorated, praised; a laureate.
    Honoured,
    /// 逝世, 牺牲.
    Died,
    /// A quoted authority, a set phrase.
    Cited,
    /// Only named.
    Mention,
}

impl Part {
    /// Every part, in the order of its number.
    pub const ALL: [Self; 18] = [
        Self::Chair,
        Self::Speak,
        Self::Report,
        Self::ReadOut,
        Self::Attend,
        Self::TakePart,
        Self::Accompany,
        Self::SitIn,
        Self::Lead,
        Self::HeadTeam,
        Self::SeeOff,
        Self::Visited,
        Self::Appointed,
        Self::Removed,
        Self::Honoured,
        Self::Died,
        Self::Cited,
        Self::Mention,
    ];

    /// The contract's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Speak => "speak",
            Self::Report => "report",
            Self::ReadOut => "read_out",
            Self::Attend => "attend",
            Self::TakePart => "take_part",
            Self::Accompany => "accompany",
            Self::SitIn => "sit_in",
            Self::Lead => "lead",
            Self::HeadTeam => "head_team",
            Self::SeeOff => "see_off",
            Self::Visited => "visited",
            Self::Appointed => "appointed",
            Self::Removed => "removed",
            Self::Honoured => "honoured",
            Self::Died => "died",
            Self::Cited => "cited",
            Self::Mention => "mention",
        }
    }
}

/// What a title is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TitleKind {
    /// 书记, 省长.
    Post,
    /// 省领导.
    Collective,
    /// 院士.
    Academic,
    /// 检验员.
    Occupation,
    /// 同志.
    Address,
}

/// Where a title is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TitleBasis {
    /// Next to the name in this entry.
    Stated,
    /// From another entry.
    Carried,
    /// From a list that the user gave.
    Roster,
    /// A person ruled so.
    Ruled,
}

/// A title a person held that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TitleRecord {
    /// As written, without the name.
    pub text: String,
    /// The title without what print put into it (a line end, spaces), where `text` holds such.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub form: Option<String>,
    /// What it is.
    pub kind: TitleKind,
    /// The post alone, 书记.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub post: Option<String>,
    /// The body, in full where the document's region gives it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub org: Option<String>,
    /// First code point; absent where the title stands elsewhere.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub start: Option<u32>,
    /// One past the last code point.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub end: Option<u32>,
    /// Where it is known from.
    pub basis: TitleBasis,
    /// The entry it was carried from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from_entry: Option<String>,
    /// Days between, negative where that entry is later.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub days: Option<i32>,
    /// How sure it is; absent where it is held for certain.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub doubt: Option<Box<Doubt>>,
}

impl TitleRecord {
    /// The title without what print put into it.
    pub fn words(&self) -> &str {
        self.form.as_ref().unwrap_or(&self.text)
    }
}

/// A named person of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// The name.
    pub name: String,
    /// Titles, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub titles: Vec<TitleRecord>,
    /// The union of parts over the entry's events.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<Part>,
    /// Where the name stands.
    pub mentions: Vec<Span>,
    /// How sure it is; absent where it is held for certain.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub doubt: Option<Box<Doubt>>,
    /// How sure its parts are, by part.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub parts_doubt: BTreeMap<Part, Doubt>,
    /// Other names told behind the name (字砚农), in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub aliases: Vec<AliasRecord>,
    /// Who is meant, where the name is another name that the document tells of somebody; absent elsewhere.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub same_as: Option<SameAs>,
}

impl PersonRecord {
    /// The name by which registers keep them: who is meant by another name, else the name itself.
    pub fn known_as(&self) -> &str {
        self.same_as.as_ref().map_or(&self.name, |known| &known.name)
    }
}

/// Another name of a person, as an entry tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AliasRecord {
    /// What kind of name.
    pub kind: AliasKind,
    /// As written, without the word that leads to it.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// Who is meant by another name, and where the document says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameAs {
    /// The name.
    pub name: String,
    /// The number of the entry that tells the other name.
    pub entry: u32,
    /// The first code point of the other name there.
    pub start: u32,
    /// One past its last code point.
    pub end: u32,
}

/// A kind of name beside a person's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AliasKind {
    /// 字.
    Courtesy,
    /// 号.
    Art,
    /// 原名, 曾用名.
    Former,
    /// 化名.
    Assumed,
    /// 又名, 别名.
    Other,
    /// 绰号.
    Nickname,
    /// 乳名.
    Childhood,
    /// 笔名.
    Pen,
    /// 艺名.
    Stage,
    /// 法名, 法号.
    Religious,
    /// 俗名, of a monk.
    Lay,
    /// 谥.
    Posthumous,
}

impl AliasKind {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Courtesy,
        Self::Art,
        Self::Former,
        Self::Assumed,
        Self::Other,
        Self::Nickname,
        Self::Childhood,
        Self::Pen,
        Self::Stage,
        Self::Religious,
        Self::Lay,
        Self::Posthumous,
    ];

    /// The name the contract gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Courtesy => "courtesy",
            Self::Art => "art",
            Self::Former => "former",
            Self::Assumed => "assumed",
            Self::Other => "other",
            Self::Nickname => "nickname",
            Self::Childhood => "childhood",
            Self::Pen => "pen",
            Self::Stage => "stage",
            Self::Religious => "religious",
            Self::Lay => "lay",
            Self::Posthumous => "posthumous",
        }
    }

    /// Whether it stands behind the surname: 周砚农 of 周文田, 字砚农.
    pub fn is_given(self) -> bool {
        matches!(self, Self::Courtesy | Self::Art | Self::Posthumous)
    }
}

/// A part played in an event, with the verb that decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participation {
    /// Position in the entry's people.
    pub person: usize,
    /// What they did.
    pub parts: Vec<Part>,
    /// First code point of the deciding verb, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub start: Option<u32>,
    /// One past its last code point.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub end: Option<u32>,
    /// How an office was taken or left, where the event tells it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub changes: Vec<Changed>,
}

/// How an office is taken or left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// 当选, 补选.
    Elected,
    /// 任命, 任, 升任, 调任.
    Appointed,
    /// 经…批准, 追认.
    Confirmed,
    /// 代理, 署理.
    Acting,
    /// 免去, 撤销, 罢免.
    Dismissed,
    /// 辞去, 接受…辞职.
    Resigned,
    /// 退休, 离休.
    Retired,
    /// 任期届满.
    Expired,
    /// 离任, 调离, 不再担任: left, nobody says how.
    Left,
    /// 逝世 in office.
    Died,
}

impl Change {
    /// Every change.
    pub const ALL: [Self; 10] = [
        Self::Elected,
        Self::Appointed,
        Self::Confirmed,
        Self::Acting,
        Self::Dismissed,
        Self::Resigned,
        Self::Retired,
        Self::Expired,
        Self::Left,
        Self::Died,
    ];

    /// Its name in the output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Elected => "elected",
            Self::Appointed => "appointed",
            Self::Confirmed => "confirmed",
            Self::Acting => "acting",
            Self::Dismissed => "dismissed",
            Self::Resigned => "resigned",
            Self::Retired => "retired",
            Self::Expired => "expired",
            Self::Left => "left",
            Self::Died => "died",
        }
    }

    /// Whether an office begins with it.
    pub const fn begins(self) -> bool {
        matches!(self, Self::Elected | Self::Appointed | Self::Confirmed | Self::Acting)
    }
}

/// An office taken or left, with the verb that tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// How.
    pub how: Change,
    /// First code point of the verb, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub start: Option<u32>,
    /// One past its last code point.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub end: Option<u32>,
}

/// What a place is to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceRole {
    /// Where it took place.
    Venue,
    /// Who came there looked at it.
    Visited,
    /// Where something set out.
    Origin,
    /// Where it went.
    Destination,
    /// Seen by video or telephone.
    Remote,
    /// A unit's home.
    Participant,
    /// What was spoken about.
    Subject,
    /// Only named.
    Mentioned,
}

/// What kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are the contract's")]
pub enum PlaceKind {
    Division,
    Zone,
    Town,
    Village,
    Region,
    Country,
    Natural,
}

/// A place of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceRecord {
    /// The fullest form seen in the entry.
    pub text: String,
    /// Full name.
    pub name: String,
    /// GB/T 2260 code in force on the entry's date; null below the county or outside the list.
    pub code: Option<String>,
    /// What kind of place.
    pub kind: PlaceKind,
    /// The union of roles over the entry's events.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub roles: Vec<PlaceRole>,
    /// Where it stands.
    pub mentions: Vec<Quote>,
    /// How sure it is; absent where it is held for certain.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub doubt: Option<Box<Doubt>>,
    /// How sure the code is; also where none is given though one may be meant.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code_doubt: Option<Box<Doubt>>,
}

/// A place's role in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceInEvent {
    /// Position in the entry's places.
    pub place: usize,
    /// What it is to the event.
    pub role: PlaceRole,
}

/// What an organiser did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are the contract's")]
pub enum OrganizerRole {
    Convene,
    Issue,
    Send,
    Host,
    Undertake,
    Found,
}

/// A body that held, issued or sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizerRecord {
    /// As written.
    pub text: String,
    /// Full name where it is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// What it did.
    pub role: OrganizerRole,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// How sure it is; absent where it is held for certain.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub doubt: Option<Box<Doubt>>,
}

/// A named institution, or (in `organs`) a bare organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationRecord {
    /// As first written.
    pub text: String,
    /// Full name where it is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// Where it stands.
    pub mentions: Vec<Quote>,
    /// How sure it is; absent where it is held for certain.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub doubt: Option<Box<Doubt>>,
}

/// A document's stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 草案, 征求意见稿.
    Draft,
    /// 研究, 审议, 听取说明.
    Deliberated,
    /// 审议通过, 表决通过, 批准.
    Adopted,
    /// 印发, 下发, 发布, 出台, 公布.
    Issued,
    /// 实施, 施行.
    InForce,
    /// 修订, 修改.
    Amended,
    /// 废止.
    Repealed,
    /// Only named.
    Mentioned,
}

/// A document of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentMention {
    /// Full title, without 《》.
    pub title: String,
    /// Short form, 通知 (以下简称《通知》).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub short: Option<String>,
    /// 通知, 意见, 条例.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kind: Option<String>,
    /// 豫政〔2020〕9号.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub number: Option<String>,
    /// The body that issued it; of a joint issue the first.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub issuer: Option<String>,
    /// The bodies of a joint issue in their order (中共中央、国务院印发); empty where one issued it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub issuers: Vec<String>,
    /// Its stage in this entry.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stage: Option<Stage>,
    /// ISO date of the stage, as exactly as it is told: `2020` where only the year is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stage_date: Option<String>,
    /// All stages the entry tells, each with its own day, where there are several: adopted on the 4th, in force from 1 May.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub stages: Vec<StageTold>,
    /// Where the title or its short form stands, without 《》.
    pub mentions: Vec<Quote>,
}

/// A stage of a document with its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageTold {
    /// The stage.
    pub stage: Stage,
    /// ISO date, as exactly as it is told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<String>,
}

/// A newspaper, journal or broadcast of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationMention {
    /// Title without 《》.
    pub title: String,
    /// Where it stands.
    pub mentions: Vec<Quote>,
}

/// What kind a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantityKind {
    /// Amount of this event.
    Increment,
    /// A part of another figure (其中, 由…组成).
    Component,
    /// A running total (累计, 共, 已).
    Cumulative,
    /// What there is (现有, 床位).
    Stock,
    /// 计划, 拟, 力争.
    Planned,
    /// A measure of a thing.
    Attribute,
    /// 第十批.
    Ordinal,
    /// Counts a list just named.
    Count,
    /// What left a store or a list (出库, 脱贫).
    Decrease,
    /// A correction of what was told before (核减).
    Correction,
}

impl QuantityKind {
    /// Its name in the output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Increment => "increment",
            Self::Component => "component",
            Self::Cumulative => "cumulative",
            Self::Stock => "stock",
            Self::Planned => "planned",
            Self::Attribute => "attribute",
            Self::Ordinal => "ordinal",
            Self::Count => "count",
            Self::Decrease => "decrease",
            Self::Correction => "correction",
        }
    }
}

/// How exact a figure is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approximation {
    /// 约.
    About,
    /// 余, 多, 超.
    Over,
    /// 近.
    Under,
}

/// A figure of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuantityRecord {
    /// Number and unit as written.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// A plain number; the lower end of a range.
    pub value: serde_json::Number,
    /// The upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value_max: Option<serde_json::Number>,
    /// As written.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// The thing counted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub of: Option<String>,
    /// What kind of figure.
    pub kind: QuantityKind,
    /// Set where another kind is nearly as likely.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kind_doubt: Option<Box<Doubt>>,
    /// Whether a word before it tells the kind; only while it is read.
    #[serde(skip)]
    pub(crate) sure: bool,
    /// How exact.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub approx: Option<Approximation>,
    /// ISO date of a running total.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_of: Option<String>,
    /// The place or body counted, where said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scope: Option<String>,
    /// On what an amount is reckoned, where said: 1990年不变价, 现价, 新口径.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub basis: Option<String>,
    /// Position of the figure it is a part of.
    pub part_of: Option<usize>,
    /// Position of the same figure told before.
    pub same_as: Option<usize>,
}

/// Whether a sentence tells what was done or what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// It happened.
    Done,
    /// It is to happen (将, 拟, 预计).
    Planned,
    /// Somebody urged it (强调, 指出, 要求, 要…).
    Urged,
    /// Somebody else's word was passed on (传达学习).
    Conveyed,
    /// It was reported (汇报, 据介绍).
    Reported,
}

/// A sentence with its mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// First code point.
    pub start: u32,
    /// One past the last code point, before the mark that ends the sentence.
    pub end: u32,
    /// What it is.
    pub mode: Mode,
    /// Position of the person who says it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub person: Option<usize>,
}

/// One event of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRecord {
    /// The characters that tell it.
    pub span: Span,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<TimeRecord>,
    /// What.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none", default)]
    pub kind: Option<EventType>,
    /// Who, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub people: Vec<Participation>,
    /// Where.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub places: Vec<PlaceInEvent>,
    /// Positions in the entry's organizers.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub organizers: Vec<usize>,
}

impl EventRecord {
    /// The date, where its days are known.
    pub fn dated(&self) -> Option<&TimeRecord> {
        self.date.as_ref().filter(|date| date.is_resolved())
    }
}

/// One entry, in the shape that is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The document it stands in.
    pub document: std::sync::Arc<DocumentRecord>,
    /// The same for the same text read again.
    pub id: String,
    /// Counts from 1 in the document.
    pub number: u32,
    /// Counts from 1; sections without headings count too.
    pub section: u32,
    /// The section's heading where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub section_heading: Option<Quote>,
    /// The whole entry.
    pub span: Span,
    /// Where it begins in a file of Word or Excel.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub location: Option<crate::document::Location>,
    /// The heading before the entry's first dateline.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub headline: Option<Quote>,
    /// When the event took place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<TimeRecord>,
    /// Days or months ran back and no heading tells month or year: that of the date is a guess.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub date_guessed: bool,
    /// What the entry tells.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none", default)]
    pub kind: Option<EventType>,
    /// Set where the entry may be of another type, or no word tells one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub type_doubt: Option<Box<Doubt>>,
    /// The main event first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub events: Vec<EventRecord>,
    /// Who held, issued or sent it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub organizers: Vec<OrganizerRecord>,
    /// Every named person.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub people: Vec<PersonRecord>,
    /// Every place.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub places: Vec<PlaceRecord>,
    /// Named institutions other than the organizers.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub orgs: Vec<OrganizationRecord>,
    /// Bare organs (省委, 国务院) in passing.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub organs: Vec<OrganizationRecord>,
    /// Titles in 《》 that are documents.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub documents: Vec<DocumentMention>,
    /// Titles in 《》 that are newspapers and journals.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub publications: Vec<PublicationMention>,
    /// Every resolvable expression, once by surface and value.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub times: Vec<TimeRecord>,
    /// Figures that state a fact.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub quantities: Vec<QuantityRecord>,
    /// Levels of response, closures and orders: what was started, raised, lowered or ended.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub measures: Vec<crate::fact::measure::Measure>,
    /// Its sentences after the headline: done, planned, urged, conveyed or reported.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub statements: Vec<Statement>,
}

impl Record {
    /// The date, where its days are known.
    pub fn dated(&self) -> Option<&TimeRecord> {
        self.date.as_ref().filter(|date| date.is_resolved())
    }

    /// Gives back the room its lists do not need. A list begins with room for four; of an entry's many lists of large items
    /// most hold one or two, so that a record that is kept takes two thirds of the memory.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.people.iter_mut().for_each(|person| person.titles.shrink_to_fit());
        self.events.shrink_to_fit();
        self.people.shrink_to_fit();
        self.places.shrink_to_fit();
        self.orgs.shrink_to_fit();
        self.organs.shrink_to_fit();
        self.documents.shrink_to_fit();
        self.times.shrink_to_fit();
        self.quantities.shrink_to_fit();
    }
}
