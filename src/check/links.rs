//! Links, anchors and images.

use super::Context;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::links::{ImageState, PageOf, Target, allowed_host, document, documents, find_anchor};
use crate::model::{DecisionLog, Document, Link};

pub(super) fn links_lead_somewhere(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    // Looking for a near name reads all names; a log with a thousand dead links has another problem than slips of the finger.
    let mut suggestions = 50;
    for ((path, document), targets) in documents(context.log).zip(context.links.followed()) {
        for (link, target) in document.links.iter().zip(targets) {
            found.extend(link_problem(context, path, document, link, target, &mut suggestions));
        }
    }
}

fn link_problem(
    context: &Context<'_>,
    path: &str,
    own: &Document,
    link: &Link,
    target: &Target,
    suggestions: &mut usize,
) -> Option<Diagnostic> {
    let place = (link.line, link.column);
    let shown = || -> String { link.target.chars().take(200).collect() };
    match target {
        Target::External(_) => None,
        Target::Anchor(anchor) => anchor_problem(path, place, own, anchor, "this page"),
        Target::Page(page, anchor) => {
            let name = page_path(context.log, *page);
            anchor_problem(path, place, document(context.log, *page), anchor.as_ref()?, &format!("`{name}`"))
        }
        Target::Unsafe(_) => Some(
            Diagnostic::new(
                Code::UnsafeLink,
                path,
                place,
                format!("the link `{}` could run code, expected a path or `https://…`", shown()),
            )
            .hint("it was dropped; correct it"),
        ),
        Target::File(file, _) if context.links.exists(file) => match context.config.forge.file {
            Some(_) => None,
            None => Some(
                Diagnostic::new(Code::RepositoryLink, path, place, format!("the link leads to `{file}`, which is no page of the site"))
                    .hint("set `file_url` in adrsite.yaml, and it will lead to the forge"),
            ),
        },
        Target::File(file, _) => {
            let written = link.target.as_str();
            // The problems are published, and no address is.
            if written.contains('@') && written.contains('.') && !written.contains('/') {
                let message = "the link is an e-mail address without `mailto:`".to_owned();
                return Some(Diagnostic::new(Code::BrokenLink, path, place, message).hint("write `mailto:` in front of it"));
            }
            let near = (*suggestions > 0).then(|| nearest(file, context.log.adrs.iter().map(|adr| adr.path.as_str()))).flatten();
            *suggestions = suggestions.saturating_sub(1);
            let hint = match near {
                _ if written.starts_with('@') && !written.contains('/') => {
                    "write the address of the profile, as in `https://github.com/ana`".to_owned()
                }
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "correct the path".to_owned(),
            };
            // From the root of a site or a repository of which only the log is here.
            let top = file.split_inclusive('/').next().unwrap_or_default();
            if written.starts_with('/') && !documents(context.log).any(|(known, _)| top.ends_with('/') && known.starts_with(top)) {
                let message = format!("the link leads to `{written}`, outside the folder that adrsite was given");
                return Some(Diagnostic::new(Code::RepositoryLink, path, place, message).hint("it is shown as text"));
            }
            Some(Diagnostic::new(Code::BrokenLink, path, place, format!("the link leads to `{file}`, which is not there")).hint(hint))
        }
        Target::Outside(file) => Some(
            Diagnostic::new(
                Code::RepositoryLink,
                path,
                place,
                format!("the link leads to `{file}`, outside the folder that adrsite was given"),
            )
            .hint("it is shown as text"),
        ),
    }
}

fn anchor_problem(path: &str, place: (u32, u32), document: &Document, anchor: &str, name: &str) -> Option<Diagnostic> {
    // `#` and `#top` are the top of any page; `#fn:…` and the like are made by other tools from footnotes.
    if anchor.is_empty() || anchor.eq_ignore_ascii_case("top") || find_anchor(document, anchor).is_some() {
        return None;
    }
    let hint = match nearest(anchor, document.headings.iter().map(|heading| heading.anchor.as_str())) {
        Some(nearest) => format!("did you mean `#{nearest}`?"),
        None => "correct the part after `#`".to_owned(),
    };
    Some(
        Diagnostic::new(Code::BrokenAnchor, path, place, format!("the link leads to `#{anchor}`, which is no heading of {name}"))
            .hint(hint),
    )
}

fn page_path(log: &DecisionLog, page: PageOf) -> &str {
    match page {
        PageOf::Adr(index) => &log.adr(index).path,
        PageOf::Note(index) => &log.notes[index].path,
    }
}

pub(super) fn images_are_there(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (path, document) in documents(context.log) {
        for image in &document.images {
            let place = (image.line, image.column);
            let shown: String = image.target.chars().take(200).collect();
            let problem = match context.links.target(path, &image.target) {
                Target::External(url) if allowed_host(&url, &context.config.image_hosts) => None,
                Target::External(_) => Some(
                    Diagnostic::new(
                        Code::RemoteImage,
                        path,
                        place,
                        format!("the image `{shown}` lies on another host; it is shown as a link"),
                    )
                    .hint("copy the image into the log, or list its host under `image_hosts` in adrsite.yaml"),
                ),
                Target::Unsafe(_) => Some(
                    Diagnostic::new(Code::UnsafeLink, path, place, format!("the image `{shown}` is no file and no web link"))
                        .hint("save it as a file beside the record"),
                ),
                Target::File(file, _) => match context.links.image(&file) {
                    Some(ImageState::Image(_)) => None,
                    Some(ImageState::Unsafe(reason)) => Some(
                        Diagnostic::new(Code::UnsafeImage, path, place, format!("`{file}` {reason}; it was not copied"))
                            .hint("save it as PNG, JPEG or plain SVG"),
                    ),
                    Some(ImageState::Missing) | None => Some(
                        Diagnostic::new(Code::MissingImage, path, place, format!("the image `{file}` is not there"))
                            .hint("add the file, or correct the path"),
                    ),
                },
                Target::Outside(file) => Some(
                    Diagnostic::new(
                        Code::MissingImage,
                        path,
                        place,
                        format!("the image `{file}` lies outside the folder that adrsite was given"),
                    )
                    .hint("copy it into the log"),
                ),
                Target::Anchor(_) | Target::Page(..) => {
                    Some(Diagnostic::new(Code::MissingImage, path, place, format!("`{shown}` is no image")).hint("correct the path"))
                }
            };
            found.extend(problem);
        }
    }
}
