//! A config, up to the pages of a site with it.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| adrsite::fuzzing::config(data));
