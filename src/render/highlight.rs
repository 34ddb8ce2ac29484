//! Code with its words marked, for reading: keywords, strings, comments, numbers, types.
//!
//! A lexer of a few rules per family of languages. The libraries for this parse whole grammars: syntect took several
//! times as long as everything else in a build together, and tree-sitter needs a C compiler and megabytes of grammars.
//! Snippets in decision records are short and often incomplete, and what helps to read them is what a lexer can tell.

use super::html::escape;

/// What a language looks like to the lexer.
struct Syntax {
    line_comments: &'static [&'static str],
    block_comment: Option<(&'static str, &'static str)>,
    /// Characters that open and close a string on one line.
    quotes: &'static [char],
    /// Strings that may span lines, tried first.
    long_quotes: &'static [&'static str],
    keywords: &'static [&'static str],
    /// Whether letter case does not count in keywords.
    any_case: bool,
    /// Words that start like this are attributes, macros, annotations or variables.
    sigils: &'static [char],
    /// `key:` or `key =` at the start of a line is a key.
    keys: bool,
    /// Upper-case words are types.
    types: bool,
}

const PLAIN: Syntax = Syntax {
    line_comments: &[],
    block_comment: None,
    quotes: &['"', '\''],
    long_quotes: &[],
    keywords: &[],
    any_case: false,
    sigils: &[],
    keys: false,
    types: false,
};

const C_LIKE: Syntax = Syntax { line_comments: &["//"], block_comment: Some(("/*", "*/")), types: true, ..PLAIN };

const RUST: Syntax = Syntax {
    quotes: &['"'],
    sigils: &['#'],
    keywords: &[
        "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern", "false", "fn", "for", "if", "impl",
        "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait",
        "true", "type", "unsafe", "use", "where", "while",
    ],
    ..C_LIKE
};
const JAVA: Syntax = Syntax {
    sigils: &['@'],
    keywords: &[
        "abstract",
        "as",
        "async",
        "await",
        "base",
        "bool",
        "boolean",
        "break",
        "byte",
        "case",
        "catch",
        "char",
        "class",
        "companion",
        "const",
        "continue",
        "data",
        "default",
        "do",
        "double",
        "else",
        "enum",
        "extends",
        "false",
        "final",
        "finally",
        "float",
        "for",
        "foreach",
        "fun",
        "get",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "int",
        "interface",
        "internal",
        "is",
        "long",
        "namespace",
        "native",
        "new",
        "null",
        "object",
        "open",
        "out",
        "override",
        "package",
        "private",
        "protected",
        "public",
        "readonly",
        "record",
        "ref",
        "return",
        "sealed",
        "set",
        "short",
        "static",
        "string",
        "struct",
        "super",
        "switch",
        "synchronized",
        "this",
        "throw",
        "throws",
        "trait",
        "true",
        "try",
        "typeof",
        "using",
        "val",
        "var",
        "virtual",
        "void",
        "volatile",
        "when",
        "where",
        "while",
        "yield",
    ],
    ..C_LIKE
};
const SCRIPT: Syntax = Syntax {
    quotes: &['"', '\''],
    long_quotes: &["`"],
    sigils: &['@'],
    keywords: &[
        "abstract",
        "any",
        "as",
        "async",
        "await",
        "boolean",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "declare",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "from",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "keyof",
        "let",
        "module",
        "namespace",
        "never",
        "new",
        "null",
        "number",
        "of",
        "private",
        "protected",
        "public",
        "readonly",
        "return",
        "static",
        "string",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "type",
        "typeof",
        "undefined",
        "unknown",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ],
    ..C_LIKE
};
const GO: Syntax = Syntax {
    long_quotes: &["`"],
    keywords: &[
        "any",
        "bool",
        "break",
        "byte",
        "case",
        "chan",
        "const",
        "continue",
        "default",
        "defer",
        "else",
        "error",
        "fallthrough",
        "false",
        "float64",
        "for",
        "func",
        "go",
        "goto",
        "if",
        "import",
        "int",
        "int64",
        "interface",
        "map",
        "nil",
        "package",
        "range",
        "return",
        "rune",
        "select",
        "string",
        "struct",
        "switch",
        "true",
        "type",
        "uint64",
        "var",
    ],
    ..C_LIKE
};
const C: Syntax = Syntax {
    sigils: &['#'],
    keywords: &[
        "auto",
        "bool",
        "break",
        "case",
        "catch",
        "char",
        "class",
        "const",
        "constexpr",
        "continue",
        "contract",
        "default",
        "delete",
        "do",
        "double",
        "else",
        "emit",
        "enum",
        "event",
        "explicit",
        "extern",
        "external",
        "false",
        "final",
        "float",
        "for",
        "friend",
        "function",
        "goto",
        "if",
        "import",
        "inline",
        "int",
        "interface",
        "internal",
        "library",
        "long",
        "mapping",
        "memory",
        "message",
        "modifier",
        "namespace",
        "new",
        "noexcept",
        "nullptr",
        "oneof",
        "operator",
        "override",
        "package",
        "payable",
        "pragma",
        "private",
        "protected",
        "public",
        "pure",
        "register",
        "repeated",
        "require",
        "return",
        "returns",
        "rpc",
        "service",
        "short",
        "signed",
        "sizeof",
        "static",
        "storage",
        "string",
        "struct",
        "switch",
        "syntax",
        "template",
        "this",
        "throw",
        "true",
        "try",
        "typedef",
        "typename",
        "uint256",
        "union",
        "unsigned",
        "using",
        "view",
        "virtual",
        "void",
        "volatile",
        "while",
        "address",
        "bytes32",
        "uint8",
        "int32",
        "int64",
        "uint32",
        "uint64",
        "bytes",
    ],
    ..C_LIKE
};
const SWIFT: Syntax = Syntax {
    long_quotes: &["\"\"\""],
    sigils: &['@', '#'],
    keywords: &[
        "as",
        "associatedtype",
        "async",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "continue",
        "default",
        "defer",
        "do",
        "else",
        "enum",
        "extension",
        "false",
        "fileprivate",
        "final",
        "for",
        "func",
        "guard",
        "if",
        "implicit",
        "import",
        "in",
        "init",
        "internal",
        "is",
        "let",
        "lazy",
        "match",
        "nil",
        "object",
        "open",
        "override",
        "private",
        "protocol",
        "public",
        "return",
        "sealed",
        "self",
        "Self",
        "static",
        "struct",
        "super",
        "switch",
        "throw",
        "throws",
        "trait",
        "true",
        "try",
        "type",
        "val",
        "var",
        "void",
        "late",
        "required",
        "where",
        "while",
        "with",
        "def",
        "extends",
        "given",
        "using",
        "yield",
        "new",
        "this",
        "null",
    ],
    ..C_LIKE
};
const PHP: Syntax = Syntax {
    line_comments: &["//", "#"],
    sigils: &['$', '@'],
    keywords: &[
        "abstract",
        "and",
        "array",
        "as",
        "break",
        "case",
        "catch",
        "class",
        "clone",
        "const",
        "continue",
        "default",
        "do",
        "echo",
        "else",
        "elseif",
        "enum",
        "extends",
        "false",
        "final",
        "finally",
        "fn",
        "for",
        "foreach",
        "function",
        "global",
        "if",
        "implements",
        "import",
        "instanceof",
        "interface",
        "match",
        "namespace",
        "new",
        "null",
        "or",
        "print",
        "private",
        "protected",
        "public",
        "readonly",
        "require",
        "return",
        "static",
        "string",
        "switch",
        "throw",
        "trait",
        "true",
        "try",
        "use",
        "var",
        "while",
        "yield",
        "int",
        "bool",
        "void",
        "self",
    ],
    ..C_LIKE
};
const PYTHON: Syntax = Syntax {
    line_comments: &["#"],
    long_quotes: &["\"\"\"", "'''"],
    sigils: &['@'],
    types: true,
    keywords: &[
        "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del", "elif", "else", "except", "False",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "match", "None", "nonlocal", "not", "or", "pass",
        "raise", "return", "self", "True", "try", "while", "with", "yield",
    ],
    ..PLAIN
};
const RUBY: Syntax = Syntax {
    line_comments: &["#"],
    sigils: &['@', '$', ':'],
    types: true,
    keywords: &[
        "alias",
        "and",
        "after",
        "begin",
        "break",
        "case",
        "catch",
        "class",
        "cond",
        "def",
        "defmodule",
        "defp",
        "defstruct",
        "do",
        "else",
        "elsif",
        "end",
        "ensure",
        "false",
        "fn",
        "for",
        "if",
        "import",
        "in",
        "include",
        "module",
        "next",
        "nil",
        "not",
        "or",
        "private",
        "raise",
        "receive",
        "redo",
        "require",
        "rescue",
        "retry",
        "return",
        "self",
        "super",
        "then",
        "true",
        "undef",
        "unless",
        "until",
        "use",
        "when",
        "while",
        "with",
        "yield",
        "alias",
        "require_relative",
        "attr_reader",
        "attr_accessor",
    ],
    ..PLAIN
};
const SHELL: Syntax = Syntax {
    line_comments: &["#"],
    sigils: &['$'],
    keywords: &[
        "case", "cd", "declare", "do", "done", "echo", "elif", "else", "esac", "eval", "exec", "exit", "export", "fi", "for", "function",
        "if", "in", "local", "printf", "readonly", "return", "set", "shift", "source", "sudo", "test", "then", "trap", "unset", "until",
        "while", "param", "foreach",
    ],
    ..PLAIN
};
const SQL: Syntax = Syntax {
    line_comments: &["--"],
    block_comment: Some(("/*", "*/")),
    any_case: true,
    keywords: &[
        "add",
        "all",
        "alter",
        "analyze",
        "and",
        "any",
        "as",
        "asc",
        "begin",
        "between",
        "bigint",
        "bigserial",
        "boolean",
        "by",
        "bytea",
        "cascade",
        "case",
        "char",
        "check",
        "column",
        "commit",
        "concurrently",
        "conflict",
        "constraint",
        "count",
        "create",
        "cross",
        "current_timestamp",
        "database",
        "date",
        "decimal",
        "default",
        "delete",
        "desc",
        "distinct",
        "do",
        "drop",
        "else",
        "end",
        "exclude",
        "exists",
        "explain",
        "false",
        "for",
        "foreign",
        "from",
        "full",
        "function",
        "grant",
        "group",
        "having",
        "if",
        "in",
        "index",
        "inner",
        "insert",
        "int",
        "integer",
        "interval",
        "into",
        "is",
        "join",
        "json",
        "jsonb",
        "key",
        "language",
        "left",
        "like",
        "limit",
        "lock",
        "materialized",
        "not",
        "nothing",
        "null",
        "numeric",
        "offset",
        "on",
        "or",
        "order",
        "outer",
        "over",
        "partition",
        "primary",
        "privileges",
        "procedure",
        "range",
        "real",
        "references",
        "replace",
        "returning",
        "returns",
        "revoke",
        "right",
        "rollback",
        "row",
        "schema",
        "select",
        "sequence",
        "serial",
        "set",
        "smallint",
        "table",
        "text",
        "then",
        "time",
        "timestamp",
        "timestamptz",
        "to",
        "transaction",
        "trigger",
        "true",
        "truncate",
        "union",
        "unique",
        "update",
        "using",
        "uuid",
        "vacuum",
        "values",
        "varchar",
        "view",
        "when",
        "where",
        "with",
    ],
    ..PLAIN
};
const YAML: Syntax = Syntax {
    line_comments: &["#"],
    keys: true,
    sigils: &['&', '*', '!'],
    keywords: &["true", "false", "null", "yes", "no", "on", "off"],
    ..PLAIN
};
const TOML: Syntax =
    Syntax { line_comments: &["#", ";"], long_quotes: &["\"\"\"", "'''"], keys: true, keywords: &["true", "false"], ..PLAIN };
const JSON: Syntax = Syntax { line_comments: &["//"], quotes: &['"'], keys: true, keywords: &["true", "false", "null"], ..PLAIN };
const HCL: Syntax = Syntax {
    line_comments: &["#", "//"],
    block_comment: Some(("/*", "*/")),
    keys: true,
    keywords: &[
        "resource",
        "data",
        "variable",
        "output",
        "module",
        "provider",
        "locals",
        "terraform",
        "true",
        "false",
        "null",
        "for",
        "in",
        "if",
        "dynamic",
        "type",
        "query",
        "mutation",
        "input",
        "schema",
        "scalar",
        "enum",
        "interface",
        "union",
        "extend",
    ],
    ..PLAIN
};
const DOCKER: Syntax = Syntax {
    line_comments: &["#"],
    sigils: &['$'],
    keywords: &[
        "ADD",
        "ARG",
        "AS",
        "CMD",
        "COPY",
        "ENTRYPOINT",
        "ENV",
        "EXPOSE",
        "FROM",
        "HEALTHCHECK",
        "LABEL",
        "ONBUILD",
        "RUN",
        "SHELL",
        "STOPSIGNAL",
        "USER",
        "VOLUME",
        "WORKDIR",
        "ifeq",
        "endif",
        "else",
        "include",
        "define",
        ".PHONY",
    ],
    ..PLAIN
};
const HASKELL: Syntax = Syntax {
    line_comments: &["--"],
    block_comment: Some(("{-", "-}")),
    quotes: &['"'],
    types: true,
    keywords: &[
        "case", "class", "data", "deriving", "do", "else", "exposing", "if", "import", "in", "instance", "let", "module", "newtype", "of",
        "port", "then", "type", "where", "local", "function", "end", "return", "for", "while", "nil",
    ],
    ..PLAIN
};
const LISP: Syntax = Syntax {
    line_comments: &[";"],
    quotes: &['"'],
    sigils: &[':'],
    keywords: &[
        "def",
        "defn",
        "defmacro",
        "defprotocol",
        "defrecord",
        "fn",
        "let",
        "if",
        "when",
        "cond",
        "do",
        "loop",
        "recur",
        "ns",
        "require",
        "lambda",
        "define",
        "nil",
        "true",
        "false",
    ],
    ..PLAIN
};
const CSS: Syntax = Syntax { block_comment: Some(("/*", "*/")), line_comments: &[], keys: true, sigils: &['@', '$', '#', '.'], ..PLAIN };
const MERMAID: Syntax = Syntax {
    line_comments: &["%%", "'"],
    quotes: &['"'],
    keywords: &[
        "graph",
        "flowchart",
        "sequenceDiagram",
        "classDiagram",
        "stateDiagram",
        "stateDiagram-v2",
        "erDiagram",
        "gantt",
        "pie",
        "subgraph",
        "end",
        "participant",
        "actor",
        "activate",
        "deactivate",
        "loop",
        "alt",
        "else",
        "opt",
        "par",
        "note",
        "Note",
        "over",
        "class",
        "title",
        "section",
        "TD",
        "TB",
        "LR",
        "RL",
        "BT",
        "direction",
        "as",
    ],
    ..PLAIN
};

fn syntax(language: &str) -> Option<&'static Syntax> {
    Some(match language.to_ascii_lowercase().as_str() {
        "rust" | "rs" => &RUST,
        "java" | "kotlin" | "kt" | "kts" | "csharp" | "cs" | "c#" | "groovy" | "gradle" => &JAVA,
        "javascript" | "js" | "jsx" | "typescript" | "ts" | "tsx" | "mjs" | "svelte" | "vue" => &SCRIPT,
        "go" | "golang" => &GO,
        "c" | "cpp" | "c++" | "cc" | "h" | "hpp" | "objc" | "solidity" | "sol" | "proto" | "protobuf" | "proto3" | "glsl" | "zig" => &C,
        "swift" | "scala" | "dart" => &SWIFT,
        "php" | "perl" | "pl" => &PHP,
        "python" | "py" | "python3" | "starlark" | "bzl" | "r" => &PYTHON,
        "ruby" | "rb" | "elixir" | "ex" | "exs" | "crystal" => &RUBY,
        "bash" | "sh" | "shell" | "zsh" | "fish" | "console" | "shellsession" | "powershell" | "ps1" | "pwsh" => &SHELL,
        "sql" | "psql" | "postgresql" | "mysql" | "plsql" | "tsql" | "sqlite" => &SQL,
        "yaml" | "yml" => &YAML,
        "toml" | "ini" | "properties" | "conf" | "cfg" | "env" | "dotenv" | "editorconfig" | "nginx" => &TOML,
        "json" | "jsonc" | "json5" | "jsonl" => &JSON,
        "hcl" | "terraform" | "tf" | "graphql" | "gql" | "bicep" => &HCL,
        "dockerfile" | "docker" | "makefile" | "make" | "containerfile" => &DOCKER,
        "haskell" | "hs" | "elm" | "lua" | "purescript" => &HASKELL,
        "clojure" | "clj" | "cljs" | "edn" | "lisp" | "scheme" | "racket" => &LISP,
        "css" | "scss" | "sass" | "less" => &CSS,
        "mermaid" | "plantuml" | "puml" | "dot" => &MERMAID,
        _ => return None,
    })
}

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
            let token = self.token(ch, line_start);
            if let Some((class, end)) = token.filter(|(_, end)| *end > start) {
                escape(&self.code[plain..start], self.out);
                if class.is_empty() {
                    escape(&self.code[start..end], self.out);
                } else {
                    mark(class, &self.code[start..end], self.out);
                }
                self.at = end;
                plain = end;
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
        let previous = self.code[..self.at].chars().next_back();
        let to_line_end = || self.at + rest.find('\n').unwrap_or(rest.len());
        let comment = self.syntax.line_comments.iter().any(|mark| rest.starts_with(mark));
        // `http://` and `$#` hold no comments.
        if comment
            && previous.is_none_or(|ch| ch.is_whitespace() || matches!(ch, ';' | '{' | '}' | ')' | ',' | '('))
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
        if self.syntax.quotes.contains(&ch) && !(ch == '\'' && previous.is_some_and(char::is_alphanumeric)) {
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
