//! Laws that the figures hold for any log.

use proptest::prelude::*;

use super::records::{Log, log_of_files};
use super::{Figures, Share, Statistics, Step};
use crate::model::AdrIndex;

const TODAY: &str = "2026-03-08";

/// A record to be written down: status, date, and sign-offs as role, team and day.
#[derive(Debug, Clone)]
struct Written {
    status: &'static str,
    date: Option<String>,
    sign_offs: Vec<(&'static str, usize, Option<String>)>,
    action: Option<(usize, String, Option<String>)>,
}

impl Written {
    fn text(&self, teams: &[String]) -> String {
        let mut text = format!("status: {}\n", self.status);
        if let Some(date) = &self.date {
            text += &format!("date: {date}\n");
        }
        for role in ["proposed_by", "reviewed_by", "approved_by"] {
            let signed: Vec<String> = self
                .sign_offs
                .iter()
                .filter(|(its_role, ..)| *its_role == role)
                .map(|(_, team, date)| {
                    let date = date.as_ref().map(|date| format!(", date: {date}")).unwrap_or_default();
                    format!("{{ team: {}{date} }}", teams[team % teams.len()])
                })
                .collect();
            text += &format!("{role}: [{}]\n", signed.join(", "));
        }
        if let Some((team, due, done)) = &self.action {
            let done = done.as_ref().map(|done| format!(", done: {done}")).unwrap_or_default();
            text += &format!("actions: [{{ what: it, team: {}, due: {due}{done} }}]\n", teams[team % teams.len()]);
        }
        text
    }
}

fn any_day() -> impl Strategy<Value = String> {
    // Some months only, and some days of the future.
    (2024..2028_i16, 1..13_i8, 0..29_i8).prop_map(|(year, month, day)| match day {
        0 => format!("{year}-{month:02}"),
        day => format!("{year}-{month:02}-{day:02}"),
    })
}

fn any_record() -> impl Strategy<Value = Written> {
    let status = prop::sample::select(vec!["proposed", "accepted", "rejected", "deprecated", "superseded", "draft", "mumble"]);
    let role = prop::sample::select(vec!["proposed_by", "reviewed_by", "approved_by"]);
    let sign_off = (role, 0..5_usize, prop::option::of(any_day()));
    let action = prop::option::of((0..5_usize, any_day(), prop::option::of(any_day())));
    (status, prop::option::of(any_day()), prop::collection::vec(sign_off, 0..6), action)
        .prop_map(|(status, date, sign_offs, action)| Written { status, date, sign_offs, action })
}

fn any_log() -> impl Strategy<Value = Vec<Written>> {
    prop::collection::vec(any_record(), 0..12)
}

fn ids() -> Vec<String> {
    ["ash", "birch", "cedar", "damson", "elm"].map(str::to_owned).to_vec()
}

/// Three sides, of which one came later, and a policy.
fn config(teams: &[String]) -> String {
    let [a, b, c, d, e] = teams else { panic!("five teams") };
    format!(
        "teams:\n  {a}: {{ side: North }}\n  {b}: {{ side: North }}\n  {c}: {{ side: South, since: 2024-06-01 }}\n  {d}: {{ side: South, since: 2025-01-01, until: 2026-06-30 }}\n  {e}: {{ side: West }}\npolicy:\n  accepted: {{ reviewed_by_other_side: true, approved_by_every_side: true }}\n  proposed: {{ answer_within_days: 10 }}\n"
    )
}

fn files(records: &[Written], teams: &[String]) -> Vec<(String, String)> {
    (1..).zip(records).map(|(number, record)| (format!("{number:04}-decision.md"), record.text(teams))).collect()
}

fn of(records: &[Written]) -> (Log, Statistics) {
    let log = log_of_files(&config(&ids()), &files(records, &ids()));
    let found = log.on(TODAY);
    (log, found)
}

fn are_same(left: &Statistics, right: &Statistics) -> bool {
    every_figures(left) == every_figures(right)
        && (&left.by_year, &left.drafts, &left.signs) == (&right.by_year, &right.drafts, &right.signs)
        && (&left.open, &left.policy_gaps) == (&right.open, &right.policy_gaps)
}

fn every_figures(found: &Statistics) -> Vec<&Figures> {
    let mut all = vec![&found.overall];
    for step in Step::ALL {
        let periods = found.periods(step);
        all.push(&periods.undated);
        all.extend(periods.periods.iter().map(|period| &period.figures));
        all.extend(found.trend(step).iter().map(|point| &point.figures));
    }
    all
}

fn every_share(figures: &Figures) -> Vec<&Share> {
    let parts = figures.teams.values().chain(figures.sides.values().map(|side| &side.part));
    let shares = parts.flat_map(|part| [&part.proposed, &part.reviewed, &part.approved, &part.touched, &part.acceptance]);
    shares.chain(figures.participation.shares().into_iter().map(|(_, share)| share)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn shares_are_parts_of_what_they_are_of(records in any_log()) {
        let (_, found) = of(&records);
        for figures in every_figures(&found) {
            for share in every_share(figures) {
                prop_assert!(share.counted.is_sorted_by(|a, b| a < b) && share.among.is_sorted_by(|a, b| a < b));
                prop_assert!(share.counted.iter().all(|adr| share.among.contains(adr)));
                prop_assert!(share.ratio().is_none_or(|ratio| (0.0..=1.0).contains(&ratio)));
                prop_assert_eq!(share.ratio().is_none(), share.of() == 0);
            }
            let balance = &figures.balance;
            for evenness in [balance.team_proposals, balance.team_sign_offs, balance.side_proposals, balance.side_sign_offs] {
                prop_assert!(evenness.value.is_none_or(|value| (0.0..=1.0).contains(&value)));
            }
        }
    }

    #[test]
    fn roles_add_up_to_the_sign_offs_and_statuses_to_the_decisions(records in any_log()) {
        let (_, found) = of(&records);
        let overall = &found.overall;
        prop_assert_eq!(overall.by_status.iter().map(|row| row.decisions.len()).sum::<usize>(), overall.decisions.len());
        prop_assert_eq!(overall.decisions.len() + found.drafts.len(), records.len());
        for part in overall.teams.values() {
            prop_assert_eq!(part.proposed.count() + part.reviewed.count() + part.approved.count(), part.sign_offs);
            prop_assert!(part.touched.count() <= part.sign_offs);
        }
        let teams: usize = overall.teams.values().map(|part| part.sign_offs).sum();
        let left_out: usize = overall.participation.before_second_side.len();
        let sides: usize = overall.sides.values().map(|side| side.part.sign_offs).sum();
        prop_assert!(teams == sides || left_out > 0 && teams > sides);
        let reviews: usize = overall.pairs.iter().map(|pair| pair.reviewed.len()).sum();
        let reviewed: usize = overall.teams.values().map(|part| part.reviewed.count()).sum();
        prop_assert!(reviews <= reviewed * 5);
    }

    #[test]
    fn every_proposal_is_in_exactly_one_list_of_the_times(records in any_log()) {
        let (_, found) = of(&records);
        for times in [&found.overall.response, &found.overall.decision] {
            let mut all: Vec<AdrIndex> = times.answered.iter().map(|timed| timed.adr).collect();
            all.extend(times.waiting.iter().map(|waiting| waiting.adr));
            all.extend(times.never.iter().chain(&times.unknown));
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            prop_assert_eq!(all.len(), count);
            prop_assert!(times.answered.iter().all(|timed| timed.days >= 0));
        }
        prop_assert_eq!(found.overall.decision.answered.len() + found.overall.decision.waiting.len() + found.overall.decision.unknown.len(), found.overall.decisions.len());
    }

    #[test]
    fn periods_and_the_undated_make_the_whole(records in any_log()) {
        let (_, found) = of(&records);
        for step in Step::ALL {
            let periods = found.periods(step);
            let parts: Vec<&Figures> = periods.periods.iter().map(|period| &period.figures).chain([&periods.undated]).collect();
            let sum = |count: &dyn Fn(&Figures) -> usize| parts.iter().map(|part| count(part)).sum::<usize>();
            let counts: [&dyn Fn(&Figures) -> usize; 10] = [
                &|figures| figures.decisions.len(),
                &|figures| figures.proposals.len(),
                &|figures| figures.participation.both_side.count(),
                &|figures| figures.participation.cross_review.of(),
                &|figures| figures.teams.values().map(|part| part.proposed.count() * 7 + part.approved.count()).sum(),
                &|figures| figures.sides.values().map(|side| side.scrutiny.sign_offs()).sum(),
                &|figures| figures.pairs.iter().map(|pair| pair.reviewed.len() * 7 + pair.approved.len()).sum(),
                &|figures| figures.response.answered.len() * 7 + figures.response.waiting.len(),
                &|figures| figures.decision.answered.len() * 7 + figures.decision.waiting.len(),
                &|figures| figures.follow_through.actions(),
            ];
            for count in counts {
                prop_assert_eq!(sum(count), count(&found.overall));
            }
            prop_assert!(periods.periods.is_sorted_by(|a, b| a.span.last < b.span.first));
        }
    }

    #[test]
    fn a_decision_of_other_teams_changes_no_other_teams_counts(records in any_log(), other in any_record()) {
        let (log, before) = of(&records);
        let only_elm = Written {
            sign_offs: other.sign_offs.into_iter().map(|(role, _, date)| (role, 4, date)).collect(),
            action: other.action.map(|(_, due, done)| (4, due, done)),
            ..other
        };
        let (_, after) = of(&[records, vec![only_elm]].concat());
        let elm = log.team("elm");
        for (team, part) in before.overall.teams.iter().filter(|(team, _)| **team != elm) {
            let now = after.overall.team(*team).unwrap();
            prop_assert_eq!(&now.proposed.counted, &part.proposed.counted);
            prop_assert_eq!(&now.touched.counted, &part.touched.counted);
            prop_assert_eq!(&now.acceptance, &part.acceptance);
            prop_assert_eq!(&now.response_given, &part.response_given);
            prop_assert_eq!(&now.follow_through, &part.follow_through);
        }
    }

    #[test]
    fn the_order_in_which_files_are_read_changes_nothing(records in any_log(), seed in any::<u64>()) {
        let mut shuffled = files(&records, &ids());
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let again = log_of_files(&config(&ids()), &shuffled).on(TODAY);
        prop_assert!(are_same(&of(&records).1, &again));
    }

    #[test]
    fn the_figures_do_not_depend_on_what_the_teams_are_called(records in any_log()) {
        let names: Vec<String> = ids().iter().rev().map(|id| format!("{id}-team")).collect();
        let renamed = log_of_files(&config(&names), &files(&records, &names)).on(TODAY);
        prop_assert!(are_same(&of(&records).1, &renamed));
    }

    #[test]
    fn without_a_config_renaming_teams_gives_the_same_figures(records in any_log()) {
        let found = |names: &[String]| log_of_files("", &files(&records, names)).on(TODAY).overall;
        let names: Vec<String> = ids().iter().rev().map(|id| format!("z-{id}")).collect();
        let (before, after) = (found(&ids()), found(&names));
        prop_assert_eq!(&before.participation, &after.participation);
        prop_assert_eq!(&before.response, &after.response);
        prop_assert_eq!(&before.balance, &after.balance);
        prop_assert_eq!(before.pairs.iter().len(), after.pairs.iter().len());
    }
}
