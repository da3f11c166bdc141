//! From what the browser says of a pointer to the words of gestures.

use crate::{
    browser::pointer::{Sample, SampleKind},
    core::{
        gesture::{Device, PointerInput},
        scene::Target,
    },
};

/// A sample in the words of gestures; nothing for a pointer that leaves.
/// `zooms` says whether a wheel means to zoom here, and `under` what the drawing shows there.
pub fn input(
    sample: &Sample,
    zooms: bool,
    under: impl Fn() -> Option<Target>,
) -> Option<PointerInput> {
    let (id, at, shift) = (sample.id, sample.at, sample.shift);
    let device = if sample.is_touch { Device::Touch } else { Device::Mouse };
    Some(match sample.kind {
        SampleKind::Down => PointerInput::Down { id, at, target: under(), device, shift },
        SampleKind::Move => PointerInput::Move { id, at },
        SampleKind::Up => PointerInput::Up { id, at },
        SampleKind::Cancel => PointerInput::Cancel { id },
        SampleKind::Leave | SampleKind::DoubleClick => return None,
        SampleKind::Wheel { dx_px, dy_px } => {
            PointerInput::Wheel { dx_px, dy_px, at, zoom: zooms, shift }
        }
    })
}
