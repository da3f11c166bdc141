//! Notes as a table for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, and back.
//! Spreadsheets run what begins like a formula, so such texts get an apostrophe in front.

use super::{
    Colour, Moment, Note, State, Target,
    intake::{Intake, IntakeForm, ProblemKind, Setting, admit},
    passage::{Position, Quote},
    reading::foreign_id,
};

/// The columns, in the order they are written. A reader finds them by name, in any order.
const COLUMNS: [&str; 15] = [
    "id", "record", "created", "modified", "event", "on", "exact", "prefix", "suffix", "start",
    "end", "text", "tags", "colour", "state",
];
/// What parts tags from each other.
const TAG_END: char = ';';

/// The notes that are not deleted as CSV, each line ended by CR LF.
pub fn csv(record: &str, notes: &[Note]) -> String {
    let mut out = String::from('\u{feff}');
    push_row(&COLUMNS.map(str::to_owned), &mut out);
    for note in notes.iter().filter(|note| !note.deleted) {
        push_row(&COLUMNS.map(|column| cell(record, note, column)), &mut out);
    }
    out
}

fn cell(record: &str, note: &Note, column: &str) -> String {
    let quote = note.target.quote();
    let words = |part: fn(&Quote) -> &String| quote.map(part).cloned().unwrap_or_default();
    let point = |part: fn(&Position) -> u32| {
        quote
            .and_then(|quote| quote.position.as_ref())
            .map(part)
            .map_or_else(String::new, |at| at.to_string())
    };
    match column {
        "id" => note.id.clone(),
        "record" => record.to_owned(),
        "created" => note.created.to_string(),
        "modified" => note.modified.to_string(),
        "event" => note.target.event().unwrap_or_default().to_owned(),
        "on" => note.target.on(),
        "exact" => words(|quote| &quote.exact),
        "prefix" => words(|quote| &quote.prefix),
        "suffix" => words(|quote| &quote.suffix),
        "start" => point(|position| position.start),
        "end" => point(|position| position.end),
        "text" => note.text.clone(),
        "tags" => written_tags(&note.tags),
        "colour" => note.colour.id().to_owned(),
        "state" => note.state.id().to_owned(),
        _ => String::new(),
    }
}

/// The tags with `; ` between them; a semicolon of a tag's own is doubled.
fn written_tags(tags: &[String]) -> String {
    let tags: Vec<String> = tags.iter().map(|tag| tag.replace(TAG_END, ";;")).collect();
    tags.join("; ")
}

fn push_row(cells: &[String], out: &mut String) {
    for (at, cell) in cells.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        let guard = if begins_like_formula(cell) { "'" } else { "" };
        let quoted =
            cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ');
        if quoted {
            out.extend(["\"", guard, &cell.replace('"', "\"\""), "\""]);
        } else {
            out.extend([guard, cell]);
        }
    }
    out.push_str("\r\n");
}

/// Whether a spreadsheet would compute a cell; also where it stands behind apostrophes already, so
/// that taking one off gives back what was written.
fn begins_like_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell without the apostrophe that guarded it.
fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| begins_like_formula(rest)).unwrap_or(cell)
}

/// Reads a table of notes, or nothing where the text is none: one with neither ids nor texts.
/// Commas, semicolons or tabs part the columns, as spreadsheets of several countries write them.
pub(super) fn read(text: &str, setting: Setting) -> Option<Intake> {
    let head = text.lines().next()?;
    let comma = [',', ';', '\t'].into_iter().max_by_key(|comma| head.matches(*comma).count())?;
    let mut rows = rows(text, comma);
    let names = rows.next()?;
    let column = |name: &str| names.iter().position(|found| found.trim() == name);
    column("id").and(column("text"))?;
    let columns = COLUMNS.map(column);
    let mut intake = Intake::new(IntakeForm::Table);
    for (number, row) in rows.enumerate() {
        if row.iter().all(String::is_empty) {
            continue;
        }
        let cells: Vec<&str> = columns
            .iter()
            .map(|column| column.and_then(|at| row.get(at)).map_or("", |cell| unguarded(cell)))
            .collect();
        // The head is row 1.
        read_row(&cells, &format!("row {}", number + 2), setting, &mut intake);
    }
    Some(intake)
}

fn read_row(cells: &[&str], path: &str, setting: Setting, intake: &mut Intake) {
    let &[
        id,
        record,
        created,
        modified,
        event,
        on,
        exact,
        prefix,
        suffix,
        start,
        end,
        text,
        tags,
        colour,
        state,
    ] = cells
    else {
        return;
    };
    if !record.is_empty() {
        intake.record.get_or_insert_with(|| record.to_owned());
        if setting.record.is_some_and(|open| open != record) {
            intake.report(path, ProblemKind::OtherRecord, record);
            return;
        }
    }
    let mut instant = |text: &str, otherwise: Moment| {
        let moment = Moment::parse(text);
        if moment.is_none() && !text.is_empty() {
            intake.report(path, ProblemKind::Date, text);
        }
        moment.unwrap_or(otherwise)
    };
    let created = instant(created, setting.now);
    let modified = instant(modified, created).max(created);
    let point = |cell: &str| cell.parse().ok();
    let position = point(start).zip(point(end)).and_then(Position::between);
    let quote = (!exact.is_empty() || !prefix.is_empty() || !suffix.is_empty()).then(|| Quote {
        exact: exact.to_owned(),
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
        position,
    });
    let target = if on.is_empty() && !event.is_empty() {
        Target::Event(event.to_owned())
    } else {
        Target::read(on, quote)
    };
    let mut note = Note::new(id, target, created);
    note.modified = modified;
    text.clone_into(&mut note.text);
    if id.is_empty() {
        note.id = foreign_id("", &note);
    }
    for tag in read_tags(tags) {
        note.tag(&tag);
    }
    let mut unknown = Vec::new();
    match Colour::from_id(colour) {
        Some(colour) => note.colour = colour,
        None => unknown.push(colour),
    }
    match State::from_id(state) {
        Some(state) => note.state = state,
        None => unknown.push(state),
    }
    for word in unknown.into_iter().filter(|word| !word.is_empty()) {
        intake.report(path, ProblemKind::Word, word);
    }
    admit(note, path, intake);
}

fn read_tags(cell: &str) -> Vec<String> {
    let mut tags = vec![String::new()];
    let mut rest = cell.chars().peekable();
    while let Some(character) = rest.next() {
        if character == TAG_END && rest.next_if_eq(&TAG_END).is_none() {
            tags.push(String::new());
        } else if let Some(tag) = tags.last_mut() {
            tag.push(character);
        }
    }
    tags
}

/// The rows of a text. What stands in quotation marks may hold commas and line breaks; a mark
/// that is never closed holds all that follows.
fn rows(text: &str, comma: char) -> impl Iterator<Item = Vec<String>> {
    let mut rest = text.chars().peekable();
    std::iter::from_fn(move || {
        rest.peek()?;
        let mut row = vec![String::new()];
        let mut quoted = false;
        while let Some(character) = rest.next() {
            let Some(cell) = row.last_mut() else { break };
            match character {
                '"' if quoted && rest.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' if quoted => quoted = false,
                '"' if cell.is_empty() => quoted = true,
                _ if quoted => cell.push(character),
                '\r' if rest.peek() == Some(&'\n') => {}
                '\n' => break,
                _ if character == comma => row.push(String::new()),
                _ => cell.push(character),
            }
        }
        Some(row)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note() -> Note {
        let target = Target::read("event=a", None);
        Note::new("n", target, Moment::from_ms(0))
    }

    fn check(text: &str, cell: &str) {
        let mut note = note();
        text.clone_into(&mut note.text);
        let table = csv("r", &[note.clone()]);
        let body = table.split_once("\r\n").unwrap().1;
        let before = "n,r,1970-01-01T00:00:00.000Z,1970-01-01T00:00:00.000Z,a,event=a,,,,,,";
        assert_eq!(body, format!("{before}{cell},,amber,open\r\n"));
        let setting = Setting { record: Some("r"), ..Setting::default() };
        let read = read(table.trim_start_matches('\u{feff}'), setting).unwrap();
        assert_eq!(read.notes, [note]);
        assert_eq!(read.problems, []);
    }

    #[test]
    fn cells_are_quoted_and_formulas_guarded_and_both_come_back() {
        check("plain", "plain");
        check("a,\"b\"\r\nc", "\"a,\"\"b\"\"\r\nc\"");
        check(" a", "\" a\"");
        for formula in ["=1+1", "+1", "-1", "@sum", "\t=1", "'=1", "''-2"] {
            check(formula, &format!("'{formula}"));
        }
        check("\r=1", "\"'\r=1\"");
        check("'quoted'", "'quoted'");
    }

    #[test]
    fn a_table_begins_with_a_byte_order_mark_and_its_columns() {
        let table = csv("r", &[note().tombstone(Moment::from_ms(1))]);
        assert_eq!(table, format!("\u{feff}{}\r\n", COLUMNS.join(",")));
    }

    #[test]
    fn tags_come_back_with_their_semicolons() {
        let mut note = note();
        for tag in ["a;b", "c", "=d", ";"] {
            note.tag(tag);
        }
        let table = csv("r", &[note.clone()]);
        assert!(table.contains("a;;b; c; =d; ;;"), "{table}");
        assert_eq!(read_tags("a;;b; c; =d; ;;"), ["a;b", " c", " =d", " ;"]);
        let again = read(&table[3..], Setting::default()).unwrap();
        assert_eq!(again.notes[0].tags, note.tags);
    }

    #[test]
    fn other_separators_are_read_and_what_is_wrong_is_listed() {
        let table = "id;text;colour;created\nx;one;pink;soon\n\n;two;blue;2023-01-01\n";
        let read = read(table, Setting { now: Moment::from_ms(5), ..Setting::default() }).unwrap();
        let texts: Vec<&str> = read.notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, ["one", "two"]);
        assert_eq!(read.notes[0].created, Moment::from_ms(5));
        let problems: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 2);
        assert!(problems[0].starts_with("row 2: a date that is not"), "{problems:?}");
        assert!(super::read("just words", Setting::default()).is_none());
    }
}
