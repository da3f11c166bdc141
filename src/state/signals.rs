//! Signals as Leptos has them, for values of every type in one copy of their code. Leptos makes
//! each of them anew for every type it holds; these hold a shared pointer to anything, and only
//! the look behind the pointer is made for the type (docs/decisions/wasm-size.md).

use std::{
    any::Any,
    marker::PhantomData,
    ops::Deref,
    sync::{Arc, PoisonError, RwLock},
};

use leptos::prelude::{self as from, Effect, Get, GetUntracked, GetValue, Set, Track};

/// A value of any type.
type Held = Arc<dyn Any + Send + Sync>;

/// What was read from a signal. It stays what it was when the signal changes.
pub struct Reading<T>(Arc<T>);

impl<T> Deref for Reading<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

fn opened<T: Send + Sync + 'static>(held: Held) -> Reading<T> {
    match held.downcast() {
        Ok(value) => Reading(value),
        Err(_) => unreachable!("a signal holds what its type says"),
    }
}

fn differ<T: PartialEq + 'static>(one: Option<&Held>, other: Option<&Held>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.downcast_ref::<T>() != other.downcast_ref::<T>(),
        _ => true,
    }
}

/// A handle to one of Leptos's signals, with the ways to read it.
macro_rules! handle {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        pub struct $name<T>(from::$name<Held>, PhantomData<fn() -> T>);

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T: Send + Sync + 'static> $name<T> {
            /// The value, followed.
            pub fn read(self) -> Reading<T> {
                opened(self.0.get())
            }

            /// The value, not followed.
            pub fn read_untracked(self) -> Reading<T> {
                opened(self.0.get_untracked())
            }

            /// The value, not followed; nothing after its owner is gone.
            pub fn try_read_untracked(self) -> Option<Reading<T>> {
                self.0.try_get_untracked().map(opened)
            }

            /// Follows the value without reading it.
            pub fn track(self) {
                self.0.track();
            }
        }

        impl<T: Clone + Send + Sync + 'static> $name<T> {
            /// A copy of the value, followed.
            pub fn get(self) -> T {
                T::clone(&self.read())
            }

            /// A copy of the value, not followed.
            pub fn get_untracked(self) -> T {
                T::clone(&self.read_untracked())
            }

            /// A copy of the value, not followed; nothing after its owner is gone.
            pub fn try_get_untracked(self) -> Option<T> {
                Some(T::clone(&*self.try_read_untracked()?))
            }
        }
    };
}

handle! {
    /// A value that can be read and written.
    RwSignal
}
handle! {
    /// A value that can be read.
    ReadSignal
}
handle! {
    /// A value that follows from others and is told only when it changes.
    Memo
}
handle! {
    /// Whatever can be read.
    Signal
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    pub fn new(value: T) -> Self {
        Self(from::RwSignal::new(Arc::new(value) as Held), PhantomData)
    }

    pub fn set(self, value: T) {
        self.0.set(Arc::new(value));
    }

    pub fn read_only(self) -> ReadSignal<T> {
        ReadSignal(self.0.read_only(), PhantomData)
    }
}

impl<T: Clone + Send + Sync + 'static> RwSignal<T> {
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }

    /// Changes the value if its owner is still there.
    pub fn try_update(self, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.try_get_untracked() {
            change(&mut value);
            self.set(value);
        }
    }
}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// Made anew, from what it was before, when what it reads changes.
    pub fn new(of: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let of = move |before: Option<&Held>| -> Held {
            Arc::new(of(before.and_then(|held| held.downcast_ref())))
        };
        Self(memo(Box::new(of), differ::<T>), PhantomData)
    }
}

type Made = Box<dyn Fn(Option<&Held>) -> Held + Send + Sync>;

fn memo(of: Made, differ: fn(Option<&Held>, Option<&Held>) -> bool) -> from::Memo<Held> {
    from::Memo::new_with_compare(of, differ)
}

impl<T: Send + Sync + 'static> Signal<T> {
    pub fn derive(of: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let of: Box<dyn Fn() -> Held + Send + Sync> = Box::new(move || Arc::new(of()));
        Self(from::Signal::derive(of), PhantomData)
    }
}

impl<T: Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        RwSignal::new(value).into()
    }
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self(signal.0.into(), PhantomData)
    }
}

impl<T> From<ReadSignal<T>> for Signal<T> {
    fn from(signal: ReadSignal<T>) -> Self {
        Self(signal.0.into(), PhantomData)
    }
}

impl<T> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self(memo.0.into(), PhantomData)
    }
}

/// A value that is kept with the calling component and that nothing follows.
pub struct StoredValue<T>(from::StoredValue<Held>, PhantomData<fn() -> T>);

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

impl<T: Send + Sync + 'static> StoredValue<T> {
    pub fn new(value: T) -> Self {
        Self(from::StoredValue::new(Arc::new(RwLock::new(value)) as Held), PhantomData)
    }

    pub fn with_value<R>(self, look: impl FnOnce(&T) -> R) -> R {
        let lock = opened::<RwLock<T>>(self.0.get_value());
        look(&lock.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn set_value(self, value: T) {
        self.try_update_value(|now| *now = value);
    }

    /// Changes the value if its owner is still there.
    pub fn try_update_value<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let lock = opened::<RwLock<T>>(self.0.try_get_value()?);
        let mut value = lock.write().unwrap_or_else(PoisonError::into_inner);
        Some(change(&mut value))
    }
}

impl<T: Clone + Send + Sync + 'static> StoredValue<T> {
    pub fn get_value(self) -> T {
        self.with_value(T::clone)
    }

    /// A copy of the value; nothing after its owner is gone.
    pub fn try_get_value(self) -> Option<T> {
        self.try_update_value(|value| value.clone())
    }
}

type Called<In, Out> = Box<dyn Fn(In) -> Out + Send + Sync>;

/// What a component calls when something happens in it.
pub struct Callback<In, Out = ()>(from::StoredValue<Held>, PhantomData<fn(In) -> Out>);

impl<In, Out> Clone for Callback<In, Out> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<In, Out> Copy for Callback<In, Out> {}

impl<In: 'static, Out: 'static> Callback<In, Out> {
    pub fn new(called: impl Fn(In) -> Out + Send + Sync + 'static) -> Self {
        let called: Called<In, Out> = Box::new(called);
        Self(from::StoredValue::new(Arc::new(called) as Held), PhantomData)
    }

    pub fn run(self, input: In) -> Out {
        opened::<Called<In, Out>>(self.0.get_value())(input)
    }

    /// Calls it if its owner is still there.
    pub fn try_run(self, input: In) -> Option<Out> {
        Some(opened::<Called<In, Out>>(self.0.try_get_value()?)(input))
    }
}

impl<In: 'static, Out: 'static, F: Fn(In) -> Out + Send + Sync + 'static> From<F>
    for Callback<In, Out>
{
    fn from(called: F) -> Self {
        Self::new(called)
    }
}

/// Does something now and again whenever what it read changes.
pub fn effect(act: impl FnMut() + 'static) {
    let act: Box<dyn FnMut()> = Box::new(act);
    Effect::new(act);
}
