//! The headers that a host should send with the page, in the form of each common static host.
//! Their sources: the page's own policy in `index.html`; OWASP's Secure Headers Project for the
//! others; web.dev's "Love your cache" for how long files may be kept.

use std::{fmt::Write as _, fs, path::Path};

use crate::{
    Outcome,
    process::{root, say},
};

/// Files named by what is in them: a name never comes to mean other bytes.
const HASHED: [&str; 5] = ["app-*", "desk-*", "main-*", "reader-*", "words/*"];
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Asked for again each time; the host answers "not modified".
const ASK: &str = "no-cache";

/// A header's name and value.
type Header = (&'static str, String);
/// Writes headers in the form of a host.
type Form = fn(&[Header]) -> String;

const NGINX: &str = "nginx.conf";
/// The file that a host reads, and its form.
const FORMS: [(&str, Form); 3] =
    [("_headers", for_netlify), (".htaccess", for_apache), (NGINX, for_nginx)];

/// What every answer should say, with the policy of the page itself.
fn headers(html: &str) -> Outcome<Vec<Header>> {
    let policy = html
        .split_once("http-equiv=\"Content-Security-Policy\" content=\"")
        .and_then(|(_, rest)| rest.split('"').next())
        .ok_or("index.html has no content policy.")?;
    let fixed = [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        // Others may show the page in a frame, also in one without an origin of its own.
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Access-Control-Allow-Origin", "*"),
        ("Strict-Transport-Security", "max-age=31536000"),
    ];
    let fixed = fixed.map(|(name, value)| (name, value.to_owned()));
    Ok([("Content-Security-Policy", policy.to_owned())].into_iter().chain(fixed).collect())
}

/// `_headers`, which Netlify and Cloudflare Pages read.
fn for_netlify(headers: &[Header]) -> String {
    let mut out = "/*\n".to_owned();
    for (name, value) in headers {
        let _ = writeln!(out, "  {name}: {value}");
    }
    // Both hosts have other files asked for again by themselves, and join what two rules say.
    for path in HASHED {
        let _ = writeln!(out, "/{path}\n  Cache-Control: {FOREVER}");
    }
    out
}

/// `.htaccess`, which Apache reads where it may.
fn for_apache(headers: &[Header]) -> String {
    let mut out =
        "AddType application/wasm .wasm\nAddType application/manifest+json .webmanifest\n\
                   AddDefaultCharset utf-8\n<IfModule mod_headers.c>\n"
            .to_owned();
    for (name, value) in headers {
        let _ = writeln!(out, "  Header always set {name} \"{value}\"");
    }
    let _ = write!(
        out,
        "  Header set Cache-Control \"{ASK}\"\n  \
         <FilesMatch \"^(app|desk|main|reader)-|^(en|es|fr)-[0-9a-f]+\\.json$\">\n    \
         Header set Cache-Control \"{FOREVER}\"\n  </FilesMatch>\n</IfModule>\n"
    );
    out
}

/// For a `server` block of nginx.
fn for_nginx(headers: &[Header]) -> String {
    let lines = |indent: &str| {
        headers.iter().fold(String::new(), |mut out, (name, value)| {
            let _ = writeln!(out, "{indent}add_header {name} \"{value}\" always;");
            out
        })
    };
    // A block of types stands in place of all that are known, so those come first. A block with a
    // header of its own inherits none, so each says all.
    format!(
        "include mime.types;\n\
         types {{\n    application/wasm wasm;\n    application/manifest+json webmanifest;\n}}\n\
         location / {{\n{all}    add_header Cache-Control \"{ASK}\" always;\n}}\n\
         location ~ /(app-|desk-|main-|reader-|words/) {{\n{all}    add_header Cache-Control \"{FOREVER}\" always;\n}}\n",
        all = lines("    ")
    )
}

/// Prints the headers in every form.
pub fn print() -> Outcome {
    let headers = headers(&read(&root().join("index.html"))?)?;
    for (name, text) in FORMS.map(|(name, form)| (name, form(&headers))) {
        say(&format!("{name}\n\n```\n{text}```\n"));
    }
    Ok(())
}

/// Writes what hosts read by themselves into the page's folder.
pub fn write(dist: &Path) -> Outcome {
    let headers = headers(&read(&dist.join("index.html"))?)?;
    for (name, form) in FORMS.into_iter().filter(|(name, _)| *name != NGINX) {
        fs::write(dist.join(name), form(&headers))
            .map_err(|error| format!("{name} cannot be written: {error}"))?;
    }
    Ok(())
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::{FORMS, headers, read};
    use crate::process::root;

    /// The page of documentation holds what would be written today.
    #[test]
    fn the_documentation_shows_these_headers() {
        let headers = headers(&read(&root().join("index.html")).unwrap()).unwrap();
        let shown = read(&root().join("docs/hosting.md")).unwrap();
        for (name, form) in FORMS {
            let text = form(&headers);
            assert!(shown.contains(&format!("```\n{text}```")), "docs/hosting.md, {name}:\n{text}");
        }
    }

    #[test]
    fn a_page_without_a_policy_is_refused() {
        assert!(headers("<html>").is_err());
    }
}
