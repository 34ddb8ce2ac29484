//! The preview shows what `build` would write, at once, and to nobody else.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::log::{TestLog, files, record};
use crate::preview::Preview;

/// A picture of one pixel.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

fn decision(number: usize, title: &str) -> String {
    record(&format!("title: {title}\nstatus: accepted\ndate: 2026-01-02\nproposed_by: core"), &format!("## Context\n\nText of {number}."))
}

/// A log of three decisions.
fn small() -> TestLog {
    TestLog::new()
        .file("adrsite.yaml", "title: The log\n")
        .file("0001-one.md", decision(1, "One"))
        .file("0002-two.md", decision(2, "Two"))
        .file("0003-three.md", decision(3, "Three"))
}

/// The example log, as a log of its own.
fn example() -> TestLog {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-adrs");
    files(&examples).iter().fold(TestLog::new(), |log, (path, bytes)| log.file(path, bytes))
}

/// A log with everything that makes routes difficult.
fn difficult() -> TestLog {
    let log = TestLog::new()
        .file("adrsite.yaml", "title: Ünïcode & <markup>\nbase_url: https://x.example/adr/\n")
        .file("theme/assets/extra file.css", "body { color: red }")
        .file("theme/templates/row_extra.html", "unused")
        .file("пример/0001-решение.md", decision(1, "Решение"))
        .file("a b/0002-with space & more.md", format!("{}\n![pixel](<pic ture.gif>)\n", decision(2, "Spaces")))
        .file("a b/pic ture.gif", GIF)
        .file("A/0003-x.md", decision(3, "Case"))
        .file("a/0003-X.md", decision(3, "Case again"))
        .file("index.md", "# Guide\n\nText.\n")
        .file("broken.md", "---\nstatus: [\n---\n\n# Broken\n");
    (10..260).fold(log, |log, number| log.file(&format!("many/{number:04}-d.md"), decision(number, &format!("Decision {number}"))))
}

#[test]
fn every_route_of_a_build_is_served_byte_for_byte() {
    for log in [example(), difficult(), small()] {
        let preview = Preview::of(&log);
        preview.equals_build(&log);
        let pages = log.build();
        let unknown = preview.get("/no/such/page.html");
        assert_eq!(unknown.status, 404);
        assert!(unknown.text().contains("/assets/site.css"), "the page for unknown addresses works at any depth");
        for route in pages.files().keys().filter(|route| route.ends_with("/index.html") && !route.starts_with('.')) {
            let folder = route.trim_end_matches("/index.html");
            assert_eq!(preview.get(&format!("/{folder}")).header("location"), format!("/{folder}/"));
            assert_eq!(preview.get(&format!("/{folder}/")).body, preview.get(&format!("/{route}")).body);
        }
        assert_eq!(preview.get("/").body, preview.get("/index.html").body);
        assert_eq!(preview.get("/.adrsite/manifest").status, 404);
    }
}

#[test]
fn http_is_spoken_as_browsers_and_players_expect() {
    let log = difficult();
    let preview = Preview::of(&log);
    let page = preview.get("/index.html");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(preview.get("/decisions.json").header("content-type"), "application/json");
    assert_eq!(preview.get("/assets/site.css").header("content-type"), "text/css; charset=utf-8");
    assert_eq!(preview.get("/assets/extra%20file.css").body, b"body { color: red }");
    let head = preview.ask("HEAD", "/index.html", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), page.body.len().to_string());
    let same = preview.ask("GET", "/index.html", &format!("If-None-Match: \"x\", W/{}\r\n", page.header("etag")));
    assert_eq!((same.status, same.body.len()), (304, 0));
    let image = log.build().files().keys().find(|route| route.ends_with(".gif")).unwrap().clone();
    let image = format!("/{}", crate::preview::encode(&image));
    assert_eq!(preview.get(&image).header("content-type"), "image/gif");
    let part = preview.ask("GET", &image, "Range: bytes=0-5\r\n");
    assert_eq!((part.status, part.body.as_slice()), (206, b"GIF89a".as_slice()));
    assert_eq!(part.header("content-range"), format!("bytes 0-5/{}", GIF.len()));
    assert_eq!(preview.ask("GET", &image, "Range: bytes=999-\r\n").status, 416);
    // Two requests at once, and the answers in their order.
    let both = preview
        .raw(b"GET /decisions.json HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let both = String::from_utf8_lossy(&both);
    assert_eq!(both.matches("HTTP/1.1 200 OK").count(), 2);
    assert!(both.find("application/json") < both.find("text/html"));
}

#[test]
fn edits_renames_deletions_and_new_records_are_seen() {
    let log = small();
    let preview = Preview::of(&log);
    let mut all = preview.listen("");
    log.write("0001-one.md", decision(1, "One, edited"));
    all.next("reload");
    assert!(preview.get("/decisions/0001-one.html").text().contains("One, edited"));
    assert!(preview.get("/decisions.json").text().contains("One, edited"), "lists are never behind");

    // As editors save: a swap file, then a rename over the old one.
    log.write(".0001-one.md.swp", "swap");
    log.write("0001-one.md~", decision(1, "One, renamed over"));
    std::fs::rename(log.dir().join("0001-one.md~"), log.dir().join("0001-one.md")).unwrap();
    preview.shows("/decisions/0001-one.html", "One, renamed over");

    log.write("new/0004-four.md", decision(4, "Four"));
    preview.shows("/decisions/new/0004-four.html", "Four");
    std::fs::rename(log.dir().join("new"), log.dir().join("moved")).unwrap();
    preview.shows("/decisions/moved/0004-four.html", "Four");
    log.write("moved/0004-four.md", decision(4, "Four, edited"));
    preview.shows("/decisions/moved/0004-four.html", "Four, edited");
    assert_eq!(preview.get("/decisions/new/0004-four.html").status, 404);

    std::fs::remove_file(log.dir().join("0002-two.md")).unwrap();
    preview.wait_for("a 404", || preview.get("/decisions/0002-two.html").status == 404);
    std::fs::remove_dir_all(log.dir().join("moved")).unwrap();
    preview.wait_for("a 404", || preview.get("/decisions/moved/0004-four.html").status == 404);

    log.write("0001-one.md", format!("{}\n![pixel](pixel.gif)\n", decision(1, "With an image")));
    preview.shows("/problems/index.html", "pixel.gif");
    log.write("pixel.gif", GIF);
    preview.wait_for("the image", || preview.get("/files/pixel.gif").body == GIF);
    log.write("adrsite.yaml", "title: Another title\n");
    preview.shows("/", "Another title");
    log.write("adrsite.yaml", "title: Another title\nscorecard: { metrics: { questions: { name: Questions asked } } }\n");
    log.write("scorecard.csv", "date,metric,team,value\n2026-02-02,questions,core,7\n");
    preview.equals_build(&log);
    log.write("scorecard.csv", "date,metric,team,value\n2026-02-02,questions,core,9\n");
    preview.equals_build(&log);
    log.write("theme/templates/not_found.html", "mine");
    preview.wait_for("the own template", || preview.get("/x").text().starts_with("mine"));
    std::fs::remove_dir_all(log.dir().join("theme")).unwrap();
    preview.equals_build(&log);
}

#[test]
fn a_page_is_told_to_reload_only_when_its_own_bytes_changed() {
    let log = small();
    log.write("0003-three.md", format!("{}\n![pixel](pixel.gif)\n", decision(3, "Three")));
    log.write("pixel.gif", GIF);
    let preview = Preview::of(&log);
    let listen = |path: &str| preview.listen(&format!("?page={path}&tag={}", preview.get(path).tag()));
    let (mut one, mut three) = (listen("/decisions/0001-one.html"), listen("/decisions/0003-three.html"));
    log.write("0003-three.md", format!("{}\n![pixel](pixel.gif)\n\nMore.\n", decision(3, "Three")));
    three.next("reload");
    assert!(one.is_silent());
    // An image is a part of the page that shows it, and a style sheet of every page.
    log.write("pixel.gif", [GIF, b"x"].concat());
    three.next("reload");
    assert!(one.is_silent());
    log.write("theme/assets/site.css", "body {}");
    one.next("reload");
    three.next("reload");
    // Nothing is lost with a connection: what a page shows is compared as soon as it listens again.
    preview.listen("?page=/decisions/0001-one.html&tag=old").next("reload");
    assert!(listen("/decisions/0001-one.html").is_silent());
    // Touching a file changes nothing.
    log.write("theme/assets/site.css.swp", "");
    std::fs::remove_file(log.dir().join("theme/assets/site.css.swp")).unwrap();
    log.write("0001-one.md", decision(1, "One"));
    assert!(one.is_silent());
}

#[test]
fn what_breaks_is_said_with_file_and_line_over_the_last_good_page_until_it_is_mended() {
    let log = small();
    let preview = Preview::of(&log);
    let path = "/decisions/0001-one.html";
    let mut page = preview.listen(&format!("?page={path}&tag={}", preview.get(path).tag()));
    let good = preview.get("/").body;

    log.write("adrsite.yaml", "title: The log\ntitel: x\n");
    let problems = page.next("problems");
    assert!(problems.contains("adrsite.yaml:2") && problems.contains("did you mean `title`?"), "{problems}");
    assert_eq!(preview.get("/").body, good);
    preview.line_with("adrsite.yaml:2: error: unknown key `titel`");
    // What is saved meanwhile is not forgotten.
    log.write("0002-two.md", decision(2, "Two, saved while the config was broken"));
    log.write("adrsite.yaml", "title: The log\n");
    assert_eq!(page.next("problems"), "[]");
    preview.shows("/decisions/0002-two.html", "while the config was broken");

    log.write("theme/templates/decision.html", "{% extends \"default/decision.html\" %}\n{% if %}");
    let problems = page.next("problems");
    assert!(problems.contains("theme/templates/decision.html:2"), "{problems}");
    assert_eq!(preview.get(path).status, 200);
    // It compiles, and fails when it is used.
    log.write("theme/templates/decision.html", "{{ d.nothing.at.all }}");
    let problems = page.next("problems");
    assert!(problems.contains("theme/templates/decision.html:1"), "{problems}");
    assert!(preview.get(path).text().contains("Text of 1"));
    std::fs::remove_dir_all(log.dir().join("theme")).unwrap();
    assert_eq!(page.next("problems"), "[]");

    log.write("0001-one.md", "---\ntitle: One\nstatus: [accepted\n---\n\nText of 1.\n");
    let problems = page.next("problems");
    assert!(problems.contains("0001-one.md:"), "{problems}");
    preview.line_with("front-matter-invalid");
    assert!(page.is_silent(), "the last good page stays");
    log.write("0001-one.md", decision(1, "One"));
    assert_eq!(page.next("problems"), "[]");
    preview.equals_build(&log);
}

#[test]
fn hostile_requests_get_a_sensible_answer_or_none() {
    let log = small();
    std::fs::write(log.dir().join("../secret.txt"), "top secret").unwrap();
    log.write("secret.txt", "top secret");
    let preview = Preview::of(&log);
    for path in [
        "/../secret.txt",
        "/secret.txt",
        "/decisions/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "//secret.txt",
        "/./secret.txt",
        "/decisions/0001-one.html/../../../secret.txt",
        "/secret.txt%00.html",
        "/0001-one.md",
        "/adrsite.yaml",
        "/%",
        "/%zz",
        "/%ff",
        "/\\..\\secret.txt",
        "file:///etc/passwd",
        "*",
        "secret.txt",
    ] {
        let reply = preview.get(path);
        assert!((400..500).contains(&reply.status), "{path}: {}", reply.head);
        assert!(!reply.text().contains("top secret"), "{path}");
    }
    for (method, status) in [("POST", 405), ("PUT", 405), ("OPTIONS", 405), ("TRACE", 405), ("get", 405), ("G<T", 400), ("", 400)] {
        assert_eq!(preview.ask(method, "/", "").status, status, "{method}");
    }
    let starts = |bytes: &[u8], status: &str| {
        let answer = preview.raw(bytes);
        assert!(answer.starts_with(format!("HTTP/1.1 {status}").as_bytes()), "{}", String::from_utf8_lossy(&answer));
    };
    starts(b"GET / HTTP/1.1\r\n\r\n", "400");
    starts(b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", "400");
    starts(b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello", "413");
    starts(b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "413");
    starts(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\nGET /secret.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", "405");
    starts(b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n", "400");
    starts(format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(1 << 20)).as_bytes(), "431");
    starts(format!("GET /{} HTTP/1.1\r\n", "x".repeat(1 << 20)).as_bytes(), "431");
    starts(format!("GET / HTTP/1.1\r\n{}", "A: b\r\n".repeat(100_000)).as_bytes(), "431");
    preview.raw(b"GET / HT");
    preview.raw(&[0; 4096]);
    preview.raw(b"");
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_page_of_another_site_gets_nothing() {
    let preview = Preview::of(&small());
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "192.168.1.1", "evil.example@localhost", ""] {
        let reply = preview.ask("GET", "/decisions.json", &format!("Host: {host}\r\n"));
        assert!(matches!(reply.status, 400 | 421) && !reply.text().contains("One"), "{host}: {}", reply.text());
    }
    for headers in [
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n",
        "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n",
        "Origin: https://evil.example\r\n",
        "Origin: null\r\n",
        "Origin: http://localhost:1\r\n",
    ] {
        for path in ["/", "/decisions.json", "/_adrsite/events", "/_adrsite/live.js"] {
            let reply = preview.ask("GET", path, headers);
            assert!(reply.status == 403 && !reply.text().contains("The log"), "{headers}{path}: {}", reply.text());
        }
    }
    let own = format!("Sec-Fetch-Site: same-origin\r\nOrigin: http://localhost:{}\r\n", preview.port);
    assert_eq!(preview.ask("GET", "/decisions.json", &own).status, 200);
    for path in ["/", "/decisions.json", "/assets/site.css", "/nothing", "/_adrsite/live.js", "/_adrsite/live.css", "/decisions"] {
        let reply = preview.get(path);
        assert_eq!(reply.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("access-control-allow-origin"), "", "{path}");
    }
}

#[test]
fn idle_and_slow_connections_do_not_keep_a_page_waiting() {
    let log =
        (0..400).fold(small(), |log, number| log.file(&format!("many/{number:04}-m.md"), decision(number, &"Long title ".repeat(20))));
    let preview = Preview::of(&log);
    let quick = |what: &str| {
        let start = Instant::now();
        assert_eq!(preview.get("/decisions/0001-one.html").status, 200, "{what}");
        assert!(start.elapsed() < Duration::from_secs(2), "{what}: {:?}", start.elapsed());
    };
    let mut listeners: Vec<_> = (0..100).map(|_| preview.listen("?page=/decisions/0001-one.html&tag=x")).collect();
    quick("with a hundred listeners");
    let slow: Vec<_> = (0..100)
        .map(|_| {
            let mut stream = preview.connect();
            write!(stream, "GET /decisions.json HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
            stream
        })
        .collect();
    quick("with a hundred clients that read nothing");
    // Their files are few here, so they are opened in turns.
    let mut idle = Vec::new();
    for turn in 0..1000 {
        if let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", preview.port)) {
            let _ = stream.write_all(if turn % 2 == 0 { b"" } else { b"GET / HTTP/1.1\r\nHo" });
            idle.push(stream);
        }
    }
    quick("with a thousand idle connections");
    log.write("0001-one.md", decision(1, "Seen by all"));
    for listener in &mut listeners {
        listener.next("reload");
    }
    drop((slow, idle));
    quick("after all of that");
}

#[test]
fn nothing_is_written() {
    let log = difficult();
    let listing = |dir: &Path| -> Vec<_> {
        files(dir).keys().map(|path| (path.clone(), std::fs::metadata(dir.join(path)).unwrap().modified().unwrap())).collect()
    };
    let above = log.dir().parent().unwrap().to_owned();
    let before = listing(&above);
    let preview = Preview::of(&log);
    for path in ["/", "/decisions.json", "/problems/index.html", "/nothing", "/tags/index.html"] {
        preview.get(path);
    }
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(listing(&above), before);
}

#[test]
fn the_next_port_is_taken_and_anything_but_loopback_is_warned_of() {
    let log = small();
    let first = Preview::of(&log);
    let port = first.port.to_string();
    let second = Preview::start(&log.dir(), &["--port", &port, "--host", "127.0.0.1"]);
    assert!(second.port > first.port);
    let proxied = Preview::start(&log.dir(), &["--base-url", "https://preview.example/adr"]);
    assert_eq!(proxied.ask("GET", "/adr/decisions/0001-one.html", "Host: preview.example\r\n").status, 200);
    assert!(proxied.get("/decisions/0001-one.html").text().contains("https://preview.example/adr/decisions/0001-one.html"));
    let bad = log.run(&["serve", "log", "--host", "not an address"]);
    assert_eq!(bad.status.code(), Some(2));
    log.write("adrsite.yaml", "titel: x\n");
    assert_eq!(log.run(&["serve", "log", "--port", "0"]).status.code(), Some(2));
}

/// Writes in a hurry, as generators and version control do; afterwards nothing may be missing.
#[test]
fn after_a_storm_of_changes_the_preview_is_what_a_fresh_build_is() {
    let log = (1..=200).fold(TestLog::new(), |log, number| log.file(&format!("{number:04}-d.md"), decision(number, "Before")));
    let preview = Preview::of(&log);
    for edit in 0..5000_usize {
        let number = 1 + edit * 7 % 200;
        log.write(&format!("{number:04}-d.md"), decision(number, &format!("Edit {edit}")));
    }
    // Another branch and back: most records are gone, thousands are new, folders have moved.
    let mut memory = Vec::new();
    for turn in 0..2 {
        for number in 1..=150 {
            std::fs::remove_file(log.dir().join(format!("{number:04}-d.md"))).unwrap();
        }
        for number in 300..1800 {
            log.write(&format!("part-{}/{number:04}-n.md", number % 20), decision(number, "Of the branch"));
        }
        std::fs::rename(log.dir().join("part-3"), log.dir().join("part-three")).unwrap();
        std::fs::remove_dir_all(log.dir().join("part-4")).unwrap();
        preview.wait_for("the branch", || preview.get("/decisions.json").text().matches("Of the branch").count() == 1425);
        if turn == 0 {
            preview.equals_build(&log);
        }
        for part in (0..20).filter(|part| *part != 4) {
            let part = if part == 3 { "part-three".to_owned() } else { format!("part-{part}") };
            std::fs::remove_dir_all(log.dir().join(part)).unwrap();
        }
        for number in 1..=150 {
            log.write(&format!("{number:04}-d.md"), decision(number, "Back again"));
        }
        preview.wait_for("the old branch", || preview.get("/decisions.json").text().matches("\"id\"").count() == 200);
        preview.equals_build(&log);
        memory.extend(preview.memory());
    }
    if let [first, second] = memory[..] {
        assert!(second < first + 40, "memory grew from {first} to {second} MB");
    }
}
