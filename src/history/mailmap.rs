//! `.mailmap`: one person under several names and addresses.

use foldhash::{HashMap, HashMapExt};

use super::repository::Identity;

/// Maps an identity as recorded to the one that it stands for, as git does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mailmap {
    /// By recorded address, then by recorded name; an empty name matches every one. All in lower case.
    entries: HashMap<(String, String), Identity>,
}

impl Mailmap {
    /// Reads a `.mailmap`. Lines that are none are left out.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut entries = HashMap::new();
        for line in text.lines() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((first, rest)) = identity(line) else { continue };
            let (proper, recorded) = match identity(rest) {
                Some((second, _)) => (first, second),
                None => (Identity { name: first.name, email: String::new() }, Identity { name: String::new(), email: first.email }),
            };
            entries.insert((recorded.email.to_lowercase(), recorded.name.to_lowercase()), proper);
        }
        Self { entries }
    }

    /// The identity that a recorded one stands for.
    #[must_use]
    pub fn map(&self, recorded: &Identity) -> Identity {
        if self.entries.is_empty() {
            return recorded.clone();
        }
        let email = recorded.email.to_lowercase();
        let entry = |name: String| self.entries.get(&(email.clone(), name));
        let Some(proper) = entry(recorded.name.to_lowercase()).or_else(|| entry(String::new())) else { return recorded.clone() };
        let or = |proper: &String, recorded: &String| if proper.is_empty() { recorded.clone() } else { proper.clone() };
        Identity { name: or(&proper.name, &recorded.name), email: or(&proper.email, &recorded.email) }
    }
}

/// `Name <address>` at the start of a text, and what follows it.
fn identity(text: &str) -> Option<(Identity, &str)> {
    let (name, rest) = text.split_once('<')?;
    let (email, rest) = rest.split_once('>')?;
    Some((Identity { name: name.trim().to_owned(), email: email.trim().to_owned() }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str, email: &str) -> Identity {
        Identity { name: name.to_owned(), email: email.to_owned() }
    }

    #[test]
    fn every_form_of_a_line_maps_as_in_git() {
        let map = Mailmap::parse(
            "# comment\nAna Ruiz <ana@home.example>\n<ana@x.example> <ana@old.example>\nBo Chen <bo@x.example> <bo@old.example>\nKim Moe <kim@x.example> kim <shared@x.example>\nno address\n",
        );
        assert_eq!(map.map(&id("ana", "ANA@home.example")), id("Ana Ruiz", "ANA@home.example"));
        assert_eq!(map.map(&id("Ana", "ana@old.example")), id("Ana", "ana@x.example"));
        assert_eq!(map.map(&id("b", "bo@old.example")), id("Bo Chen", "bo@x.example"));
        assert_eq!(map.map(&id("KIM", "shared@x.example")), id("Kim Moe", "kim@x.example"));
        assert_eq!(map.map(&id("Li", "shared@x.example")), id("Li", "shared@x.example"));
    }
}
