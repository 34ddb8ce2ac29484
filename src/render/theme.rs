//! A theme, ready to render: the templates, assets and texts of all its layers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, Value};

use super::language::{Language, filled};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::themes::{self, Layer};

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    pub(super) tera: Tera,
    /// Files to copy, by their name below `assets/`.
    pub(super) assets: BTreeMap<String, Cow<'static, [u8]>>,
    pub(super) language: Arc<Language>,
}

impl Theme {
    /// The theme that the config names, in its language, with the files of the project's `theme/` folder in `dir` over it.
    ///
    /// # Errors
    /// A template does not compile, a text file is no YAML, or a file cannot be read; with file and line.
    pub fn load(dir: &Path, config: &Config) -> Result<Self> {
        let layers = themes::layers(dir, &config.theme)?;
        let language = Arc::new(language_texts(&layers, themes::spoken(&config.language, &themes::languages(dir, &config.theme)), config)?);
        let mut tera = Tera::new();
        // The nearest layer wins; each can build on those below: `{% extends "default/base.html" %}`.
        let prefixes = layers.iter().rev().filter_map(|layer| layer.theme.as_ref()).map(|theme| format!("{theme}/"));
        tera.set_fallback_prefixes(prefixes.collect::<Vec<_>>()).map_err(|error| theme_error(&error))?;
        register_filters(&mut tera, &language);
        let templates = layers.iter().map(templates).collect::<Result<Vec<_>>>()?;
        tera.add_raw_templates(templates.into_iter().flatten()).map_err(|error| theme_error(&error))?;
        tera.global_context().insert_value("t", language.value());
        let files = layers.into_iter().flat_map(|layer| layer.files);
        let assets = files.filter_map(|(name, bytes)| name.strip_prefix("assets/").map(str::to_owned).map(|name| (name, bytes)));
        Ok(Self { tera, assets: assets.collect(), language })
    }

    /// The interface's texts.
    pub(crate) fn language(&self) -> &Language {
        &self.language
    }

    /// Renders a template that is no page of a site.
    ///
    /// # Errors
    /// The template fails, with its file and line.
    pub(crate) fn document(&self, template: &str, data: &impl serde::Serialize) -> Result<String> {
        let context = tera::Context::from_serialize(data).map_err(|error| Error::Theme(error.to_string()))?;
        self.render(template, &context, 32 << 10)
    }

    /// Renders a template with a context; most often in fewer than `bytes`.
    pub(super) fn render(&self, template: &str, context: &tera::Context, bytes: usize) -> Result<String> {
        let mut out = Vec::with_capacity(bytes);
        self.tera.render_to(template, context, &mut out).map_err(|error| theme_error(&error))?;
        String::from_utf8(out).map_err(|error| Error::Theme(format!("`{template}`: {error}")))
    }
}

/// HTML that a template puts into its page as it is: `{{ body_html }}`. So no template says of a text that it is harmless; and
/// of one that does, with `| safe`, three copies are made on the way.
#[derive(Debug, Clone, serde::Serialize)]
#[serde(transparent)]
pub(super) struct SafeHtml(Value);

impl<'a> FromIterator<&'a str> for SafeHtml {
    fn from_iter<I: IntoIterator<Item = &'a str>>(pieces: I) -> Self {
        pieces.into_iter().collect::<String>().into()
    }
}

impl From<String> for SafeHtml {
    fn from(html: String) -> Self {
        Self(Value::safe_string(&html))
    }
}

/// English, then the language itself, then its regional form. `spoken` is the language of the config that there are texts
/// for; without one the interface is in English.
fn language_texts(layers: &[Layer], spoken: Option<&str>, config: &Config) -> Result<Language> {
    let tag = if spoken.is_some() { config.language.as_str() } else { "en" };
    let mut language = Language::new(tag);
    language.add_texts(crate::statistics::texts());
    let base = tag.split('-').next().unwrap_or_default();
    let mut names = vec!["en", base, spoken.unwrap_or("en")];
    names.dedup();
    for name in names {
        let path = format!("languages/{name}.yaml");
        // Texts are laid over each other and not replaced: a project names only those that it wants to be different.
        for bytes in layers.iter().filter_map(|layer| layer.files.get(&path)) {
            let yaml = text(&path, bytes)?;
            if name == "en" && base != "en" { language.add_foreign(&path, &yaml)? } else { language.add(&path, &yaml)? }
        }
    }
    Ok(language)
}

/// The templates of a layer, by their names with the theme's in front.
fn templates(layer: &Layer) -> Result<Vec<(String, String)>> {
    let prefix = layer.theme.as_ref().map(|theme| format!("{theme}/")).unwrap_or_default();
    let templates = layer.files.iter().filter_map(|(name, bytes)| Some((name, name.strip_prefix("templates/")?, bytes)));
    templates.map(|(name, template, bytes)| Ok((format!("{prefix}{template}"), text(name, bytes)?))).collect()
}

fn text(name: &str, bytes: &[u8]) -> Result<String> {
    String::from_utf8(bytes.to_vec()).map_err(|_| Error::Theme(format!("`{name}` is not UTF-8")))
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
                None => own.isolated(word.to_string()).into(),
            })
        }))
    });
    let own = Arc::clone(language);
    tera.register_filter("number", move |number: i64, _: Kwargs, _: &State<'_>| own.number(number));
    let own = Arc::clone(language);
    tera.register_filter("percent", move |count: i64, arguments: Kwargs, _: &State<'_>| -> tera::TeraResult<String> {
        Ok(own.percent(count, arguments.must_get("of")?))
    });
    let own = Arc::clone(language);
    tera.register_filter("day", move |iso: &str, _: Kwargs, _: &State<'_>| own.day(iso));
}

/// A share in whole per cent, halves up; `None` where it is a share of nothing.
pub(super) fn whole_percent(count: i64, of: i64) -> Option<i64> {
    (of != 0).then(|| (200 * count + of) / (2 * of))
}

/// A share in whole per cent in English; a dash where it is a share of nothing.
pub(crate) fn percent(count: i64, of: i64) -> String {
    whole_percent(count, of).map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"))
}
