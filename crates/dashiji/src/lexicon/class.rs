//! What a term of the lexicon is. Read by the build script as well, so it stands alone.

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What a term of the lexicon is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Class {
            $($(#[$doc])* $name,)*
        }

        impl Class {
            /// Every class, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word that stands in the `class` column.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The class of a word in the `class` column.
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

classes! {
    /// A surname of one or two characters.
    Surname = "surname",
    /// A post: 书记, 省长, 主任, 组长. The value is empty, or `head`, `deputy`, `member`.
    Post = "post",
    /// What may stand before a post and belongs to it: 副, 常务副, 代, 第一, 原.
    PostPrefix = "post-prefix",
    /// A collective: 省领导, 省政协委员.
    Collective = "collective",
    /// An academic rank: 院士, 教授.
    Academic = "academic",
    /// An occupation: 护士长, 检验员.
    Occupation = "occupation",
    /// A form of address: 同志, 先生.
    Address = "address",
    /// A verb that decides a part; the value is the part's word of the contract.
    PartVerb = "part-verb",
    /// A word that holds a part's verb and is none (主持人), or a noun a light verb governs (作…报告).
    PartNoun = "part-noun",
    /// What may stand between a subject and its verb: 先后, 现场, 并就.
    PartOpener = "part-opener",
    /// A common word that is no name, whatever characters it is made of.
    Word = "word",
    /// A division of GB/T 2260 by its full name; values are held in the division table.
    Division = "division",
    /// A division by its short form (信阳).
    DivisionShort = "division-short",
    /// A name of a division that is a common word as well (和平, 开封): a place only where its surroundings say so.
    PlaceWord = "place-word",
    /// A one-character name of a province (豫, 鄂).
    ProvinceLetter = "province-letter",
    /// A named geographic area, mountain, river, region (豫北, 大别山, 中东).
    Region = "region",
    /// A country.
    Country = "country",
    /// What ends a place below the county: 镇, 乡, 村, 街道.
    PlaceSuffix = "place-suffix",
    /// What ends a zone's name: 经开区, 示范区.
    ZoneSuffix = "zone-suffix",
    /// What ends an organisation's name: 公司, 医院, 大学, 厅.
    OrgSuffix = "org-suffix",
    /// A whole organisation's name or short form; the value is its full name, `*` standing for the region.
    Org = "org",
    /// What leads a body's name beside places: 国营, 私立, 全国; the value `owner` says who keeps it.
    BodyLead = "body-lead",
    /// A department by what stands after 省, 市 or a name (卫健委); the value is its name in full where this is a short form.
    Department = "department",
    /// A bare organ: 省委, 国务院. The value is its full name, `*` standing for the region.
    Organ = "organ",
    /// What ends a team or a body set up for a task: 医疗队, 指挥部, 专班.
    BodySuffix = "body-suffix",
    /// What ends a named site or community: 社区, 小区, 园区, 车站.
    SiteSuffix = "site-suffix",
    /// A kind of document: 通知, 实施意见. The value is the kind.
    DocumentKind = "document-kind",
    /// A verb of a document's stage; the value is the stage.
    StageVerb = "stage-verb",
    /// A newspaper or journal.
    Publication = "publication",
    /// A word beside a title in 《》; the value tells on which side, and what the title is then.
    TitleCue = "title-cue",
    /// A measure word or unit; the value is its canonical form.
    Unit = "unit",
    /// A word that says what kind a figure is (累计, 其中, 现有); the value is the kind.
    FigureWord = "figure-word",
    /// A word that tells an entry's type; the value is the type.
    TypeWord = "type-word",
    /// A word that says what a clause is or what is done with what follows (为了, 研究, 决定); the value says which.
    Frame = "frame",
    /// A word that opens a role of a place (前往, 来自); the value is the role.
    RoleWord = "role-word",
    /// A word that says an organiser's role (召开, 印发); the value is the role.
    OrganizerVerb = "organizer-verb",
    /// A set phrase that cites a person without making them present; the value is empty.
    SetPhrase = "set-phrase",
    /// What follows a person's name at once (强调, 到); the value is empty or `weak`.
    NameVerb = "name-verb",
    /// What stands before a name or its title and is not part of it (由, 听取).
    NameLead = "name-lead",
    /// A function word or adverb that bounds names and clauses (和, 及, 在, 对).
    Function = "function",
    /// A common word that ends like the name of a body or site and is none (干部, 现场).
    BodyWord = "body-word",
    /// A word before the last word of a body that describes and does not name (各级, 市属, 重点).
    Describing = "describing",
    /// A phrase that may stand inside the name of a body or place though it holds a word that bounds names.
    NamePart = "name-part",
        /// A word after which a place stands (到, 在, 前往).
    PlaceLead = "place-lead",
    /// A word that joins two names (和, 与, 及).
    Join = "join",
    /// A verb that is none of the above, which bounds names and bodies.
    Verb = "verb",
    /// What makes a sentence urged, planned, conveyed or reported; the value says which.
    Said = "said",
    /// A reign or era name; the value is its first and last Gregorian year.
    Era = "era",
    /// A festival or term of the calendar; the value tells its day.
    Festival = "festival",
    /// What opens a paragraph that goes on with the entry before (会议, 其中, 此外).
    Continuation = "continuation",
    /// What opens a line of a page's frame (责任编辑, 上一篇).
    Furniture = "furniture",
    /// What opens a note before the first entry (编者按, 说明).
    Preface = "preface",
    /// What stands beside a year or month in a title (大事记, 纪事).
    TitleWord = "title-word",
    /// What opens a note or comment on the entry before (按, 注, 疑问).
    Remark = "remark",
    /// What ends words of time that name no day (期间, 前夕, 之际).
    TimeTail = "time-tail",
    /// The last word of a place's name that no table holds (山, 府, 庄); the value tells how much it says by itself.
    PlaceTail = "place-tail",
    /// A mountain, a water, an old division, a foreign city or state by its name; the value tells which.
    PlaceName = "place-name",
    /// A verb of one character behind which a place stands where it opens a clause or follows a name (越, 迁).
    PlaceVerb = "place-verb",
    /// What stands behind a place's name and shows that it is one (境内, 遭受, 决口).
    PlaceAfter = "place-after",
    /// What ends the name of a thing called after a place (奖章, 大桥); the value tells how such a name is made.
    ThingSuffix = "thing-suffix",
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct ClassSet(u64);

impl ClassSet {
    /// The set with nothing in it.
    pub const NONE: Self = Self(0);

    /// The set with `class` added.
    #[must_use]
    pub const fn with(self, class: Class) -> Self {
        Self(self.0 | 1 << (class as u8))
    }

    /// The set of some classes.
    pub const fn of(classes: &[Class]) -> Self {
        let mut set = Self::NONE;
        let mut n = 0;
        while n < classes.len() {
            set = set.with(classes[n]);
            n += 1;
        }
        set
    }

    /// The set as it is written.
    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    /// The set that was written so.
    pub(crate) const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// Whether `class` is in the set.
    pub const fn has(self, class: Class) -> bool {
        self.0 & 1 << (class as u8) != 0
    }

    /// The classes of both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any class of `other` is in the set.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
