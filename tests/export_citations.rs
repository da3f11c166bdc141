//! The citations of what is in view: its sources for other programs, and the view itself.

mod exported;

use std::collections::BTreeSet;

use exported::{BUNDLED, HOSTILE, archive, in_view, whole};
use khipu::core::{
    export::{Format, InView, citation, cited_sources},
    i18n::Lang,
    model::Known,
    query::Mask,
    time::Day,
};
use serde_json::Value;

fn day(iso: &str) -> Day {
    Day::from_iso(iso).unwrap()
}

#[test]
fn every_source_in_view_is_cited_once() {
    for record in [BUNDLED, HOSTILE] {
        let archive = archive(record);
        let rows = whole(&archive);
        let expected: Vec<_> = archive.sources.iter().map(|it| it.id.as_str()).collect();
        let items: Value =
            serde_json::from_str(&Format::CslJson.text(&in_view(&archive, &rows)).unwrap())
                .unwrap();
        let items = items.as_array().unwrap();
        let cited: Vec<_> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(cited, expected);
        for (source, item) in archive.sources.iter().zip(items) {
            // On one line, and turning nothing that follows it.
            let title = source.title.replace('\u{202e}', "").replace(" \n\n", " ");
            assert_eq!(item["title"], title);
            assert_eq!(item["URL"].as_str(), source.url.as_deref());
            assert_eq!(item.get("issued").is_some(), source.published.is_some());
        }
        let bibtex = Format::BibTex.text(&in_view(&archive, &rows)).unwrap();
        let first = |entry: &str| entry.split_once('{').map(|(_, rest)| rest.to_owned());
        let keys = bibtex.split("\n@").filter_map(first);
        let keys = keys.map(|rest| rest.split(',').next().unwrap_or_default().to_owned());
        assert_eq!(keys.collect::<Vec<_>>(), expected);
        let depth = bibtex.chars().fold((0, 0), |(now, least): (i32, i32), sign| {
            let now = now + i32::from(sign == '{') - i32::from(sign == '}');
            (now, least.min(now))
        });
        assert_eq!(depth, (0, 0), "the braces of {}", archive.id);
    }
    let archive = archive(HOSTILE);
    let rows = Mask::of_rows(archive.events.len(), archive.event_row("nowhere"));
    assert_eq!(Format::BibTex.text(&in_view(&archive, &rows)).unwrap().matches('@').count(), 1);
    assert!(Format::CslJson.text(&in_view(&archive, &rows)).unwrap().contains("\"Roman\""));
}

#[test]
fn a_part_of_a_record_cites_what_its_events_and_their_figures_rest_on() {
    let archive = archive(BUNDLED);
    for row in 0..archive.events.len() {
        let rows = Mask::of_rows(archive.events.len(), [row]);
        let items = Format::CslJson.text(&in_view(&archive, &rows)).unwrap();
        let items: Value = serde_json::from_str(&items).unwrap();
        let cited = items.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap());
        let event = archive.events.get(row).unwrap();
        let figures = event.figures.iter().flat_map(|figure| &figure.sources);
        let expected: BTreeSet<usize> = event.sources.iter().chain(figures).copied().collect();
        assert!(cited.eq(expected.iter().map(|row| archive.sources[*row].id.as_str())));
    }
}

#[test]
fn a_view_is_cited_in_each_language() {
    let archive = archive(BUNDLED);
    let rows = Mask::of_rows(archive.events.len(), 0..12);
    let check = |lang, filters: &str, expected: &str| {
        let view = InView { lang, ..in_view(&archive, &rows) };
        assert_eq!(
            citation(&view, filters, "https://k.pe/#region=PE-PUN", day("2026-11-24")),
            expected
        );
    };
    check(
        Lang::En,
        "Puno,\nroad blockade",
        "“Peru, 2022–2023: protest, repression, solidarity”, version of 23 November 2026. In view: \
         12 of 240 events, with these filters: Puno, road blockade. https://k.pe/#region=PE-PUN \
         (accessed on 24 November 2026).",
    );
    check(
        Lang::Es,
        "",
        "«Perú, 2022-2023: protesta, represión, solidaridad», versión del 23 de noviembre de 2026. \
         A la vista: 12 de 240 hechos. https://k.pe/#region=PE-PUN (consultado el 24 de noviembre de \
         2026).",
    );
    check(
        Lang::Fr,
        "Puno",
        "«\u{a0}Pérou, 2022-2023\u{a0}: contestation, répression, solidarité\u{a0}», version du \
         23 novembre 2026. En vue\u{a0}: 12 sur 240 événements, avec ces filtres\u{a0}: Puno. \
         https://k.pe/#region=PE-PUN (consulté le 24 novembre 2026).",
    );
}

#[test]
fn a_hostile_title_is_cited_on_one_line_in_its_own_direction() {
    let mut archive = archive(HOSTILE);
    archive.updated.clear();
    let rows = whole(&archive);
    let cited =
        citation(&in_view(&archive, &rows), "\u{202e}x", "https://k.pe/", day("2026-01-02"));
    let expected = "“=HYPERLINK(\"https://a.pe\") \"quoted\", {braced}; BEGIN:VEVENT desrever”. In \
        view: 8 of 8 events, with these filters: x. https://k.pe/ (accessed on 2 January 2026).";
    assert_eq!(cited, expected);
}

#[test]
fn the_sources_of_a_view_are_counted_and_named_by_who_published_them() {
    let archive = archive(BUNDLED);
    let all = whole(&archive);
    let said = cited_sources(&in_view(&archive, &all));
    let cited = archive.events.iter().flat_map(|event| event.sources.clone());
    let count = cited.collect::<BTreeSet<_>>().len();
    assert!(said.starts_with(&format!("{count} sources: ")), "{said}");
    assert!(said.ends_with("others") && said.matches(", ").count() == 16, "{said}");
    let one = Mask::of_rows(archive.events.len(), archive.event_row("2023-01-09-juliaca-killings"));
    let said = cited_sources(&in_view(&archive, &one));
    assert!(said.starts_with("9 sources: ") && said.contains("OHCHR"), "{said}");
    let unknown =
        InView { known: Known { sources: &[], ..Known::of(&archive) }, ..in_view(&archive, &one) };
    assert_eq!(cited_sources(&unknown), "9 sources");
}
