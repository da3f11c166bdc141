//! A link as a QR code (ISO/IEC 18004), for paper and posters. The code itself is `qrcodegen`'s.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::core::scene;

/// The light margin that readers of codes ask for, in modules.
const MARGIN: i32 = 4;

/// A code as rows of light and dark modules.
pub struct Code(QrCode);

/// The code of a text, restored where up to 15 % of it is damaged; nothing where the text is too long
/// for any.
pub fn qr(text: &str) -> Option<Code> {
    QrCode::encode_text(text, QrCodeEcc::Medium).ok().map(Code)
}

impl Code {
    /// How many modules a side has, with its margin.
    pub fn side(&self) -> i32 {
        self.0.size() + 2 * MARGIN
    }

    /// Whether a module is dark, counted from the margin's corner.
    pub fn is_dark(&self, x: i32, y: i32) -> bool {
        self.0.get_module(x - MARGIN, y - MARGIN)
    }

    /// The dark modules as the data of an SVG path, a module a unit.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.side() {
            let mut x = 0;
            while x < self.side() {
                let run = (x..self.side()).take_while(|x| self.is_dark(*x, y)).count();
                if run > 0 {
                    // Writing to a text cannot fail.
                    let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
                }
                x += run.max(1) as i32;
            }
        }
        path
    }

    /// The code as an SVG document of its own, dark on light whatever is around it.
    pub fn svg(&self, title: &str) -> String {
        let side = self.side();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{px}\" height=\"{px}\" \
             role=\"img\" shape-rendering=\"crispEdges\">\n<title>{}</title>\n\
             <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\n<path fill=\"#000\" d=\"{}\"/>\n</svg>\n",
            scene::escaped(title),
            self.path(),
            px = side * 8,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: &Code) -> String {
        let side = code.side() as usize;
        let image = |x: usize, y: usize| {
            if code.is_dark((x / 4) as i32, (y / 4) as i32) { 0 } else { 255 }
        };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * 4, side * 4, image);
        image.detect_grids()[0].decode().expect("a code").1
    }

    #[test]
    fn another_program_reads_the_link() {
        for link in [
            "https://example.org/khipu/#region=PE-PUN&from=2023-01-01&lang=es",
            "https://example.org/#q=%C3%B1",
            &format!("https://example.org/#tag={}", "a,b-".repeat(300)),
        ] {
            assert_eq!(read(&qr(link).expect("a code")), link);
        }
        assert!(qr(&"x".repeat(3000)).is_none());
    }

    #[test]
    fn the_path_has_every_dark_module_once() {
        let code = qr("https://example.org/").expect("a code");
        let dark = (0..code.side()).flat_map(|y| (0..code.side()).map(move |x| (x, y)));
        let dark = dark.filter(|(x, y)| code.is_dark(*x, *y)).count();
        let runs = code
            .path()
            .split('h')
            .skip(1)
            .step_by(2)
            .map(|run| run.split('v').next().and_then(|run| run.parse::<usize>().ok()).unwrap_or(0))
            .sum::<usize>();
        assert_eq!(runs, dark);
        assert!(code.svg("<a>").contains("<title>&lt;a&gt;</title>"));
    }
}
