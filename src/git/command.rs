//! Runs git so that a repository cannot make it run anything else.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

/// Settings that would start another program, ask somebody, or change what git says. Given on the command line they win over
/// the repository's own.
const SETTINGS: &[&str] = &[
    "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "core.attributesFile=/dev/null", "core.sshCommand=false",
    "core.askPass=", "core.editor=false", "core.alternateRefsCommand=false", "core.useReplaceRefs=false", "core.quotePath=false",
    "credential.helper=", "diff.external=", "diff.renameLimit=1000", "diff.renames=true", "diff.orderFile=", "diff.relative=false",
    "diff.ignoreSubmodules=all", "gpg.program=false", "gpg.ssh.program=false", "gpg.x509.program=false", "log.showSignature=false",
    "log.mailmap=false", "log.showRoot=true", "log.follow=false", "log.diffMerges=off", "format.pretty=medium",
    "i18n.logOutputEncoding=UTF-8", "color.ui=false", "maintenance.auto=false", "gc.auto=0", "protocol.allow=never",
    // A folder of records may hold files that look like a repository of their own; only a `.git` is one.
    "safe.bareRepository=explicit", "submodule.recurse=false",
];

/// A git process that reads from `folder`, with further settings of the same kind.
pub(super) fn git(folder: &Path, settings: &[String], arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new("git");
    // What a hook or a user has set in the environment is about another repository, or would change the output.
    let foreign: Vec<_> = std::env::vars_os().map(|(key, _)| key).filter(|key| key.to_string_lossy().starts_with("GIT_")).collect();
    foreign.iter().for_each(|key| {
        command.env_remove(key);
    });
    command
        .current_dir(folder)
        .envs([
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_ATTR_NOSYSTEM", "1"),
            ("GIT_TERMINAL_PROMPT", "0"),
            ("GIT_ASKPASS", "false"),
            ("SSH_ASKPASS", "false"),
            ("GIT_OPTIONAL_LOCKS", "0"),
            // A partial clone must not fetch what it lacks.
            ("GIT_NO_LAZY_FETCH", "1"),
            ("GIT_ALLOW_PROTOCOL", "none"),
            // The history as it was committed, not as grafts and replacements would have it.
            ("GIT_NO_REPLACE_OBJECTS", "1"),
            ("GIT_GRAFT_FILE", "/dev/null"),
            // Nobody waits for a single commit, and waking a reader for each costs more than finding it.
            ("GIT_FLUSH", "0"),
            ("GIT_PAGER", "cat"),
            ("GIT_LITERAL_PATHSPECS", "0"),
            ("LC_ALL", "C"),
            ("LANGUAGE", "C"),
        ])
        .arg("--no-pager");
    for setting in SETTINGS.iter().copied().chain(settings.iter().map(String::as_str)) {
        command.arg("-c").arg(setting);
    }
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The same with the settings of the user and the system: only they know who commits here, and which repositories of others
/// to trust.
pub(super) fn with_own_settings(command: &mut Command) -> &mut Command {
    command.env_remove("GIT_CONFIG_GLOBAL").env_remove("GIT_CONFIG_NOSYSTEM");
    command.envs(std::env::vars_os().filter(|(key, _)| key.to_string_lossy().starts_with("GIT_CONFIG_")))
}
