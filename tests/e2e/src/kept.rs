//! The page as it is kept on the reader's device.

use crate::{Host, Page, Setting};

impl Page {
    /// The page over a host, once it says that it works with no network.
    pub fn open_kept(host: &Host) -> Self {
        let page = Self::start(&Setting::default());
        page.go_to_address(&host.url());
        page.wait_until_ready();
        page.wait_for_kept("ready");
        page
    }

    /// Waits until a newer build is offered: Chromium lets its worker take over only once the one
    /// before was idle for half a minute, where that was started again a moment ago.
    pub fn wait_for_newer(&self) {
        for _ in 0..3 {
            let found = self.eval_async(
                "const end = Date.now() + 18_000;
                 const look = () => {
                     const found = document.documentElement.dataset.offline === 'new';
                     if (found || Date.now() > end) done(found);
                     else setTimeout(look, 100);
                 };
                 look();",
            );
            if found == serde_json::Value::Bool(true) {
                return;
            }
        }
        self.wait_for_kept("new");
    }

    /// Waits until the page says how its being kept stands; `public/offline.js` lists the words.
    pub fn wait_for_kept(&self, state: &str) {
        self.poll(&format!("the page says \"{state}\""), || {
            let now = self.eval_text("document.documentElement.dataset.offline ?? ''");
            if now.starts_with(state) { Ok(()) } else { Err(now) }
        });
    }

    /// Opens every view with its language and its sources, each as if typed into an empty tab.
    pub fn every_view_opens(&self, host: &Host) {
        for (fragment, what) in [
            (
                "#lang=fr",
                "document.documentElement.lang === 'fr' && document.querySelector('.list__row')",
            ),
            ("#event=2023-01-09-juliaca-killings", "document.querySelector('#source-1 a')"),
            ("#q=juliaca&lang=es", "document.querySelector('.list__row mark')"),
            ("#claims=deaths", "document.querySelector('dialog[open] tbody tr')"),
            (
                "#story=juliaca-9-january.2&lang=en",
                "document.querySelector('.page__detail')?.textContent.includes('step 2')",
            ),
            (
                "?show=list#lang=en",
                "document.documentElement.dataset.show && document.querySelector('.list__row')",
            ),
            (
                "?show=timeline,map",
                "document.documentElement.dataset.show && document.querySelector('.timeline__canvas')",
            ),
        ] {
            self.go_to_address("about:blank");
            self.go_to_address(&format!("{}{fragment}", host.url()));
            self.wait_until_ready();
            self.wait(what);
            self.assert_clean();
        }
        // Some hosts name pages without the ending.
        for plain in ["plain.en.html", "plain.es.html", "plain.fr.html", "plain.fr"] {
            self.go_to_address(&format!("{}{plain}", host.url()));
            assert!(self.count("article") > 200, "{plain}");
        }
    }
}
