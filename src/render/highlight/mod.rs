//! Code with its words marked, for reading: keywords, strings, comments, numbers, types.
//!
//! A lexer of a few rules per family of languages. Libraries for this carry whole grammars, by the megabyte or with a C
//! compiler behind them, and every build of every log would pay for them. Snippets in decision records are short and often
//! incomplete, and what helps to read them is what a lexer can tell.

#[rustfmt::skip]
mod languages;

use super::html::escape;
use languages::{Syntax, syntax};

/// Appends `code` as escaped HTML, its words marked where the language is known.
pub(super) fn highlight(language: &str, code: &str, out: &mut String) {
    match language.to_ascii_lowercase().as_str() {
        "diff" | "patch" => diff(code, out),
        "html" | "xml" | "svg" | "xhtml" | "xsd" | "wsdl" | "pom" => markup(code, out),
        name => match syntax(name) {
            Some(syntax) => Lexer { syntax, code, at: 0, out }.run(),
            None => escape(code, out),
        },
    }
}

fn mark(class: &str, text: &str, out: &mut String) {
    out.push_str("<span class=\"hl-");
    out.push_str(class);
    out.push_str("\">");
    escape(text, out);
    out.push_str("</span>");
}

fn diff(code: &str, out: &mut String) {
    for line in code.split_inclusive('\n') {
        match line.as_bytes().first() {
            _ if line.starts_with("+++") || line.starts_with("---") => mark("k", line, out),
            Some(b'+') => mark("i", line, out),
            Some(b'-') => mark("d", line, out),
            Some(b'@') => mark("f", line, out),
            _ => escape(line, out),
        }
    }
}

fn markup(code: &str, out: &mut String) {
    let mut rest = code;
    while let Some(at) = rest.find('<') {
        escape(&rest[..at], out);
        rest = &rest[at..];
        let (class, end) = match rest.strip_prefix("<!--") {
            Some(comment) => ("c", comment.find("-->").map(|end| end + 7)),
            None => ("k", rest.find('>').map(|end| end + 1)),
        };
        let end = end.unwrap_or(rest.len());
        mark(class, &rest[..end], out);
        rest = &rest[end..];
    }
    escape(rest, out);
}

struct Lexer<'a, 'o> {
    syntax: &'static Syntax,
    code: &'a str,
    at: usize,
    out: &'o mut String,
}

impl Lexer<'_, '_> {
    fn run(mut self) {
        let mut line_start = true;
        let mut plain = 0;
        while let Some(ch) = self.code[self.at..].chars().next() {
            let start = self.at;
            // No token starts with a space.
            let token = if ch.is_ascii_whitespace() { None } else { self.token(ch, line_start) };
            if let Some((class, end)) = token.filter(|(_, end)| *end > start) {
                if !class.is_empty() {
                    escape(&self.code[plain..start], self.out);
                    mark(class, &self.code[start..end], self.out);
                    plain = end;
                }
                self.at = end;
                line_start = false;
            } else {
                self.at += ch.len_utf8();
                line_start = ch == '\n'
                    || (line_start && (ch.is_whitespace() || matches!(ch, '-' | '{' | '[' | ',')))
                    || (self.syntax.keys && matches!(ch, '{' | ','));
            }
        }
        escape(&self.code[plain..], self.out);
    }

    /// The class and end of the token at the current place; no class for a word of no kind.
    fn token(&self, ch: char, line_start: bool) -> Option<(&'static str, usize)> {
        let rest = &self.code[self.at..];
        let previous = || self.code[..self.at].chars().next_back();
        let to_line_end = || self.at + rest.find('\n').unwrap_or(rest.len());
        let comment = self.syntax.line_comments.iter().any(|mark| rest.starts_with(mark));
        // `http://` and `$#` hold no comments.
        if comment
            && previous().is_none_or(|ch| ch.is_whitespace() || matches!(ch, ';' | '{' | '}' | ')' | ',' | '('))
            && (ch != '\'' || line_start)
        {
            return Some(("c", to_line_end()));
        }
        if let Some((open, close)) = self.syntax.block_comment
            && rest.starts_with(open)
        {
            return Some(("c", self.at + rest[open.len()..].find(close).map_or(rest.len(), |end| open.len() + end + close.len())));
        }
        for quote in self.syntax.long_quotes {
            if let Some(inner) = rest.strip_prefix(quote) {
                return Some(("s", self.at + inner.find(quote).map_or(rest.len(), |end| end + 2 * quote.len())));
            }
        }
        if self.syntax.quotes.contains(&ch) && !(ch == '\'' && previous().is_some_and(char::is_alphanumeric)) {
            let end = self.string_end(ch)?;
            let is_key = self.syntax.keys && self.code[end..].trim_start_matches(' ').starts_with(':');
            return Some((if is_key { "v" } else { "s" }, end));
        }
        if ch.is_ascii_digit() {
            let length = rest.find(|ch: char| !(ch.is_ascii_alphanumeric() || matches!(ch, '_' | '.'))).unwrap_or(rest.len());
            let number = rest[..length].trim_end_matches('.');
            return Some(("n", self.at + number.len()));
        }
        if self.syntax.sigils.contains(&ch) {
            let inner = &rest[ch.len_utf8()..];
            let inner = inner.strip_prefix(['[', '{', '(', '!']).unwrap_or(inner);
            let skipped = rest.len() - inner.len();
            let length = inner.find(|ch: char| !(ch.is_alphanumeric() || matches!(ch, '_' | '-'))).unwrap_or(inner.len());
            return (length > 0).then_some(("a", self.at + skipped + length));
        }
        if ch.is_alphabetic() || ch == '_' {
            return Some(self.word(rest, line_start));
        }
        None
    }

    fn word(&self, rest: &str, line_start: bool) -> (&'static str, usize) {
        let is_part = |ch: char| ch.is_alphanumeric() || ch == '_' || (self.syntax.keys && matches!(ch, '-' | '.' | '/'));
        let length = rest.find(|ch: char| !is_part(ch)).unwrap_or(rest.len());
        let word = &rest[..length];
        let end = self.at + length;
        let after = &self.code[end..];
        if self.syntax.keys && line_start {
            let after = after.trim_start_matches(' ');
            if after.starts_with(':') || after.starts_with('=') {
                return ("v", end);
            }
        }
        let keyword = match self.syntax.any_case {
            true => self.syntax.keywords.iter().any(|keyword| keyword.eq_ignore_ascii_case(word)),
            false => self.syntax.keywords.contains(&word),
        };
        if keyword {
            return ("k", end);
        }
        let mut letters = word.chars();
        let is_type = letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
        if self.syntax.types && is_type {
            return ("t", end);
        }
        if after.starts_with('(') && !self.syntax.keys {
            return ("f", end);
        }
        if after.starts_with("!(") || after.starts_with("![") {
            return ("a", end + 1);
        }
        ("", end)
    }

    /// Where the string that opens here closes on its line; none where it does not, as then it was no quote.
    fn string_end(&self, quote: char) -> Option<usize> {
        let mut escaped = false;
        for (at, ch) in self.code[self.at + 1..].char_indices() {
            match ch {
                '\n' => return None,
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                ch if ch == quote => return Some(self.at + 1 + at + 1),
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(language: &str, code: &str) -> String {
        let mut out = String::new();
        highlight(language, code, &mut out);
        out
    }

    #[test]
    fn words_are_marked_by_what_they_are() {
        assert_eq!(
            html("rust", "let x: Vec = f(1); // \"no\"\n"),
            "<span class=\"hl-k\">let</span> x: <span class=\"hl-t\">Vec</span> = <span class=\"hl-f\">f</span>(<span class=\"hl-n\">1</span>); <span class=\"hl-c\">// &quot;no&quot;</span>\n"
        );
        assert_eq!(
            html("yaml", "a: true # c\n"),
            "<span class=\"hl-v\">a</span>: <span class=\"hl-k\">true</span> <span class=\"hl-c\"># c</span>\n"
        );
        assert_eq!(
            html("json", "{\"a\": \"b\"}"),
            "{<span class=\"hl-v\">&quot;a&quot;</span>: <span class=\"hl-s\">&quot;b&quot;</span>}"
        );
        assert_eq!(html("diff", "+a\n-b\n"), "<span class=\"hl-i\">+a\n</span><span class=\"hl-d\">-b\n</span>");
    }

    #[test]
    fn code_of_any_kind_is_only_ever_escaped_text() {
        for language in ["", "html", "rust", "nonsense", "bash", "sql", "toml", "css", "clojure", "php"] {
            let code = "<script>alert('x')</script> & \"q\" é ''' \"\"\" `unclosed";
            let marked = html(language, code);
            let text = marked.replace("</span>", "");
            let text: String = text
                .split("<span class=\"hl-")
                .map(|part| part.split_once("\">").filter(|(class, _)| class.len() == 1).map_or(part, |(_, text)| text))
                .collect();
            let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
            assert_eq!(plain, code, "{language}");
            assert!(!marked.contains("<script"), "{language}");
        }
    }
}
