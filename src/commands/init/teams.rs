//! The teams of a log, as far as they can be found out.

use std::collections::BTreeMap;
use std::path::Path;

use crate::edit::scalar;
use crate::git::Checkout;
use crate::workspace::Snapshot;

/// Mail providers: their domains say nothing of a team.
const PROVIDERS: &[&str] = &[
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com", "mac.com", "gmx.de",
    "gmx.net", "web.de", "protonmail.com", "proton.me", "pm.me", "fastmail.com", "hey.com", "mail.ru", "yandex.ru", "qq.com", "163.com",
    "126.com", "users.noreply.github.com", "noreply.github.com", "users.noreply.gitlab.com", "noreply.gitlab.com", "localhost",
    "example.com",
];

/// Where forges look for code owners.
const CODE_OWNERS: &[&str] = &["CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS"];

/// A domain counts as a team's where at least one of so many commits has it.
const ONE_OF: usize = 20;

/// A team that was found.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    name: Option<String>,
    domains: Vec<String>,
    aliases: Vec<String>,
}

/// The `teams` section of a config, with a word on where each team comes from.
pub(super) fn section(snapshot: Option<&Snapshot>, checkout: Option<&Checkout<'_>>, dir: &Path) -> String {
    let signed: Vec<String> =
        snapshot.map(|snapshot| snapshot.log.teams.iter().map(|(_, team)| team.id.clone()).collect()).unwrap_or_default();
    let domains = checkout.map(|checkout| domains(&checkout.authors())).unwrap_or_default();
    let owners = owners(dir, checkout.map_or(0, |checkout| checkout.prefix.matches('/').count()));
    let (teams, from) = teams(&signed, &domains, &owners);
    let explained = "\n# Who may speak for which team; a side is a company or a vendor, and figures compare sides. Also: members, since, until, about.\n";
    if teams.is_empty() {
        return format!(
            "{explained}# Without this key every name in a sign-off is a team.\n# teams:\n#   platform: {{ name: Platform, side: Us, domains: [us.example] }}\n#   halcyon: {{ name: Halcyon, side: Halcyon Software, members: [\"Ana Ruiz <ana@halcyon.example>\"] }}\n"
        );
    }
    // With teams in the config, nobody else can sign: one team alone would lock the others out.
    let mark = if teams.len() > 1 { "" } else { "# " };
    let mut text = format!("{explained}# Found in {from}: correct what is wrong, and say which side each is on.\n");
    if !mark.is_empty() {
        text += "# One team alone: until there is another, every name in a sign-off is a team.\n";
    }
    text += &format!("{mark}teams:\n");
    for (id, found) in teams {
        let mut fields = vec![format!("name: {}", scalar(found.name.as_deref().unwrap_or(&id)))];
        let list = |items: &[String]| items.iter().map(|item| scalar(item)).collect::<Vec<_>>().join(", ");
        if !found.domains.is_empty() {
            fields.push(format!("domains: [{}]", list(&found.domains)));
        }
        if !found.aliases.is_empty() {
            fields.push(format!("aliases: [{}]", list(&found.aliases)));
        }
        text += &format!("{mark}  {}: {{ {} }}\n", scalar(&id), fields.join(", "));
    }
    text
}

/// The teams that sign, else those of the authors' domains, else the code owners.
fn teams(signed: &[String], domains: &[String], owners: &[String]) -> (BTreeMap<String, Found>, &'static str) {
    let mut teams: BTreeMap<String, Found> = BTreeMap::new();
    if !signed.is_empty() {
        for id in signed {
            let same = |domain: &&String| label(domain).eq_ignore_ascii_case(id);
            let domains = domains.iter().filter(same).cloned().collect();
            teams.insert(id.clone(), Found { domains, ..Found::default() });
        }
        return (teams, "the sign-offs");
    }
    if domains.len() > 1 || (!domains.is_empty() && owners.is_empty()) {
        for domain in domains {
            teams.entry(label(domain).to_owned()).or_default().domains.push(domain.clone());
        }
        return (teams, "the addresses of those who commit");
    }
    for owner in owners {
        let name = owner.rsplit('/').next().unwrap_or_default();
        let team = teams.entry(name.to_lowercase()).or_default();
        team.name = Some(name.to_owned());
        team.aliases.push(owner.clone());
    }
    (teams, "CODEOWNERS")
}

/// `halcyon` of `mail.halcyon.co.uk`.
fn label(domain: &str) -> &str {
    let parts: Vec<&str> = domain.split('.').collect();
    let suffix = if parts.len() > 2 && parts[parts.len() - 2].len() <= 3 && parts[parts.len() - 1].len() == 2 { 2 } else { 1 };
    parts.len().checked_sub(suffix + 1).and_then(|at| parts.get(at)).copied().unwrap_or(domain)
}

/// The domains of those who commit often, the most frequent first; no bots and no mail providers.
fn domains(authors: &[(usize, crate::history::Identity)]) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for (count, author) in authors {
        let Some((_, domain)) = author.email.rsplit_once('@') else { continue };
        let domain = domain.to_lowercase();
        let plain = domain.contains('.') && domain.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '.' | '-'));
        if author.name.contains("[bot]") || PROVIDERS.contains(&domain.as_str()) || !plain {
            continue;
        }
        match counts.iter_mut().find(|(known, _)| *known == domain) {
            Some((_, known)) => *known += count,
            None => counts.push((domain, *count)),
        }
    }
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    counts.sort_by_key(|(domain, count)| (std::cmp::Reverse(*count), domain.clone()));
    counts.into_iter().filter(|(_, count)| count * ONE_OF >= all).take(6).map(|(domain, _)| domain).collect()
}

/// The teams (`@organisation/team`) that the forge's code owners name.
fn owners(dir: &Path, up: usize) -> Vec<String> {
    let root = (0..up).fold(dir.to_owned(), |path, _| path.join(".."));
    let text = CODE_OWNERS.iter().find_map(|path| std::fs::read_to_string(root.join(path)).ok()).unwrap_or_default();
    let mut owners: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
        for owner in line.split_whitespace().skip(1).filter(|word| word.starts_with('@') && word.contains('/')) {
            if !owners.iter().any(|known| known == owner) {
                owners.push(owner.to_owned());
            }
        }
    }
    owners.truncate(6);
    owners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Identity;

    fn author(count: usize, name: &str, email: &str) -> (usize, Identity) {
        (count, Identity { name: name.to_owned(), email: email.to_owned() })
    }

    #[test]
    fn domains_of_those_who_commit_often_are_teams() {
        let authors = [
            author(40, "Ana", "ana@northwind.example"),
            author(30, "Bo", "bo@mail.halcyon.co.uk"),
            author(9, "Kim", "kim@gmail.com"),
            author(50, "dependabot[bot]", "support@github.com"),
            author(1, "Visitor", "v@elsewhere.example"),
        ];
        let domains = domains(&authors);
        assert_eq!(domains, ["northwind.example", "mail.halcyon.co.uk"]);
        let (teams, _) = teams(&[], &domains, &[]);
        assert_eq!(teams.keys().collect::<Vec<_>>(), ["halcyon", "northwind"]);
    }

    #[test]
    fn names_in_sign_offs_win_and_get_their_domain() {
        let (teams, _) = teams(&["halcyon".to_owned(), "platform".to_owned()], &["halcyon.example".to_owned()], &["@o/x".to_owned()]);
        assert_eq!(teams["halcyon"].domains, ["halcyon.example"]);
        assert!(teams.contains_key("platform") && teams.len() == 2);
    }
}
