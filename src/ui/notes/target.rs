//! What a note is about, in words.

use crate::{
    core::{
        i18n::{Word, edtf_words, figure_words, fill, labelled, measure_word, say},
        link,
        model::{Archive, Place},
        notes::{Colour, Note, PieceKind, State, Target, pieces},
        query::{Query, choices},
    },
    state::App,
    ui::filters::{area_name, choice_in_words},
};

/// Kinds of what notes are about, for choosing among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Event,
    Passage,
    Figure,
    Region,
    Time,
    View,
    Other,
}

impl Sort {
    pub const ALL: [Self; 7] = [
        Self::Event,
        Self::Passage,
        Self::Figure,
        Self::Region,
        Self::Time,
        Self::View,
        Self::Other,
    ];

    pub fn of(target: &Target) -> Self {
        match target {
            Target::Event(_) => Self::Event,
            Target::Passage(_) => Self::Passage,
            Target::Figure { .. } | Target::Claims(_) | Target::Claim(_) => Self::Figure,
            Target::Region(_) | Target::Place(_) => Self::Region,
            Target::Time(_) => Self::Time,
            Target::View(_) | Target::Record => Self::View,
            Target::Page { .. } | Target::Other { .. } => Self::Other,
        }
    }

    pub fn word(self) -> Word {
        match self {
            Self::Event => Word::DeskSortEvent,
            Self::Passage => Word::DeskSortPassage,
            Self::Figure => Word::DeskSortFigure,
            Self::Region => Word::DeskSortRegion,
            Self::Time => Word::DeskSortTime,
            Self::View => Word::DeskSortView,
            Self::Other => Word::DeskSortOther,
        }
    }
}

/// What a colour is called.
pub fn colour_word(colour: Colour) -> Word {
    match colour {
        Colour::Amber => Word::DeskColourAmber,
        Colour::Green => Word::DeskColourGreen,
        Colour::Blue => Word::DeskColourBlue,
        Colour::Rose => Word::DeskColourRose,
    }
}

/// What a state is called.
pub fn state_word(state: State) -> Word {
    match state {
        State::Open => Word::DeskStateOpen,
        State::Checked => Word::DeskStateChecked,
        State::Disputed => Word::DeskStateDisputed,
    }
}

/// What a note is about: the event's title, the region's name, the dates.
pub fn target_words(app: App, target: &Target) -> String {
    let lang = app.lang();
    let archive = app.archive();
    let text =
        |text: &crate::core::i18n::Text| text.in_language(lang, &archive.language).text.to_owned();
    let title = |id: &str| {
        let event = archive.event_row(id).and_then(|row| archive.events.get(row));
        event.map_or_else(|| id.to_owned(), |event| text(&event.title))
    };
    match target {
        Target::Record => say(lang, Word::DeskTargetRecord).to_owned(),
        Target::Event(id) => title(id),
        Target::Passage(passage) => title(&passage.event),
        Target::Figure { event, measure } => {
            labelled(lang, say(lang, measure_word(*measure)), &title(event))
        }
        Target::Claims(measure) => {
            fill(lang, Word::ClaimsTitle, &[("what", say(lang, measure_word(*measure)))])
        }
        Target::Claim(id) => match archive.claims.iter().find(|claim| claim.id == *id) {
            Some(claim) => {
                let count = figure_words(lang, claim.value, claim.low, claim.high, claim.qualifier);
                let what = labelled(lang, say(lang, measure_word(claim.measure)), &count);
                format!("{what} · {} · {}", text(&claim.claimant), edtf_words(lang, &claim.as_of))
            }
            None => id.clone(),
        },
        Target::Region(code) => {
            let area = archive.areas.iter().find(|area| area.id == *code);
            area.map_or_else(|| code.clone(), |area| area_name(&archive, lang, area))
        }
        Target::Place(id) => {
            let place = archive.places.iter().find(|place| place.id == *id);
            place.map_or_else(|| id.clone(), |place| place.name.clone())
        }
        Target::Time(date) => edtf_words(lang, date),
        Target::View(link) => {
            labelled(lang, say(lang, Word::DeskTargetView), &view_words(app, link))
        }
        Target::Page { address, .. } => address.clone(),
        Target::Other { .. } => say(lang, Word::DeskTargetOther).to_owned(),
    }
}

/// What a view narrows to.
fn view_words(app: App, link: &str) -> String {
    let query = link::decode(link).query;
    let words: Vec<String> =
        choices(&query).iter().map(|choice| choice_in_words(app, choice)).collect();
    if words.is_empty() {
        say(app.lang(), Word::DeskTargetRecord).to_owned()
    } else {
        words.join(" · ")
    }
}

/// The day a note's target is at, to put notes in order: the event's, or the first of a time.
pub fn target_day(app: App, note: &Note) -> Option<i32> {
    let archive = app.archive();
    if let Target::Time(date) = &note.target {
        return Some(date.span.first.0);
    }
    let row = archive.event_row(note.target.event()?)?;
    archive.events.get(row).map(|event| event.span.first.0)
}

/// Whether a note on a target stands beside an event: about it, its place or its region.
pub fn is_at(app: App, target: &Target, event: &str) -> bool {
    let (place, area) = match target {
        Target::Place(id) => (Some(id), None),
        Target::Region(code) => (None, Some(code)),
        _ => return target.event() == Some(event),
    };
    let archive = app.archive();
    let found = archive.event_row(event).and_then(|row| archive.events.get(row));
    found.is_some_and(|event| {
        let own_place = event.place.and_then(|row| archive.places.get(row)).map(|it| &it.id);
        let own_area = archive.areas.get(event.area).map(|area| &area.id);
        (place.is_some() && place == own_place) || (area.is_some() && area == own_area)
    })
}

/// How to get to what a note is about.
pub enum Way {
    /// Within the page: what its address has after `#`.
    Here(String),
    /// Another page.
    Elsewhere(String),
    /// There is none.
    None,
}

/// The way to what a note is about.
pub fn way(app: App, target: &Target) -> Way {
    let archive = app.archive();
    let link = match target {
        Target::Page { address, .. } => {
            // Only what reads as an address of the web is one.
            let is_link = match pieces(address).as_slice() {
                [piece] => piece.kind == PieceKind::Link,
                _ => false,
            };
            return if is_link { Way::Elsewhere(address.clone()) } else { Way::None };
        }
        Target::Other { .. } => return Way::None,
        Target::Claim(id) => match archive.claims.iter().find(|claim| claim.id == *id) {
            Some(claim) => Target::Claims(claim.measure).link(),
            None => return Way::None,
        },
        // Links know regions alone; the search finds what happened at the place.
        Target::Place(id) => match archive.places.iter().find(|place| place.id == *id) {
            Some(place) => place_link(&archive, place),
            None => return Way::None,
        },
        target => target.link(),
    };
    let tag = app.lang().tag();
    Way::Here(match link.as_str() {
        "" => format!("lang={tag}"),
        link if link.contains("lang=") => link.to_owned(),
        link => format!("{link}&lang={tag}"),
    })
}

/// The link to what happened at a place.
fn place_link(archive: &Archive, place: &Place) -> String {
    let area = archive.areas.get(place.area).filter(|area| !area.id.is_empty());
    let mut query = Query::default();
    query.filters.areas.extend(area.map(|area| area.id.clone()));
    query.filters.search.clone_from(&place.name);
    link::encode(&query)
}
