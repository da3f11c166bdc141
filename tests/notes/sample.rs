//! Notes that look random and are the same everywhere.

pub use khipu::core::random::Seeded as Random;
use khipu::core::{
    model::Measure,
    notes::{Colour, Document, Moment, Note, Part, Passage, Position, Quote, State, Target},
    time::Edtf,
};

const WORDS: [&str; 24] = [
    "marcha",
    "Juliaca",
    "ñandú",
    "18",
    "\"",
    "\\",
    "\n\n",
    "=1+1",
    "{\"id\":\"x\"}",
    ",",
    ";",
    "<b>",
    "&amp;",
    "👩\u{200d}👧",
    "\u{202e}",
    "\u{2028}",
    "https://example.org/a?b=c#d",
    "'",
    "\t",
    "]}",
    "wayra",
    "𝒳",
    "\u{0}",
    "\r\n",
];

/// A text of so many words at most, some of which are hard on readers.
pub fn text(random: &mut Random, words_max: usize) -> String {
    let count = random.below(words_max + 1);
    let words: Vec<&str> = (0..count).map(|_| random.pick(&WORDS)).collect();
    words.join(if random.chance(80) { " " } else { "" })
}

fn id(random: &mut Random) -> String {
    format!(
        "{}-{}",
        random.pick(&["marcha", "a", "2023-01-09-juliaca", "x%y", "ñ"]),
        random.below(50)
    )
}

pub fn quote(random: &mut Random) -> Quote {
    let start = random.below(500) as u32;
    let position = random.chance(80).then(|| Position { start, end: start + 7 });
    let exact = format!("las {}", text(random, 4));
    Quote { exact, prefix: text(random, 2), suffix: text(random, 2), position }
}

pub fn target(random: &mut Random) -> Target {
    match random.below(11) {
        0 => Target::Record,
        1 => Target::Figure { event: id(random), measure: random.pick(Measure::ALL) },
        2 => Target::Claims(random.pick(Measure::ALL)),
        3 => Target::Claim(id(random)),
        4 => Target::Region("PE-PUN".to_owned()),
        5 => Target::Place(id(random)),
        6 => {
            let dates =
                ["2022-12-07", "2022-12-07/2023-01", "2022-12-15~", "202X", "2022-12-07/.."];
            Target::Time(Edtf::parse(random.pick(&dates)).unwrap())
        }
        7 => Target::View("from=2022-12-07&region=PE-PUN,PE-CUS&q=a%20b".to_owned()),
        8 => Target::Page {
            address: "https://example.org/a?b=c#d".to_owned(),
            quote: random.chance(50).then(|| quote(random)),
        },
        9 => Target::Event(id(random)),
        _ => Target::Passage(Passage {
            event: id(random),
            lang: random.pick(&["es", "en", "fr", "es-PE"]).to_owned(),
            part: random.pick(&[Part::Title, Part::Summary]),
            quote: quote(random),
        }),
    }
}

pub fn note(id: &str, random: &mut Random) -> Note {
    let created = Moment::from_ms(1_670_000_000_000 + random.below(1_000_000_000) as i64);
    let mut note = Note::new(id, target(random), created);
    note.text = text(random, 30);
    for _ in 0..random.below(4) {
        note.tag(random.pick(&["verificar", "a;b", "=x", "puno 2023", "\"", "ñ"]));
    }
    note.colour = random.pick(&Colour::ALL);
    note.state = random.pick(&State::ALL);
    for _ in 0..random.below(4) {
        note.touch(Moment::from_ms(note.modified.ms() + random.below(5_000) as i64));
    }
    note
}

/// So many notes under ids of their own, in the order of these.
pub fn notes(count: usize, seed: u64) -> Vec<Note> {
    let mut random = Random(seed);
    (0..count).map(|at| note(&format!("note-{at:04}"), &mut random)).collect()
}

pub fn document(record: &str, notes: Vec<Note>) -> Document {
    let mut document = Document::new(record);
    document.put_all(notes);
    document
}
