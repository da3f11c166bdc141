//! Which browser runs, and how it is started through its driver.

use std::{
    env, fmt,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use fantoccini::{Client, ClientBuilder, error::NewSessionError};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::{Keeps, PATIENCE, Setting};

/// Quiet, without a window, and asking no host of its maker's.
const CHROMIUM: [&str; 13] = [
    "--headless",
    // What it draws and prepares about the page itself takes a tenth of a test's time.
    "--animation-duration-scale=0",
    "--disable-features=PreloadTopChromeWebUI",
    "--disable-extensions",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
];

/// So many pages a browser shows before a new one takes its place.
const MOST_PAGES: u32 = 30;

/// A browser engine that the page is tried in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    Chromium,
    Firefox,
    WebKit,
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

impl Browser {
    /// The browser that this run is for.
    pub fn of_this_run() -> Self {
        match environment("KHIPU_BROWSER").as_str() {
            "firefox" => Self::Firefox,
            "webkit" => Self::WebKit,
            _ => Self::Chromium,
        }
    }

    /// How many cases of a long series this browser goes through: a quarter, for what the page itself does
    /// with them is the same everywhere; all in Chromium where the run is asked for long series
    /// (`cargo xtask test --long`).
    pub fn share_of(self, cases: u64) -> u64 {
        let is_long = env::var_os("KHIPU_LONG").is_some();
        if self == Self::Chromium && is_long { cases } else { cases / 4 }
    }

    pub(crate) async fn connect(
        self,
        driver: &str,
        setting: &Setting,
    ) -> Result<Client, NewSessionError> {
        let wanted = self.capabilities(setting);
        let Value::Object(wanted) = wanted else { unreachable!("capabilities are an object") };
        ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(driver).await
    }

    /// Whether a browser serves one page only: WebKit's, and what has a profile.
    fn is_lent_once(self, setting: &Setting) -> bool {
        self == Self::WebKit || setting.profile.is_some()
    }

    /// What of a setting a browser is told as it starts: a browser that was told the same serves it too.
    fn outfit(self, setting: &Setting) -> Value {
        match self {
            // Its driver changes the rest while it runs.
            Self::Chromium => Value::from(setting.profile.is_some()),
            _ => self.capabilities(setting),
        }
    }

    fn capabilities(self, setting: &Setting) -> Value {
        let (width, height) = setting.size;
        let profile = setting.profile.as_ref().map(|folder| folder.display().to_string());
        match self {
            Self::Chromium => {
                let mut args: Vec<String> = CHROMIUM.map(str::to_owned).into();
                args.push(format!("--window-size={width},{height}"));
                args.extend(profile.map(|folder| format!("--user-data-dir={folder}")));
                json!({"browserName": "chrome", "goog:chromeOptions": {"args": args}})
            }
            Self::Firefox => {
                let own = profile.map(|folder| ["-profile".to_owned(), folder]);
                let args: Vec<String> = std::iter::once("-headless".to_owned())
                    .chain(own.into_iter().flatten())
                    .collect();
                json!({
                    "browserName": "firefox",
                    "moz:firefoxOptions": {
                        "args": args,
                        "prefs": {
                            "ui.systemUsesDarkTheme": u8::from(setting.dark),
                            "ui.prefersReducedMotion": u8::from(setting.reduced_motion),
                            "network.captive-portal-service.enabled": false,
                            "network.connectivity-service.enabled": false,
                            "app.normandy.enabled": false,
                            "intl.accept_languages": "en",
                            "dom.ipc.processPrelaunch.enabled": false,
                        },
                    },
                })
            }
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": {
                    "binary": environment("KHIPU_WEBKIT"),
                    "args": ["--automation"],
                },
            }),
        }
    }
}

/// The address of the page under test, ending in a slash.
pub(crate) fn page_address() -> String {
    environment("KHIPU_PAGE")
}

/// The same under an origin that no page had before, so that what a browser keeps of one test is not there
/// for the next. WebKit knows no such names, and what a profile keeps belongs to one address. Where a page
/// is not to be kept, its address begins with "bare" (`xtask/src/trial.rs`).
pub(crate) fn own_address(browser: Browser, setting: &Setting) -> String {
    static PAGES: AtomicU32 = AtomicU32::new(0);
    if browser.is_lent_once(setting) {
        return page_address();
    }
    let number = PAGES.fetch_add(1, Ordering::Relaxed);
    let kind = match setting.keeps {
        Keeps::Page => "page",
        Keeps::Nothing => "bare",
    };
    page_address().replace("127.0.0.1", &format!("{kind}-{number}.localhost"))
}

pub(crate) fn environment(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run these tests by cargo xtask test --only e2e")
    })
}

/// Drivers that no test is using. Most drivers hold one session at a time.
static FREE: Mutex<Option<Vec<Driver>>> = Mutex::new(None);
static FREED: Condvar = Condvar::new();

/// A driver that one test has for itself. It is given to whoever waits as it goes.
pub(crate) struct Driver {
    address: String,
    /// A browser for the next page.
    pub session: Option<Session>,
}

/// A browser that runs, with one tab.
#[derive(Clone)]
pub(crate) struct Session {
    pub runtime: Arc<Runtime>,
    pub client: Client,
    /// What can be said only as the browser starts.
    outfit: Value,
    pages: u32,
}

impl Driver {
    /// Takes a free driver whose browser is as wanted, or one that starts it so; waits until a test
    /// gives one back where none is free.
    pub fn take(browser: Browser, setting: &Setting) -> (Self, Session) {
        let outfit = browser.outfit(setting);
        let mut driver = Self::free(&outfit);
        if let Some(session) = driver.session.take() {
            if session.outfit == outfit {
                return (driver, session);
            }
            session.close();
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime can be made");
        let client = runtime
            .block_on(browser.connect(&driver.address, setting))
            .unwrap_or_else(|error| panic!("{browser} cannot be started: {error}"));
        let pages = if browser.is_lent_once(setting) { MOST_PAGES } else { 0 };
        (driver, Session { runtime: Arc::new(runtime), client, outfit, pages })
    }

    fn free(outfit: &Value) -> Self {
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let list = free.get_or_insert_with(|| {
                let addresses = environment("KHIPU_DRIVERS");
                let new = |address: &str| Self { address: address.to_owned(), session: None };
                addresses.split(' ').map(new).collect()
            });
            let fits = |driver: &Self| {
                driver.session.as_ref().is_some_and(|session| session.outfit == *outfit)
            };
            let best = list.iter().position(fits);
            let best = best.or_else(|| list.iter().position(|driver| driver.session.is_none()));
            if let Some(at) = best.or_else(|| list.len().checked_sub(1)) {
                return list.swap_remove(at);
            }
            free = FREED.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let own = Self { address: std::mem::take(&mut self.address), session: self.session.take() };
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        free.get_or_insert_default().push(own);
        FREED.notify_one();
    }
}

impl Session {
    /// The browser with an empty tab in place of all that were open: with them goes what was set for them,
    /// by a test or by the page. Nothing where it served long enough or does not do so.
    pub fn renewed(mut self) -> Option<Self> {
        self.pages += 1;
        let client = &self.client.clone();
        let renew = async {
            let tab = client.new_window(true).await?.handle;
            for old in client.windows().await? {
                if old != tab {
                    client.switch_to_window(old).await?;
                    client.close_window().await?;
                }
            }
            client.switch_to_window(tab).await
        };
        if self.pages < MOST_PAGES && matches!(self.within_patience(renew), Some(Ok(()))) {
            return Some(self);
        }
        self.close();
        None
    }

    pub fn close(self) {
        // A browser that does not answer ends with its driver.
        let _ = self.within_patience(self.client.clone().close());
    }

    /// What a step gives, or nothing when the driver hangs.
    pub fn within_patience<T>(&self, step: impl Future<Output = T>) -> Option<T> {
        self.runtime.block_on(async { tokio::time::timeout(PATIENCE, step).await.ok() })
    }
}
