//! The closed vocabularies of the record: one table each, one row a word.
//! A new kind of event is one row here and its words in `locales/`.

/// Declares a vocabulary: an enum, its identifiers as the record writes them, and the way back.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word the record and the links use.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

vocabulary! {
    /// What sort of thing happened, told apart by colour and shape.
    Family { Protest = "protest", Violence = "violence", Institution = "institution", Voice = "voice" }
}

vocabulary! {
    /// What happened, within its family.
    Kind {
        Mobilization = "mobilization",
        Strike = "strike",
        Blockade = "blockade",
        Occupation = "occupation",
        Clash = "clash",
        Repression = "repression",
        Incident = "incident",
        Government = "government",
        Congress = "congress",
        Justice = "justice",
        Report = "report",
        Solidarity = "solidarity",
    }
}

impl Kind {
    pub fn family(self) -> Family {
        match self {
            Self::Mobilization | Self::Strike | Self::Blockade | Self::Occupation => {
                Family::Protest
            }
            Self::Clash | Self::Repression | Self::Incident => Family::Violence,
            Self::Government | Self::Congress | Self::Justice => Family::Institution,
            Self::Report | Self::Solidarity => Family::Voice,
        }
    }

    /// The kind's place within its family, from 0, which sets how its mark is filled.
    pub fn rank(self) -> usize {
        self.family().kinds().position(|kind| kind == self).unwrap_or(0)
    }
}

impl Family {
    pub fn kinds(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(move |kind| kind.family() == self)
    }
}

vocabulary! {
    /// How sure the record is that an event happened as told.
    Certainty { Confirmed = "confirmed", Reported = "reported", Disputed = "disputed" }
}

vocabulary! {
    /// What a figure counts.
    Measure {
        Deaths = "deaths",
        Injuries = "injuries",
        Detentions = "detentions",
        Participants = "participants",
        Blockades = "blockades",
        StudentsHeld = "students-held",
        OfficersDeployed = "officers-deployed",
        Resignations = "resignations",
        RegionsAffected = "regions-affected",
        ProvincesAffected = "provinces-affected",
        Days = "days",
        ApprovalPercent = "approval-percent",
        Other = "other",
    }
}

vocabulary! {
    /// How a figure's value is meant.
    Qualifier {
        Exact = "exact",
        AtLeast = "at-least",
        About = "about",
        MoreThan = "more-than",
        UpTo = "up-to",
    }
}

vocabulary! {
    /// What sort of document a source is.
    SourceKind {
        News = "news",
        Report = "report",
        Official = "official",
        Encyclopedia = "encyclopedia",
        Statement = "statement",
        Academic = "academic",
    }
}

vocabulary! {
    /// What sort of actor somebody is.
    ActorKind {
        Person = "person",
        Organisation = "organisation",
        StateBody = "state-body",
        Media = "media",
    }
}

vocabulary! {
    /// How closely a place's coordinates are known.
    Precision {
        Site = "site",
        City = "city",
        Province = "province",
        Region = "region",
        Country = "country",
    }
}
