//! Random histories of two or three devices: whatever order they meet in, they agree, and no note
//! is lost.

use std::collections::{BTreeMap, BTreeSet};

use khipu::core::notes::{Document, Moment, Note, merge};
use serde_json::json;

use super::sample::{self, Random};

/// What happened on the devices, beside their documents.
struct History {
    devices: Vec<Document>,
    /// Every id that was ever made.
    made: BTreeSet<String>,
    /// The latest instant at which each was written, on whatever device.
    latest: BTreeMap<String, Moment>,
}

/// Lets two or three devices with clocks that disagree write, delete and meet.
fn history(seed: u64) -> History {
    let mut random = Random(seed);
    let count = 2 + random.below(2);
    let mut history = History {
        devices: vec![Document::new("peru"); count],
        made: BTreeSet::new(),
        latest: BTreeMap::new(),
    };
    let clocks: Vec<i64> = (0..count).map(|_| random.below(40) as i64 - 20).collect();
    for step in 0..10 + random.below(40) {
        let device = random.below(count);
        // Few instants, so that ties are common.
        let now = Moment::from_ms(1_000 + step as i64 / 3 + clocks[device]);
        let ids: Vec<String> =
            history.devices[device].living().map(|note| note.id.clone()).collect();
        match random.below(10) {
            0..=3 => {
                // Now and then two devices make the same id, as two tabs that migrate do.
                let id = if random.chance(90) {
                    format!("{device}-{step}")
                } else {
                    "shared".to_owned()
                };
                let mut note = sample::note(&id, &mut random);
                (note.created, note.modified) = (now, now);
                note.past.clear();
                written(&mut history, device, note);
            }
            4..=5 if !ids.is_empty() => {
                let mut note = history.devices[device].note(&random.pick(&ids)).unwrap().clone();
                note.text = sample::text(&mut random, 5);
                note.touch(now);
                written(&mut history, device, note);
            }
            6 if !ids.is_empty() => {
                let id = random.pick(&ids);
                history.devices[device].delete(&id, now);
                let gone = history.devices[device].note(&id).unwrap().modified;
                let latest = history.latest.get_mut(&id).unwrap();
                *latest = gone.max(*latest);
            }
            7 => {
                let key = format!("field-{}", random.below(3));
                history.devices[device].rest.insert(key, json!(random.below(5)));
                history.devices[device].unread = vec![json!({"a": random.below(3)})];
            }
            _ => {
                let other = random.below(count);
                let merged = merge(&history.devices[device], &history.devices[other]);
                // A tab that reads what another wrote reads it from its text.
                let read = Document::read(&merged.write(), "peru");
                assert_eq!(
                    read.losses.iter().filter(|loss| !loss.found.starts_with("{\"a\"")).count(),
                    0
                );
                assert_eq!(read.document, merged);
                history.devices[device] = merged;
            }
        }
    }
    history
}

fn written(history: &mut History, device: usize, note: Note) {
    history.made.insert(note.id.clone());
    let latest = history.latest.entry(note.id.clone()).or_default();
    *latest = note.modified.max(*latest);
    // A device writes what it has; of the same id it keeps the one that holds.
    let mut single = Document::new("peru");
    single.put(note);
    history.devices[device] = merge(&history.devices[device], &single);
}

fn histories() -> impl Iterator<Item = History> {
    (0..3_000).map(history)
}

#[test]
fn merging_is_commutative() {
    for history in histories() {
        let [one, other, ..] = history.devices.as_slice() else { unreachable!() };
        assert_eq!(merge(one, other), merge(other, one));
    }
}

#[test]
fn merging_is_associative() {
    let mut three = 0;
    for history in histories() {
        if let [one, two, third] = history.devices.as_slice() {
            three += 1;
            assert_eq!(merge(&merge(one, two), third), merge(one, &merge(two, third)));
        }
    }
    assert!(three > 1_000, "histories of three devices: {three}");
}

#[test]
fn merging_is_idempotent() {
    for history in histories() {
        for device in &history.devices {
            assert_eq!(merge(device, device), *device);
        }
        let [one, other, ..] = history.devices.as_slice() else { unreachable!() };
        let merged = merge(one, other);
        assert_eq!(merge(&merged, one), merged);
        assert_eq!(merge(&merged, other), merged);
    }
}

#[test]
fn no_note_is_lost_and_the_last_writer_holds() {
    let (mut notes, mut deleted) = (0, 0);
    for history in histories() {
        let mut devices = history.devices.iter();
        let first = devices.next().unwrap().clone();
        let all = devices.fold(first, |sum, device| merge(&sum, device));
        let ids: BTreeSet<String> = all.notes().iter().map(|note| note.id.clone()).collect();
        assert_eq!(ids, history.made);
        for note in all.notes() {
            assert_eq!(note.modified, history.latest[&note.id], "{}", note.id);
            let held = history.devices.iter().any(|device| device.note(&note.id) == Some(note));
            assert!(held, "{} is what a device wrote", note.id);
        }
        notes += ids.len();
        deleted += all.notes().iter().filter(|note| note.deleted).count();
    }
    println!("3,000 histories, {notes} notes, {deleted} of them deleted: lost 0");
    assert!(notes > 20_000 && deleted > 1_000);
}

#[test]
fn a_thousand_notes_of_two_tabs_are_all_there() {
    let mut tabs = [Document::new("peru"), Document::new("peru")];
    for at in 0..1_000 {
        tabs[at % 2].put(sample::note(&format!("n{at}"), &mut Random(at as u64)));
        if at % 7 == 0 {
            tabs[0] = merge(&tabs[0], &tabs[1]);
        }
    }
    assert_eq!(merge(&tabs[0], &tabs[1]).living().count(), 1_000);
}
