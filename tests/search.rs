//! What a search costs in a record of a hundred thousand events: a timing to look at.

use std::time::{Duration, Instant};

use khipu::core::{
    geo::LonLat,
    i18n::{Lang, Text},
    model::{
        Actor, ActorKind, Archive, Area, AreaKind, Certainty, Event, Kind, Known, Place, Precision,
        Row, Source, Tag,
    },
    query::{Index, IndexBuilder},
    time::{Day, Edtf, Span},
};

const EVENTS: usize = 100_000;

/// A stream of numbers that look random (Vigna, `SplitMix64`).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }

    /// A number below another, the smaller ones far oftener where they are to be skewed.
    fn skewed(&mut self, end: usize, skew: bool) -> usize {
        let below = self.below(end);
        if skew { below * self.below(end) / end * self.below(end) / end } else { below }
    }
}

/// Five thousand words of a few syllables, as unevenly spread over the letters as a language's.
fn vocabulary(seeded: &mut Seeded) -> Vec<String> {
    let syllables = [
        "con", "de", "ca", "re", "pa", "co", "in", "ma", "pro", "des", "se", "mi", "es", "po",
        "ta", "li", "ra", "ción", "do", "te", "na", "gue", "fu", "bra", "al", "tro", "hu", "ju",
        "o", "vi",
    ];
    let mut words: Vec<String> = Vec::new();
    while words.len() < 5000 {
        let syllable = |at: usize| *syllables.get(at).unwrap();
        let count = 2 + seeded.below(3);
        let word: String =
            (0..count).map(|_| syllable(seeded.below(30) * seeded.below(30) / 30)).collect();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// A record of so many events of about forty-five words, names of what they share beside them.
fn archive(seeded: &mut Seeded, words: &[String], skew: bool) -> Archive {
    let phrase = |seeded: &mut Seeded, count: usize| {
        let word = |_| words[seeded.skewed(words.len(), skew)].as_str();
        (0..count).map(word).collect::<Vec<_>>().join(" ")
    };
    let text = |words: String| Text::new(vec![("es".to_owned(), words)]);
    let day = Day::from_iso("2000-01-01").unwrap();
    let areas: Vec<Area> = (0..26)
        .map(|at| Area {
            id: format!("PE-{at}"),
            kind: AreaKind::Region,
            name: text(phrase(seeded, 1)),
            population: None,
        })
        .collect();
    let places: Vec<Place> = (0..2000)
        .map(|at| Place {
            id: format!("p-{at}"),
            name: phrase(seeded, 2),
            area: at % 26,
            country: "PE".to_owned(),
            province: Some(phrase(seeded, 1)),
            at: None::<LonLat>,
            precision: Precision::City,
        })
        .collect();
    let actors: Vec<Actor> = (0..2000)
        .map(|at| Actor {
            id: format!("a-{at}"),
            kind: ActorKind::Person,
            name: phrase(seeded, 2),
            role: text(phrase(seeded, 3)),
            sources: Vec::new(),
        })
        .collect();
    let tags: Vec<Tag> =
        (0..300).map(|at| Tag { id: format!("tag-{at}"), name: text(phrase(seeded, 1)) }).collect();
    let sources: Vec<Source> = (0..20_000)
        .map(|at| Source {
            id: format!("s-{at}"),
            title: phrase(seeded, 6),
            publisher: phrase(seeded, 2),
            author: None,
            published: None,
            url: None,
            language: "es".to_owned(),
            kind: None,
        })
        .collect();
    let events = (0..EVENTS)
        .map(|at| {
            let first = day.plus((at / 20) as i32);
            let place = seeded.below(places.len());
            let count = 24 + seeded.below(21);
            Event {
                id: format!("e-{at}"),
                start: Edtf::from_day(first),
                end: None,
                span: Span { first, last: first },
                place: Some(place),
                area: place % 26,
                kind: Kind::ALL[at % Kind::ALL.len()],
                title: text(phrase(seeded, 6)),
                summary: text(phrase(seeded, count)),
                actors: vec![seeded.below(actors.len())],
                figures: Vec::new(),
                tags: vec![seeded.below(tags.len())],
                certainty: Certainty::ALL[0],
                sources: vec![seeded.below(sources.len())],
            }
        })
        .collect();
    Archive {
        id: "large".to_owned(),
        title: Text::default(),
        description: Text::default(),
        language: "es".to_owned(),
        languages: vec!["es".to_owned()],
        license: String::new(),
        updated: String::new(),
        window: Span { first: day, last: day },
        cursor: day,
        areas,
        sources,
        sources_file: None,
        places,
        actors,
        events,
        claims: Vec::new(),
        stories: Vec::new(),
        tags,
    }
}

/// The middle, the nineteenth of twenty and the longest of some times, in microseconds.
fn spread(mut times: Vec<Duration>) -> String {
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_micros();
    format!("{} in the middle, {} at 95 %, {} at most, in µs", at(50), at(95), at(100))
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = work();
    (start.elapsed(), made)
}

#[test]
#[ignore = "a timing to look at: cargo test --release --test search -- --ignored --nocapture"]
fn a_search_among_a_hundred_thousand_events_keeps_up_with_typing() {
    for skew in [false, true] {
        let mut seeded = Seeded(1);
        let words = vocabulary(&mut seeded);
        let archive = archive(&mut seeded, &words, skew);
        println!("words {}:", if skew { "far from equally frequent" } else { "equally frequent" });
        let best = (0..5).map(|_| timed(|| Index::build(&archive, Lang::Es)).0).min().unwrap();
        let (begun, mut builder) =
            timed(|| IndexBuilder::new(&archive, Lang::Es, &[], Known::of(&archive)));
        let mut steps = Vec::new();
        loop {
            let (time, done) = timed(|| builder.step(500));
            steps.push(time);
            if done {
                break;
            }
        }
        println!("  built at best in {best:?}; begun in {begun:?}, then {} steps", steps.len());
        println!("  a step: {}", spread(steps));
        let (finished, index) = timed(|| builder.finish());
        println!("  finished in {finished:?}, {} bytes", index.bytes());
        let mut beginning = |letters: usize| {
            let word = &words[seeded.below(words.len())];
            word.chars().take(letters).collect::<String>()
        };
        let mut searches: Vec<(String, Vec<String>)> = (1..=6)
            .map(|letters| {
                (format!("{letters} letters"), (0..400).map(|_| beginning(letters)).collect())
            })
            .collect();
        for terms in [2, 4] {
            let mut typed =
                || (0..terms).map(|at| beginning(1 + at % 4)).collect::<Vec<_>>().join(" ");
            searches.push((format!("{terms} words"), (0..400).map(|_| typed()).collect()));
        }
        for (name, searches) in searches {
            let mut found: Row = 0;
            let run = |search: &String| {
                let (time, hits) = timed(|| index.hits(search));
                found += hits.map_or(0, |hits| hits.count());
                time
            };
            let times = spread(searches.iter().map(run).collect());
            let names = searches.iter().map(|typed| timed(|| index.suggestions(typed)).0);
            let names = spread(names.collect());
            println!("  {name}: {times}; {} events a search", found / searches.len());
            println!("    names: {names}");
        }
    }
}
