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

    /// Waits until the page says how its being kept stands; `public/offline.js` lists the words.
    pub fn wait_for_kept(&self, state: &str) {
        self.poll(&format!("the page says \"{state}\""), || {
            let now = self.eval_text("document.documentElement.dataset.offline ?? ''");
            if now.starts_with(state) { Ok(()) } else { Err(now) }
        });
    }
}
