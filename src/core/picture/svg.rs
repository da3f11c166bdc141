//! A picture as an SVG document that stands by itself: no script, no file beside it, words for who does
//! not see it. Written after SVG 2 (W3C); the panels are nested viewports, which cut what lies outside.

use std::fmt::Write as _;

use super::{GROUND, Picture};
use crate::core::{
    decimal,
    scene::{self, Token},
};

/// The document. `color` gives each token's CSS colour.
pub fn to_svg<'a>(picture: &Picture, color: &dyn Fn(Token) -> &'a str) -> String {
    let Picture { width_px, height_px, lang, title, description, panels } = picture;
    let (width, height) = (decimal::written(*width_px, 1), decimal::written(*height_px, 1));
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" lang=\"{}\" aria-labelledby=\"title desc\">\n<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        lang.tag(),
        scene::escaped(title),
        scene::escaped(description),
        scene::escaped(color(GROUND.token)),
    );
    for panel in panels {
        let (x, y) = (decimal::written(panel.at.x, 1), decimal::written(panel.at.y, 1));
        let inner = scene::to_svg(&panel.scene, color);
        let rest = inner.strip_prefix("<svg").unwrap_or_default();
        // Writing to a text cannot fail.
        let _ = write!(text, "<svg x=\"{x}\" y=\"{y}\"{rest}");
    }
    text.push_str("</svg>\n");
    text
}
