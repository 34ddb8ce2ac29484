//! What must hold of any input at all: a function for each kind of input, which panics where it does not.
//!
//! `fuzz/` runs them for hours under libFuzzer, which looks for inputs that reach new code; the tests below run them for
//! moments, over the example log and thousands of damaged copies of it. No build of the program has this module.

mod log;
mod page;
mod record;
mod request;
mod scorecard;
mod sign;
mod site;
#[cfg(test)]
mod tests;

pub use record::{front_matter, style};
pub use request::request;
pub use scorecard::scorecard;
pub use sign::sign;
pub use site::{config, record};

/// A kind of input: its name, and what must hold of it.
pub type Target = (&'static str, fn(&[u8]));

/// All of them. `fuzz/fuzz_targets` has a file for each.
pub const TARGETS: &[Target] = &[
    ("config", config),
    ("front_matter", front_matter),
    ("record", record),
    ("request", request),
    ("scorecard", scorecard),
    ("sign", sign),
    ("style", style),
];
