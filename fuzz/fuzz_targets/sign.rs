//! A sign-off and a status, written into a record.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| adrsite::fuzzing::sign(data));
