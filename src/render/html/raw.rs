//! Raw HTML of a record, piece by piece, so that none of them swallows what comes after it.

use std::borrow::Cow;

/// Elements whose content is no markup or is not shown: one that is left open takes in the rest of the record.
const SWALLOWING: [&str; 11] =
    ["iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "template", "textarea", "title", "xmp"];

/// A piece of raw HTML; what does not end within it (a tag, a comment, one of the [`SWALLOWING`] elements) is text.
pub(super) fn contained(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut written, mut at) = (0, 0);
    while let Some(open) = html[at..].find('<').map(|found| at + found) {
        at = open + 1;
        match length(&html[open..]) {
            Some(length) => at = open + length,
            None => {
                out.push_str(&html[written..open]);
                out.push_str("&lt;");
                written = at;
            }
        }
    }
    if written == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[written..]);
    Cow::Owned(out)
}

/// The length of the tag, comment or swallowing element that begins with this `<`; `None` where it does not end.
fn length(markup: &str) -> Option<usize> {
    let is_name = |text: &str| text.starts_with(|ch: char| ch.is_ascii_alphabetic());
    match markup.as_bytes().get(1)? {
        // `<!-->` is a whole comment.
        b'!' if markup[2..].starts_with("--") => {
            let ends = ["-->", "--!>"].map(|end| markup[2..].find(end).map(|at| 2 + at + end.len()));
            ends.into_iter().flatten().min()
        }
        b'/' if is_name(&markup[2..]) => {
            let (name, attributes) = tag(markup, 2);
            if is_swallowing(name) { None } else { Some(attributes + end_of_tag(&markup.as_bytes()[attributes..])?) }
        }
        b'!' | b'?' | b'/' => markup.find('>').map(|at| at + 1),
        _ if is_name(&markup[1..]) => {
            let (name, attributes) = tag(markup, 1);
            let content = attributes + end_of_tag(&markup.as_bytes()[attributes..])?;
            if is_swallowing(name) { end_of_element(name, markup, content) } else { Some(content) }
        }
        _ => Some(1),
    }
}

/// The name of a tag that begins at `start`, and where its attributes begin.
fn tag(markup: &str, start: usize) -> (&str, usize) {
    let ends = |ch: char| ch.is_ascii_whitespace() || matches!(ch, '/' | '>');
    let end = markup[start..].find(ends).map_or(markup.len(), |at| start + at);
    (&markup[start..end], end)
}

fn is_swallowing(name: &str) -> bool {
    SWALLOWING.iter().any(|swallowing| name.eq_ignore_ascii_case(swallowing))
}

/// Where the closing tag of a swallowing element ends whose content begins at `content`.
fn end_of_element(name: &str, markup: &str, content: usize) -> Option<usize> {
    // These nest, or have no closing tag.
    if ["plaintext", "template"].iter().any(|other| name.eq_ignore_ascii_case(other)) {
        return None;
    }
    let close = markup[content..].match_indices("</").map(|(at, _)| content + at).find(|at| {
        let (closed, _) = tag(markup, at + 2);
        closed.eq_ignore_ascii_case(name)
    })?;
    // Behind a comment in it a script may hold another one.
    if name.eq_ignore_ascii_case("script") && markup[content..close].contains("<!--") {
        return None;
    }
    let (_, attributes) = tag(markup, close + 2);
    Some(attributes + end_of_tag(&markup.as_bytes()[attributes..])?)
}

/// How many bytes of a tag there are behind its name, its `>` included. Quotation marks count only where a value begins.
fn end_of_tag(attributes: &[u8]) -> Option<usize> {
    enum At {
        Between,
        Name,
        BehindName,
        Equals,
        Bare,
        Quoted(u8),
    }
    let mut state = At::Between;
    for (at, byte) in attributes.iter().enumerate() {
        let is_space = byte.is_ascii_whitespace();
        state = match (state, byte) {
            (At::Quoted(quote), byte) if quote == *byte => At::Between,
            (At::Quoted(quote), _) => At::Quoted(quote),
            (_, b'>') => return Some(at + 1),
            (At::Equals, b'"' | b'\'') => At::Quoted(*byte),
            (At::Equals, _) if is_space => At::Equals,
            (At::Equals, _) => At::Bare,
            (At::Bare, _) => {
                if is_space {
                    At::Between
                } else {
                    At::Bare
                }
            }
            (At::Name | At::BehindName, b'=') => At::Equals,
            (At::Between | At::Name | At::BehindName, b'/') => At::Between,
            (At::Between, _) if is_space => At::Between,
            (At::Name | At::BehindName, _) if is_space => At::BehindName,
            (At::Between | At::Name | At::BehindName, _) => At::Name,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_within_its_piece_stays() {
        for html in [
            "<div class=\"a > b\" id=x>\n<br/>",
            "</div>",
            "<p title='it is \"so\"'>x</p>",
            "<p it's so>x</p>",
            "<p =\">x</p>",
            "<p a=b=\"c>x</p>",
            "<p a = \"b\"c>x</p>",
            "a < b, 3<4 and <3",
            "<!-- x --><b>y</b>",
            "<!--><b>y</b>",
            "<!doctype html><?php x ?>",
            "<style>p > a { color: \"</p>\" }</style>",
            "<TEXTAREA rows=2>a<b</textarea >",
            "<script>\"<div title='\"</script>",
        ] {
            assert_eq!(contained(html), html);
        }
    }

    #[test]
    fn what_would_take_in_the_rest_is_text() {
        for (html, text) in [
            ("<div title=\"x>\n", "&lt;div title=\"x>\n"),
            ("<b>y</b><div\n class='x'\n", "<b>y</b>&lt;div\n class='x'\n"),
            ("<div><!-- x", "<div>&lt;!-- x"),
            ("<script>", "&lt;script>"),
            ("</script>", "&lt;/script>"),
            ("<style>p <b>y</b>", "&lt;style>p <b>y</b>"),
            ("<template><template></template>", "&lt;template>&lt;template>&lt;/template>"),
            ("<script><!--<script></script>", "&lt;script>&lt;!--<script></script>"),
            ("<title", "&lt;title"),
            ("<", "&lt;"),
        ] {
            assert_eq!(contained(html), text, "{html}");
        }
    }
}
