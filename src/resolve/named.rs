//! Finds decisions of a resolved log by what people call them.

use crate::model::{AdrIndex, DecisionLog};
use crate::parse::reference;

impl DecisionLog {
    /// The decisions that `name` may mean: a path, a file name with or without its ending, an id, a number.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<AdrIndex> {
        let name = name.trim().replace('\\', "/");
        let name = name.trim_start_matches("./").trim_end_matches('/');
        let all = |is: &dyn Fn(&crate::model::Adr) -> bool| -> Vec<AdrIndex> {
            self.iter().filter(|(_, adr)| is(adr)).map(|(index, _)| index).collect()
        };
        let is_path = |path: &str| {
            let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
            ends(path, name) || ends(name, path)
        };
        let stem = |path: &str| {
            path.rsplit_once('.').map_or(path, |(stem, _)| stem).trim_end_matches("/README").trim_end_matches("/index").to_owned()
        };
        let id = |adr: &crate::model::Adr| adr.id.as_ref().is_some_and(|id| id.to_string().eq_ignore_ascii_case(name) || id.text == name);
        let number = reference(name).and_then(|reference| reference.number);
        let by: [&dyn Fn(&crate::model::Adr) -> bool; 4] = [&|adr| is_path(&adr.path), &|adr| is_path(&stem(&adr.path)), &id, &|adr| {
            number.is_some() && adr.id.as_ref().and_then(|id| id.number) == number
        }];
        by.into_iter().map(all).find(|found| !found.is_empty()).unwrap_or_default()
    }
}
