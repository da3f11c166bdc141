//! What a reader does: click, type, press keys, drag, turn the wheel, resize.

use std::time::Duration;

use fantoccini::{
    Locator,
    actions::{
        InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
        WheelAction, WheelActions,
    },
    wd::WebDriverCompatibleCommand,
};
use serde_json::{Value, json};

use crate::{Browser, Page, Setting};

/// How long a moved pointer takes, so that the browser sends moves between press and release.
const MOVE: Duration = Duration::from_millis(60);

impl Page {
    /// Clicks the first element of a selector, once it is there.
    pub fn click(&self, css: &str) {
        self.wait(&format!("document.querySelector({})", json!(css)));
        self.run(css, async { self.session.client.find(Locator::Css(css)).await?.click().await });
    }

    /// Presses the first element of a selector whose words begin so, wherever it is: a button
    /// beside a drawing has no place on the screen to be clicked at.
    pub fn press(&self, css: &str, words: &str) {
        let find = format!(
            "[...document.querySelectorAll({})].find(it => it.textContent.trim().startsWith({}))",
            json!(css),
            json!(words)
        );
        self.wait(&find);
        self.eval(&format!("void {find}.click()"));
    }

    /// Presses the button whose accessible name begins so.
    pub fn press_named(&self, name: &str) {
        let find = format!("document.querySelector('button[aria-label^={}]')", json!(name));
        self.wait(&find);
        self.eval(&format!("void {find}.click()"));
    }

    /// Types into the first element of a selector.
    pub fn type_into(&self, css: &str, text: &str) {
        self.wait(&format!("document.querySelector({})", json!(css)));
        self.run(css, async {
            self.session.client.find(Locator::Css(css)).await?.send_keys(text).await
        });
    }

    /// Gives a field its value at once, as a browser's own picker of dates does: how one types into
    /// that differs by browser and language.
    pub fn fill(&self, css: &str, value: &str) {
        self.wait(&format!("document.querySelector({})", json!(css)));
        self.eval(&format!(
            "(field => {{
                field.value = {};
                for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, {{ bubbles: true }}));
            }})(document.querySelector({}))",
            json!(value),
            json!(css)
        ));
    }

    /// Presses and releases a key or a chord: `Escape`, `Shift+ArrowRight`, `a`.
    pub fn key(&self, names: &str) {
        let keys = crate::keys::chord(names);
        let down = keys.iter().map(|value| KeyAction::Down { value: *value });
        let up = keys.iter().rev().map(|value| KeyAction::Up { value: *value });
        let actions = down.chain(up).fold(KeyActions::new("keyboard".into()), KeyActions::then);
        self.run(names, self.session.client.perform_actions(actions));
    }

    /// Drags with the mouse's first button, between points of the window in CSS pixels.
    pub fn drag(&self, from: (f64, f64), to: (f64, f64)) {
        let halfway = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        let actions = MouseActions::new("mouse".into())
            .then(move_to(from, Duration::ZERO))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(move_to(halfway, MOVE))
            .then(move_to(to, MOVE))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.run("drag", self.session.client.perform_actions(actions));
    }

    /// Clicks at a point of the window in CSS pixels.
    pub fn click_at(&self, at: (f64, f64)) {
        let actions = MouseActions::new("mouse".into())
            .then(move_to(at, Duration::ZERO))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.run("click", self.session.client.perform_actions(actions));
    }

    /// Moves the mouse to a point of the window in CSS pixels.
    pub fn hover(&self, at: (f64, f64)) {
        let actions = MouseActions::new("mouse".into()).then(move_to(at, Duration::ZERO));
        self.run("hover", self.session.client.perform_actions(actions));
    }

    /// Turns the wheel over a point of the window; down and right are positive, in CSS pixels.
    pub fn wheel(&self, at: (f64, f64), delta_x: i64, delta_y: i64) {
        let actions = WheelActions::new("wheel".into()).then(WheelAction::Scroll {
            duration: None,
            x: at.0.round() as i64,
            y: at.1.round() as i64,
            delta_x,
            delta_y,
        });
        self.run("wheel", self.session.client.perform_actions(actions));
    }

    /// Left, top, width and height of the first element of a selector, in CSS pixels.
    pub fn rect(&self, css: &str) -> (f64, f64, f64, f64) {
        let rect = self.eval(&format!(
            "(r => [r.left, r.top, r.width, r.height])(document.querySelector({}).getBoundingClientRect())",
            json!(css)
        ));
        let side = |at: usize| rect.get(at).and_then(Value::as_f64).unwrap_or_default();
        (side(0), side(1), side(2), side(3))
    }

    /// The browser's Back button.
    pub fn back(&self) {
        self.run("back", self.session.client.back());
    }

    /// The browser's Forward button.
    pub fn forward(&self) {
        self.run("forward", self.session.client.forward());
    }

    /// The browser's Reload button.
    pub fn reload(&self) {
        // As a reader's key does: Firefox's driver would pass by the worker that keeps the page.
        self.eval("void (window.khipuWas = true, location.reload())");
        self.wait("window.khipuWas === undefined");
    }

    /// Gives the page an area of this many CSS pixels.
    pub fn set_size(&self, width: u32, height: u32) {
        if self.browser() == Browser::Chromium {
            self.cdp(
                "Emulation.setDeviceMetricsOverride",
                &json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
            );
            return;
        }
        self.run("size", self.session.client.set_window_size(width, height));
        // The window has bars of its own: what they take is added.
        let missing = self.eval("[outerWidth - innerWidth, outerHeight - innerHeight]");
        let bar = |at: usize| missing.get(at).and_then(Value::as_u64).unwrap_or(0) as u32;
        self.run("size", self.session.client.set_window_size(width + bar(0), height + bar(1)));
    }

    /// What the system prefers, as CSS media features; Chromium only.
    pub fn prefer(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
        self.cdp("Emulation.setEmulatedMedia", &json!({"features": features}));
    }

    /// Opens an address in a tab of its own and goes there.
    pub fn open_tab(&self, address: &str) {
        self.run("new tab", async {
            let tab = self.session.client.new_window(true).await?;
            self.session.client.switch_to_window(tab.handle).await
        });
        self.go_to_address(address);
    }

    /// Goes to a tab, numbered in the order they were opened.
    pub fn go_to_tab(&self, number: usize) {
        self.run("switch tab", async {
            let mut tabs = self.session.client.windows().await?;
            self.session.client.switch_to_window(tabs.swap_remove(number)).await
        });
    }

    /// A command of the Chrome DevTools Protocol; Chromium only.
    pub fn cdp(&self, name: &'static str, parameters: &Value) -> Value {
        let command = Cdp { name, parameters: parameters.clone() };
        self.run(name, self.session.client.issue_cmd(command))
    }

    pub(crate) fn apply(&self, setting: &Setting) {
        self.set_size(setting.size.0, setting.size.1);
        if self.browser() == Browser::Chromium {
            let on = |is: bool, name, value| is.then_some((name, value));
            let features: Vec<_> = [
                Some(("prefers-color-scheme", if setting.dark { "dark" } else { "light" })),
                on(setting.reduced_motion, "prefers-reduced-motion", "reduce"),
                on(setting.forced_colors, "forced-colors", "active"),
            ]
            .into_iter()
            .flatten()
            .collect();
            self.prefer(&features);
        }
        if !setting.storage.is_empty() {
            // A page of the same origin that runs nothing: the store can be filled before the start.
            self.go_to_path("icon.svg");
            for (key, value) in &setting.storage {
                self.eval(&format!("localStorage.setItem({}, {})", json!(key), json!(value)));
            }
        }
    }
}

fn move_to(at: (f64, f64), duration: Duration) -> PointerAction {
    PointerAction::MoveTo { duration: Some(duration), x: at.0, y: at.1 }
}

/// chromedriver's way to the DevTools Protocol.
#[derive(Debug)]
struct Cdp {
    name: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({"cmd": self.name, "params": self.parameters});
        (http::Method::POST, Some(body.to_string()))
    }
}
