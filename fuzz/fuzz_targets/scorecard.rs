//! A scorecard, up to its page.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| adrsite::fuzzing::scorecard(data));
