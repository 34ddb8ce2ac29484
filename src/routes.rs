//! Where each file's page goes, known before any file is read.
//!
//! Routes come from paths alone, so parsing can run on each file without seeing the others, and a page keeps its
//! address for as long as its file keeps its name.

use crate::discover::Discovery;
use crate::slug::{Slugs, slug};

/// The folder of the records' pages.
pub const DECISIONS: &str = "decisions";

/// The route of every file of a discovery, in its order: `decisions/0012-ledger.html`.
///
/// With several sources each has a folder of its own. Routes that differ in letter case only get a suffix, as do those
/// that would take the place of the site's own lists.
#[must_use]
pub fn assign(discovery: &Discovery) -> Vec<String> {
    let mut taken = Slugs::default();
    let several = discovery.sources.len() > 1;
    let mut folders = Slugs::default();
    let prefixes: Vec<String> = discovery
        .sources
        .iter()
        .map(|source| if several { format!("{DECISIONS}/{}/", folders.unique(&source.name)) } else { format!("{DECISIONS}/") })
        .collect();
    discovery
        .files
        .iter()
        .map(|file| {
            let source = &discovery.sources[file.source];
            let inner = file.path.strip_prefix(&source.path).unwrap_or(&file.path).trim_start_matches('/');
            let inner = inner.rsplit_once('.').map_or(inner, |(stem, _)| stem);
            let mut route = prefixes[file.source].clone();
            route += &inner.split('/').map(slug).collect::<Vec<_>>().join("/");
            if is_list(&route) {
                route += "-record";
            }
            taken.unique_of(&route) + ".html"
        })
        .collect()
}

/// The pages of the list of all decisions: `decisions/index`, `decisions/page-2`.
fn is_list(route: &str) -> bool {
    let Some(name) = route.strip_prefix("decisions/") else { return false };
    let name = name.to_lowercase();
    name == "index" || name.strip_prefix("page-").is_some_and(|number| number.chars().all(|ch| ch.is_ascii_digit()))
}

/// The route of a list's page `number`, 1-based: `tags/storage.html`, `tags/storage-page-2.html`.
#[must_use]
pub fn page_of(base: &str, number: usize) -> String {
    match (number, base) {
        (1, _) => format!("{base}.html"),
        (_, "decisions/index") => format!("decisions/page-{number}.html"),
        _ => format!("{base}-page-{number}.html"),
    }
}

/// A route as a URL: percent-encoded, with `/` kept.
#[must_use]
pub fn url(route: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    /// What a path may not hold, and what would end it.
    const PATH: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'`')
        .add(b'{')
        .add(b'}')
        .add(b'\\')
        .add(b'^')
        .add(b'|')
        .add(b'[')
        .add(b']')
        .add(b':')
        .add(b'\'');
    // Nearly every route is a slug, and every page has dozens of them.
    if route.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'/')) {
        return route.to_owned();
    }
    utf8_percent_encode(route, PATH).to_string()
}

/// The way from the folder of `route` to the site's root: empty, `../`, `../../`.
#[must_use]
pub fn root_of(route: &str) -> String {
    "../".repeat(route.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::FoundFile;
    use crate::model::Source;

    fn routes(sources: &[(&str, &str)], files: &[(usize, &str)]) -> Vec<String> {
        let discovery = Discovery {
            sources: sources.iter().map(|(path, name)| Source { path: (*path).into(), name: (*name).into() }).collect(),
            files: files
                .iter()
                .map(|(source, path)| FoundFile { path: (*path).into(), absolute: (*path).into(), source: *source })
                .collect(),
            diagnostics: Vec::new(),
        };
        assign(&discovery)
    }

    #[test]
    fn pages_are_named_after_their_files() {
        assert_eq!(
            routes(&[("", "")], &[(0, "0012-ledger.md"), (0, "a/b c.md"), (0, "0024-use-#.md")]),
            ["decisions/0012-ledger.html", "decisions/a/b-c.html", "decisions/0024-use.html",]
        );
        assert_eq!(routes(&[("docs/adr", "")], &[(0, "docs/adr/0001-x.md")]), ["decisions/0001-x.html"]);
    }

    #[test]
    fn names_that_collide_or_are_taken_get_a_suffix() {
        assert_eq!(
            routes(&[("", "")], &[(0, "A.md"), (0, "a.md"), (0, "a.markdown"), (0, "index.md"), (0, "page-2.md")]),
            ["decisions/A.html", "decisions/a-2.html", "decisions/a-3.html", "decisions/index-record.html", "decisions/page-2-record.html",]
        );
    }

    #[test]
    fn several_sources_have_a_folder_each() {
        assert_eq!(
            routes(&[("core/adr", "Core"), ("web/adr", "Web")], &[(0, "core/adr/1.md"), (1, "web/adr/1.md")]),
            ["decisions/core/1.html", "decisions/web/1.html",]
        );
    }

    #[test]
    fn urls_are_percent_encoded_and_lead_back_to_the_root() {
        assert_eq!(url("decisions/a b#.html"), "decisions/a%20b%23.html");
        assert_eq!(url("decisions/决.html"), "decisions/%E5%86%B3.html");
        assert_eq!(root_of("a/b/c.html"), "../../");
    }
}
