//! The interface in other languages than English.

use crate::log::{Built, TestLog, record};

fn log(config: &str) -> TestLog {
    let signed = "title: Keep the ledger\nstatus: accepted\ndate: 2026-03-04\nproposed_by: platform\nreviewed_by: [{ team: halcyon, date: 2026-03-05, outcome: objects }]\ntags: [ledger]";
    let teams = "teams:\n  platform: { name: Platform, side: Northwind }\n  halcyon: { name: Halcyon, side: Halcyon }\n";
    TestLog::new().file("adrsite.yaml", format!("{config}\n{teams}")).file("0001-ledger.md", record(signed, "## Context\n\nText."))
}

#[track_caller]
fn says(built: &Built, route: &str, text: &str) {
    let page = built.page(route);
    assert!(page.contains(text), "{route} does not say {text}:\n{page}");
}

#[test]
fn the_interface_speaks_the_language_of_the_config() {
    let built = log("language: uk").build();
    says(&built, "index.html", "<html lang=\"uk\" dir=\"ltr\">");
    says(&built, "index.html", "Рішення");
    says(&built, "decisions/0001-ledger.html", "4 березня 2026 року");
    says(&built, "decisions/0001-ledger.html", "заперечує");
    says(&built, "methodology/index.html", "Частка прийнятих");
    assert!(!built.printed.contains("unknown-language"), "{}", built.printed);
}

#[test]
fn a_region_speaks_its_language() {
    let built = log("language: pt_BR").build();
    says(&built, "index.html", "<html lang=\"pt-BR\" dir=\"ltr\">");
    says(&built, "index.html", "Decisões");
}

#[test]
fn arabic_runs_from_right_to_left_and_the_text_of_a_record_keeps_its_own_direction() {
    let built = log("language: ar\nrecords_language: en").build();
    says(&built, "index.html", "<html lang=\"ar\" dir=\"rtl\">");
    says(&built, "decisions/0001-ledger.html", "<div class=\"prose\" dir=\"ltr\" lang=\"en\">");
    says(&built, "decisions/index.html", "dir=\"auto\">Keep the ledger</a>");
    says(&built, "problems/index.html", "<p lang=\"en\" dir=\"ltr\">");
    says(&built, "statistics/index.html", "direction=\"rtl\"");
}

#[test]
fn a_language_without_texts_is_a_finding_with_its_line_and_the_interface_is_english() {
    let built = log("title: T\nlanguage: tlh").build();
    says(&built, "index.html", "<html lang=\"en\" dir=\"ltr\">");
    says(&built, "decisions/0001-ledger.html", "lang=\"tlh\"");
    let found = built.printed.lines().find(|line| line.contains("unknown-language")).unwrap_or_default();
    assert!(found.starts_with("adrsite.yaml:2:1: warning"), "{}", built.printed);
    assert!(found.contains("`tlh`") && found.contains("`ar`, `de`, `en`, `es`, `pt`, `uk`"), "{found}");
}

#[test]
fn a_project_adds_a_language_of_which_it_translates_what_it_wants() {
    let built = log("language: fr").file("theme/languages/fr.yaml", "nav_decisions: Les décisions\n").build();
    says(&built, "index.html", "<html lang=\"fr\" dir=\"ltr\">");
    says(&built, "index.html", "Les décisions");
    says(&built, "index.html", "Skip to the content");
    assert!(!built.printed.contains("unknown-language"), "{}", built.printed);
}
