//! Made-up events by the hundred thousand, the same for the same seed on every machine: what the
//! benchmarks measure with. Dates over two years in bursts, regions of Peru by weight, all kinds,
//! topics, small counts, and texts from a list of made-up words. Nothing of this is in the page.

mod archive;
mod random;
mod record;
mod words;

pub use archive::archive;
use random::Random;
pub use record::{arrays, record};
use words::sentence;

/// The first day, 1 January 2022, as days since 1970, and how many days follow from it on.
const FIRST_DAY: i32 = 18_993;
const DAYS: usize = 730;

/// How many of each there are.
pub const PLACES: usize = 2_000;
pub const ACTORS: usize = 300;
pub const TAGS: usize = 60;
pub const SOURCES: usize = 400;

/// The regions, how many of a hundred events fall in each, and where it lies (latitude, longitude).
pub const REGIONS: [(&str, u32, (f64, f64)); 25] = [
    ("PE-PUN", 16, (-15.0, -70.0)),
    ("PE-LMA", 12, (-12.05, -77.0)),
    ("PE-CUS", 10, (-13.2, -72.2)),
    ("PE-ARE", 9, (-16.0, -72.3)),
    ("PE-AYA", 8, (-13.9, -74.2)),
    ("PE-APU", 7, (-14.1, -73.0)),
    ("PE-JUN", 5, (-11.6, -75.2)),
    ("PE-LAL", 4, (-8.0, -78.5)),
    ("PE-ICA", 3, (-14.2, -75.5)),
    ("PE-HUV", 3, (-12.9, -75.0)),
    ("PE-TAC", 2, (-17.6, -70.3)),
    ("PE-MOQ", 2, (-16.9, -70.8)),
    ("PE-MDD", 2, (-12.0, -70.5)),
    ("PE-UCA", 2, (-9.6, -73.6)),
    ("PE-LIM", 2, (-11.2, -76.6)),
    ("PE-PIU", 2, (-5.1, -80.3)),
    ("PE-CAJ", 2, (-6.6, -78.6)),
    ("PE-LAM", 2, (-6.4, -79.8)),
    ("PE-ANC", 1, (-9.4, -77.8)),
    ("PE-HUC", 1, (-9.5, -76.0)),
    ("PE-SAM", 1, (-7.0, -76.8)),
    ("PE-LOR", 1, (-4.5, -74.5)),
    ("PE-PAS", 1, (-10.4, -75.3)),
    ("PE-AMA", 1, (-5.2, -78.1)),
    ("PE-CAL", 1, (-12.05, -77.12)),
];

/// Of a hundred events, how many are of each kind, in the order of `Kind::ALL`.
const KINDS: [u32; 12] = [30, 14, 16, 4, 8, 7, 4, 5, 3, 3, 4, 2];

/// So many events; entry `n` of each list is event `n`'s. Titles and texts are made when asked for.
pub struct Sample {
    seed: u64,
    /// The first day, as days since 1970, in ascending order, and the last day.
    pub day: Vec<i32>,
    pub last: Vec<i32>,
    /// A row of `places`.
    pub place: Vec<u32>,
    /// A place in `Kind::ALL`.
    pub kind: Vec<u8>,
    pub deaths: Vec<u8>,
    pub injuries: Vec<u8>,
    /// Two of the tags and of the actors; twice the same counts once.
    pub tags: Vec<[u8; 2]>,
    pub actors: Vec<[u16; 2]>,
    pub places: Vec<SamplePlace>,
}

/// A made-up place.
pub struct SamplePlace {
    pub name: String,
    /// A row of `REGIONS`.
    pub region: u32,
    pub lat: f64,
    pub lon: f64,
}

/// So many events of a seed.
pub fn sample(count: usize, seed: u64) -> Sample {
    let mut random = Random::new(seed);
    let places = places(&mut random);
    let mut by_day = vec![0_usize; DAYS];
    let weights = bursts(&mut random);
    let all: u32 = weights.iter().sum();
    for _ in 0..count {
        let at = picked(&weights, random.below(all));
        by_day.iter_mut().skip(at).take(1).for_each(|count| *count += 1);
    }
    let mut made = Sample {
        seed,
        day: Vec::with_capacity(count),
        last: Vec::with_capacity(count),
        place: Vec::with_capacity(count),
        kind: Vec::with_capacity(count),
        deaths: Vec::with_capacity(count),
        injuries: Vec::with_capacity(count),
        tags: Vec::with_capacity(count),
        actors: Vec::with_capacity(count),
        places,
    };
    for (day, events) in (FIRST_DAY..).zip(by_day) {
        let mut lasting: Vec<i32> = (0..events)
            .map(|_| if random.below(20) == 0 { 1 + random.below(20) as i32 } else { 0 })
            .collect();
        lasting.sort_unstable();
        for longer in lasting {
            made.day.push(day);
            made.last.push(day + longer);
            made.place.push(random.below(PLACES as u32));
            made.kind.push(picked(&KINDS, random.below(100)) as u8);
            let hurt = random.below(100);
            made.deaths.push(if hurt < 3 { 1 + random.below(4) as u8 } else { 0 });
            made.injuries.push(if hurt < 8 { 1 + random.below(30) as u8 } else { 0 });
            made.tags.push([random.skewed(TAGS as u32) as u8, random.skewed(TAGS as u32) as u8]);
            let actors = ACTORS as u32;
            made.actors.push([random.skewed(actors) as u16, random.skewed(actors) as u16]);
        }
    }
    made
}

impl Sample {
    pub fn len(&self) -> usize {
        self.day.len()
    }

    pub fn is_empty(&self) -> bool {
        self.day.is_empty()
    }

    /// An event's title, of five to nine words.
    pub fn title(&self, row: usize) -> String {
        sentence(&mut Random::new(self.seed ^ (row as u64) << 20), 5, 9)
    }

    /// An event's text, of twenty to forty words.
    pub fn text(&self, row: usize) -> String {
        sentence(&mut Random::new(!self.seed ^ (row as u64) << 20), 20, 40)
    }
}

/// How likely each day is: quiet days, and bursts that rise at once and fall slowly.
fn bursts(random: &mut Random) -> Vec<u32> {
    let mut weights = vec![40_u32; DAYS];
    for _ in 0..14 {
        let (from, mut height) = (random.below(DAYS as u32) as usize, 100 + random.below(500));
        for weight in weights.iter_mut().skip(from) {
            *weight += height;
            height = height * 9 / 10;
        }
    }
    weights
}

/// Which of several weights a number below their sum falls on.
fn picked(weights: &[u32], mut at: u32) -> usize {
    let found = weights.iter().position(|weight| {
        let here = at < *weight;
        at = at.saturating_sub(*weight);
        here
    });
    found.unwrap_or_default()
}

fn places(random: &mut Random) -> Vec<SamplePlace> {
    let weights = REGIONS.map(|(_, weight, _)| weight);
    let place = |_| {
        let region = picked(&weights, random.below(weights.iter().sum()));
        let (lat, lon) = REGIONS.get(region).map_or((0.0, 0.0), |(_, _, at)| *at);
        // A thousandth of a degree is exact enough in every float.
        let near = |middle: f64, random: &mut Random| {
            middle + (f64::from(random.below(1_400)) - 700.0) / 1_000.0
        };
        let name = sentence(random, 1, 2);
        let (lat, lon) = (near(lat, random), near(lon, random));
        SamplePlace { name, region: region as u32, lat, lon }
    };
    (0..PLACES).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_same_events_and_another_others() {
        let [one, same, other] = [5, 5, 6].map(|seed| sample(3_000, seed));
        assert_eq!((&one.day, &one.place, &one.tags), (&same.day, &same.place, &same.tags));
        assert_eq!((one.title(7), one.text(2_999)), (same.title(7), same.text(2_999)));
        assert_ne!(one.day, other.day);
        assert_ne!(one.title(7), one.title(8));
    }

    #[test]
    fn events_come_by_day_in_bursts_and_regions_by_their_weights() {
        let made = sample(50_000, 1);
        assert_eq!(made.len(), 50_000);
        assert!(made.day.is_sorted());
        assert!(made.day.iter().zip(&made.last).all(|(day, last)| day <= last));
        let long = made.day.iter().zip(&made.last).filter(|(day, last)| day < last).count();
        assert!((2_000..3_000).contains(&long), "{long} last longer");
        let mut days = vec![0; DAYS];
        made.day.iter().for_each(|day| days[(day - FIRST_DAY) as usize] += 1);
        let (least, most) = (days.iter().min().unwrap(), days.iter().max().unwrap());
        assert!(*most > 5 * least && *least > 0, "{least} to {most} a day");
        let puno = made.place.iter().filter(|at| made.places[**at as usize].region == 0).count();
        assert!((6_000..10_500).contains(&puno), "{puno} in the first region");
        assert_eq!(KINDS.iter().sum::<u32>(), 100);
        assert_eq!(REGIONS.iter().map(|(_, weight, _)| weight).sum::<u32>(), 100);
    }
}
