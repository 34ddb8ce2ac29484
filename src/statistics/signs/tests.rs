//! Logs that give a sign, and logs that nearly do.

use super::sentences::sentence;
use super::{Rule, Sign};
use crate::model::day_number;
use crate::statistics::Statistics;
use crate::statistics::records::{Log, TWO_SIDES, log, numbers};
use crate::statistics::span::day_at;

const TODAY: &str = "2026-03-08";

/// A day so many weeks before the last Monday that began a fortnight.
fn weeks_ago(weeks: i64) -> String {
    day_at(day_number(crate::statistics::records::day("2026-03-02")) - 7 * weeks).to_string()
}

/// An accepted decision of `team`, proposed so many weeks ago, and settled a day later.
fn decision(team: &str, weeks: i64, rest: &str) -> String {
    let settled = day_at(day_number(crate::statistics::records::day(&weeks_ago(weeks))) + 1);
    format!("status: accepted\ndate: {settled}\nproposed_by: [{{ team: {team}, date: {} }}]\n{rest}", weeks_ago(weeks))
}

fn read(config: &str, records: &[String]) -> (Log, Statistics) {
    let log = log(config, &records.iter().map(String::as_str).collect::<Vec<_>>());
    let found = log.on(TODAY);
    (log, found)
}

fn of(found: &Statistics, rule: Rule) -> Vec<&Sign> {
    found.signs.iter().filter(|sign| sign.rule == rule).collect()
}

#[test]
fn a_side_that_proposed_nothing_for_a_quarter_is_asked_what_it_would_like_to_bring() {
    let mut records: Vec<String> = (1..=5).map(|weeks| decision("platform", weeks, "")).collect();
    let (log, found) = read(TWO_SIDES, &records);
    let signs = of(&found, Rule::SilentSide);
    assert_eq!(signs.len(), 1);
    assert_eq!(
        sentence(signs[0], &log.log.teams),
        "No proposal came from Halcyon in the last 13 weeks; there were 5 in all. What would Halcyon like to bring up next?"
    );
    assert_eq!(numbers(&signs[0].decisions), [1, 2, 3, 4, 5]);
    records.push(decision("mobile", 12, ""));
    assert!(of(&read(TWO_SIDES, &records).1, Rule::SilentSide).is_empty());
}

#[test]
fn a_side_is_not_called_silent_over_few_proposals_undated_ones_or_weeks_in_which_it_was_not_there() {
    let enough: Vec<String> = (1..=5).map(|weeks| decision("platform", weeks, "")).collect();
    assert!(of(&read(TWO_SIDES, &enough[..4]).1, Rule::SilentSide).is_empty());
    let undated = [enough.clone(), vec!["status: accepted\nproposed_by: mobile".to_owned()]].concat();
    assert!(of(&read(TWO_SIDES, &undated).1, Rule::SilentSide).is_empty());
    let newcomer = "teams: { platform: { side: N }, halcyon: { side: H, since: 2026-02-01 } }";
    assert!(of(&read(newcomer, &enough).1, Rule::SilentSide).is_empty());
}

/// Decisions of more and more fortnights that only one side signed: the share over 13 weeks falls with each.
fn falling(steps: i64) -> Vec<String> {
    let together = (0..14).map(|at| decision("platform", 7 + at / 2, "reviewed_by: halcyon"));
    let alone = (0..steps).map(|at| decision("platform", 2 * at + 1, ""));
    together.chain(alone).collect()
}

#[test]
fn a_share_that_fell_three_steps_in_a_row_is_a_sign_and_two_steps_are_none() {
    let (log, found) = read(TWO_SIDES, &falling(3));
    let signs = of(&found, Rule::CrossReviewFalling);
    assert_eq!((signs.len(), of(&found, Rule::BothSideFalling).len()), (1, 1));
    assert_eq!(numbers(&signs[0].decisions), [15, 16, 17]);
    assert!(sentence(signs[0], &log.log.teams).contains("fell 3 times in a row, from "), "{}", sentence(signs[0], &log.log.teams));
    assert!(of(&read(TWO_SIDES, &falling(2)).1, Rule::CrossReviewFalling).is_empty());
}

#[test]
fn scrutiny_of_one_side_more_than_twice_the_others_is_a_sign() {
    let log_with = |of_halcyon: &str, count: i64| {
        let platform = (1..=5).map(|weeks| decision("platform", weeks, "reviewed_by: halcyon"));
        let halcyon = (1..=count).map(|weeks| decision("halcyon", weeks, of_halcyon));
        read(TWO_SIDES, &platform.chain(halcyon).collect::<Vec<_>>())
    };
    let (log, found) = log_with("reviewed_by: [platform, payments]\napproved_by: platform", 5);
    let signs = of(&found, Rule::ScrutinyGap);
    assert_eq!(
        sentence(signs[0], &log.log.teams),
        "Proposals of Halcyon got 3.0 sign-offs by other sides each, those of Northwind 1.0. Do both get the reading that they need?"
    );
    assert!(of(&log_with("reviewed_by: [platform, payments]", 5).1, Rule::ScrutinyGap).is_empty(), "twice is not more than twice");
    assert!(of(&log_with("reviewed_by: [platform, payments]\napproved_by: platform", 4).1, Rule::ScrutinyGap).is_empty());
}

#[test]
fn an_answer_that_takes_one_side_twice_as_long_is_a_sign() {
    let review = |team: &str, weeks: i64, days: i64| {
        let day = day_at(day_number(crate::statistics::records::day(&weeks_ago(weeks))) + days);
        format!("reviewed_by: [{{ team: {team}, date: {day} }}]")
    };
    let log_with = |days: i64| {
        let platform = (1..=5).map(|weeks| decision("platform", weeks, &review("halcyon", weeks, 2)));
        let halcyon = (1..=5).map(|weeks| decision("halcyon", weeks, &review("platform", weeks, days)));
        read(TWO_SIDES, &platform.chain(halcyon).collect::<Vec<_>>())
    };
    let (log, found) = log_with(4);
    let signs = of(&found, Rule::ResponseGap);
    assert_eq!(signs[0].sides, [log.side("Halcyon"), log.side("Northwind")]);
    assert_eq!(signs[0].decisions.len(), 10);
    assert!(of(&log_with(3).1, Rule::ResponseGap).is_empty());
}

#[test]
fn proposals_past_the_policy_and_overdue_actions_are_named_however_few() {
    let config = format!("{TWO_SIDES}policy: {{ proposed: {{ answer_within_days: 10 }} }}");
    let records = [
        "status: proposed\ndate: 2026-02-01\nproposed_by: platform".to_owned(),
        "status: accepted\nproposed_by: mobile\nactions: [{ what: it, team: mobile, due: 2026-03-01 }]".to_owned(),
    ];
    let (log, found) = read(&config, &records);
    let words = |rule| sentence(of(&found, rule)[0], &log.log.teams);
    assert_eq!(
        words(Rule::WaitingPastPolicy),
        "Waiting for an answer longer than agreed: 1 of 1 open proposals, the oldest for 35 days. Who can pick them up, or does the agreed time need changing?"
    );
    assert_eq!(words(Rule::ActionsOverdue), "Actions of Halcyon past their due day: 1. Which of them need help, and which a new day?");
}

#[test]
fn a_first_proposal_of_a_side_and_promises_kept_are_good_news() {
    let kept = format!("actions: [{}]", vec![format!("{{ what: it, team: mobile, due: {0}, done: {0} }}", weeks_ago(2)); 3].join(", "));
    let records = [decision("platform", 30, ""), decision("halcyon", 3, ""), decision("mobile", 2, &kept)];
    let (log, found) = read(TWO_SIDES, &records);
    let first = of(&found, Rule::FirstProposal);
    assert_eq!((first.len(), numbers(&first[0].decisions)), (1, vec![2]));
    assert_eq!(sentence(first[0], &log.log.teams), "Halcyon proposed its first decision.");
    assert_eq!(numbers(&of(&found, Rule::PromisesKept)[0].decisions), [3]);
    assert!(of(&read(TWO_SIDES, &records[1..]).1, Rule::FirstProposal).is_empty(), "a log that has only begun");
}

#[test]
fn the_best_response_time_so_far_is_good_news() {
    let answered = |weeks: i64, days: i64| {
        let day = day_at(day_number(crate::statistics::records::day(&weeks_ago(weeks))) + days);
        decision("platform", weeks, &format!("reviewed_by: [{{ team: halcyon, date: {day} }}]"))
    };
    let slow = (16..40).map(|weeks| answered(weeks, 6));
    let fast = (1..=9).map(|weeks| answered(weeks, 1));
    let (_, found) = read(TWO_SIDES, &slow.clone().chain(fast).collect::<Vec<_>>());
    assert!(of(&found, Rule::BestResponse).len() <= 1);
    let (_, found) = read(TWO_SIDES, &slow.chain((1..=8).map(|weeks| answered(weeks, weeks - 1))).collect::<Vec<_>>());
    let signs = of(&found, Rule::BestResponse);
    assert_eq!(signs.len(), 1, "{signs:?}");
}

#[test]
fn a_log_of_everything_waiting_says_so_and_nothing_else() {
    let config = format!("{TWO_SIDES}policy: {{ proposed: {{ answer_within_days: 10 }} }}");
    let records: Vec<String> =
        (3..9).map(|weeks| format!("status: proposed\ndate: {}\nproposed_by: [platform, payments]", weeks_ago(weeks))).collect();
    let (_, found) = read(&config, &records);
    assert_eq!(found.signs.iter().map(|sign| sign.rule).collect::<Vec<_>>(), [Rule::SilentSide, Rule::WaitingPastPolicy]);
    assert_eq!(found.overall.participation.was_accepted.count(), 0);
    assert_eq!(found.overall.participation.cross_approval.ratio(), None);
}
