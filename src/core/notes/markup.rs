//! The text of HTML that a note from elsewhere brings: tags go, paragraphs and the usual entities
//! stay as characters. No page is made of it, so nothing has to be safe.

/// What is longer is no tag.
const TAG_MAX_BYTES: usize = 4_000;
const ENTITY_MAX_BYTES: usize = 12;

/// The text without its tags.
pub(super) fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        rest = if found.starts_with('<') {
            after_tag(found, &mut out)
        } else {
            after_entity(found, &mut out)
        };
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// Passes a tag; what is none, such as `a < b`, stays.
fn after_tag<'a>(found: &'a str, out: &mut String) -> &'a str {
    let inner = found.get(1..).unwrap_or_default();
    let is_tag =
        inner.starts_with(|first: char| first.is_ascii_alphabetic() || "/!".contains(first));
    let end = inner.bytes().take(TAG_MAX_BYTES).position(|byte| byte == b'>').filter(|_| is_tag);
    let Some((tag, rest)) = end.and_then(|end| Some((inner.get(..end)?, inner.get(end + 1..)?)))
    else {
        out.push('<');
        return inner;
    };
    let name =
        tag.split(|c: char| !c.is_ascii_alphanumeric() && c != '/').next().unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "br" | "br/" | "/li" | "/tr" => out.push('\n'),
        "/p" | "/div" | "/h1" | "/h2" | "/h3" | "/ul" | "/ol" | "/blockquote" => {
            out.push_str("\n\n");
        }
        _ => {}
    }
    rest
}

fn after_entity<'a>(found: &'a str, out: &mut String) -> &'a str {
    let inner = found.get(1..).unwrap_or_default();
    let end = inner.bytes().take(ENTITY_MAX_BYTES).position(|byte| byte == b';');
    let name = end.and_then(|end| inner.get(..end)).unwrap_or_default();
    let character = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => numbered(name),
    };
    let Some((character, rest)) = character.zip(inner.get(name.len() + 1..)) else {
        out.push('&');
        return inner;
    };
    out.push(character);
    rest
}

/// The character of `#233` or `#xe9`.
fn numbered(name: &str) -> Option<char> {
    let number = name.strip_prefix('#').filter(|number| number.len() <= 8)?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(text_of(html), expected);
    }

    #[test]
    fn tags_go_and_their_text_stays() {
        check("<p>Uno <b>dos</b></p><p>tres<br>cuatro</p>", "Uno dos\n\ntres\ncuatro");
        check("a < b &amp;&lt;&#233;&#xE9;&nope; & x", "a < b &<éé&nope; & x");
        check("<script>x</script><!-- a --><", "x<");
        check("&#99999999;&#xD800;&", "&#99999999;&#xD800;&");
    }
}
