//! Joins `style/*.css` into the one file the page loads, without comments and spare space.
//! No rewriting of rules: what brotli leaves to gain is not worth a parser.

use std::{fs, path::PathBuf};

use crate::{Outcome, process::root};

/// These come first, in this order; the rest follow by name.
const FIRST: [&str; 3] = ["tokens.css", "base.css", "layout.css"];

/// The sheets of `style/`, or of a folder in it, as one.
pub fn joined(folder: &str) -> Outcome<String> {
    let folder = root().join("style").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.retain(|file| file.extension().is_some_and(|end| end == "css"));
    files.sort_by_key(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let rank = FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
        (rank, name)
    });
    let mut joined = String::new();
    for file in &files {
        let css = fs::read_to_string(file)
            .map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
        joined.push_str(&minified(&css));
    }
    Ok(joined)
}

/// The same rules without comments, and with no space where none is needed; strings stay.
pub fn minified(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css.chars().peekable();
    let mut space = false;
    while let Some(c) = rest.next() {
        if c == '/' && rest.peek() == Some(&'*') {
            rest.next();
            let mut before = ' ';
            for inside in rest.by_ref() {
                if before == '*' && inside == '/' {
                    break;
                }
                before = inside;
            }
            space = true;
        } else if c.is_whitespace() {
            space = true;
        } else {
            let tight = |side: Option<char>| side.is_none_or(|side| "{};,".contains(side));
            // A space before a colon may mean a descendant; after an opening bracket it means nothing.
            if space && !tight(out.chars().last()) && !tight(Some(c)) {
                out.push(' ');
            }
            space = false;
            if c == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(c);
            if c == '"' || c == '\'' {
                copy_string(c, &mut rest, &mut out);
            }
        }
    }
    out
}

fn copy_string(quote: char, rest: &mut impl Iterator<Item = char>, out: &mut String) {
    let mut escaped = false;
    for c in rest {
        out.push(c);
        if c == quote && !escaped {
            return;
        }
        escaped = c == '\\' && !escaped;
    }
}

#[cfg(test)]
mod tests {
    use super::minified;

    fn check(input: &str, expected: &str) {
        assert_eq!(minified(input), expected);
    }

    #[test]
    fn comments_and_spare_space_go() {
        check("/* a */ .a ,\n .b {\n  color : red ;\n}\n", ".a,.b{color : red}");
    }

    #[test]
    fn space_that_means_something_stays() {
        check(".a :hover { width: calc(1px + 2px) }", ".a :hover{width: calc(1px + 2px)}");
        check("@media (width >= 3px) and (x) {}", "@media (width >= 3px) and (x){}");
    }

    #[test]
    fn strings_stay_as_they_are() {
        check(r#"a { content: "/* \" ;  " ; }"#, r#"a{content: "/* \" ;  "}"#);
    }
}
