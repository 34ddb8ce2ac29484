//! Themes: templates, assets and texts, from the binary and from the project's own `theme/` folder, file by file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rust_embed::RustEmbed;
use tera::{Kwargs, State, Tera, Value};

use super::language::{Language, filled};
use crate::error::{Error, Result};

#[derive(RustEmbed)]
#[folder = "themes/"]
struct Embedded;

/// The theme that every project starts from.
const DEFAULT: &str = "default";

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    pub(super) tera: Tera,
    /// Files to copy, by their name below `assets/`.
    pub(super) assets: BTreeMap<String, Cow<'static, [u8]>>,
    pub(super) language: Arc<Language>,
}

impl Theme {
    /// The default theme with the files of the project's `theme/` folder in `dir` over it, in a language.
    ///
    /// # Errors
    /// A template does not compile, a text file is no YAML, or a file cannot be read; with file and line.
    pub fn load(dir: &Path, language: &str) -> Result<Self> {
        let mut files: BTreeMap<String, Cow<'static, [u8]>> = BTreeMap::new();
        for path in Embedded::iter() {
            if let (Some(name), Some(file)) = (path.strip_prefix("default/"), Embedded::get(&path)) {
                files.insert(name.to_owned(), file.data);
            }
        }
        let own = own_files(&dir.join("theme"))?;
        let templates = templates(&format!("{DEFAULT}/"), &files)?.into_iter().chain(templates("", &own)?).collect::<Vec<_>>();
        // Texts are laid over each other and not replaced: a project names only those that it wants to be different.
        let language = Arc::new(language_texts(&[&files, &own], language)?);
        files.extend(own);
        let mut tera = Tera::new();
        // A project's `base.html` may start with `{% extends "default/base.html" %}`.
        tera.set_fallback_prefixes([format!("{DEFAULT}/")]).map_err(|error| theme_error(&error))?;
        register_filters(&mut tera, &language);
        tera.add_raw_templates(templates).map_err(|error| theme_error(&error))?;
        tera.global_context().insert_value("t", language.value());
        let assets = files
            .into_iter()
            .filter_map(|(name, bytes)| name.strip_prefix("assets/").map(str::to_owned).map(|name| (name, bytes)))
            .collect();
        Ok(Self { tera, assets, language })
    }

    /// Renders a template with a context; most often in fewer than `bytes`.
    pub(super) fn render(&self, template: &str, context: &tera::Context, bytes: usize) -> Result<String> {
        let mut out = Vec::with_capacity(bytes);
        self.tera.render_to(template, context, &mut out).map_err(|error| theme_error(&error))?;
        String::from_utf8(out).map_err(|error| Error::Theme(format!("`{template}`: {error}")))
    }
}

/// English, then the language itself, then its regional form.
fn language_texts(sets: &[&BTreeMap<String, Cow<'static, [u8]>>], tag: &str) -> Result<Language> {
    let mut language = Language::new(tag);
    let base = tag.split('-').next().unwrap_or_default();
    for name in ["en", base, tag] {
        let path = format!("languages/{name}.yaml");
        for bytes in sets.iter().filter_map(|files| files.get(&path)) {
            language.add(&path, &text(&path, bytes)?)?;
        }
    }
    Ok(language)
}

/// The templates of a set of files, by their names with `prefix` in front.
fn templates(prefix: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> Result<Vec<(String, String)>> {
    let templates = files.iter().filter_map(|(name, bytes)| Some((name, name.strip_prefix("templates/")?, bytes)));
    templates.map(|(name, template, bytes)| Ok((format!("{prefix}{template}"), text(name, bytes)?))).collect()
}

fn text(name: &str, bytes: &[u8]) -> Result<String> {
    String::from_utf8(bytes.to_vec()).map_err(|_| Error::Theme(format!("`{name}` is not UTF-8")))
}

/// All files of the project's own theme folder, by their path in it.
fn own_files(folder: &Path) -> Result<BTreeMap<String, Cow<'static, [u8]>>> {
    let mut files = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::Theme(error.to_string()))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !hidden {
            let bytes = std::fs::read(entry.path()).map_err(Error::io("read", entry.path()))?;
            files.insert(crate::discover::relative(folder, entry.path()), Cow::Owned(bytes));
        }
    }
    Ok(files)
}

fn theme_error(error: &tera::Error) -> Error {
    let mut message = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        message += &format!("\n  {cause}");
        source = cause.source();
    }
    Error::Theme(message)
}

/// What templates can do with values.
fn register_filters(tera: &mut Tera, language: &Arc<Language>) {
    let own = Arc::clone(language);
    tera.register_filter("fill", move |text: &Value, arguments: Kwargs, _: &State<'_>| -> tera::TeraResult<String> {
        let n = arguments.get::<i64>("n")?.or(arguments.get::<i64>("count")?).unwrap_or(0);
        let text = match text.as_map() {
            None => text.as_str(),
            Some(forms) => {
                let form =
                    |category: &str| forms.iter().find(|(key, _)| key.as_str() == Some(category)).and_then(|(_, text)| text.as_str());
                form(own.category(n)).or_else(|| form("other"))
            }
        };
        Ok(filled(text.unwrap_or_default(), |name| {
            let (_, word) = arguments.iter().find(|(key, _)| key.as_str() == Some(name))?;
            Some(match word.as_i64() {
                Some(number) => own.number(number).into(),
                None => word.to_string().into(),
            })
        }))
    });
    let own = Arc::clone(language);
    tera.register_filter("number", move |number: i64, _: Kwargs, _: &State<'_>| own.number(number));
    tera.register_filter("percent", |count: i64, arguments: Kwargs, _: &State<'_>| -> tera::TeraResult<String> {
        Ok(percent(count, arguments.must_get("of")?))
    });
    let own = Arc::clone(language);
    tera.register_filter("day", move |iso: &str, _: Kwargs, _: &State<'_>| own.day(iso));
}

/// A share in whole per cent, halves up; a dash where it is a share of nothing.
pub(crate) fn percent(count: i64, of: i64) -> String {
    if of == 0 {
        return "–".to_owned();
    }
    format!("{} %", (200 * count + of) / (2 * of))
}
