//! The page within a page of another origin, as `<khipu-record>` puts it there.

use crate::{Host, Page, Setting};

/// The frame of an element by its title, as a function in JavaScript.
pub const FRAME: &str = "(title => document.querySelector(`khipu-record[title=\"${title}\"]`).shadowRoot.querySelector('iframe'))";

/// A host page of another origin than the record's, whose elements are all loaded. It keeps what they say:
/// `last(title, kind)`, `count(kind)`, `told`, and every message in `heard`.
pub fn framed(khipu: &Host, body: &str, size: (u32, u32)) -> Page {
    let site = Host::start();
    let page = format!(
        "<!DOCTYPE html><html lang=en><title>Host</title><body>
        <script>
          window.told = []; window.heard = [];
          for (const is of ['ready', 'state', 'event', 'error'])
            addEventListener(`khipu-${{is}}`, ({{ target, detail }}) => told.push([target.title, is, detail]));
          addEventListener('message', ({{ data }}) => heard.push(JSON.stringify(data)));
          window.last = (title, is) => told.findLast(it => it[0] === title && it[1] === is)?.[2];
          window.count = is => told.filter(it => it[1] === is).length;
        </script>
        <script src='{}khipu-embed.js'></script>{body}",
        khipu.url()
    );
    site.serve("site.html", page);
    let page = Page::start(&Setting { size, ..Setting::default() });
    page.go_to_address(&format!("{}site.html", site.url()));
    page.eval("void document.querySelectorAll('khipu-record').forEach(it => it.load())");
    page.wait("count('ready') === document.querySelectorAll('khipu-record').length");
    page
}

/// An element with a title and other attributes.
pub fn element(title: &str, attributes: &str) -> String {
    format!("<khipu-record title={title} {attributes}><a href=x>The record</a></khipu-record>")
}

impl Page {
    /// Does something in the frame of an element.
    pub fn within<T>(&self, title: &str, act: impl FnOnce() -> T) -> T {
        self.enter_frame_of(&format!("khipu-record[title=\"{title}\"]"));
        let done = act();
        self.leave_frame();
        done
    }

    /// Brings an element before the reader, waits until it shows the record, and until its frame is as
    /// tall as that; gives how tall.
    pub fn fits(&self, title: &str) -> f64 {
        self.eval(&format!("void {FRAME}('{title}').scrollIntoView()"));
        let (content, overflow) = self.within(title, || {
            self.wait_until_ready();
            self.eval_async("document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(done)))");
            let content = self.eval("document.body.getBoundingClientRect().height");
            let root = "document.documentElement";
            self.wait(&format!("{root}.scrollHeight === innerHeight"));
            (content, self.eval(&format!("{root}.scrollWidth - innerWidth")))
        });
        let content = content.as_f64().unwrap_or(0.0);
        self.wait(&format!("Math.abs({FRAME}('{title}').clientHeight - {content}) <= 1"));
        assert_eq!(overflow, serde_json::json!(0), "{title} is wider than its frame");
        content
    }
}
