//! Which files may be copied as images: those whose bytes are an image's, and SVGs that only draw.

use std::io::Read;
use std::path::Path;

use crate::links::ImageState;
use crate::parse::MAX_FILE_BYTES;
use crate::slug::slug;

/// Where an image goes, before collisions: `files/docs/adr/images/flow.svg`.
#[must_use]
pub(crate) fn route(path: &str) -> String {
    format!("files/{}", path.split('/').map(slug).collect::<Vec<_>>().join("/"))
}

/// Looks at a file that a record shows as an image.
#[must_use]
pub(crate) fn inspect(path: &Path) -> ImageState {
    let Ok(file) = std::fs::File::open(path) else { return ImageState::Missing };
    if !file.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return ImageState::Missing;
    }
    let is_svg = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"));
    let limit = if is_svg { MAX_FILE_BYTES } else { 8192 };
    let mut head = Vec::new();
    if file.take(limit).read_to_end(&mut head).is_err() {
        return ImageState::Missing;
    }
    if is_svg {
        return inspect_svg(&head);
    }
    match infer::get(&head).map(|kind| kind.mime_type()) {
        Some("image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif" | "image/bmp" | "image/vnd.microsoft.icon")
            if !has_web_ending(path) =>
        {
            ImageState::Unsafe("is an image with the ending of another kind of file")
        }
        Some("image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif" | "image/bmp" | "image/vnd.microsoft.icon") => {
            ImageState::Image(String::new())
        }
        _ => ImageState::Unsafe("is no image"),
    }
}

/// An image is served by its ending; `logo.html` with a PNG's first bytes would be a page.
fn has_web_ending(path: &Path) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| {
        matches!(
            ending.to_ascii_lowercase().as_str(),
            "png" | "jpg" | "jpeg" | "jpe" | "jfif" | "gif" | "webp" | "avif" | "bmp" | "ico" | "apng"
        )
    })
}

/// An SVG opened by itself is a page that can run scripts; only those that cannot are copied.
fn inspect_svg(bytes: &[u8]) -> ImageState {
    let Ok(text) = std::str::from_utf8(bytes) else { return ImageState::Unsafe("is an SVG that is not UTF-8") };
    let lower = text.to_lowercase();
    if !lower.contains("<svg") {
        return ImageState::Unsafe("is no SVG");
    }
    // Entities and CDATA can spell anything; drawings need neither.
    let scripted = [
        "<script", "javascript:", "vbscript:", "<foreignobject", "<!entity", "<![cdata[", "<iframe", "<embed", "<object", "<handler",
        "<set", "<animate", "data:text",
    ];
    let allowed_doctype = lower.matches("<!doctype").count() <= 1 && !lower.contains('[');
    if scripted.iter().any(|mark| lower.contains(mark)) || (lower.contains("<!doctype") && !allowed_doctype) || has_handler(&lower) {
        return ImageState::Unsafe("is an SVG with scripts or active content");
    }
    if refers_elsewhere(&lower) {
        return ImageState::Unsafe("is an SVG that loads something from elsewhere");
    }
    ImageState::Image(String::new())
}

/// ` onload=` and its like.
fn has_handler(svg: &str) -> bool {
    svg.match_indices("on").any(|(at, _)| {
        let before = svg[..at].chars().next_back();
        let name = svg[at..].trim_start_matches(|ch: char| ch.is_ascii_alphabetic());
        let separated = before.is_none_or(|ch| ch.is_whitespace() || matches!(ch, '"' | '\'' | '/' | ':'));
        separated && name.len() < svg[at..].len() - 3 && name.trim_start().starts_with('=')
    })
}

fn refers_elsewhere(svg: &str) -> bool {
    let hrefs = ["href=", "src="]
        .iter()
        .flat_map(|name| svg.match_indices(name).map(|(at, name)| svg[at + name.len()..].trim_start_matches([' ', '"', '\''])));
    let links =
        hrefs.filter(|value| !value.starts_with('#') && !value.starts_with("data:image/png") && !value.starts_with("data:image/jpeg"));
    // A link in the drawing (`<a href="https://…">`) loads nothing by itself, but an image shown by `<img>` cannot be clicked
    // either, so nothing is lost by refusing all of them.
    let urls = svg.match_indices("url(").any(|(at, name)| !svg[at + name.len()..].trim_start_matches([' ', '"', '\'']).starts_with('#'));
    links.count() > 0 || urls || svg.contains("@import") || svg.contains("<?xml-stylesheet")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inner: &str) -> ImageState {
        inspect_svg(format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inner}</svg>").as_bytes())
    }

    #[test]
    fn drawings_are_images() {
        assert_eq!(svg("<path d=\"M0 0\"/><use href=\"#a\"/><text font-family=\"sans\">on = off</text>"), ImageState::Image(String::new()));
    }

    #[test]
    fn svgs_with_scripts_handlers_or_foreign_references_are_not_copied() {
        for inner in [
            "<script>alert(1)</script>",
            "<g onload=\"alert(1)\"/>",
            "<g\nonclick = 'x'/>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<image href=\"https://evil.example/x.png\"/>",
            "<style>@import url(https://evil.example)</style>",
            "<foreignObject/>",
            "<rect fill=\"url(https://evil.example#x)\"/>",
        ] {
            assert!(matches!(svg(inner), ImageState::Unsafe(_)), "{inner}");
        }
    }
}
