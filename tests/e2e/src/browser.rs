//! Which browser runs, and how it is started through its driver.

use std::{
    env, fmt,
    sync::{Condvar, Mutex, PoisonError},
};

use fantoccini::{Client, ClientBuilder, error::NewSessionError};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::Setting;

/// Quiet, without a window, and asking no host of its maker's.
const CHROMIUM: [&str; 10] = [
    "--headless",
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

    /// How many cases of a long series this browser goes through: all in Chromium, a quarter in another,
    /// for what the page itself does with them is the same everywhere.
    pub fn share_of(self, cases: u64) -> u64 {
        if self == Self::Chromium { cases } else { cases / 4 }
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

pub(crate) fn environment(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run these tests by cargo xtask test --only e2e")
    })
}

/// Addresses of drivers that no test is using. Most drivers hold one session at a time.
static FREE: Mutex<Option<Vec<String>>> = Mutex::new(None);
static FREED: Condvar = Condvar::new();

/// A driver that one test has for itself.
pub(crate) struct Driver(String);

impl Driver {
    /// Takes a free driver, or waits until a test gives one back.
    pub fn take() -> Self {
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let list = free.get_or_insert_with(|| {
                environment("KHIPU_DRIVERS").split(' ').map(str::to_owned).collect()
            });
            if let Some(address) = list.pop() {
                return Self(address);
            }
            free = FREED.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        free.get_or_insert_default().push(std::mem::take(&mut self.0));
        FREED.notify_one();
    }
}
