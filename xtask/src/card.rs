//! What other sites show of the page where somebody puts its link: the head's description and picture
//! (the Open Graph protocol, ogp.me), and how it is embedded (oEmbed 1.0, oembed.com).
//!
//! Those who read this follow no relative address, so what needs one is written only where the build is
//! told its own: `cargo xtask build --at https://example.org/khipu/`.

use std::{fmt::Write as _, fs, path::Path};

use khipu::core::{
    i18n::Lang,
    model::{self, Archive},
    scene::escaped,
};
use serde_json::json;

use crate::{Outcome, process::root};

/// The record that the page opens with.
pub const RECORD: &str = "public/data/peru-2022-2023.json";
/// What the page is called before it is told its record.
const NAMELESS: &str = "<title>Khipu</title>";
/// The picture, which `cargo xtask shots --card` takes of the page itself, and its size in pixels.
const PICTURE: &str = "card.png";
const PICTURE_SIZE: (u32, u32) = (1200, 630);
/// The frame that an oEmbed consumer makes.
const FRAME_SIZE: (u32, u32) = (800, 760);
/// Where others find out how the page is embedded.
const OEMBED: &str = "oembed.json";
/// How Open Graph names the page's languages; countries are those it asks for.
const LOCALES: [&str; 3] = ["en_US", "es_PE", "fr_FR"];

/// An address that a page can stand at.
#[derive(Debug, PartialEq)]
pub struct Address(String);

impl Address {
    /// The address as given, with a slash at its end.
    ///
    /// # Errors
    /// A sentence, where it is no whole address of a folder.
    pub fn of(given: &str) -> Outcome<Self> {
        let rest = given.strip_prefix("https://").or_else(|| given.strip_prefix("http://"));
        let host = rest.unwrap_or_default().split('/').next().unwrap_or_default();
        let plain = |letter: char| letter.is_ascii_graphic() && !"?#\"<>'\\".contains(letter);
        if host.is_empty()
            || !given.chars().all(plain)
            || given.rsplit('/').next().is_some_and(|last| last.contains(".htm"))
        {
            return Err(format!(
                "--at takes the whole address of the folder where the page will stand, as in \
                 --at https://example.org/khipu/, not \"{given}\"."
            ));
        }
        Ok(Self(format!("{}/", given.trim_end_matches('/'))))
    }

    fn join(&self, file: &str) -> String {
        format!("{}{file}", self.0)
    }
}

/// Writes the heads of the pages in a folder, and beside them what others ask for.
pub fn write(dist: &Path, at: Option<&Address>) -> Outcome {
    let archive = record()?;
    let index = dist.join("index.html");
    amend(&index, &head(&archive, Lang::En, "", at))?;
    entitle(&index, archive.title.in_language(Lang::En, &archive.language).text)?;
    for lang in Lang::ALL {
        let file = format!("plain.{}.html", lang.tag());
        amend(&dist.join(&file), &head(&archive, lang, &file, at))?;
    }
    let Some(at) = at else { return Ok(()) };
    let path = dist.join(OEMBED);
    fs::write(&path, oembed(&archive, at)).map_err(|error| format!("{}: {error}", path.display()))
}

/// What others are answered who ask how the page is embedded that stands at an address.
pub fn answer(at: &Address) -> Outcome<String> {
    Ok(oembed(&record()?, at))
}

fn record() -> Outcome<Archive> {
    let path = root().join(RECORD);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(model::read(&text).map_err(|error| error.to_string())?.archive)
}

fn amend(file: &Path, lines: &str) -> Outcome {
    let cannot = |error: std::io::Error| format!("{}: {error}", file.display());
    let html = fs::read_to_string(file).map_err(cannot)?;
    let (before, after) =
        html.split_once("</head>").ok_or_else(|| format!("{} has no head.", file.display()))?;
    fs::write(file, format!("{before}{lines}</head>{after}")).map_err(cannot)
}

/// Names the page after its record, for those who read no more of it than its title.
fn entitle(file: &Path, title: &str) -> Outcome {
    let cannot = |error: std::io::Error| format!("{}: {error}", file.display());
    let html = fs::read_to_string(file).map_err(cannot)?;
    fs::write(file, entitled(&html, title)).map_err(cannot)
}

fn entitled(html: &str, title: &str) -> String {
    html.replacen(NAMELESS, &format!("<title>{}</title>", escaped(title)), 1)
}

/// What goes into the head of a page.
fn head(archive: &Archive, lang: Lang, file: &str, at: Option<&Address>) -> String {
    let words =
        |text: &khipu::core::i18n::Text| escaped(text.in_language(lang, &archive.language).text);
    let (title, description) = (words(&archive.title), words(&archive.description));
    let mut all = String::new();
    let mut meta = |kind: &str, name: &str, content: &str| {
        // Writing to a text cannot fail.
        let _ = writeln!(all, "<meta {kind}=\"{name}\" content=\"{content}\">");
    };
    // The plain pages say it themselves.
    if file.is_empty() {
        meta("name", "description", &description);
    }
    meta("property", "og:title", &title);
    meta("property", "og:description", &description);
    meta("property", "og:type", "website");
    let locale = Lang::ALL.iter().zip(LOCALES).find(|(other, _)| **other == lang);
    meta("property", "og:locale", locale.map_or("en_US", |(_, locale)| locale));
    let Some(at) = at else { return all };
    let (own, picture) = (escaped(&at.join(file)), escaped(&at.join(PICTURE)));
    meta("property", "og:url", &own);
    meta("property", "og:image", &picture);
    meta("property", "og:image:width", &PICTURE_SIZE.0.to_string());
    meta("property", "og:image:height", &PICTURE_SIZE.1.to_string());
    meta("property", "og:image:alt", &title);
    meta("name", "twitter:card", "summary_large_image");
    let _ = writeln!(all, "<link rel=\"canonical\" href=\"{own}\">");
    let _ = writeln!(
        all,
        "<link rel=\"alternate\" type=\"application/json+oembed\" title=\"{title}\" href=\"{}\">",
        escaped(&at.join(OEMBED))
    );
    all
}

/// The answer that others get who ask how the page is embedded: a frame, and no script of ours.
fn oembed(archive: &Archive, at: &Address) -> String {
    let title = archive.title.in_language(Lang::En, &archive.language).text;
    let (width, height) = FRAME_SIZE;
    json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": "Khipu",
        "provider_url": at.0,
        "title": title,
        "width": width,
        "height": height,
        "thumbnail_url": at.join(PICTURE),
        "thumbnail_width": PICTURE_SIZE.0,
        "thumbnail_height": PICTURE_SIZE.1,
        "html": format!(
            "<iframe src=\"{}?auto\" title=\"{}\" width=\"{width}\" height=\"{height}\" frameborder=\"0\"></iframe>",
            escaped(&at.0),
            escaped(title)
        ),
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn archive(title: &str) -> Archive {
        let text = fs::read_to_string(root().join(RECORD)).expect("the record");
        let mut record: Value = serde_json::from_str(&text).expect("JSON");
        record["title"]["en"] = title.into();
        model::read(&record.to_string()).expect("a record").archive
    }

    fn at() -> Address {
        Address::of("https://example.org/khipu").expect("an address")
    }

    #[test]
    fn an_address_is_that_of_a_folder() {
        assert_eq!(at().0, "https://example.org/khipu/");
        assert_eq!(Address::of("http://a.org/").map(|at| at.0), Ok("http://a.org/".to_owned()));
        for wrong in [
            "",
            "example.org",
            "ftp://a.org/",
            "https://",
            "https://a.org/?x",
            "https://a.org/#",
            "https://a.org/\"x",
            "https://a.org/i.html",
            "https://a.org/a b",
        ] {
            let refused = Address::of(wrong);
            assert!(refused.is_err_and(|sentence| sentence.contains("--at")), "{wrong}");
        }
    }

    #[test]
    fn without_an_address_the_head_says_only_what_needs_none() {
        let lines = head(&archive("A <b> & \"c\""), Lang::En, "", None);
        assert!(lines.contains("content=\"A &lt;b&gt; &amp; &quot;c&quot;\""), "{lines}");
        assert!(
            !lines.contains("og:image") && !lines.contains("oembed") && !lines.contains("href")
        );
    }

    #[test]
    fn with_an_address_every_link_is_whole() {
        let lines = head(&archive("A"), Lang::Es, "plain.es.html", Some(&at()));
        for whole in [
            "og:url\" content=\"https://example.org/khipu/plain.es.html\"",
            "og:image\" content=\"https://example.org/khipu/card.png\"",
            "canonical\" href=\"https://example.org/khipu/plain.es.html\"",
            "json+oembed\" title=",
            "href=\"https://example.org/khipu/oembed.json\"",
            "og:locale\" content=\"es_PE\"",
        ] {
            assert!(lines.contains(whole), "{whole} in {lines}");
        }
    }

    #[test]
    fn the_page_is_called_as_its_record() {
        let html = fs::read_to_string(root().join("index.html")).expect("the page");
        let named = entitled(&html, "Peru & <b>");
        assert!(named.contains("<title>Peru &amp; &lt;b&gt;</title>"), "{named:.600}");
        assert!(!named.contains(NAMELESS));
    }

    #[test]
    fn the_answer_has_what_oembed_asks_of_a_rich_one() {
        let answer: Value =
            serde_json::from_str(&oembed(&archive("A \"<script>\""), &at())).expect("JSON");
        assert_eq!((&answer["version"], &answer["type"]), (&json!("1.0"), &json!("rich")));
        for number in ["width", "height", "thumbnail_width", "thumbnail_height"] {
            assert!(answer[number].as_u64().is_some_and(|it| it > 0), "{number}");
        }
        let html = answer["html"].as_str().unwrap_or_default();
        assert!(html.starts_with("<iframe src=\"https://example.org/khipu/?auto\""), "{html}");
        assert_eq!(html.matches('<').count(), 2, "one frame, and nothing of the title: {html}");
    }

    #[test]
    fn the_picture_has_the_size_that_is_said() {
        let bytes = fs::read(root().join("public").join(PICTURE))
            .expect("cargo xtask shots --card makes it");
        let side =
            |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        assert_eq!((side(16), side(20)), PICTURE_SIZE);
    }
}
