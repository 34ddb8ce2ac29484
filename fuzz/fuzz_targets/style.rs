//! A file of any style of records.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| adrsite::fuzzing::style(data));
