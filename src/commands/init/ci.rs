//! What checks pull requests and publishes the site, for each system.

use crate::cli::Ci;

/// Where the system looks for it, relative to the root of the repository.
pub(super) fn path(system: Ci) -> &'static str {
    match system {
        Ci::Github => ".github/workflows/decisions.yml",
        Ci::Gitlab => ".gitlab-ci.yml",
        Ci::Azure => "azure-pipelines.yml",
        Ci::Bitbucket => "bitbucket-pipelines.yml",
    }
}

/// The text; `folder` is that of `adrsite.yaml` in the repository, empty for its root.
pub(super) fn text(system: Ci, folder: &str, branch: &str) -> String {
    let template = match system {
        Ci::Github => include_str!("github.yml"),
        Ci::Gitlab => include_str!("gitlab.yml"),
        Ci::Azure => include_str!("azure.yml"),
        Ci::Bitbucket => include_str!("bitbucket.yml"),
    };
    // Only what cannot mean anything else in YAML and in a shell goes into the file.
    let plain = |text: &str| text.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '-' | '_' | '.' | '/'));
    let folder = if folder.is_empty() || !plain(folder) { "." } else { folder };
    let branch = if plain(branch) { branch } else { "main" };
    template
        .replace("\r\n", "\n")
        .replace("__DIR__", folder)
        .replace("__BRANCH__", branch)
        .replace("__VERSION__", env!("CARGO_PKG_VERSION"))
}

/// Who will be able to read what is published.
pub(super) fn warning(system: Ci) -> &'static str {
    match system {
        Ci::Github => {
            "on most plans everybody can read GitHub Pages, also those of a private repository; a private one is published only once its variable ADRSITE_PUBLISH is `yes`"
        }
        Ci::Gitlab => {
            "who can read GitLab Pages is set in the project (Settings, General, Visibility, Pages); a project that is not public is published only once its variable ADRSITE_PUBLISH is `yes`"
        }
        Ci::Azure | Ci::Bitbucket => "the site is kept as an artifact, which whoever may see the pipeline can download",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_yaml_and_takes_the_gate_from_the_base() {
        for system in [Ci::Github, Ci::Gitlab, Ci::Azure, Ci::Bitbucket] {
            let text = text(system, "docs", "trunk");
            assert!(serde_yaml::from_str::<serde_yaml::Value>(&text).is_ok(), "{system:?}");
            assert!(text.contains("--config-from") && text.contains("--changed-since") && !text.contains("__"), "{system:?}\n{text}");
            assert!(text.contains("trunk"), "{system:?}");
        }
    }

    #[test]
    fn a_folder_or_branch_that_a_shell_could_run_stays_out() {
        let text = text(Ci::Github, "$(id)", "a;b");
        assert!(!text.contains("$(id)") && !text.contains("a;b"));
    }
}
