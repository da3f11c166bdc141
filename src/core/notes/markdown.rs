//! Notes as Markdown for people: one heading a target, the text as it was written.
//! It is not read back; for that there are the annotations and the table.

use super::{Moment, Note, Target, passage::Quote, text};

/// The words around the notes, in the reader's language.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    /// The heading of it all.
    pub title: &'a str,
    /// What a target is called: the event's title, the region's name.
    pub name: &'a dyn Fn(&Target) -> String,
    /// The address of a target, or an empty text.
    pub address: &'a dyn Fn(&Target) -> String,
    /// A state, unless it is `open`.
    pub state: &'a dyn Fn(super::State) -> String,
    /// The day of an instant, where the reader is.
    pub day: &'a dyn Fn(Moment) -> String,
}

/// The notes that are not deleted, in the order they come; those that follow each other on one
/// target share its heading.
pub fn markdown(notes: &[Note], wording: Wording) -> String {
    let mut out = format!("# {}\n", line(wording.title));
    let mut heading = String::new();
    for note in notes.iter().filter(|note| !note.deleted) {
        let next = heading_of(&note.target, wording);
        if next != heading {
            out.extend(["\n## ", &next, "\n"]);
            heading = next;
        }
        if let Some(Quote { exact, .. }) = note.target.quote() {
            out.push('\n');
            for piece in exact.lines() {
                out.extend(["> ", &escaped(piece), "\n"]);
            }
        }
        if !note.text.is_empty() {
            out.push('\n');
            paragraphs(&note.text, &mut out);
        }
        out.extend(["\n*", &line(&about(note, wording)), "*\n"]);
    }
    out
}

fn heading_of(target: &Target, wording: Wording) -> String {
    let (name, address) = ((wording.name)(target), (wording.address)(target));
    let is_safe = !address.is_empty()
        && address.bytes().all(|byte| byte.is_ascii_graphic() && !b"()<>\\".contains(&byte));
    if is_safe { format!("[{}]({address})", line(&name)) } else { line(&name) }
}

/// The state, the tags and the day of writing.
fn about(note: &Note, wording: Wording) -> String {
    let mut words = Vec::new();
    if note.state != super::State::default() {
        words.push((wording.state)(note.state));
    }
    words.extend(note.tags.iter().map(|tag| format!("#{tag}")));
    words.push((wording.day)(note.modified));
    words.join(" · ")
}

/// The text with its line breaks kept: two spaces before each inside a paragraph.
fn paragraphs(text: &str, out: &mut String) {
    let lines: Vec<&str> = text.lines().collect();
    for (at, piece) in lines.iter().enumerate() {
        out.push_str(&escaped(piece));
        let is_inside = !piece.trim().is_empty()
            && lines.get(at + 1).is_some_and(|next| !next.trim().is_empty());
        out.push_str(if is_inside { "  \n" } else { "\n" });
    }
}

fn line(words: &str) -> String {
    escaped(&words.replace(['\r', '\n'], " "))
}

/// A line that Markdown shows as it was written; addresses become links.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let words = words.trim_start();
    for piece in text::pieces(words) {
        let piece_words = words.get(piece.range.clone()).unwrap_or_default();
        match piece.kind {
            text::PieceKind::Link => out.extend(["<", piece_words, ">"]),
            text::PieceKind::Unseen(character) => {
                out.push_str(&text::sign(character).replace('[', "\\["));
            }
            text::PieceKind::Plain => escape(piece_words, piece.range.start == 0, &mut out),
        }
    }
    out
}

/// Puts a backslash before what has a meaning: everywhere, and what has one only where a line begins.
fn escape(words: &str, begins: bool, out: &mut String) {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    for (at, character) in words.char_indices() {
        let starts_block = begins && (at == 0 && "+-=~:".contains(character))
            || begins && at == digits && digits > 0 && ".)".contains(character);
        if starts_block || "\\`*_[]<>#|&!$".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::notes::{Moment, State};

    fn wording() -> Wording<'static> {
        Wording {
            title: "Notes",
            name: &|target| target.on(),
            address: &|target| format!("https://example.org/#{}", target.link()),
            state: &|state| state.id().to_owned(),
            day: &|at| at.day().to_string(),
        }
    }

    #[test]
    fn notes_are_grouped_by_target_and_shown_as_they_were_written() {
        let target = Target::Event("a".to_owned());
        let mut one = Note::new("1", target.clone(), Moment::from_ms(0));
        one.text = "# No *heading*\nsecond line\n\n1. no list, https://a.org/x_y.".to_owned();
        one.tag("t_1");
        one.judge(State::Checked);
        let mut two = Note::new("2", target, Moment::from_ms(0));
        two.text = "<b>\u{202e}".to_owned();
        let gone = two.tombstone(Moment::from_ms(1));
        let shown = markdown(&[one, two, gone], wording());
        assert_eq!(
            shown,
            "# Notes\n\n## [event=a](https://example.org/#event=a)\n\n\
             \\# No \\*heading\\*  \nsecond line\n\n1\\. no list, <https://a.org/x_y>.\n\n\
             *checked · \\#t\\_1 · 1970-01-01*\n\n\\<b\\>\\[U+202E]\n\n*1970-01-01*\n"
        );
    }

    #[test]
    fn quoted_words_stand_before_the_note() {
        let quote = Quote { exact: "uno\n- dos".to_owned(), ..Quote::default() };
        let target = Target::Page { address: "javascript:(1)".to_owned(), quote: Some(quote) };
        let note = Note::new("1", target, Moment::from_ms(0));
        let address = |_: &Target| "javascript:(1)".to_owned();
        let shown = markdown(&[note], Wording { address: &address, ..wording() });
        assert!(shown.contains("\n> uno\n> \\- dos\n"), "{shown}");
        assert!(!shown.contains("]("), "{shown}");
    }
}
