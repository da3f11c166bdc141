//! Whether what the sources are is known yet: a delivered record has only their ids, and their file
//! follows after the record is shown.

use crate::core::model::{Archive, Source};

/// The sources' titles, publishers and links, or the lack of them.
pub enum Sources {
    /// They stand in the record itself.
    InRecord,
    /// Their file has yet to arrive.
    OnTheirWay,
    /// Their file was read; they stand in the rows of `Archive::sources`.
    Here(Vec<Source>),
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
            Self::Here(sources) => {
                let ids = archive.sources.iter().map(|source| &source.id);
                is_apart && sources.iter().map(|source| &source.id).eq(ids)
            }
            Self::Failed(_) => false,
        }
    }

    /// The sources by row; none while it is not known what they are.
    pub fn known<'a>(&'a self, archive: &'a Archive) -> &'a [Source] {
        match self {
            Self::InRecord => &archive.sources,
            Self::Here(sources) => sources,
            Self::OnTheirWay | Self::Failed(_) => &[],
        }
    }

    /// The sources by row, with no more than their ids while it is not known what they are.
    pub fn listed<'a>(&'a self, archive: &'a Archive) -> &'a [Source] {
        match self {
            Self::Here(sources) => sources,
            _ => &archive.sources,
        }
    }
}
