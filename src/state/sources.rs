//! Whether what the sources are is known yet: a delivered record has only their ids and no prose,
//! and the file of both follows after the record is shown.

use crate::core::model::{Archive, Details, Known, Source};

/// The sources' titles, publishers and links, and the events' prose, or the lack of them.
pub enum Sources {
    /// They stand in the record itself.
    InRecord,
    /// Their file has yet to arrive.
    OnTheirWay,
    /// Their file was read.
    Here(Details),
    /// Their file could not be had, for this reason.
    Failed(String),
}

impl Sources {
    /// What is known of a record's sources when it opens.
    pub(super) fn of(archive: &Archive) -> Self {
        if archive.sources_file.is_some() { Self::OnTheirWay } else { Self::InRecord }
    }

    /// Whether this holds for another record, such as the same in another language.
    pub(super) fn is_of(&self, archive: &Archive) -> bool {
        let is_apart = archive.sources_file.is_some();
        match self {
            Self::InRecord => !is_apart,
            Self::OnTheirWay => is_apart,
            // The prose is another in each language.
            Self::Here(_) | Self::Failed(_) => false,
        }
    }

    /// What is known of the sources and the prose.
    pub fn known<'a>(&'a self, archive: &'a Archive) -> Known<'a> {
        match self {
            Self::InRecord => Known::of(archive),
            Self::Here(details) => Known {
                sources: &details.sources,
                summaries: Some(&details.summaries),
                steps: &details.steps,
            },
            Self::OnTheirWay | Self::Failed(_) => {
                Known { sources: &[], summaries: None, steps: &[] }
            }
        }
    }

    /// The sources by row, with no more than their ids while it is not known what they are.
    pub fn listed<'a>(&'a self, archive: &'a Archive) -> &'a [Source] {
        match self {
            Self::Here(details) => &details.sources,
            _ => &archive.sources,
        }
    }
}
