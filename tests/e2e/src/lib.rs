//! The page in a real browser, as a test sees it: open it, act on it, wait for what must follow.
//! Calls block, and panic in words when the page does not do what is asked. Nothing here sleeps
//! for a fixed time. `cargo xtask test --only e2e` starts the drivers and sets the environment.

#![allow(clippy::missing_panics_doc)]

mod act;
mod browser;
mod files;
mod framing;
mod host;
mod kept;
mod keys;
mod outlook;
mod own;
mod setting;

use std::{
    cell::Cell,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use fantoccini::{
    Locator,
    elements::{Element, ElementRef},
    error::CmdError,
    wd::PrintConfiguration,
};
use serde_json::{Value, json};

pub use browser::Browser;
use browser::{Driver, Session};
pub use framing::{FRAME, element, framed};
pub use host::Host;
pub use outlook::{Outlook, Walk, events_of, links, record, repository, title};
pub use own::{OWN_TITLES, own_record};
pub use setting::{Keeps, Setting};

/// How long a condition may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// What counts as a barrier: WCAG 2.2 A and AA, and axe's best practices.
const AXE_RUN: &str = "
const done = arguments[arguments.length - 1];
axe.run(document, {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
}).then(
  found => done(found.violations.map(rule =>
    `${rule.id}: ${rule.help}\\n` + rule.nodes.map(node => `    ${node.target} ${node.html}\\n      ${node.failureSummary}`).join('\\n'))),
  error => done([`axe failed: ${error}`]));
";

/// The page in a browser and under an origin of its own until it goes out of scope.
pub struct Page {
    session: Session,
    browser: Browser,
    /// The page's address, ending in a slash.
    address: String,
    is_framed: Cell<bool>,
    /// Given back last, with the browser or without.
    driver: Driver,
}

impl Page {
    /// The page with a fragment such as `#lang=es`, once it shows the record.
    pub fn open(fragment: &str) -> Self {
        Self::open_with(fragment, &Setting::default())
    }

    /// The page with a fragment, in a window and with a store and preferences as set.
    pub fn open_with(fragment: &str, setting: &Setting) -> Self {
        let page = Self::start(setting);
        page.go_to(fragment);
        page.wait_until_ready();
        page
    }

    /// A browser with an empty tab on the page's site, before the page is opened.
    pub fn start(setting: &Setting) -> Self {
        let browser = Browser::of_this_run();
        let (driver, session) = Driver::take(browser, setting);
        let page = Self {
            session,
            browser,
            address: browser::own_address(browser, setting),
            is_framed: Cell::default(),
            driver,
        };
        page.apply(setting);
        page
    }

    /// The same, as narrow as a phone in every browser: Firefox, which makes no window so narrow,
    /// shows the page in a frame.
    pub fn start_narrow(setting: &Setting) -> Self {
        let page = Self::start(setting);
        if page.browser == Browser::Firefox {
            page.go_to_path("nothing-stands-here");
            let (width, height) = setting.size;
            page.eval(&format!(
                "void document.body.replaceChildren(Object.assign(document.createElement('iframe'),
                    {{ width: {width}, height: {height}, src: 'icon.svg' }}))"
            ));
            page.enter_frame();
            page.is_framed.set(true);
        }
        page
    }

    /// Which browser this is.
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// Opens the page anew with a fragment, as if the address were typed into an empty tab.
    pub fn go_to(&self, fragment: &str) {
        if self.is_framed.get() {
            let address = format!("{}{fragment}", self.address);
            // Where the icon stands already, one that is on its way would end what comes next.
            self.eval("void (window.isLeft = true, location.replace('icon.svg'))");
            self.wait("!window.isLeft && location.pathname.endsWith('icon.svg') && document.readyState === 'complete'");
            self.eval(&format!("void location.assign({})", json!(address)));
            return;
        }
        self.run("about:blank", self.session.client.goto("about:blank"));
        let address = format!("{}{fragment}", self.address);
        self.run(&address, self.session.client.goto(&address));
    }

    /// Opens any address.
    pub fn go_to_address(&self, address: &str) {
        self.run(address, self.session.client.goto(address));
    }

    /// Goes into the first frame of the document; what follows happens there.
    pub fn enter_frame(&self) {
        self.run("frame", async {
            self.session.client.find(Locator::Css("iframe")).await?.enter_frame().await
        });
    }

    /// Goes into the frame of the first `<khipu-record>`, else into the first frame.
    pub fn enter_any_frame(&self) {
        let is_record = self.eval("document.querySelector('khipu-record') !== null");
        self.enter_frame_of(if is_record == Value::Bool(true) { "khipu-record" } else { "body" });
    }

    /// Goes into the frame that an element holds, in its shadow tree or in its own.
    pub fn enter_frame_of(&self, css: &str) {
        let found = self.eval(&format!(
            "(it => it.shadowRoot ?? it)(document.querySelector({})).querySelector('iframe')",
            json!(css)
        ));
        let id = found.as_object().and_then(|it| it.values().next()?.as_str());
        let frame = ElementRef::from(id.unwrap_or_default().to_owned());
        self.run("frame", async {
            Element::from_element_id(self.session.client.clone(), frame).enter_frame().await
        });
    }

    /// Goes back to the whole page.
    pub fn leave_frame(&self) {
        self.run("frame", self.session.client.clone().enter_parent_frame());
    }

    /// Opens an address under the page's own, for example `data/`.
    pub fn go_to_path(&self, path: &str) {
        let address = format!("{}{path}", self.address);
        self.run(&address, self.session.client.goto(&address));
    }

    /// Waits until the page says that it shows the record, and the buttons beside the drawings are there.
    pub fn wait_until_ready(&self) {
        self.wait("document.documentElement.dataset.ready === 'true'");
        self.wait_for_twins();
    }

    /// Waits until the page stands still with its fonts, whether it shows the record or a failure.
    pub fn wait_until_shown(&self) {
        self.wait(
            "['ready', 'failed'].some(state => document.documentElement.dataset[state] === 'true')",
        );
        self.eval_async(
            "document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(done)))",
        );
    }

    /// Waits until a JavaScript expression is true; fails in words after twenty seconds.
    pub fn wait(&self, condition: &str) {
        let script = format!("return Boolean({condition})");
        let deadline = Instant::now() + PATIENCE;
        let mut last = Value::Null;
        while Instant::now() < deadline {
            // A page that is being replaced cannot answer; it is asked again.
            match self.session.within_patience(self.session.client.execute(&script, Vec::new())) {
                Some(Ok(Value::Bool(true))) => return,
                Some(Ok(value)) => last = value,
                Some(Err(error)) => last = Value::String(error.to_string()),
                None => last = Value::String("no answer".to_owned()),
            }
            self.session.runtime.block_on(async { tokio::time::sleep(LOOK_EVERY).await });
        }
        self.fail(&format!("never came true: {condition} (last: {last})"));
    }

    /// Looks until something is found; fails in words with what was last seen after twenty seconds.
    pub fn poll<T>(&self, what: &str, look: impl Fn() -> Result<T, String>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match look() {
                Ok(found) => return found,
                Err(last) if Instant::now() > deadline => {
                    self.fail(&format!("never came true: {what}\n  last: {last}"));
                }
                Err(_) => {}
            }
            self.session.runtime.block_on(async { tokio::time::sleep(LOOK_EVERY).await });
        }
    }

    /// Waits until a text stands in the first element of a selector.
    pub fn wait_for_text(&self, css: &str, text: &str) {
        self.wait(&format!(
            "(document.querySelector({})?.textContent ?? '').includes({})",
            json!(css),
            json!(text)
        ));
    }

    /// The value of a JavaScript expression.
    pub fn eval(&self, expression: &str) -> Value {
        self.run(
            expression,
            self.session.client.execute(&format!("return ({expression})"), Vec::new()),
        )
    }

    /// The value of a JavaScript expression that is a text.
    pub fn eval_text(&self, expression: &str) -> String {
        match self.eval(expression) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    /// Runs JavaScript that calls `done(value)`, and gives the value.
    pub fn eval_async(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {script}");
        self.run(&script, self.session.client.execute_async(&script, Vec::new()))
    }

    /// Waits until what has changed is painted.
    pub fn wait_for_paint(&self) {
        self.eval_async("requestAnimationFrame(() => requestAnimationFrame(() => done()))");
    }

    /// The text of the first element of a selector.
    pub fn text(&self, css: &str) -> String {
        self.run(css, async { self.session.client.find(Locator::Css(css)).await?.text().await })
    }

    /// An attribute of the first element of a selector.
    pub fn attr(&self, css: &str, name: &str) -> Option<String> {
        self.run(css, async { self.session.client.find(Locator::Css(css)).await?.attr(name).await })
    }

    /// How many elements a selector finds.
    pub fn count(&self, css: &str) -> usize {
        self.run(css, self.session.client.find_all(Locator::Css(css))).len()
    }

    /// The page's address from `#` on.
    pub fn fragment(&self) -> String {
        self.eval_text("location.hash")
    }

    /// The picture of what the window shows, written as PNG.
    pub fn screenshot(&self, path: &Path) {
        let png = self.run("screenshot", self.session.client.screenshot());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).expect("the folder of pictures can be made");
        }
        fs::write(path, png).expect("the picture can be written");
    }

    /// The page on paper, as PDF.
    pub fn print(&self) -> Vec<u8> {
        self.run("print", self.session.client.print(PrintConfiguration::default()))
    }

    /// What axe finds, a line or more a finding; nothing when all is well.
    pub fn axe(&self) -> Vec<String> {
        let path = browser::environment("KHIPU_AXE");
        let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        if self.eval("typeof window.axe === 'object'") != Value::Bool(true) {
            let define = format!("{source}; window.axe = axe;");
            self.run("axe", self.session.client.execute(&define, Vec::new()));
        }
        let found = self.run("axe", self.session.client.execute_async(AXE_RUN, Vec::new()));
        texts(&found)
    }

    /// Errors, rejected promises and policy violations since the page was opened.
    pub fn errors(&self) -> Vec<String> {
        texts(&self.eval("window.khipuWatched ?? ['the page was not watched']"))
    }

    /// What the page fetched from anywhere but its own origin.
    pub fn foreign_requests(&self) -> Vec<String> {
        texts(&self.eval(
            "performance.getEntriesByType('resource').map(entry => entry.name)
                .filter(name => new URL(name).origin !== location.origin)",
        ))
    }

    /// Fails when the page had an error, broke its policy or asked another host for anything.
    pub fn assert_clean(&self) {
        let found = [self.errors(), self.foreign_requests()].concat();
        assert!(found.is_empty(), "{}: {}", self.browser, found.join("\n"));
    }

    /// Fails when axe finds a barrier.
    pub fn assert_accessible(&self, state: &str) {
        let found = self.axe();
        assert!(found.is_empty(), "{}, {state}:\n{}", self.browser, found.join("\n"));
    }

    fn run<T>(&self, what: &str, step: impl Future<Output = Result<T, CmdError>>) -> T {
        match self.session.within_patience(step) {
            Some(Ok(value)) => value,
            Some(Err(error)) => self.fail(&format!("{what}: {error}")),
            None => self.fail(&format!("{what}: the driver did not answer")),
        }
    }

    fn fail(&self, what: &str) -> ! {
        let script = "return [location.href, ...(window.khipuWatched ?? [])]";
        let seen = self.session.within_patience(self.session.client.execute(script, Vec::new()));
        let seen = seen.and_then(Result::ok).map(|seen| texts(&seen).join("\n  "));
        let seen = seen.unwrap_or_default();
        panic!("{}: {what}\n  {seen}", self.browser);
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // WebKit's driver hangs when it is asked for a picture.
        if std::thread::panicking() && self.browser != Browser::WebKit {
            // A picture helps to see why; that it cannot be had must not hide the failure.
            let thread = std::thread::current();
            let test = thread.name().unwrap_or("test").replace("::", "-");
            let shown = browser::environment("KHIPU_PICTURES");
            let path = Path::new(&shown).join(format!("{test}-{}.png", self.browser));
            if let Some(Ok(png)) = self.session.within_patience(self.session.client.screenshot()) {
                let _ = fs::create_dir_all(&shown);
                let _ = fs::write(&path, png);
                eprintln!("The page as it stood: {}", path.display());
            }
        }
        let session = self.session.clone();
        if std::thread::panicking() {
            session.close();
        } else {
            self.driver.session = session.renewed();
        }
    }
}

/// A text with each run of spaces as one, as the tests compare it.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn texts(list: &Value) -> Vec<String> {
    let items = list.as_array().cloned().unwrap_or_default();
    items
        .into_iter()
        .map(|item| match item {
            Value::String(text) => text,
            other => other.to_string(),
        })
        .collect()
}
