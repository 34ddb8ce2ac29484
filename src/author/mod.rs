//! New records in a log's own style: what the file is called ([`naming`]), and what is in it ([`template`]).
//!
//! Both are read off the records that are there; nothing of it is configured.

mod naming;
mod template;

pub use naming::{Naming, Number, record_folder};
pub use template::{Form, Heading, Record, own_template, record};
