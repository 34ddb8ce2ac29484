//! Front-matter of a record.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| adrsite::fuzzing::front_matter(data));
