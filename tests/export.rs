//! What is in view as tables, features and calendars: of the bundled record, and of one whose texts
//! try to break out of every format.

mod exported;

use std::collections::BTreeSet;

use exported::{BUNDLED, HOSTILE, archive, in_view, whole};
use khipu::core::{
    export::{Format, InView, column_names},
    i18n::Lang,
    model::{Archive, Event, Measure},
    query::Mask,
    time::Day,
};
use serde_json::Value;

const DESCRIBED: &str = include_str!("../docs/formats/exports.md");

fn text(format: Format, archive: &Archive, rows: &Mask) -> String {
    format.text(&in_view(archive, rows)).unwrap()
}

#[test]
fn csv_has_a_row_an_event_and_no_formula() {
    for record in [BUNDLED, HOSTILE] {
        let archive = archive(record);
        let csv = text(Format::Csv, &archive, &whole(&archive));
        let rows = rows_of(csv.strip_prefix('\u{feff}').unwrap());
        let (names, rows) = rows.split_first().unwrap();
        assert!(names.iter().map(String::as_str).eq(column_names()));
        assert_eq!(rows.len(), archive.events.len());
        for row in rows {
            assert_eq!(row.len(), names.len());
            for (name, field) in names.iter().zip(row) {
                let is_number =
                    ["latitude", "longitude", "deaths", "injuries"].contains(&name.as_str());
                let is_formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
                assert!(!is_formula || is_number && field.parse::<f64>().is_ok(), "{field}");
            }
        }
        let column = |name: &str| names.iter().position(|own| own == name).unwrap();
        let injuries = column("injuries");
        let counts = |event: Event| event.figures.iter().any(|it| it.measure == Measure::Injuries);
        for (row, event) in rows.iter().zip(archive.events.iter()) {
            assert_eq!(row[injuries].is_empty(), !counts(event), "{}", row[0]);
        }
        let deaths = column("deaths");
        let sum: u32 = rows.iter().map(|row| row[deaths].parse::<u32>().unwrap()).sum();
        assert_eq!(sum, (0..rows.len()).map(|row| archive.events.deaths(row)).sum::<u32>());
    }
}

/// The fields of CSV by row, read to the letter of RFC 4180.
fn rows_of(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut signs = csv.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => field.extend(signs.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {
                assert_eq!(signs.next(), Some('\n'));
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            sign => field.push(sign),
        }
    }
    assert!(!quoted && row.is_empty() && field.is_empty());
    rows
}

#[test]
fn the_fields_of_an_event_say_what_the_record_does() {
    let archive = archive(HOSTILE);
    let rows = Mask::of_rows(archive.events.len(), archive.event_row("formula"));
    let view = InView { page: Some("https://k.pe/x/"), ..in_view(&archive, &rows) };
    let csv = Format::Csv.text(&view).unwrap();
    let fields = rows_of(csv.strip_prefix('\u{feff}').unwrap()).remove(1);
    let expected = [
        "formula",
        "2022-12-07",
        "",
        "2022-12-07",
        "2022-12-07",
        "repression",
        "confirmed",
        "'=SUM(A1:A9)",
        "'@one, \"two\"\r\nthree;four\\five \u{2028}six",
        "en",
        "'=1+1",
        "'-San Román",
        "PE-PUN",
        "Puno;,\\\"",
        "PE",
        "-15.4997",
        "-70.1327",
        "city",
        "2",
        "3",
        "2 people killed; about 3 (3–7.5) injured (=note, \"q\"); 0.1 other figure (solo)",
        "'+51 999; \"x\"; 👩‍👩‍👧‍👦 family",
        "'-march, and; more; odd Tag; =x",
        "census; paper",
        "https://a.pe/{a}?b=%20&c;d,e#f_g~h; HTTPS://b.pe/é",
        "https://k.pe/x/#event=formula",
    ];
    assert_eq!(fields, expected);
}

#[test]
fn geojson_has_a_feature_an_event_at_its_place() {
    for record in [BUNDLED, HOSTILE] {
        let archive = archive(record);
        let json: Value =
            serde_json::from_str(&text(Format::GeoJson, &archive, &whole(&archive))).unwrap();
        assert_eq!(json["type"], "FeatureCollection");
        let features = json["features"].as_array().unwrap();
        assert_eq!(features.len(), archive.events.len());
        for (event, feature) in archive.events.iter().zip(features) {
            assert_eq!(
                (&feature["type"], &feature["id"]),
                (&"Feature".into(), &event.id.as_str().into())
            );
            let expected = archive.event_at(&event).map(|at| (at.lon, at.lat));
            let at = &feature["geometry"]["coordinates"];
            assert_eq!(at[0].as_f64().zip(at[1].as_f64()), expected, "{}", event.id);
            assert_eq!(feature["geometry"].is_null(), expected.is_none());
            let properties = feature["properties"].as_object().unwrap();
            let geometry = ["latitude", "longitude"];
            let names: BTreeSet<_> = column_names().filter(|it| !geometry.contains(it)).collect();
            assert!(properties.keys().map(String::as_str).eq(names));
            let title = event.title.in_language(Lang::En, &archive.language).text;
            assert_eq!(properties["title"], title);
        }
    }
}

/// The lines of a calendar, unfolded.
fn lines_of(calendar: &str) -> Vec<String> {
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    calendar.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_calendar_has_every_event_from_its_first_to_its_last_day() {
    let archive = archive(BUNDLED);
    let lines = lines_of(&text(Format::ICalendar, &archive, &whole(&archive)));
    let values = |name: &str| -> Vec<&str> {
        lines.iter().filter_map(|line| line.strip_prefix(name)).collect()
    };
    let compact = |day: Day| day.to_string().replace('-', "");
    let starts: Vec<String> = archive.events.iter().map(|it| compact(it.span.first)).collect();
    let ends: Vec<String> = archive.events.iter().map(|it| compact(it.span.last.plus(1))).collect();
    assert_eq!(values("DTSTART;VALUE=DATE:"), starts);
    assert_eq!(values("DTEND;VALUE=DATE:"), ends);
    assert_eq!(values("DTSTAMP:"), vec!["20261123T000000Z"; starts.len()]);
    let uids: BTreeSet<_> = values("UID:").into_iter().collect();
    assert_eq!(uids.len(), starts.len());
    assert!(uids.contains("2023-01-09-juliaca-killings@peru-2022-2023"));
    let doubtful = (0..starts.len()).filter(|row| archive.events.is_doubtful(*row)).count();
    let said = values("DESCRIPTION:");
    let said = said.iter().filter(|text| text.contains("\\nDate as the sources give it: ")).count();
    assert!(doubtful > 10);
    assert_eq!(said, doubtful);
    let about = |text: &&str| text.contains("give it: about 24 December 2022\\n");
    assert_eq!(values("DESCRIPTION:").into_iter().filter(about).count(), 1);
}

#[test]
fn no_text_of_a_record_breaks_out_of_the_calendar() {
    let archive = archive(HOSTILE);
    let lines = lines_of(&text(Format::ICalendar, &archive, &whole(&archive)));
    let count = |line: &str| lines.iter().filter(|own| *own == line).count();
    // The event before the year 1 has no date in this calendar.
    let shown = archive.events.len() - 1;
    assert_eq!((count("BEGIN:VEVENT"), count("END:VEVENT")), (shown, shown));
    assert_eq!((count("BEGIN:VCALENDAR"), count("END:VCALENDAR")), (1, 1));
    assert_eq!(count("SUMMARY;LANGUAGE=en:END:VCALENDAR"), 1);
    assert_eq!(count("LOCATION:=1+1\\, -San Román\\, Puno\\;\\,\\\\\"\\, PE"), 1);
    assert_eq!(count("GEO:-15.4997;-70.1327"), 1);
    // What the days alone do not say is said: a month, a doubt, an end that is open.
    let given = |line: &&String| line.contains("Date as the sources give it: ");
    let told: Vec<&str> = lines
        .iter()
        .filter(given)
        .filter_map(|it| it.split("give it: ").nth(1)?.split("\\n").next())
        .collect();
    let expected = [
        "December 2022 – 9 January 2023 (uncertain)",
        "since 7 December 2022",
        "about 24 December 2022",
    ];
    assert_eq!(told, expected);
    // Neither of the two events at the end of time has an end beyond it.
    assert_eq!((count("DTSTART;VALUE=DATE:99991231"), count("DTEND;VALUE=DATE:99991231")), (1, 1));
    assert_eq!(count("DTSTAMP:99991231T000000Z"), shown);
    let names = [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "NAME",
        "X-WR-CALNAME",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "CATEGORIES",
        "LOCATION",
        "GEO",
        "URL",
        "TRANSP",
    ];
    for line in &lines {
        let name = line.split([':', ';']).next().unwrap();
        assert!(names.contains(&name), "{line}");
        let is_wrong = |sign: char| sign.is_control() && sign != '\t';
        assert!(!line.contains(is_wrong), "{line}");
    }
}

#[test]
fn nothing_in_view_is_a_valid_file_in_every_format() {
    let archive = archive(BUNDLED);
    let rows = Mask::of_rows(archive.events.len(), []);
    assert_eq!(rows_of(&text(Format::Csv, &archive, &rows)).len(), 1);
    assert_eq!(lines_of(&text(Format::ICalendar, &archive, &rows)).len(), 7);
    assert_eq!(text(Format::BibTex, &archive, &rows), "");
    assert_eq!(text(Format::CslJson, &archive, &rows), "[\n]\n");
    let json: Value = serde_json::from_str(&text(Format::GeoJson, &archive, &rows)).unwrap();
    assert_eq!(json["features"], Value::Array(vec![]));
}

#[test]
fn the_page_of_the_formats_describes_every_column() {
    for name in column_names() {
        assert!(DESCRIBED.contains(&format!("| `{name}` |")), "{name}");
    }
    for format in Format::ALL {
        assert!(DESCRIBED.contains(&format!("`--as {}`", format.id())), "{}", format.id());
        assert_eq!(Format::from_id(format.id()), Some(format));
    }
}
