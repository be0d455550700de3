//! What std would bring: an end for what must not happen, and a place for what a module keeps.

#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// A value that no thread shares.
#[cfg(feature = "wasm")]
pub(super) struct SingleThreaded<T>(pub(super) T);

/// The artefact is built without the `atomics` feature: its memory is not shared, and each worker has a module of its own.
#[cfg(all(feature = "wasm", not(target_feature = "atomics")))]
#[allow(unsafe_code, reason = "a static must be Sync, and without threads everything is")]
unsafe impl<T> Sync for SingleThreaded<T> {}
