//! Each artefact's allocator. Secrets and tokens are copied about, so what is freed is wiped.

use core::alloc::{GlobalAlloc, Layout};
#[cfg(feature = "inspect")]
use std::alloc::System;
#[cfg(any(feature = "wasm", feature = "doctor"))]
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

#[cfg(all(feature = "inspect", any(feature = "wasm", feature = "doctor")))]
compile_error!(
    "of the features wasm, inspect and doctor take one: each artefact is a build of its own"
);

#[cfg(any(feature = "wasm", feature = "doctor"))]
#[global_allocator]
static ALLOCATOR: Wiping<WasmDynamicTalc> = Wiping(new_wasm_dynamic_allocator());

#[cfg(feature = "inspect")]
#[global_allocator]
static ALLOCATOR: Wiping<System> = Wiping(System);

/// Leaves nothing in what is freed.
struct Wiping<A>(A);

/// What grows is moved, as the trait does it by itself: the old place is freed.
#[allow(unsafe_code, reason = "an allocator is; what it frees is as long as it was asked for")]
unsafe impl<A: GlobalAlloc> GlobalAlloc for Wiping<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe {
            place.write_bytes(0, layout.size());
            self.0.dealloc(place, layout);
        }
    }
}
