//! Names that files have for another reason than being a record.

use super::file_name::{self, is_prefix};
use super::vocabulary::normalise;

/// Names that a file has for another reason than being a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SpecialName {
    /// README, index: a record only where its folder is one.
    Index,
    /// Has the word template in it; what else it is shows its text.
    Template {
        /// Nothing but `adr-template`, `0000-template-de`, `ADR-nnn_Any_Decision_Record_Template`.
        only: bool,
    },
    /// LICENSE, CONTRIBUTING, …
    Guide,
}

const INDEXES: &[&str] = &[
    "readme", "index", "toc", "table of contents", "summary", "adr index", "adrs", "adr readme", "decisions", "decision log",
    "decision index", "adl", "architecture decision log", "lies mich", "lisez moi", "leeme", "log4brains", "adr log", "adr list",
    "adr overview", "list of adrs", "adr process", "adr workflow", "adr lifecycle", "adr guide", "adr guidelines", "overview", "home",
    "intro", "introduction", "about", "records", "decision records", "architecture decisions", "architecture decision records",
    "architectural decisions", "architectural decision records",
];

const GUIDES: &[&str] = &[
    "license", "licence", "contributing", "code of conduct", "security", "changelog", "changes", "authors", "notice", "glossary",
    "support", "governance", "maintainers", "pull request template", "copying",
];

const TEMPLATE_WORDS: &[&str] = &[
    "template", "templates", "tmpl", "tpl", "vorlage", "plantilla", "modele", "modèle", "gabarit", "modelo", "szablon", "sjabloon", "mall",
    "шаблон", "模板", "テンプレート", "템플릿", "قالب",
];

/// What a template's name may hold besides.
const TEMPLATE_COMPANY: &[&str] = &[
    "adr", "adrs", "madr", "mdr", "rfc", "eip", "kep", "decision", "decisions", "record", "records", "architecture", "architectural",
    "any", "nygard", "y", "statement", "short", "long", "full", "bare", "minimal", "simple", "basic", "extended", "lightweight", "new",
    "base", "default", "example", "sample", "the", "a", "nnn", "nnnn", "xxx", "xxxx", "nn", "xx", "de", "en", "fr", "es", "pt", "ru", "uk",
    "zh", "cn", "ja", "ko", "it", "nl", "yyyymmdd", "yyyy", "mm", "dd", "sdk", "component", "v1", "v2", "v3", "v4",
];

impl SpecialName {
    /// What a file's or folder's name without its ending says that it is.
    pub(super) fn of(stem: &str) -> Option<Self> {
        let normal = normalise(stem);
        let normal = normal.replace('_', " ");
        // `000-index`, `0000-README`: zeros sort a file to the top and number nothing.
        let unnumbered = normal.trim_start_matches(['0', ' ']);
        if INDEXES.contains(&unnumbered) || unnumbered.starts_with("readme ") {
            return Some(Self::Index);
        }
        if GUIDES.contains(&normal.as_str()) {
            return Some(Self::Guide);
        }
        let is_template = |word: &str| TEMPLATE_WORDS.contains(&word);
        let goes_with_it = |word: &str| TEMPLATE_COMPANY.contains(&word) || is_prefix(word) || word.chars().all(|ch| ch == '0');
        // `acme-adr-0000-template`: what stands before the number is no word of the name.
        let name = file_name::read(stem);
        let rest = if name.id.is_some() && name.has_words { normalise(&name.words) } else { normal };
        let words = || rest.split(' ');
        words().any(is_template).then(|| Self::Template { only: words().all(|word| is_template(word) || goes_with_it(word)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_indexes_and_guides_are_told_by_their_names() {
        for stem in [
            "adr-template",
            "0000-adr-template-de",
            "adr.template",
            "ADR-nnn_Any_Decision_Record_Template",
            "TEMPLATE",
            "adr-template-bare-minimal",
            "DR_Template",
            "ACME-ADR-0000-template",
        ] {
            assert_eq!(SpecialName::of(stem), Some(SpecialName::Template { only: true }), "{stem}");
        }
        assert_eq!(SpecialName::of("0023-handlebars-template-engine"), Some(SpecialName::Template { only: false }));
        assert_eq!(SpecialName::of("README"), Some(SpecialName::Index));
        assert_eq!(SpecialName::of("LICENSE"), Some(SpecialName::Guide));
        assert_eq!(SpecialName::of("0001-use-readme-files"), None);
    }
}
