//! The files of themes: those in the binary, and those in the project's own `theme/` folder.
//!
//! A theme is layers of files, of which the nearest wins, name by name: the project's own, then the theme that the config
//! names, then [`DEFAULT`]. Language files are laid over each other text by text instead.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rust_embed::RustEmbed;

use crate::error::{Error, Result};

#[derive(RustEmbed)]
#[folder = "themes/"]
struct Embedded;

/// The theme that every other one rests on.
pub(crate) const DEFAULT: &str = "default";

/// The project's own theme, below the log's folder.
pub(crate) const FOLDER: &str = "theme";

/// Files by their path in a theme: `templates/home.html`.
type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// Files from one place.
#[derive(Debug)]
pub(crate) struct Layer {
    /// The theme's name; `None` for the project's own files.
    pub(crate) theme: Option<String>,
    pub(crate) files: Files,
}

impl Layer {
    /// What people call it.
    pub(crate) fn name(&self) -> &str {
        self.theme.as_deref().unwrap_or("this project")
    }
}

/// The names of the themes in the binary, sorted.
pub(crate) fn names() -> Vec<String> {
    let names: BTreeSet<String> = Embedded::iter()
        .filter_map(|path| path.strip_suffix("/theme.yaml").map(str::to_owned))
        .filter(|name| !name.contains('/'))
        .collect();
    names.into_iter().collect()
}

/// What the theme says of itself in `theme.yaml`.
pub(crate) fn description(theme: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct About {
        description: String,
    }
    let file = Embedded::get(&format!("{theme}/theme.yaml"))?;
    serde_yaml::from_slice::<About>(&file.data).ok().map(|about| about.description)
}

/// The layers of a theme for the project in `dir`, the farthest first.
///
/// # Errors
/// A file of the project cannot be read.
pub(crate) fn layers(dir: &Path, theme: &str) -> Result<Vec<Layer>> {
    let mut layers = vec![embedded(DEFAULT)];
    if theme != DEFAULT {
        layers.push(embedded(theme));
    }
    layers.push(Layer { theme: None, files: own(&dir.join(FOLDER))? });
    Ok(layers)
}

/// The tags of all languages that a theme has for the project in `dir`, sorted. What cannot be read is left out.
pub(crate) fn languages(dir: &Path, theme: &str) -> Vec<String> {
    let embedded = Embedded::iter()
        .filter_map(|path| [DEFAULT, theme].iter().find_map(|theme| tag(path.strip_prefix(theme)?.strip_prefix("/languages/")?)))
        .collect::<Vec<_>>();
    let own = std::fs::read_dir(dir.join(FOLDER).join("languages"));
    let own = own.into_iter().flatten().flatten().filter_map(|entry| tag(&entry.file_name().to_string_lossy()));
    let all: BTreeSet<String> = own.chain(embedded).collect();
    all.into_iter().collect()
}

/// Which of these languages a tag asks for: itself, else the one that it is a form of.
pub(crate) fn spoken<'a>(tag: &str, languages: &'a [String]) -> Option<&'a str> {
    let base = tag.split('-').next().unwrap_or_default();
    let is = |wanted: &str| languages.iter().find(|language| language.eq_ignore_ascii_case(wanted)).map(String::as_str);
    is(tag).or_else(|| is(base))
}

fn tag(file: &str) -> Option<String> {
    file.strip_suffix(".yaml").map(str::to_owned)
}

fn embedded(theme: &str) -> Layer {
    let files = Embedded::iter().filter_map(|path| {
        let name = path.strip_prefix(theme)?.strip_prefix('/')?;
        Some((name.to_owned(), Embedded::get(&path)?.data))
    });
    Layer { theme: Some(theme.to_owned()), files: files.collect() }
}

/// All files of the project's own theme folder, by their path in it.
fn own(folder: &Path) -> Result<Files> {
    let mut files = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::Theme(error.to_string()))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !hidden {
            let bytes = std::fs::read(entry.path()).map_err(Error::io("read", entry.path()))?;
            let name = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
            files.insert(name, Cow::Owned(bytes));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_says_what_it_is() {
        let names = names();
        assert!(names.iter().any(|name| name == DEFAULT), "{names:?}");
        assert!(names.iter().all(|name| description(name).is_some()), "{names:?}");
    }

    #[test]
    fn a_region_speaks_its_language() {
        let languages = ["en", "pt", "pt-PT"].map(str::to_owned);
        assert_eq!(spoken("pt-BR", &languages), Some("pt"));
        assert_eq!(spoken("pt-pt", &languages), Some("pt-PT"));
        assert_eq!(spoken("fr", &languages), None);
    }

    #[test]
    fn a_project_adds_languages_and_lays_its_files_over_the_theme() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("theme/languages")).unwrap();
        std::fs::write(dir.path().join("theme/languages/fr.yaml"), "menu: Menu").unwrap();
        assert!(languages(dir.path(), DEFAULT).contains(&"fr".to_owned()));
        let layers = layers(dir.path(), DEFAULT).unwrap();
        assert_eq!(layers.iter().map(Layer::name).collect::<Vec<_>>(), ["default", "this project"]);
        assert_eq!(layers[1].files.keys().collect::<Vec<_>>(), ["languages/fr.yaml"]);
    }
}
