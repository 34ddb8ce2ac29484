//! Records written by someone with bad intentions, or by bad luck.

use crate::log::{TestLog, record};

/// The pages of a site on which a piece of markup stands unescaped.
#[track_caller]
fn never_appears(log: &TestLog, marks: &[&str]) {
    for (route, bytes) in log.build().files() {
        if route.ends_with(".html") {
            let page = String::from_utf8_lossy(bytes).to_lowercase();
            for mark in marks {
                assert!(!page.contains(mark), "{mark} is in {route}");
            }
        }
    }
}

#[test]
fn markup_in_any_field_is_text() {
    let evil = "<script>alert(1)</script>";
    let log = TestLog::new()
        .file("adrsite.yaml", format!("title: '{evil}'\ndescription: '{evil}'\n"))
        .file(
            "0001-x.md",
            record(
                &format!("title: '{evil}'\nstatus: '{evil}'\ntags: ['{evil}']\nproposed_by: ['{evil}', {{ team: t, by: '{evil}', note: '{evil}' }}]\ncontext: [{{ title: '{evil}', kind: '{evil}' }}]\nactions: [{{ what: '{evil}' }}]\nauthors: '{evil}'\nsupersedes: '{evil}'"),
                &format!("# {evil}\n\n{evil}\n\n```{evil}\n{evil}\n```\n\n[{evil}]({evil})\n\n![{evil}]({evil})\n"),
            ),
        )
        .file("0002-<b onclick=alert(1)>.md", format!("# Two {evil}\n\n## Status\n\n{evil}\n"));
    assert_eq!(log.build().decisions().len(), 2, "nothing is lost");
    never_appears(&log, &["<script>alert", "<b onclick"]);
}

#[test]
fn raw_html_keeps_its_words_and_loses_what_could_run_or_pass_for_the_site() {
    let html = "<div class=\"status status-accepted\" style=\"position:fixed\" onclick=\"alert(1)\" id=\"pageContent\">words</div>\n\n<img src=x onerror=alert(1)> <svg onload=alert(1)> <iframe src=//evil.example> <form action=x><input name=y></form>\n\n<a href=\"java\tscript:alert(1)\" name=\"here\">a</a> <a href=\"#here\">b</a> <details open><summary>s</summary>\n\n**bold**\n\n</details>\n";
    let log = TestLog::new().file("0001-x.md", record("status: accepted", &format!("# X\n\n{html}\n")));
    let page = log.build().page("decisions/0001-x.html");
    let body = &page[page.find("class=\"prose\"").unwrap()..];
    let body = &body[..body.find("</details>").unwrap()];
    assert!(body.contains("words") && body.contains("<strong>bold</strong>") && body.contains("<summary>s</summary>"), "{body}");
    assert!(body.contains("id=\"user-content-here\"") && body.contains("href=\"#user-content-here\""), "{body}");
    for mark in [
        "onclick", "onerror", "onload", "style=", "status-accepted", "<iframe", "<form", "<svg", "javascript", "script:",
        "id=\"pagecontent\"",
    ] {
        assert!(!body.to_lowercase().contains(mark), "{mark}: {body}");
    }
}

#[test]
fn template_syntax_in_a_record_is_plain_text() {
    let log = TestLog::new().file(
        "0001-x.md",
        record("status: accepted\ntitle: '{{ site.title }} {% for x in y %}'", "Body {{ 7 * 7 }} {% include \"base.html\" %}\n"),
    );
    let page = log.build().page("decisions/0001-x.html");
    assert!(page.contains("{{ site.title }}") && page.contains("{{ 7 * 7 }}") && !page.contains("Body 49"), "{page}");
}

#[test]
fn broken_bytes_and_broken_yaml_are_published_with_a_diagnostic() {
    let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..30 {
        bomb += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "));
    }
    let log = TestLog::new()
        .file("0001-empty.md", "")
        .file("0002-latin.md", b"# Caf\xe9\n")
        .file("0003-nul.md", b"# N\0ul\n")
        .file("0004-bomb.md", format!("{bomb}---\n# Bomb\n"))
        .file("0005-deep.md", format!("---\nx: {}\n---\n# Deep\n", "[".repeat(10_000)))
        .file("0006-unclosed.md", "---\nstatus: accepted\n\n# Unclosed\n")
        .file("0007-nested.md", format!("# Nested\n\n{}\n\n{}\n\n{}\n", ">".repeat(10_000), "<div>".repeat(10_000), "[".repeat(10_000)))
        .file("0008-long.md", format!("# Long\n\n{}\n", "x".repeat(10_000_000)))
        .file("0009-huge.md", vec![b'x'; 17 << 20]);
    let built = log.build();
    assert_eq!(built.decisions().len(), 9);
    for code in ["empty-file", "invalid-utf8", "control-characters", "front-matter-invalid", "front-matter-unclosed", "file-too-large"] {
        assert!(built.printed.contains(code), "{code}");
    }
    assert!(built.page("decisions/0009-huge.html").contains("not shown"));
}

#[test]
fn names_of_every_script_and_of_either_case_have_pages_of_their_own() {
    let log = TestLog::new();
    let names = ["日本語", "العربية", "русский", "한국어", "हिन्दी", "emoji 😀", "a#b", "a%20b", "a'b", "a&b", "a+b"];
    for (number, name) in names.iter().enumerate() {
        log.write(&format!("{:04}-{name}.md", number + 1), record("status: accepted", &format!("# {name}\n")));
    }
    log.write("0100-case.md", record("status: accepted", "# lower\n"));
    log.write("0100-Case.md", record("status: accepted", "# upper\n"));
    let built = log.build();
    let files = built.files();
    let mut routes: Vec<String> = Vec::new();
    for decision in built.decisions() {
        let url = decision["url"].as_str().unwrap();
        let route = percent_decode(url);
        assert!(files.contains_key(&route), "{url}");
        routes.push(route.to_lowercase());
    }
    routes.sort();
    routes.dedup();
    // A file system on which letter case does not count holds only one of the last two.
    assert_eq!(routes.len(), built.decisions().len());
}

fn percent_decode(url: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = url.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[cfg(unix)]
#[test]
fn symbolic_links_lead_nowhere() {
    let log = TestLog::new().file("0001-x.md", record("status: accepted", "# X\n\n![secret](secret.png)\n"));
    let outside = log.dir().parent().unwrap().join("outside");
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(outside.join("0002-y.md"), "# Outside\n").unwrap();
    std::fs::write(outside.join("secret.png"), b"\x89PNG\r\n\x1a\nsecret").unwrap();
    std::os::unix::fs::symlink(&outside, log.dir().join("out")).unwrap();
    std::os::unix::fs::symlink(".", log.dir().join("loop")).unwrap();
    std::os::unix::fs::symlink(outside.join("0002-y.md"), log.dir().join("0002-y.md")).unwrap();
    std::os::unix::fs::symlink(outside.join("secret.png"), log.dir().join("secret.png")).unwrap();
    let built = log.build();
    assert_eq!(built.decisions().len(), 1);
    assert!(built.printed.matches("outside-log").count() >= 3, "{}", built.printed);
    assert!(!built.files().keys().any(|route| route.contains("secret")));
}

#[test]
fn what_is_printed_cannot_command_a_terminal_or_a_ci_log() {
    let log = TestLog::new().file("0001-x.md", record("status: \"\\e[31m::error::owned\\a\"", "# X\n"));
    let printed = log.build().printed;
    assert!(printed.contains("unknown-status"), "{printed}");
    assert!(!printed.contains('\u{1b}') && !printed.contains('\u{7}') && !printed.contains("::error::"), "{printed:?}");
}

#[test]
fn markdown_inside_an_unclosed_attribute_cannot_end_it() {
    let text = "<div title=\"\n\n![x](https://images.example/onpointerover=alert(1)//x)\n\n<b x=\"\">words</b>\n\n</div>\n";
    let log = TestLog::new().file("adrsite.yaml", "image_hosts: [images.example]\n").file("0001-x.md", record("status: accepted", text));
    let page = log.build().page("decisions/0001-x.html");
    assert!(page.contains("words") && page.contains("src=\"https://images.example/onpointerover=alert(1)//x\""), "{page}");
}

#[test]
fn raw_html_that_is_not_closed_swallows_nothing_of_what_follows() {
    const TAGS: [&str; 24] = [
        "a", "b", "button", "details", "div", "frameset", "h1", "iframe", "math", "noscript", "object", "option", "p", "plaintext", "pre",
        "script", "select", "style", "svg", "table", "template", "textarea", "title", "xmp",
    ];
    let mut log = TestLog::new();
    let mut routes = Vec::new();
    for (number, tag) in TAGS.iter().enumerate() {
        for (form, html) in [
            ("tag", format!("x <{tag}> y")),
            ("block", format!("<{tag}>")),
            ("attribute", format!("<div>\n<{tag} title=\"x>")),
            ("comment", format!("<div><{tag}><!-- x")),
        ] {
            log = log.file(
                &format!("{number:04}-x{tag}-{form}.md"),
                record("status: accepted", &format!("# X\n\n{html}\n\n*Afterwards* one.\n\n- two\n")),
            );
            routes.push(format!("decisions/{number:04}-x{tag}-{form}.html"));
        }
    }
    let built = log.build();
    for route in routes {
        let page = built.page(&route);
        let body = &page[page.find("class=\"prose\"").unwrap()..];
        // What markdown itself takes for HTML up to the end of the text is shown as it is written.
        let is_whole = body.contains("<em>Afterwards</em> one.") && body.contains("<li>two</li>");
        assert!(is_whole || body.contains("*Afterwards* one.\n\n- two"), "{route}: {body}");
    }
}

#[test]
fn raw_html_that_is_not_closed_leaves_the_rest_of_the_page_as_it_is() {
    let text =
        "<a href=\"https://x.example\">one\n\n## Two\n\n[three](https://y.example) ![four](x.png)[^1]\n\n```rust\nfive\n```\n\n[^1]: six\n";
    let log = TestLog::new().file("0001-x.md", record("status: accepted", text));
    let page = log.build().page("decisions/0001-x.html");
    let body = &page[page.find("class=\"prose\"").unwrap()..];
    let body = &body[..body.find("</article>").or_else(|| body.find("</main>")).unwrap()];
    let mut open = 0;
    for (at, _) in body.match_indices('<') {
        open += i32::from(body[at..].starts_with("<a ")) - i32::from(body[at..].starts_with("</a>"));
        assert!((0..=1).contains(&open), "a link in a link: {body}");
    }
    assert!(body.contains("<h2 id=\"two\">") && body.contains("class=\"footnotes\"") && body.contains("<pre class=\"code\""), "{body}");
}

#[test]
fn an_id_stands_on_a_page_once() {
    let text = "<p id=\"x\">a</p>\n\n<p id=\"x\">b</p>\n\n<a id=\"y\" name=\"z\">c</a> <a name=\"x\">d</a>\n\n## User content x\n";
    let log = TestLog::new().file("0001-x.md", record("status: accepted", text));
    let page = log.build().page("decisions/0001-x.html");
    for (id, times) in [("x", 1), ("y", 1), ("z", 0)] {
        assert_eq!(page.matches(&format!(" id=\"user-content-{id}\"")).count(), times, "{id}: {page}");
    }
}
