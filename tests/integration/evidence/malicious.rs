//! A repository that would run something at every turn.

use std::path::Path;

use super::repository::{ANA, BRUNO, Script, TEAMS, git};
use crate::log::{TestLog, adrsite, record};

/// Settings of a repository that name a program, or where one comes from.
const SETTINGS: &[&str] = &[
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.alternateRefsCommand", "core.gitProxy",
    "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process",
    "merge.evil.driver", "gpg.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand", "gpg.x509.program", "credential.helper",
    "pager.log", "pager.diff-tree", "pager.rev-parse", "interactive.diffFilter", "sequence.editor", "uploadpack.packObjectsHook",
    "remote.origin.uploadpack", "trailer.evil.command", "trailer.evil.cmd", "log.showSignature", "alias.log", "alias.rev-parse",
    "alias.cat-file", "alias.diff-tree", "alias.ls-tree",
];

/// Sets every command that a repository can configure to touch `mark`.
fn arm(git_dir: &Path, mark: &Path) {
    let touch = format!("touch {}", mark.display());
    let mut config = String::new();
    for setting in SETTINGS {
        let (section, key) = setting.rsplit_once('.').unwrap();
        let section = section.split_once('.').map_or_else(|| section.to_owned(), |(section, name)| format!("{section} \"{name}\""));
        let value = match *setting {
            "log.showSignature" => "true".to_owned(),
            alias if alias.starts_with("alias.") => format!("!{touch}"),
            _ => touch.clone(),
        };
        config += &format!("[{section}]\n\t{key} = \"{value}\"\n");
    }
    let included = git_dir.join("included");
    std::fs::write(&included, format!("[core]\n\tfsmonitor = \"{touch}\"\n\thooksPath = {}\n", git_dir.join("evil-hooks").display()))
        .unwrap();
    config += &format!("[include]\n\tpath = {}\n", included.display());
    config += "[extensions]\n\tpartialClone = origin\n[remote \"origin\"]\n\tpromisor = true\n";
    config += &format!("\turl = \"ext::sh -c '{touch}'\"\n[protocol]\n\tallow = always\n[protocol \"ext\"]\n\tallow = always\n");
    let path = git_dir.join("config");
    let plain = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, plain.replace("repositoryformatversion = 0", "repositoryformatversion = 1") + &config).unwrap();
    std::fs::create_dir_all(git_dir.join("info")).unwrap();
    std::fs::write(git_dir.join("info/attributes"), "* diff=evil filter=evil merge=evil\n").unwrap();
    for hooks in ["hooks", "evil-hooks"] {
        let folder = git_dir.join(hooks);
        std::fs::create_dir_all(&folder).unwrap();
        for hook in ["post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc", "post-commit"] {
            let path = folder.join(hook);
            std::fs::write(&path, format!("#!/bin/sh\n{touch}\n")).unwrap();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
            }
        }
    }
}

#[track_caller]
fn build(script: &Script, dir: &Path, mark: &Path) {
    let site = script.log.site();
    for command in [vec!["build", "--output", site.to_str().unwrap()], vec!["check"], vec!["stats"]] {
        let mut adrsite = adrsite();
        // A real setting of the user may name programs as well.
        adrsite.arg(command[0]).arg(dir).args(&command[1..]).env("GIT_EXTERNAL_DIFF", format!("touch {}", mark.display()));
        let output = adrsite.output().unwrap();
        assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!mark.exists(), "`{}` ran something that the repository configures", command[0]);
    }
}

#[test]
fn nothing_that_a_repository_configures_is_run() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("mark");
    let script = Script::new(TEAMS)
        .write(".gitattributes", "* diff=evil filter=evil merge=evil\n")
        .write("0001-x.md", record("status: proposed\nproposed_by: platform", "# X\n\nSome words that stay as they are.\n"))
        .commit(ANA, "2026-01-05", "Propose")
        .remove("0001-x.md")
        .write(
            "0001-y.md",
            record("status: accepted\nproposed_by: platform\napproved_by: halcyon", "# X\n\nSome words that stay as they are.\n"),
        )
        .commit(BRUNO, "2026-01-06", "Approve under another name");
    arm(&script.dir().join(".git"), &mark);
    build(&script, &script.dir(), &mark);
    assert_eq!(script.build().evidence("0001-y.md"), ["proposed platform own 2026-01-05", "approved halcyon own 2026-01-06"]);

    // The test itself is armed: git alone falls for it.
    let _ = git().args(["-c", "safe.directory=*", "status"]).current_dir(script.dir()).output().unwrap();
    assert!(mark.exists(), "the trap works");
}

#[test]
fn objects_that_are_missing_are_not_fetched_by_a_command_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("mark");
    let script = Script::new(TEAMS)
        .write("0001-x.md", record("status: proposed\nproposed_by: platform", "# X\n"))
        .commit(ANA, "2026-01-05", "Propose")
        .write("0001-x.md", record("status: accepted\nproposed_by: platform", "# X\n"))
        .commit(ANA, "2026-01-06", "Accept");
    let old = git().args(["rev-parse", "HEAD~1:0001-x.md"]).current_dir(script.dir()).output().unwrap();
    let old = String::from_utf8(old.stdout).unwrap();
    let object = script.dir().join(".git/objects").join(&old[..2]).join(old[2..].trim());
    std::fs::remove_file(object).unwrap();
    arm(&script.dir().join(".git"), &mark);
    build(&script, &script.dir(), &mark);
}

#[test]
fn a_folder_of_records_that_looks_like_a_bare_repository_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("mark");
    let script = Script::new(TEAMS);
    let log = TestLog::new().file("0001-x.md", record("status: proposed\nproposed_by: platform", "# X\n"));
    let output = git().args(["init", "-q", "--bare"]).arg(log.dir()).output().unwrap();
    assert!(output.status.success());
    arm(&log.dir(), &mark);
    build(&script, &log.dir(), &mark);
}

#[test]
fn asking_what_has_changed_runs_no_filter_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("mark");
    let script = Script::new(TEAMS)
        .write(".gitattributes", "* filter=evil\n")
        .write("0001-x.md", record("status: proposed\nproposed_by: platform", "# X\n"))
        .commit(ANA, "2026-01-05", "Propose");
    // As old as git's notes: then only the contents show whether it has changed.
    let index = std::fs::File::options().write(true).open(script.dir().join(".git/index")).unwrap();
    index.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000)).unwrap();
    arm(&script.dir().join(".git"), &mark);
    let check = || adrsite().args(["check", "--changed-since", "HEAD"]).arg(script.dir()).output().unwrap();
    let output = check();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!mark.exists(), "a filter was run");

    let _ = git().args(["-c", "core.fsmonitor=false", "diff-files", "--name-only"]).current_dir(script.dir()).output().unwrap();
    assert!(mark.exists(), "the trap works");
}
