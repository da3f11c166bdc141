//! One frame when something is to be drawn, none when nothing is.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};

type Callback = Closure<dyn FnMut(f64)>;

/// Asks for frames; dropping it takes back the one asked for.
pub struct Frames {
    inner: Rc<Inner>,
}

struct Inner {
    asked: RefCell<Option<i32>>,
    callback: RefCell<Option<Callback>>,
}

impl Frames {
    /// Calls back in each frame asked for, with the frame's time in milliseconds.
    /// The callback says whether it wants the next frame as well.
    pub fn new(mut paint: impl FnMut(f64) -> bool + 'static) -> Self {
        let inner = Rc::new(Inner { asked: RefCell::default(), callback: RefCell::default() });
        let weak = Rc::downgrade(&inner);
        let callback = Closure::new(move |now_ms: f64| {
            let Some(inner) = weak.upgrade() else { return };
            inner.asked.replace(None);
            if paint(now_ms) {
                inner.ask();
            }
        });
        inner.callback.replace(Some(callback));
        Self { inner }
    }

    /// Asks for one frame, unless one is on its way.
    pub fn ask(&self) {
        self.inner.ask();
    }
}

impl Inner {
    fn ask(&self) {
        if self.asked.borrow().is_some() {
            return;
        }
        let callback = self.callback.borrow();
        let (Some(window), Some(callback)) = (web_sys::window(), callback.as_ref()) else { return };
        let asked = window.request_animation_frame(callback.as_ref().unchecked_ref()).ok();
        self.asked.replace(asked);
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        // Dropped while it paints, it must not be asked for once more.
        self.inner.callback.take();
        if let (Some(window), Some(asked)) = (web_sys::window(), self.inner.asked.take()) {
            let _ = window.cancel_animation_frame(asked);
        }
    }
}
