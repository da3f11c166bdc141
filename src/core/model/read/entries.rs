//! What events refer to: sources, regions, places with their areas, and actors.

use super::field::{Field, Ids, is_country, is_http_link, is_json_file, is_language, is_region};
use crate::core::{
    geo::LonLat,
    i18n::Text,
    model::{
        Actor, ActorKind, Area, AreaKind, Expected, Place, Population, Precision, Row, Source,
        SourceKind,
    },
};

/// The lists that stand on their own, and the rows of their ids.
pub(super) struct Entries<'v> {
    pub sources: Vec<Source>,
    pub sources_file: Option<String>,
    pub areas: Vec<Area>,
    pub places: Vec<Place>,
    pub actors: Vec<Actor>,
    pub source_ids: Ids<'v>,
    pub region_ids: Ids<'v>,
    pub place_ids: Ids<'v>,
    pub actor_ids: Ids<'v>,
}

impl<'v> Entries<'v> {
    pub fn read(root: &Field<'v, '_>) -> Self {
        let (sources, source_ids, sources_file) = sources(root);
        let (mut areas, region_ids) = regions(&root.at("regions"), &source_ids);
        let mut countries = Ids::new();
        let (mut places, place_ids) =
            list(&root.at("places"), |field, id| place(field, id, &region_ids, &mut countries));
        settle(&mut areas, &mut places, countries);
        let (actors, actor_ids) =
            list(&root.at("actors"), |field, id| actor(field, id, &source_ids));
        Self {
            sources,
            sources_file,
            areas,
            places,
            actors,
            source_ids,
            region_ids,
            place_ids,
            actor_ids,
        }
    }
}

/// Reads a list whose entries have ids of their own.
pub(super) fn list<'v, T>(
    field: &Field<'v, '_>,
    mut read: impl FnMut(&Field<'v, '_>, &'v str) -> Option<T>,
) -> (Vec<T>, Ids<'v>) {
    let (mut entries, mut ids) = (Vec::new(), Ids::new());
    for item in field.items() {
        if item.is_object()
            && let Some(id) = item.at("id").new_id(&ids)
            && let Some(entry) = read(&item, id)
        {
            ids.insert(id, entries.len());
            entries.push(entry);
        }
    }
    (entries, ids)
}

/// The record's sources, or their ids alone where the record names the file that holds them.
fn sources<'v>(root: &Field<'v, '_>) -> (Vec<Source>, Ids<'v>, Option<String>) {
    let field = root.at("sources");
    if !field.is_text() {
        let (sources, ids) = list(&field, source);
        return (sources, ids, None);
    }
    let (mut sources, mut ids) = (Vec::new(), Ids::new());
    let Some(file) = field.word_where(is_json_file, Expected::SourcesFile) else {
        return (sources, ids, None);
    };
    for item in root.at("source_ids").items() {
        if let Some(id) = item.new_id(&ids) {
            ids.insert(id, sources.len());
            sources.push(unknown_source(id));
        }
    }
    (sources, ids, Some(file.to_owned()))
}

/// A source of which nothing but the id is known.
pub(super) fn unknown_source(id: &str) -> Source {
    Source {
        id: id.to_owned(),
        title: id.to_owned(),
        publisher: String::new(),
        author: None,
        published: None,
        url: None,
        language: String::new(),
        kind: None,
    }
}

pub(super) fn source<'v>(field: &Field<'v, '_>, id: &str) -> Option<Source> {
    let owned = |key| {
        let field: Field<'v, '_> = field.at(key);
        field.given().and_then(|field| field.words()).map(str::to_owned)
    };
    let url = field.at("url");
    let url = url.given().and_then(|url| url.word_where(is_http_link, Expected::HttpLink));
    let language = field.at("language");
    let language = language.given().and_then(|tag| tag.word_where(is_language, Expected::Language));
    Some(Source {
        id: id.to_owned(),
        title: field.at("title").words()?.to_owned(),
        publisher: owned("publisher").unwrap_or_default(),
        author: owned("author"),
        published: field.at("published").given().and_then(|date| date.date()),
        url: url.map(str::to_owned),
        language: language.unwrap_or_default().to_owned(),
        kind: Some(field.at("kind").word(SourceKind::from_id, Expected::SourceKind)?),
    })
}

fn regions<'v>(field: &Field<'v, '_>, sources: &Ids<'v>) -> (Vec<Area>, Ids<'v>) {
    let (mut areas, mut ids) = (Vec::new(), Ids::new());
    for item in field.items() {
        if !item.is_object() {
            continue;
        }
        let id_field = item.at("id");
        let Some(id) = id_field.word_where(is_region, Expected::Region) else { continue };
        if ids.contains_key(id) {
            id_field.note::<()>(Expected::UniqueId);
            continue;
        }
        let Some(name) = item.at("name").text() else { continue };
        let population = item.at("population");
        let population = population.given().and_then(|field| population_of(&field, sources));
        ids.insert(id, areas.len());
        areas.push(Area { id: id.to_owned(), kind: AreaKind::Region, name, population });
    }
    (areas, ids)
}

fn population_of<'v>(field: &Field<'v, '_>, sources: &Ids<'v>) -> Option<Population> {
    if !field.is_object() {
        return None;
    }
    let year = field.at("year");
    Some(Population {
        value: field.at("value").amount()?,
        year: match year.number()? {
            number if number.fract() == 0.0 && number.abs() <= 9999.0 => number as i32,
            _ => return year.note(Expected::Year),
        },
        sources: field.sources(sources)?,
    })
}

fn place<'v>(
    field: &Field<'v, '_>,
    id: &str,
    regions: &Ids<'v>,
    countries: &mut Ids<'v>,
) -> Option<Place> {
    let name = field.at("name").words()?.to_owned();
    let region_field = field.at("region");
    let region = region_field.given();
    let region = region.and_then(|region| region.row(regions, Expected::KnownRegion));
    let country = field.at("country");
    let country = country.given().and_then(|code| code.word_where(is_country, Expected::Country));
    let of_region = || region.and_then(|_| region_field.words()?.get(..2));
    let country = country.or_else(of_region);
    if let (None, Some(code)) = (region, country) {
        countries.insert(code, UNSETTLED);
    }
    let province = field.at("province");
    let precision = field.at("precision");
    let precision =
        precision.given().and_then(|word| word.word(Precision::from_id, Expected::Precision));
    Some(Place {
        id: id.to_owned(),
        name,
        area: region.unwrap_or(UNSETTLED),
        country: country.unwrap_or_default().to_owned(),
        province: province.given().and_then(|name| name.words()).map(str::to_owned),
        at: coordinates(field),
        precision: precision.unwrap_or(Precision::Country),
    })
}

fn coordinates(place: &Field) -> Option<LonLat> {
    let (lat, lon) = (place.at("lat"), place.at("lon"));
    if lat.given().is_none() && lon.given().is_none() {
        return None;
    }
    let lat = lat.degrees(90.0, Expected::Latitude);
    let lon = lon.degrees(180.0, Expected::Longitude);
    Some(LonLat { lon: lon?, lat: lat? })
}

/// The area of a place outside the regions, until the countries are known.
const UNSETTLED: Row = Row::MAX;

/// Adds the countries of places outside the regions, by code, and gives such places their area.
fn settle(areas: &mut Vec<Area>, places: &mut [Place], mut countries: Ids) {
    for (code, row) in &mut countries {
        *row = areas.len();
        areas.push(nameless(code, AreaKind::Country));
    }
    for place in places.iter_mut().filter(|place| place.area == UNSETTLED) {
        let country = countries.get(place.country.as_str()).copied();
        place.area = country.unwrap_or_else(|| nowhere(areas));
    }
}

/// The row of the area for what lies nowhere known, added if it is not there.
pub(super) fn nowhere(areas: &mut Vec<Area>) -> Row {
    if areas.last().is_none_or(|area| area.kind != AreaKind::Nowhere) {
        areas.push(nameless("", AreaKind::Nowhere));
    }
    areas.len() - 1
}

fn nameless(id: &str, kind: AreaKind) -> Area {
    Area { id: id.to_owned(), kind, name: Text::default(), population: None }
}

fn actor<'v>(field: &Field<'v, '_>, id: &str, sources: &Ids<'v>) -> Option<Actor> {
    let role = field.at("role");
    Some(Actor {
        id: id.to_owned(),
        kind: field.at("kind").word(ActorKind::from_id, Expected::ActorKind)?,
        name: field.at("name").words()?.to_owned(),
        role: role.given().and_then(|role| role.text()).unwrap_or_default(),
        sources: field.at("sources").rows(sources, Expected::KnownSource),
    })
}
