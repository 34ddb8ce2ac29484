//! Logs at the edges: what they have too little or too much of is said in words, and never shows as NaN, a share of
//! nothing, an empty chart or a link that leads nowhere.

use std::collections::BTreeSet;

use crate::log::{Built, TODAY, TestLog, record};

/// Builds a log of front-matters and checks all that any site must hold.
#[track_caller]
fn built(config: &str, records: &[String]) -> Built {
    let log = written(config, records);
    for format in ["text", "markdown", "html"] {
        let output = log.run(&["digest", "log", "--format", format, "--today", TODAY]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        sensible(&format!("digest as {format}"), &String::from_utf8(output.stdout).unwrap());
    }
    for arguments in
        [&["--format", "table"][..], &["--format", "table", "--period", "quarter"], &["--format", "csv"], &["--format", "markdown"]]
    {
        let output = log.run(&[&["stats", "log", "--today", TODAY], arguments].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        sensible(&format!("stats {arguments:?}"), &String::from_utf8(output.stdout).unwrap());
    }
    let built = log.build();
    for (route, bytes) in built.files().iter().filter(|(route, _)| route.ends_with(".html") || route.ends_with(".json")) {
        sensible(route, std::str::from_utf8(bytes).unwrap());
    }
    every_link_leads_somewhere(&built);
    every_figure_leads_to_what_it_counts(&built);
    built
}

fn written(config: &str, records: &[String]) -> TestLog {
    let log = TestLog::new().file("adrsite.yaml", config);
    for (number, front_matter) in (1..).zip(records) {
        log.write(&format!("{number:04}-decision.md"), record(front_matter, &format!("# Decision {number}\n\nWe do it.")));
    }
    log
}

#[track_caller]
fn sensible(what: &str, text: &str) {
    for wrong in ["NaN", "Infinity", "0 of 0", "0/0", ">inf", "</desc></svg>", "of null", "Some("] {
        let at = text.find(wrong);
        let around = at.map(|at| text[at.saturating_sub(200)..].chars().take(300).collect::<String>());
        assert!(at.is_none(), "{what} has `{wrong}`: {}", around.unwrap_or_default());
    }
    // The theme's texts are filled in, all of them.
    for left in ["{n}", "{total}", "{side}", "{date}", "{percent}", "{first}", "{days}"] {
        assert!(!text.contains(left), "{what} has `{left}`");
    }
}

/// Every link of a page leads to a file of the site, and to an element of it where it names one.
#[track_caller]
fn every_link_leads_somewhere(built: &Built) {
    let pages: Vec<(&String, &str)> = built
        .files()
        .iter()
        .filter(|(route, _)| route.ends_with(".html"))
        .map(|(route, bytes)| (route, std::str::from_utf8(bytes).unwrap()))
        .collect();
    let ids: BTreeSet<(&str, &str)> = pages
        .iter()
        .flat_map(|(route, html)| html.split(" id=\"").skip(1).map(|rest| (route.as_str(), rest.split('"').next().unwrap_or_default())))
        .collect();
    for (route, html) in &pages {
        for href in html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if href.contains("://") || href == "#" {
                continue;
            }
            let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
            let mut target: Vec<&str> = route.split('/').collect();
            target.pop();
            for part in path.split('/').filter(|part| !part.is_empty()) {
                if part == ".." { assert!(target.pop().is_some(), "{route}: {href}") } else { target.push(part) }
            }
            let target = if path.is_empty() { (*route).clone() } else { target.join("/") };
            assert!(built.files().contains_key(&target), "{route} links to {href}");
            assert!(fragment.is_empty() || ids.contains(&(target.as_str(), fragment)), "{route} links to {href}, which names no element");
        }
    }
}

/// A link that says how much it counts leads to a list, or to a filter of a table, of as many decisions.
#[track_caller]
fn every_figure_leads_to_what_it_counts(built: &Built) {
    for (route, bytes) in built.files().iter().filter(|(route, _)| route.ends_with(".html")) {
        for link in std::str::from_utf8(bytes).unwrap().split("<a href=\"").skip(1) {
            let (href, rest) = link.split_once('"').unwrap();
            let Some(counted) = rest.strip_prefix(" data-n=\"").and_then(|rest| rest.split('"').next()) else { continue };
            let (path, filter) = href.split_once('#').unwrap_or((href, ""));
            let target = if path.is_empty() { route.clone() } else { path.trim_start_matches("../").to_owned() };
            let first = built.page(&target);
            let column = first.split(&format!("\" id=\"{filter}\"></span>")).next().filter(|before| before.len() < first.len());
            let column = column.and_then(|before| before.rsplit("filter-").next());
            let pages = (1..).map_while(|number| match number {
                1 => Some(first.clone()),
                _ => {
                    let folder = target.strip_suffix("decisions/index.html").map(|_| format!("decisions/page-{number}.html"));
                    let page = folder.unwrap_or_else(|| target.replace(".html", &format!("-page-{number}.html")));
                    built.files().contains_key(&page).then(|| built.page(&page))
                }
            });
            let rows = |page: String| match column {
                None => page.matches("<li class=\"row\">").count(),
                Some(column) => {
                    let rows = page.split("<tr class=\"").skip(1).filter_map(|row| row.split('"').next());
                    rows.filter(|classes| classes.split_whitespace().any(|class| class == format!("c{column}"))).count()
                }
            };
            let found: usize = pages.map(rows).sum();
            assert_eq!(found.to_string(), counted, "{route} leads to {href}");
        }
    }
}

fn strings(records: &[&str]) -> Vec<String> {
    records.iter().map(|record| (*record).to_owned()).collect()
}

const TWO_SIDES: &str = "teams:\n  platform: { side: Northwind }\n  halcyon: { side: Halcyon }\n";

/// A decision that both sides signed, `days` days before the tests' day.
fn shared(number: u32) -> String {
    let (month, day) = (1 + number % 2, 1 + number % 27);
    format!(
        "status: accepted\nproposed_by: [{{ team: platform, date: 2026-{month:02}-{day:02} }}]\nreviewed_by: [{{ team: halcyon, date: 2026-{month:02}-{day:02} }}]\napproved_by: [{{ team: halcyon, date: 2026-{month:02}-{day:02} }}]"
    )
}

#[test]
fn an_empty_log_and_one_of_drafts_say_that_there_is_nothing_to_count() {
    for records in [strings(&[]), strings(&["status: draft\nproposed_by: platform"])] {
        let site = built(TWO_SIDES, &records);
        let page = site.page("statistics/index.html");
        assert!(page.contains("There is no decision yet, so there is nothing to count."), "{page}");
        assert!(!page.contains("<svg class=\"at-wide\""));
    }
}

#[test]
fn a_log_without_teams_has_statistics_of_what_it_says() {
    let site = built("", &strings(&["status: accepted\ndate: 2025-03-04", "status: proposed\ndate: 2026-02-01", "status: rejected"]));
    let page = site.page("statistics/index.html");
    assert!(page.contains("None of them says who took part") && page.contains("id=\"chartYears\""), "{page}");
    assert!(!page.contains("statisticsSigns") && !site.files().keys().any(|route| route.starts_with("teams/")));
    assert!(site.page("index.html").contains("href=\"statistics/index.html\""));
}

#[test]
fn one_team_has_nobody_to_compare_with() {
    let site = built(
        "",
        &strings(&["status: accepted\ndate: 2026-02-01\nproposed_by: solo\napproved_by: solo", "status: proposed\nproposed_by: solo"]),
    );
    let page = site.page("statistics/index.html");
    assert!(page.contains("All teams of this log are on one side") && !page.contains("Both-side share"), "{page}");
    assert!(!site.page("index.html").contains("id=\"homeFigures\""));
}

#[test]
fn three_sides_have_an_every_side_share() {
    let config = "teams: { a: { side: A }, b: { side: B }, c: { side: C } }";
    let records = strings(&[
        "status: accepted\ndate: 2026-02-01\nproposed_by: a\nreviewed_by: [b, c]\napproved_by: b",
        "status: accepted\ndate: 2026-02-03\nproposed_by: b\napproved_by: a",
    ]);
    let site = built(config, &records);
    let statistics = site.statistics();
    assert_eq!((statistics["both_side"]["count"].as_u64(), statistics["every_side"]["count"].as_u64()), (Some(2), Some(1)));
    assert!(site.page("statistics/index.html").contains("Every-side share"));
}

#[test]
fn forty_teams_fit_on_the_pages_and_none_is_lost() {
    let team = |number: u32| format!("team-{:02}", number % 40);
    let records: Vec<String> = (0..80)
        .map(|number| {
            let day = format!("2026-{:02}-{:02}", 1 + number % 2, 1 + number % 27);
            let (proposer, reviewer) = (team(number), team(number + 7));
            format!("status: accepted\nproposed_by: [{{ team: {proposer}, date: {day} }}]\nreviewed_by: [{{ team: {reviewer}, date: {day} }}]\napproved_by: [{{ team: {reviewer}, date: {day} }}]")
        })
        .collect();
    let site = built("", &records);
    assert_eq!(site.statistics()["teams"].as_array().unwrap().len(), 40);
    let page = site.page("statistics/index.html");
    let team = site.page("teams/team-20.html");
    assert!(team.contains("pairs/team-20--team-27.html#together\" data-n=\"2\""), "a pair that the matrix leaves out has its list: {team}");
    assert!(page.contains("25 other teams took part less.") && page.contains("28 teams that took part less are left out."), "{page}");
}

#[test]
fn without_dates_there_are_shares_and_no_periods() {
    let record = "status: accepted\nproposed_by: platform\nreviewed_by: halcyon\napproved_by: halcyon";
    let site = built(TWO_SIDES, &vec![record.to_owned(); 6]);
    let page = site.page("statistics/index.html");
    assert!(page.contains("6 of 6") && page.contains("Nothing with a day to show."), "{page}");
    assert!(page.contains("No decision has a day before today"), "{page}");
    assert!(page.contains("6 decisions have no known proposal day"), "{page}");
    assert!(site.statistics()["periods"].as_array().unwrap().is_empty());
}

#[test]
fn days_in_the_future_are_in_no_trend() {
    let site = built(
        TWO_SIDES,
        &strings(&["status: accepted\ndate: 2027-05-01\nproposed_by: [{ team: platform, date: 2027-04-01 }]\napproved_by: halcyon"]),
    );
    let page = site.page("statistics/index.html");
    assert!(page.contains("No decision has a day before today"), "{page}");
    let open = built(TWO_SIDES, &strings(&["status: proposed\ndate: 2027-05-01\nproposed_by: platform"]));
    assert!(open.page("index.html").contains("<strong>0 days</strong>"));
}

#[test]
fn one_decision_is_too_few_to_compare() {
    let site = built(TWO_SIDES, &[shared(1)]);
    let page = site.page("statistics/index.html");
    assert!(page.contains("too few to compare") && page.contains("1 of 1") && page.contains("<td class=\"few\">"), "{page}");
    assert!(page.contains("No 13 weeks hold 5 decisions or more"), "{page}");
}

#[test]
fn a_log_that_accepted_nothing_has_no_approvals_to_share() {
    let site = built(
        TWO_SIDES,
        &strings(&[
            "status: rejected\ndate: 2026-02-01\nproposed_by: platform\nreviewed_by: halcyon",
            "status: rejected\nproposed_by: halcyon",
        ]),
    );
    let statistics = site.statistics();
    assert_eq!(statistics["cross_approval"]["of"].as_u64(), Some(0));
    assert!(site.page("statistics/index.html").contains("<p class=\"value\">–"));
}

#[test]
fn where_everything_waits_the_ages_stand_in_place_of_the_times() {
    let records: Vec<String> = (1..=9).map(|day| format!("status: proposed\ndate: 2026-02-0{day}\nproposed_by: platform")).collect();
    let site = built(TWO_SIDES, &records);
    let days = &site.statistics()["response_days"];
    assert_eq!((days["median"].as_f64(), days["waiting"].as_u64()), (None, Some(9)));
    let page = site.page("statistics/index.html");
    assert!(page.contains("Still waiting, by age (9)") && page.contains("<strong>35 days</strong>"), "{page}");
}

#[test]
fn a_team_that_changed_side_counts_for_the_side_of_its_time() {
    let config = "teams:
  platform: { side: Northwind }
  mobile: { side: Northwind, until: 2026-01-31 }
  mobile-at-halcyon: { name: Mobile, side: Halcyon, since: 2026-02-01 }
";
    let records = strings(&[
        "status: accepted\ndate: 2026-01-20\nproposed_by: platform\nreviewed_by: mobile",
        "status: accepted\ndate: 2026-02-20\nproposed_by: platform\nreviewed_by: mobile",
    ]);
    let site = built(config, &records);
    let share = &site.statistics()["cross_review"];
    // The first was settled before there was a second side.
    assert_eq!((share["count"].as_u64(), share["of"].as_u64()), (Some(1), Some(1)));
    assert!(site.page("methodology/index.html").contains("The log has two sides since 1 February 2026."));
}

#[test]
fn a_person_who_changed_team_counts_for_the_team_of_the_day() {
    let config = "teams:
  platform: { side: Northwind, members: [{ name: Bo Chen, until: 2026-01-31 }] }
  halcyon: { side: Halcyon, members: [{ name: Bo Chen, from: 2026-02-01 }] }
";
    let review = |day: &str| format!("status: accepted\nproposed_by: platform\nreviewed_by: [{{ by: Bo Chen, date: {day} }}]");
    let site = built(config, &[review("2026-01-31"), review("2026-02-01")]);
    assert_eq!(site.statistics()["cross_review"]["count"].as_u64(), Some(1));
}

#[test]
fn thirty_sign_offs_of_one_decision_count_once_for_each_team_and_role() {
    let people: Vec<String> = (0..30)
        .map(|number| format!("{{ team: {}, by: Person {number} }}", if number % 2 == 0 { "platform" } else { "halcyon" }))
        .collect();
    let site =
        built(TWO_SIDES, &[format!("status: accepted\ndate: 2026-02-01\nproposed_by: platform\nreviewed_by: [{}]", people.join(", "))]);
    let statistics = site.statistics();
    assert_eq!(statistics["teams"][0]["sign_offs"].as_u64(), Some(2));
    assert_eq!(statistics["teams"][1]["sign_offs"].as_u64(), Some(1));
}

#[test]
fn a_long_log_has_its_audits_on_several_pages_that_keep_the_filter() {
    let records: Vec<String> = (0..520).map(shared).collect();
    let site = built(TWO_SIDES, &records);
    let first = site.page("teams/halcyon--decisions.html");
    assert!(first.contains("href=\"../teams/halcyon--decisions-page-2.html#reviewed\""), "{}", &first[..2000]);
    let rows = |page: &str| page.matches("<tr class=\"c0").count();
    assert_eq!(rows(&first) + rows(&site.page("teams/halcyon--decisions-page-2.html")), 520);
}
