//! What every view needs: components and contexts from Leptos, signals of the state, `view!`.

pub use khipu_view::view;
pub use leptos::{
    component,
    prelude::{
        event_target_value, expect_context, provide_context, request_animation_frame, set_timeout,
    },
};

pub use super::view::{
    Children, CollectView, IntoView, NodeRef, View, entries, keep, together, when,
};
pub use crate::state::{Callback, Memo, ReadSignal, RwSignal, Signal, StoredValue, effect};
