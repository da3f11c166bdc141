//! The words after a command: flags, and options with a value.

/// The words of a command line after the command's name.
pub struct Arguments(Vec<String>);

impl Arguments {
    pub fn new(words: impl Iterator<Item = String>) -> Self {
        Self(words.collect())
    }

    /// Whether a flag such as `--open` was given.
    pub fn has(&self, flag: &str) -> bool {
        self.0.iter().any(|word| word == flag)
    }

    /// The word at a place, counted from 0.
    pub fn word(&self, at: usize) -> Option<&str> {
        self.0.get(at).map(String::as_str)
    }

    /// The value of an option, written `--port 8080` or `--port=8080`.
    pub fn value(&self, option: &str) -> Option<&str> {
        self.0.iter().enumerate().find_map(|(at, word)| {
            if word == option {
                self.0.get(at + 1).map(String::as_str)
            } else {
                word.strip_prefix(option)?.strip_prefix('=')
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    fn check(line: &str, expected: Option<&str>) {
        let arguments = Arguments::new(line.split(' ').map(str::to_owned));
        assert_eq!(arguments.value("--port"), expected, "{line}");
    }

    #[test]
    fn an_option_takes_the_next_word_or_what_follows_its_equals_sign() {
        check("--open --port 80", Some("80"));
        check("--port=80", Some("80"));
        check("--ports 80", None);
        check("--port", None);
    }
}
