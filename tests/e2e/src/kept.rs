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
}
