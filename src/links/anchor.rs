//! What stands behind the `#` of a link.

use crate::model::Document;

/// What `anchor` names in a document: a heading, the title, or an id of raw HTML.
#[must_use]
pub fn find_anchor(document: &Document, anchor: &str) -> Option<Anchor> {
    let same = |other: &str| other == anchor || other.eq_ignore_ascii_case(anchor);
    if let Some(heading) = document.headings.iter().find(|heading| same(&heading.anchor)) {
        return Some(Anchor::Heading(heading.anchor.clone()));
    }
    if document.title_anchor.as_deref().is_some_and(same) {
        return Some(Anchor::Title);
    }
    document.html_ids.iter().find(|id| same(id)).map(|id| Anchor::Html(id.clone()))
}

/// What an anchor names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// A heading; its anchor.
    Heading(String),
    /// The title.
    Title,
    /// An id of raw HTML, as written; pages give it a prefix.
    Html(String),
}

/// What stands before ids of raw HTML on pages, so that no record can imitate the site's own elements.
pub const HTML_ID_PREFIX: &str = "user-content-";

impl Anchor {
    /// The id on the page.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Heading(anchor) => anchor.clone(),
            Self::Title => "decisionTitle".to_owned(),
            Self::Html(id) => format!("{HTML_ID_PREFIX}{id}"),
        }
    }
}
