//! What the languages that records use look like to the lexer.

/// What a language looks like to the lexer.
pub(super) struct Syntax {
    pub(super) line_comments: &'static [&'static str],
    pub(super) block_comment: Option<(&'static str, &'static str)>,
    /// Characters that open and close a string on one line.
    pub(super) quotes: &'static [char],
    /// Strings that may span lines, tried first.
    pub(super) long_quotes: &'static [&'static str],
    pub(super) keywords: &'static [&'static str],
    /// Whether letter case does not count in keywords.
    pub(super) any_case: bool,
    /// Words that start like this are attributes, macros, annotations or variables.
    pub(super) sigils: &'static [char],
    /// `key:` or `key =` at the start of a line is a key.
    pub(super) keys: bool,
    /// Upper-case words are types.
    pub(super) types: bool,
}

/// The syntax of a language by any of its usual names, in any letter case.
pub(super) fn syntax(language: &str) -> Option<&'static Syntax> {
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
        "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern", "false", "fn", "for", "if",
        "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "Self", "static", "struct",
        "super", "trait", "true", "type", "unsafe", "use", "where", "while",
    ],
    ..C_LIKE
};
const JAVA: Syntax = Syntax {
    sigils: &['@'],
    keywords: &[
        "abstract", "as", "async", "await", "base", "bool", "boolean", "break", "byte", "case", "catch", "char", "class",
        "companion", "const", "continue", "data", "default", "do", "double", "else", "enum", "extends", "false", "final", "finally",
        "float", "for", "foreach", "fun", "get", "if", "implements", "import", "in", "instanceof", "int", "interface", "internal",
        "is", "long", "namespace", "native", "new", "null", "object", "open", "out", "override", "package", "private", "protected",
        "public", "readonly", "record", "ref", "return", "sealed", "set", "short", "static", "string", "struct", "super", "switch",
        "synchronized", "this", "throw", "throws", "trait", "true", "try", "typeof", "using", "val", "var", "virtual", "void",
        "volatile", "when", "where", "while", "yield",
    ],
    ..C_LIKE
};
const SCRIPT: Syntax = Syntax {
    quotes: &['"', '\''],
    long_quotes: &["`"],
    sigils: &['@'],
    keywords: &[
        "abstract", "any", "as", "async", "await", "boolean", "break", "case", "catch", "class", "const", "continue", "declare",
        "default", "delete", "do", "else", "enum", "export", "extends", "false", "finally", "for", "from", "function", "if",
        "implements", "import", "in", "instanceof", "interface", "keyof", "let", "module", "namespace", "never", "new", "null",
        "number", "of", "private", "protected", "public", "readonly", "return", "static", "string", "super", "switch", "this",
        "throw", "true", "try", "type", "typeof", "undefined", "unknown", "var", "void", "while", "with", "yield",
    ],
    ..C_LIKE
};
const GO: Syntax = Syntax {
    long_quotes: &["`"],
    keywords: &[
        "any", "bool", "break", "byte", "case", "chan", "const", "continue", "default", "defer", "else", "error", "fallthrough",
        "false", "float64", "for", "func", "go", "goto", "if", "import", "int", "int64", "interface", "map", "nil", "package",
        "range", "return", "rune", "select", "string", "struct", "switch", "true", "type", "uint64", "var",
    ],
    ..C_LIKE
};
const C: Syntax = Syntax {
    sigils: &['#'],
    keywords: &[
        "auto", "bool", "break", "case", "catch", "char", "class", "const", "constexpr", "continue", "contract", "default",
        "delete", "do", "double", "else", "emit", "enum", "event", "explicit", "extern", "external", "false", "final", "float",
        "for", "friend", "function", "goto", "if", "import", "inline", "int", "interface", "internal", "library", "long", "mapping",
        "memory", "message", "modifier", "namespace", "new", "noexcept", "nullptr", "oneof", "operator", "override", "package",
        "payable", "pragma", "private", "protected", "public", "pure", "register", "repeated", "require", "return", "returns",
        "rpc", "service", "short", "signed", "sizeof", "static", "storage", "string", "struct", "switch", "syntax", "template",
        "this", "throw", "true", "try", "typedef", "typename", "uint256", "union", "unsigned", "using", "view", "virtual", "void",
        "volatile", "while", "address", "bytes32", "uint8", "int32", "int64", "uint32", "uint64", "bytes",
    ],
    ..C_LIKE
};
const SWIFT: Syntax = Syntax {
    long_quotes: &["\"\"\""],
    sigils: &['@', '#'],
    keywords: &[
        "as", "associatedtype", "async", "await", "break", "case", "catch", "class", "continue", "default", "defer", "do", "else",
        "enum", "extension", "false", "fileprivate", "final", "for", "func", "guard", "if", "implicit", "import", "in", "init",
        "internal", "is", "let", "lazy", "match", "nil", "object", "open", "override", "private", "protocol", "public", "return",
        "sealed", "self", "Self", "static", "struct", "super", "switch", "throw", "throws", "trait", "true", "try", "type", "val",
        "var", "void", "late", "required", "where", "while", "with", "def", "extends", "given", "using", "yield", "new", "this",
        "null",
    ],
    ..C_LIKE
};
const PHP: Syntax = Syntax {
    line_comments: &["//", "#"],
    sigils: &['$', '@'],
    keywords: &[
        "abstract", "and", "array", "as", "break", "case", "catch", "class", "clone", "const", "continue", "default", "do", "echo",
        "else", "elseif", "enum", "extends", "false", "final", "finally", "fn", "for", "foreach", "function", "global", "if",
        "implements", "import", "instanceof", "interface", "match", "namespace", "new", "null", "or", "print", "private",
        "protected", "public", "readonly", "require", "return", "static", "string", "switch", "throw", "trait", "true", "try",
        "use", "var", "while", "yield", "int", "bool", "void", "self",
    ],
    ..C_LIKE
};
const PYTHON: Syntax = Syntax {
    line_comments: &["#"],
    long_quotes: &["\"\"\"", "'''"],
    sigils: &['@'],
    types: true,
    keywords: &[
        "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del", "elif", "else", "except",
        "False", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "match", "None", "nonlocal", "not", "or",
        "pass", "raise", "return", "self", "True", "try", "while", "with", "yield",
    ],
    ..PLAIN
};
const RUBY: Syntax = Syntax {
    line_comments: &["#"],
    sigils: &['@', '$', ':'],
    types: true,
    keywords: &[
        "alias", "and", "after", "begin", "break", "case", "catch", "class", "cond", "def", "defmodule", "defp", "defstruct", "do",
        "else", "elsif", "end", "ensure", "false", "fn", "for", "if", "import", "in", "include", "module", "next", "nil", "not",
        "or", "private", "raise", "receive", "redo", "require", "rescue", "retry", "return", "self", "super", "then", "true",
        "undef", "unless", "until", "use", "when", "while", "with", "yield", "alias", "require_relative", "attr_reader",
        "attr_accessor",
    ],
    ..PLAIN
};
const SHELL: Syntax = Syntax {
    line_comments: &["#"],
    sigils: &['$'],
    keywords: &[
        "case", "cd", "declare", "do", "done", "echo", "elif", "else", "esac", "eval", "exec", "exit", "export", "fi", "for",
        "function", "if", "in", "local", "printf", "readonly", "return", "set", "shift", "source", "sudo", "test", "then", "trap",
        "unset", "until", "while", "param", "foreach",
    ],
    ..PLAIN
};
const SQL: Syntax = Syntax {
    line_comments: &["--"],
    block_comment: Some(("/*", "*/")),
    any_case: true,
    keywords: &[
        "add", "all", "alter", "analyze", "and", "any", "as", "asc", "begin", "between", "bigint", "bigserial", "boolean", "by",
        "bytea", "cascade", "case", "char", "check", "column", "commit", "concurrently", "conflict", "constraint", "count",
        "create", "cross", "current_timestamp", "database", "date", "decimal", "default", "delete", "desc", "distinct", "do",
        "drop", "else", "end", "exclude", "exists", "explain", "false", "for", "foreign", "from", "full", "function", "grant",
        "group", "having", "if", "in", "index", "inner", "insert", "int", "integer", "interval", "into", "is", "join", "json",
        "jsonb", "key", "language", "left", "like", "limit", "lock", "materialized", "not", "nothing", "null", "numeric", "offset",
        "on", "or", "order", "outer", "over", "partition", "primary", "privileges", "procedure", "range", "real", "references",
        "replace", "returning", "returns", "revoke", "right", "rollback", "row", "schema", "select", "sequence", "serial", "set",
        "smallint", "table", "text", "then", "time", "timestamp", "timestamptz", "to", "transaction", "trigger", "true", "truncate",
        "union", "unique", "update", "using", "uuid", "vacuum", "values", "varchar", "view", "when", "where", "with",
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
        "resource", "data", "variable", "output", "module", "provider", "locals", "terraform", "true", "false", "null", "for", "in",
        "if", "dynamic", "type", "query", "mutation", "input", "schema", "scalar", "enum", "interface", "union", "extend",
    ],
    ..PLAIN
};
const DOCKER: Syntax = Syntax {
    line_comments: &["#"],
    sigils: &['$'],
    keywords: &[
        "ADD", "ARG", "AS", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "ONBUILD", "RUN", "SHELL",
        "STOPSIGNAL", "USER", "VOLUME", "WORKDIR", "ifeq", "endif", "else", "include", "define", ".PHONY",
    ],
    ..PLAIN
};
const HASKELL: Syntax = Syntax {
    line_comments: &["--"],
    block_comment: Some(("{-", "-}")),
    quotes: &['"'],
    types: true,
    keywords: &[
        "case", "class", "data", "deriving", "do", "else", "exposing", "if", "import", "in", "instance", "let", "module", "newtype",
        "of", "port", "then", "type", "where", "local", "function", "end", "return", "for", "while", "nil",
    ],
    ..PLAIN
};
const LISP: Syntax = Syntax {
    line_comments: &[";"],
    quotes: &['"'],
    sigils: &[':'],
    keywords: &[
        "def", "defn", "defmacro", "defprotocol", "defrecord", "fn", "let", "if", "when", "cond", "do", "loop", "recur", "ns",
        "require", "lambda", "define", "nil", "true", "false",
    ],
    ..PLAIN
};
const CSS: Syntax = Syntax { block_comment: Some(("/*", "*/")), line_comments: &[], keys: true, sigils: &['@', '$', '#', '.'], ..PLAIN };
const MERMAID: Syntax = Syntax {
    line_comments: &["%%", "'"],
    quotes: &['"'],
    keywords: &[
        "graph", "flowchart", "sequenceDiagram", "classDiagram", "stateDiagram", "stateDiagram-v2", "erDiagram", "gantt", "pie",
        "subgraph", "end", "participant", "actor", "activate", "deactivate", "loop", "alt", "else", "opt", "par", "note", "Note",
        "over", "class", "title", "section", "TD", "TB", "LR", "RL", "BT", "direction", "as",
    ],
    ..PLAIN
};
