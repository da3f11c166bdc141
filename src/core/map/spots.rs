//! The places of the events in view, with what happened at each.

use super::layout::Part;
use crate::core::{
    geo::{MapGeometry, Point},
    model::{Archive, Area, AreaKind, Family, Place, Precision, Row},
    order,
    query::PLACE_SLOTS,
};

/// The places of one part of the map, laid flat once.
#[derive(Clone, Debug)]
pub struct Sites {
    places: Vec<(Row, Point)>,
    /// By row of `Archive::places`, the first place that lies in the same city, if it lies in one.
    cities: Vec<Option<Row>>,
}

impl Sites {
    /// Every place with coordinates, where it stands in projected units. What concerns the whole
    /// country stands beside it, lest it seem to have happened in its middle.
    pub fn of(archive: &Archive, geometry: &MapGeometry, part: Part) -> Self {
        let home = home(archive);
        let places = archive.places.iter().enumerate();
        let here = places.filter(|(_, place)| (place.country == home) == (part == Part::Home));
        let sites = here.filter_map(|(row, place)| {
            let at = geometry.projection.project(place.at?);
            let beside = part == Part::Home && place.precision == Precision::Country;
            Some((row, if beside { geometry.aside } else { at }))
        });
        Self { places: sites.collect(), cities: cities(&archive.places) }
    }

    /// What stands for the city of a place: a row of `Archive::places`.
    pub(super) fn city(&self, place: Row) -> Option<Row> {
        self.cities.get(place).copied().flatten()
    }

    /// The counts of `Grouping::Places` with nothing counted elsewhere: they change only when something
    /// here does.
    pub fn counts_here(&self, counts: &[f64]) -> Vec<f64> {
        let mut here = vec![0.0; counts.len()];
        for (row, _) in &self.places {
            let slots = row * PLACE_SLOTS..(row + 1) * PLACE_SLOTS;
            if let (Some(here), Some(counts)) = (here.get_mut(slots.clone()), counts.get(slots)) {
                here.copy_from_slice(counts);
            }
        }
        here
    }
}

/// A place on the map with its events in view.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    pub place: Row,
    /// Where it stands, in projected units.
    pub at: Point,
    pub events: u32,
    /// The event, where there is only one.
    pub row: Option<Row>,
    pub deaths: u32,
    /// Events by family, in the order of `Family::ALL`.
    pub families: [u32; 4],
}

/// The city that a place names. Regions have their own names on the map, so that what is placed only by
/// region names nothing.
pub(super) fn city_name(place: &Place) -> Option<&str> {
    let name = match place.precision {
        Precision::Region => return None,
        // `Palacio de Gobierno, Lima` is in Lima.
        Precision::Site => place.name.rsplit(',').next(),
        // `Ayacucho (Huamanga)` is Ayacucho.
        _ => place.name.split([',', '(']).next(),
    };
    name.map(str::trim)
}

fn cities(places: &[Place]) -> Vec<Option<Row>> {
    let mut named: Vec<(&str, Row)> =
        places.iter().enumerate().filter_map(|(row, it)| Some((city_name(it)?, row))).collect();
    order::sort_by(&mut named, &|one, other| one.cmp(other));
    let mut cities = vec![None; places.len()];
    for same in named.chunk_by(|one, other| one.0 == other.0) {
        for (_, row) in same {
            if let Some(city) = cities.get_mut(*row) {
                *city = same.first().map(|(_, first)| *first);
            }
        }
    }
    cities
}

/// The country the map's regions belong to: what stands before the dash in their ids.
pub(super) fn home(archive: &Archive) -> &str {
    let region = archive.areas.iter().find(|area| area.kind == AreaKind::Region);
    region.and_then(|region| region.id.split('-').next()).unwrap_or_default()
}

/// The counts of `Grouping::Areas` with nothing counted in the country itself.
pub fn counts_abroad(archive: &Archive, counts: &[f64]) -> Vec<f64> {
    let home = home(archive);
    let areas = archive.areas.iter().zip(counts);
    let abroad = |area: &Area| area.kind == AreaKind::Country && area.id != home;
    areas.map(|(area, count)| if abroad(area) { *count } else { 0.0 }).collect()
}

/// Every site where an event in view happened, by the place's row. The counts are those of
/// `Grouping::Places`.
pub(super) fn spots(sites: &Sites, counts: &[f64]) -> Vec<Spot> {
    let spot = |&(row, at): &(Row, Point)| {
        let counts = counts.get(row * PLACE_SLOTS..(row + 1) * PLACE_SLOTS);
        let [families @ .., deaths, rows] = counts? else { return None };
        let events: f64 = families.iter().sum();
        if events < 1.0 {
            return None;
        }
        let mut by_family = [0; 4];
        by_family.iter_mut().zip(families).for_each(|(own, count)| *own = *count as u32);
        Some(Spot {
            place: row,
            at,
            events: events as u32,
            row: (events < 2.0).then_some(*rows as Row),
            deaths: *deaths as u32,
            families: by_family,
        })
    };
    sites.places.iter().filter_map(spot).collect()
}

/// The family whose colour stands for several places: violence where people were killed,
/// else the family with most events, the first of those in the order of `Family::ALL`.
pub(super) fn leading_family<'a>(spots: impl Iterator<Item = &'a Spot>) -> Family {
    let mut families = [0; 4];
    for spot in spots {
        if spot.deaths > 0 {
            return Family::Violence;
        }
        for (sum, count) in families.iter_mut().zip(spot.families) {
            *sum += count;
        }
    }
    let most = families.iter().copied().max().unwrap_or_default();
    let leading = Family::ALL.iter().zip(families).find(|(_, count)| *count == most);
    leading.map_or(Family::Protest, |(family, _)| *family)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(spots: &[(u32, [u32; 4])], expected: Family) {
        let spots = spots.iter().map(|&(deaths, families)| Spot {
            place: 0,
            at: Point::default(),
            events: 1,
            row: None,
            deaths,
            families,
        });
        let spots: Vec<Spot> = spots.collect();
        assert_eq!(leading_family(spots.iter()), expected, "{spots:?}");
    }

    #[test]
    fn the_family_with_most_events_leads_unless_people_were_killed() {
        check(&[(0, [3, 1, 2, 0]), (0, [0, 0, 2, 0])], Family::Institution);
        check(&[(0, [2, 0, 0, 2])], Family::Protest);
        check(&[(0, [5, 0, 0, 0]), (1, [4, 1, 0, 0])], Family::Violence);
    }
}
