//! Who signs: the team and the people, as the command line, the config and git's settings say.

use crate::diagnostic::nearest;
use crate::error::{Error, Result};
use crate::git::Checkout;
use crate::history::Identity;
use crate::workspace::Snapshot;

/// A team and those who sign for it.
#[derive(Debug)]
pub(super) struct Signer {
    /// As sign-offs name it.
    pub(super) team: String,
    pub(super) by: Vec<String>,
}

/// The team given, else that of the person; the person given, else who commits here, where that is a member.
///
/// # Errors
/// The config does not know the team or the person, or has them in another team.
pub(super) fn signer(snapshot: &Snapshot, team: Option<&str>, by: &[String], anyway: bool) -> Result<Signer> {
    let git = Checkout::of(&snapshot.dir).and_then(|checkout| checkout.user());
    let Some(directory) = &snapshot.config.directory else {
        let Some(team) = team else { return Err(Error::Usage(format!("no team is given\n  hint: `--team {}`", known_team(snapshot)))) };
        let by = if by.is_empty() { git.into_iter().map(|user| user.name).collect() } else { by.to_vec() };
        return Ok(Signer { team: team.to_owned(), by });
    };
    let day = Some(snapshot.today);
    let teams_of = |name: &str| directory.teams_of(name, day);
    let of_user = |user: &Identity| [teams_of(&user.name), teams_of(&user.email)].concat();
    let index = match team {
        Some(name) => match directory.team(name) {
            Some(team) => team,
            None if anyway => return Ok(Signer { team: name.to_owned(), by: by.to_vec() }),
            None => return Err(unknown(name, &directory.teams().iter().map(|(_, team)| team.id.as_str()).collect::<Vec<_>>())),
        },
        None => {
            let mut teams: Vec<_> = by.iter().flat_map(|name| teams_of(name)).collect();
            if by.is_empty() {
                teams = git.as_ref().map(of_user).unwrap_or_default();
            }
            teams.sort_unstable();
            teams.dedup();
            match teams[..] {
                [team] => team,
                _ => {
                    let ids: Vec<&str> = directory.teams().iter().map(|(_, team)| team.id.as_str()).collect();
                    return Err(Error::Usage(format!(
                        "it does not show for which team you sign\n  hint: `--team {}`, or add yourself to the members in adrsite.yaml",
                        ids.join("|")
                    )));
                }
            }
        }
    };
    let id = directory.teams().team(index).id.clone();
    if by.is_empty() {
        let by = git.filter(|user| of_user(user).contains(&index)).map(|user| user.name);
        return Ok(Signer { team: id, by: by.into_iter().collect() });
    }
    for person in by.iter().filter(|_| !anyway) {
        let teams = teams_of(person);
        if !teams.is_empty() && !teams.contains(&index) {
            let other = &directory.teams().team(teams[0]).id;
            return Err(Error::Usage(format!(
                "`{person}` is in `{other}`, and the sign-off is for `{id}`\n  hint: correct `--team` or `--by`, or the members in adrsite.yaml; `--anyway` writes it all the same"
            )));
        }
    }
    Ok(Signer { team: id, by: by.to_vec() })
}

fn known_team(snapshot: &Snapshot) -> String {
    snapshot.log.teams.iter().next().map_or_else(|| "NAME".to_owned(), |(_, team)| team.id.clone())
}

fn unknown(name: &str, known: &[&str]) -> Error {
    let hint = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the teams are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    Error::Usage(format!("`{name}` is no team of this log\n  hint: {hint}; `--anyway` writes it all the same"))
}
