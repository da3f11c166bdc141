//! Names of keys as WebDriver writes them.

/// The characters that stand for a chord such as `Shift+ArrowRight`, in the order they go down.
pub(crate) fn chord(names: &str) -> Vec<char> {
    if names == "+" {
        return vec!['+'];
    }
    names.split('+').map(key).collect()
}

/// The character that stands for a key (WebDriver, section 17.4.2).
fn key(name: &str) -> char {
    match name {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Delete" => '\u{e017}',
        "Meta" => '\u{e03d}',
        character => {
            let mut characters = character.chars();
            match (characters.next(), characters.next()) {
                (Some(only), None) => only,
                _ => panic!("no key is called {character}"),
            }
        }
    }
}
