//! What records of every style say, as a careful reader would say it. Reads like a specification.

use super::{Draft, Nature, Parsed, SourceFile, StatusWords, parse};
use crate::diagnostic::Code;
use crate::model::{PeopleRole, RelationKind, Status};
use crate::parse::Content;

fn parsed(path: &str, text: impl AsRef<[u8]>) -> Parsed {
    let content = Content::Bytes(text.as_ref().to_vec());
    let file = SourceFile { path: path.to_owned(), source: 0, route: "x.html".to_owned(), content };
    parse(&file, &StatusWords::new(&[]))
}

fn read(text: impl AsRef<[u8]>) -> Draft {
    parsed("0007-use-a-queue.md", text).draft
}

fn date(draft: &Draft) -> String {
    draft.date.map(|date| date.settle(crate::config::DateOrder::Dmy).to_string()).unwrap_or_default()
}

fn people(draft: &Draft, role: PeopleRole) -> Vec<&str> {
    draft.people.iter().filter(|claim| claim.role == role).map(|claim| claim.name.as_str()).collect()
}

fn relations(draft: &Draft) -> Vec<(RelationKind, String)> {
    draft
        .relations
        .iter()
        .map(|claim| {
            let target = claim.reference.path.clone().or(claim.reference.number.map(|number| number.to_string()));
            (claim.kind, target.unwrap_or_default())
        })
        .collect()
}

fn codes(parsed: &Parsed) -> Vec<Code> {
    parsed.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// Title, status and date of each text, read from `0007-use-a-queue.md`.
#[track_caller]
fn say(texts: &[&str], title: &str, status: Option<Status>, on: &str) {
    for text in texts {
        let draft = read(text);
        assert_eq!((draft.title.as_str(), draft.status, date(&draft).as_str()), (title, status, on), "{text}");
    }
}

mod forms {
    use super::*;

    #[test]
    fn a_badge_or_a_bare_day_under_the_title_is_read() {
        let badge = "![Accepted](https://img.shields.io/badge/status-accepted-green)";
        say(
            &[&format!("# T\n\n{badge}\n\n2021-12-07\n"), &format!("# T\n\n7 December 2021\n\n{badge}\n")],
            "T",
            Some(Status::Accepted),
            "2021-12-07",
        );
        say(
            &["# T\n\n7 December 2021\n\n## Status\n\nAccepted\n", "# T\n\n*2021-12-07*\n\n## Status\n\nAccepted\n"],
            "T",
            Some(Status::Accepted),
            "2021-12-07",
        );
        assert_eq!(
            read("# T\n\n## Options\n\n- Use a badge:\n  * ![status](https://img.shields.io/badge/status-accepted-green)\n").status,
            None
        );
    }

    #[test]
    fn tables_of_reviews_name_reviewers() {
        let draft = read(
            "# T\n\n- Status: accepted\n\n## Reviews\n\n| Reviewed by | Date | Notes |\n|---|---|---|\n| [Wen Zhou](https://x.example) | Sep 15, 2023 | |\n",
        );
        assert_eq!(people(&draft, PeopleRole::Consulted), ["Wen Zhou"]);
        assert_eq!(date(&draft), "");
    }

    #[test]
    fn the_day_of_a_review_to_come_is_no_date() {
        let draft = read(
            "# T\n\n## Status\n\nAccepted\n\n## Revision History\n\n| Date | Change |\n|---|---|\n| 2026-01-12 | First |\n\n---\n\n**Next Review**: 2026-02-12\n",
        );
        assert_eq!(date(&draft), "2026-01-12");
        let draft = read("# T\n\n## Status\n\nAccepted\n\nReview again on 2027-02-12.\n");
        assert_eq!((draft.status, date(&draft).as_str()), (Some(Status::Accepted), ""));
    }

    #[test]
    fn a_title_that_is_only_an_id_yields_to_the_heading() {
        for front in ["title: ADR-0008", "title: \"0103\"", "title: 0003-Convergence-des-CMS"] {
            assert_eq!(read(format!("---\n{front}\n---\n# Separate the index\n")).title, "Separate the index", "{front}");
        }
    }
}

mod references {
    use super::*;

    /// The relations that a line under the title states, by number.
    #[track_caller]
    fn states(line: &str, expected: &[(RelationKind, u64)]) {
        let draft = read(format!("# T\n\n- Status: accepted\n- {line}\n"));
        let found: Vec<_> = draft.relations.iter().filter_map(|claim| Some((claim.kind, claim.reference.number?))).collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn whoever_replaces_a_part_of_a_decision_amends_it() {
        use RelationKind::{Amends, Supersedes};
        states("**Supersedes**: Parts of ADR-0003", &[(Amends, 3)]);
        states("**Supersedes:** parts of ADR-001 (the proofs, mostly), ADR-011 (Noir)", &[(Amends, 1), (Amends, 11)]);
        states("**Supersedes:** ADR-0008 (in part)", &[(Amends, 8)]);
        states("**Supersedes:** Partially modifies ADR-008", &[(Amends, 8)]);
        states("**Vervangt:** gedeeltelijk ADR-022", &[(Amends, 22)]);
        states("**Supersedes:** ADR-0003 (the cache), ADR-0004", &[(Supersedes, 3), (Supersedes, 4)]);
        states("**Supersedes:** ADR-0003. Extends ADR-0004", &[(Supersedes, 3), (Amends, 4)]);
        states("**Supersedes:** ADR-0003 as part of the migration", &[(Supersedes, 3)]);
        states("**Supersedes:** Partially the plan of May. Does NOT supersede ADRs 0001, 0002.", &[]);
    }

    #[test]
    fn words_in_names_and_titles_relate_nothing() {
        states("**Related:** [7. Extends the cache](0007-extends-the-cache.md)", &[(RelationKind::RelatesTo, 7)]);
        states("**Related:** 0008-replaces-the-queue.md", &[(RelationKind::RelatesTo, 8)]);
        let draft = read("---\nrelates_to: [0007-extends-the-cache.md]\n---\n# T\n");
        assert_eq!(relations(&draft), [(RelationKind::RelatesTo, "0007-extends-the-cache.md".to_owned())]);
        let draft = read("---\nstatus: superseded by [9. Moved to Kafka](0009-x.md)\n---\n# T\n");
        assert_eq!(relations(&draft), [(RelationKind::SupersededBy, "0009-x.md".to_owned())]);
        states("**Status:** accepted (this replaces the rest), see [1](0001-x.md)", &[]);
        states(
            "**Status:** accepted (supersedes [ADR-3](0003-x.md), [ADR-4](0004-x.md))",
            &[(RelationKind::Supersedes, 3), (RelationKind::Supersedes, 4)],
        );
        states("**Status:** [Superseded by ADR-5](0005-x.md)", &[(RelationKind::SupersededBy, 5)]);
    }

    #[test]
    fn links_of_a_later_sentence_are_no_successors() {
        let draft =
            read("# T\n\n## Status\n\nSuperseded by [ADR 4](0004-x.md). The text is kept. The interface is in [ADR 5](0005-y.md).\n");
        assert_eq!(relations(&draft), [(RelationKind::SupersededBy, "0004-x.md".to_owned())]);
    }
}

mod status {
    use super::*;

    #[test]
    fn the_status_may_stand_in_many_places() {
        let texts = [
            "# T\n\n## Status\n\nAccepted\n",
            "# T\n\n## 1. Status\n\nAccepted\n",
            "# T\n\n## 📋 Status\n\n✅ Accepted\n",
            "# T\n\n## Status: Accepted\n\n## Context\n",
            "# T\n\n## Status\n\n> Accepted\n",
            "# T\n\n## Status\n\n*Accepted*\n",
            "# T\n\nStatus: accepted\n\n## Context\n",
            "# T\n\n* Status: accepted\n* Deciders: Ana\n",
            "# T\n\n- **Status**: `Accepted`\n",
            "# T\n\n- **Status:** Accepted\n",
            "# T\n\n1. Status: Accepted\n2. Owner: Ana\n",
            "# T\n\n**Status** Accepted\n",
            "# T\n\n**Status**\n\nAccepted\n",
            "# T\n\nStatus – Accepted\n",
            "# T\n\nStatus:: Accepted\n",
            "# T\n\n:Status: Accepted\n",
            "# T\n\n#+STATUS: Accepted\n",
            "# T\n\n**Status:** Accepted **Owner:** Ana\n",
            "# T\n\nStatus: Accepted, Owner: Ana\n",
            "# T\n\n| Status | Accepted |\n|---|---|\n| Owner | Ana |\n",
            "# T\n\n|  |  |\n|---|---|\n| **Status** | `Accepted` |\n",
            "# T\n\n> | Key | Value |\n> |---|---|\n> | Status | `Accepted` |\n",
            "# T\n\n| Status | Owner | Notes |\n|---|---|---|\n| Accepted | Ana | none |\n",
            "# T\n\n| Status | Owner |\n|---|---|\n| Accepted | Ana |\n",
            "# T\n\n## Metadata\n\n- Status: Accepted\n",
            "# T\n\n## Context\n\nBecause.\n\n## Notes\n\nStatus: Accepted\n",
            "# T\n\n## Context\n\nBecause.\n\n---\n\n*Status: Accepted*\n*Authors: Ana*\n",
            "T\n=\n\nStatus\n------\n\nAccepted\n",
            "---\nstatus: accepted\n---\n# T\n",
            "---\nStatus: \"Accepted\"\n---\n# T\n",
            "---\nstage: accepted\n---\n# T\n",
            "---\nstatus: { accepted }\n---\n# T\n",
            "---\nstatus: accepted # since Monday\n---\n# T\n",
            "+++\ntitle = \"T\"\nstatus = \"accepted\"\n+++\nText.\n",
            "<!-- SPDX-License-Identifier: MIT -->\n---\nstatus: accepted\n---\n# T\n",
            "# T\n\n## Status\n\n- [ ] Proposed\n- [x] Accepted\n- [ ] Rejected\n",
            "# T\n\n## Status\n\n~~Proposed~~ Accepted\n",
            "# T\n\n## Status\n\nProposed | **Accepted** | Rejected | Superseded\n",
            "# T\n\n## Status\n\n![Accepted](https://img.shields.io/badge/status-accepted-green)\n",
            "# T\n\nStatus: <span style=\"color:green\">Accepted</span>\n",
            "# T\n\n## ステータス (Status)\n\nAccepted\n",
            "# T\n\n## Status / Estado\n\nAccepted\n",
            "# T\n\n- RFC Status: accepted\n",
            "# T\n\nStatus | Accepted\n--- | ---\nSquad | Orders\n",
            "# T\n\n<table>\n<tr><th>Status</th><td>Accepted</td></tr>\n<tr><td>Squad</td><td>Orders</td></tr>\n</table>\n",
            "# T\n\n## Status\n\nStatus: Accepted\n",
            "# T\n\n## Status\n\n- Status: [ACCEPTED](/README.md#accepted)\n- Status Note: used by many\n",
            "# T\n\n**Area**: storage · **Status**: Accepted · **Source**: the roadmap\n",
            "# T\n\nStatus: Accepted | Squad: Orders | Epic: 7\n",
        ];
        say(&texts, "T", Some(Status::Accepted), "");
        for text in texts {
            assert_eq!(read(text).status_text.unwrap().to_lowercase().replace("✅ ", ""), "accepted", "{text}");
        }
    }

    #[test]
    fn every_language_has_its_words() {
        use Status::{Accepted, Deprecated, Draft, Proposed, Rejected, Superseded};
        for (key, words) in [
            ("Status", ["Entwurf", "Vorgeschlagen", "Angenommen", "Abgelehnt", "Veraltet", "Ersetzt durch ADR-5"]),
            ("Statut", ["Brouillon", "Proposé", "Accepté", "Rejeté", "Obsolète", "Remplacé par ADR-5"]),
            ("Estado", ["Borrador", "Propuesta", "Aceptada", "Rechazada", "Obsoleta", "Reemplazada por ADR-5"]),
            ("Situação", ["Rascunho", "Proposta", "Aceita", "Rejeitada", "Obsoleto", "Substituída por ADR-5"]),
            ("Stato", ["Bozza", "Proposto", "Accettato", "Rifiutato", "Deprecato", "Sostituito da ADR-5"]),
            ("Статус", ["Черновик", "Предложено", "Принято", "Отклонено", "Устарело", "Заменено на ADR-5"]),
            ("Статус", ["Чернетка", "Запропоновано", "Прийнято", "Відхилено", "Застаріло", "Замінено на ADR-5"]),
            ("状态", ["草稿", "提议", "已接受", "已拒绝", "已弃用", "已被 ADR-5 取代"]),
            ("ステータス", ["下書き", "提案中", "承認済み", "却下", "非推奨", "ADR-5 に置き換え"]),
            ("상태", ["초안", "제안됨", "승인됨", "거부됨", "폐기됨", "ADR-5로 대체됨"]),
            ("Status", ["concept", "voorgesteld", "geaccepteerd", "afgewezen", "verouderd", "vervangen door ADR-5"]),
            ("Stan", ["szkic", "proponowane", "przyjęte", "odrzucone", "przestarzałe", "zastąpione przez ADR-5"]),
        ] {
            for (word, status) in words.into_iter().zip([Draft, Proposed, Accepted, Rejected, Deprecated, Superseded]) {
                for text in [format!("# T\n\n## {key}\n\n{word}\n"), format!("# T\n\n- **{key}**: {word}\n")] {
                    let draft = read(&text);
                    assert_eq!(draft.status, Some(status), "{text}");
                    assert_eq!(draft.status_text.as_deref(), Some(word));
                    let superseded = if status == Superseded { vec![(RelationKind::SupersededBy, Some(5))] } else { Vec::new() };
                    let found: Vec<_> = draft.relations.iter().map(|claim| (claim.kind, claim.reference.number)).collect();
                    assert_eq!(found, superseded, "{text}");
                }
            }
        }
    }

    #[test]
    fn rules_of_dashes_in_front_matter_are_comments() {
        let text = format!("---\n# {}\nstatus: accepted\n---\n# T\n", "-".repeat(100));
        assert!(parsed("0007-x.md", &text).diagnostics.is_empty());
        assert_eq!(read(text).status, Some(Status::Accepted));
    }

    #[test]
    fn the_last_entry_of_a_history_counts_whichever_way_it_runs() {
        for text in [
            "# T\n\n## Status\n\n2024-01-02 Proposed\n\n2024-02-03 Accepted\n",
            "# T\n\n## Status\n\n- 2024-02-03: Accepted\n- 2024-01-02: Proposed\n",
            "# T\n\n## Status\n\nProposed → Accepted (2024-02-03)\n",
            "# T\n\n## Status\n\n| Date | Status |\n|---|---|\n| 2024-01-02 | Proposed |\n| 2024-02-03 | Accepted |\n",
            "# T\n\n| Date | Status | By |\n|---|---|---|\n| 2024-01-02 | Proposed | Ana |\n| 2024-02-03 | Accepted | Bo |\n",
        ] {
            let draft = read(text);
            assert_eq!((draft.status, date(&draft).as_str()), (Some(Status::Accepted), "2024-02-03"), "{text}");
        }
    }

    #[test]
    fn prose_below_a_status_does_not_change_it() {
        for text in [
            "# T\n\n## Status\n\nAccepted\n\nOpen questions: none.\n",
            "# T\n\n## Status\n\nAccepted\n\nReview in six months\n",
            "# T\n\n## Status\n\nAccepted\n\nDiscussion: https://x.example\n",
            "# T\n\nStatus: Accepted\n\n## Context\n\nThe status was rejected.\n",
        ] {
            assert_eq!(read(text).status, Some(Status::Accepted), "{text}");
        }
        assert_eq!(read("# T\n\n## Status\n\nAccepted\n\nSuperseded by [9. X](0009-x.md)\n").status, Some(Status::Superseded));
    }

    #[test]
    fn a_status_that_is_wrapped_goes_on_in_the_next_line() {
        for text in [
            "# T\n\n**Status:** accepted (2026-10-06), revised the same day (full output\nreplaces the rest), [ADR-2](0002-x.md)\n",
            "# T\n\n## Status\n\nAccepted (2026-10-06), revised the same day (full output\nreplaces the rest), [ADR-2](0002-x.md)\n",
        ] {
            let draft = read(text);
            assert_eq!((draft.status, date(&draft).as_str()), (Some(Status::Accepted), "2026-10-06"), "{text}");
            assert!(draft.status_text.unwrap().ends_with("replaces the rest), ADR-2"), "{text}");
        }
        let draft = read("# T\n\n## Status\n\nAccepted. Supersedes\n[ADR-0004](0004-x.md) and\n[ADR-0005](0005-y.md).\n");
        let both = ["0004-x.md", "0005-y.md"].map(|path| (RelationKind::Supersedes, path.to_owned()));
        assert_eq!((draft.status, relations(&draft)), (Some(Status::Accepted), both.to_vec()));
        // Entries of a history stay apart, however long they are.
        let draft = read(
            "# T\n\n## Status\n\nProposed 2020-01-01 by the whole of the architecture board in its meeting of the new year\nAccepted 2020-02-01\n",
        );
        assert_eq!((draft.status, date(&draft).as_str()), (Some(Status::Accepted), "2020-02-01"));
    }

    #[test]
    fn partly_superseded_is_in_force() {
        let draft = read("# T\n\n## Status\n\nPartly superseded by [9. X](0009-x.md)\n");
        assert_eq!(draft.status, Some(Status::Accepted));
        assert_eq!(relations(&draft), [(RelationKind::SupersededBy, "0009-x.md".to_owned())]);
    }

    #[test]
    fn what_a_template_offers_is_no_status() {
        for value in [
            "proposed | accepted | rejected",
            "{proposed | rejected | accepted | deprecated | … | superseded by [ADR-0005](0005-x.md)}",
            "[Proposed | Accepted]",
            "Proposed / Accepted / Deprecated / Superseded",
            "TBD",
            "-",
        ] {
            for text in [
                format!("# T\n\n## Status\n\n{value}\n"),
                format!("# T\n\n- Status: {value}\n"),
                format!("---\nstatus: \"{value}\"\n---\n# T\n"),
            ] {
                let parsed = parsed("0007-x.md", &text);
                assert_eq!((parsed.draft.status, parsed.draft.status_text.clone()), (None, None), "{text}");
                assert!(codes(&parsed).is_empty(), "{text}: {:?}", parsed.diagnostics);
            }
        }
    }

    #[test]
    fn a_list_of_all_statuses_is_what_a_template_offers() {
        let text = "# T\n\n## Status\n\nOne of\n\n- Proposed\n- Accepted\n- Discarded\n- Deprecated\n- Superseded\n";
        assert_eq!(read(text).status, None);
    }

    #[test]
    fn a_status_section_without_a_status_says_nothing() {
        for text in [
            "# T\n\n## Status\n\nJIRA: https://issues.example/X-1\n\n> Please keep the status updated in `rfc/README.md`.\n",
            "# T\n\n## Status\n\n> A decision may be \"proposed\" until it is agreed, or \"accepted\" then.\n",
        ] {
            let parsed = parsed("0007-x.md", text);
            assert_eq!((parsed.draft.status, parsed.draft.status_text.clone()), (None, None), "{text}");
            assert!(codes(&parsed).is_empty(), "{text}: {:?}", parsed.diagnostics);
        }
    }

    #[test]
    fn an_unknown_word_is_kept_and_said() {
        let parsed = parsed("0007-x.md", "# T\n\n- Date: 2024-01-02\n- Status: acepted\n");
        assert_eq!((parsed.draft.status, parsed.draft.status_text.as_deref()), (None, Some("acepted")));
        let [diagnostic] = &parsed.diagnostics[..] else { panic!("{:?}", parsed.diagnostics) };
        assert_eq!((diagnostic.code, diagnostic.line, diagnostic.column), (Code::UnknownStatus, 4, 11));
        assert!(diagnostic.hint.as_ref().unwrap().contains("`accepted`"));
    }

    #[test]
    fn front_matter_wins_over_the_text_and_the_conflict_is_said() {
        let parsed = parsed("0007-x.md", "---\nstatus: accepted\n---\n# T\n\n## Status\n\nRejected by DAO\n");
        assert_eq!(parsed.draft.status, Some(Status::Accepted));
        assert_eq!(codes(&parsed), [Code::StatusConflict]);
        assert_eq!(parsed.diagnostics[0].line, 8);
    }
}

mod titles {
    use super::*;

    #[test]
    fn titles_lose_number_genre_and_status() {
        let texts = [
            "# T\n",
            "# 7. T\n",
            "# 0007. T\n",
            "# 7 T\n",
            "# ADR-0007: T\n",
            "# ADR 7 - T\n",
            "# [ADR-7] T\n",
            "# ADR: T\n",
            "# Architecture Decision Record: T\n",
            "T\n===\n",
            "\u{feff}# T\r\n",
            "---\ntitle: \"ADR-7: T\"\n---\n# Other\n",
            "---\ntitle: T\n---\n# Summary\n",
            "# ADR-0007\n\n## T\n\n## Context\n",
            "# ADR-0007\n\nTitle: T\n",
            "# Architecture Decision Record\n\n## Title\n\nT\n",
            "# Title\n\nT\n\n# Status\n\n",
            "TITLE: T\n",
            "## RFC: T\n\n- Owner: Ana\n\n## Summary\n",
            "```\nBIP: 7\nTitle: T\nAuthor: Ana\n        Bo\nLicense: CC0-1.0\n```\n\n## Abstract\n",
            "# Preamble\n\nTitle: T\n\nAuthors:\n\n* Ana\n\n# Abstract\n",
            "# Title\n\n- Owner: Ana\n\n## T\n",
            "# Meta\n[meta]: #meta\n- Name: T\n- Author(s): Ana\n\n# Summary\n",
            "# Example RFC 0007: T\n",
            "# ADR7 T\n",
            "---\ndct:\n  title: T\n---\n# Decision\n",
        ];
        say(&texts, "T", None, "");
        say(&["# Draft: T\n", "# [WIP] T\n"], "T", Some(Status::Draft), "");
        say(&["---\nsidebar_label: Nav\ntitle: use-t\n---\n# T\n"], "T", None, "");
    }

    #[test]
    fn without_a_title_the_name_in_words_serves() {
        let texts = [
            "",
            "Text.\n",
            "# Context\n\nText\n",
            "# {short title of solved problem}\n\nStatus: accepted\n",
            "```\n# no\n```\n",
            "# ADR-0007\n",
        ];
        for text in texts {
            assert_eq!(read(text).title, "Use a queue", "{text}");
        }
        assert_eq!(parsed("adr/0007-use-a-queue/README.md", "## Status\n\nAccepted\n").draft.title, "Use a queue");
    }

    #[test]
    fn a_title_is_one_line() {
        for title in ["|\n  A queue\n  for orders", "A queue\nfor orders: [", "A queue\r\n  for orders"] {
            let draft = read(format!("---\ntitle: {title}\n---\nText\n"));
            assert!(!draft.title.contains(['\n', '\r']) && draft.title.starts_with("A queue"), "{:?}", draft.title);
        }
    }

    #[test]
    fn a_title_with_another_number_than_the_file_is_said() {
        let parsed = parsed("0007-x.md", "# 8. T\n");
        assert_eq!(codes(&parsed), [Code::TitleNumberMismatch]);
        assert_eq!(parsed.draft.id.unwrap().to_string(), "ADR-0007");
    }
}

mod ids {
    use super::*;

    #[test]
    fn names_and_front_matter_number_a_record() {
        for (path, text, id) in [
            ("0001.md", "# T\n", "ADR-0001"),
            ("1.md", "# T\n", "ADR-1"),
            ("ADR0001.md", "# T\n", "ADR-0001"),
            ("adr_0001_x.md", "# T\n", "ADR-0001"),
            ("decision-1.md", "# T\n", "DECISION-1"),
            ("001_Use_X.markdown", "# T\n", "ADR-001"),
            ("ADR-2025-001-use-x.md", "# ADR-2025-001: T\n", "ADR-2025-001"),
            ("0012-2024-01-15-use-x.md", "# T\n", "ADR-0012"),
            ("2024-01-15-use-x.md", "# T\n", ""),
            ("adr-2024-01-15-use-x.md", "# T\n", ""),
            ("20240115-use-x.md", "# T\n", ""),
            ("use-x.md", "# T\n", ""),
            ("use-x.md", "# ADR-012: T\n", "ADR-012"),
            ("use-x.md", "# T\n\n- ID: ADR-012\n", "ADR-012"),
            ("use-x.md", "---\nid: 12\n---\n# T\n", "ADR-12"),
            ("0012-x.md", "---\nid: 12\n---\n# T\n", "ADR-0012"),
            ("adr012-x.md", "---\nid: adrs-adr012\n---\n# T\n", "ADR-012"),
            ("0012-x.md", "---\nid: decisions/0012-x\n---\n# T\n", "ADR-0012"),
            ("use-x.md", "# T\n\n- **Decision ID**: ADR-2025-001\n", "ADR-2025-001"),
            ("eip-7.md", "---\neip: 7\n---\n", "EIP-7"),
            ("rpip-46.md", "---\nrpip: 46\n---\n", "RPIP-46"),
            ("x.md", "---\nSWIP: 20\n---\n", "SWIP-20"),
            ("tdp-036.md", "---\ntdp: 36\n---\n", "TDP-036"),
            ("0012b-x.md", "# ADR-0012b: T\n", "ADR-0012b"),
            ("ADR-BE-004-x.md", "# ADR-BE-004: T\n", "ADR-BE-004"),
            ("adr/0042-x/decision.md", "# T\n", "ADR-0042"),
            ("2023/decision-x.md", "# T\n", ""),
            ("use-x.md", "---\norder: 20\nstep: 3\n---\n# T\n", ""),
            ("adr/0007-x/README.md", "# T\n\nStatus: accepted\n", "ADR-0007"),
            ("fix-pr235-x.md", "# T\n", ""),
        ] {
            let parsed = parsed(path, text);
            assert_eq!(parsed.draft.id.as_ref().map(ToString::to_string).unwrap_or_default(), id, "{path}");
            assert!(codes(&parsed).is_empty(), "{path}: {:?}", parsed.diagnostics);
        }
    }
}

mod dates {
    use super::*;

    #[test]
    fn the_date_may_be_called_many_things() {
        for key in [
            "Date", "Datum", "Fecha", "Data", "Дата", "日期", "日付", "날짜", "Decision date", "Decided on", "Last modified", "Created",
            "Start Date", "creation-date", "last_modified_date",
        ] {
            for text in [
                format!("# T\n\n{key}: 2024-01-02\n"),
                format!("# T\n\n* {key}: 2024-01-02\n"),
                format!("# T\n\n| {key} | 2024-01-02 |\n|---|---|\n"),
                format!("---\n{key}: 2024-01-02\n---\n# T\n"),
            ] {
                assert_eq!(date(&read(&text)), "2024-01-02", "{text}");
            }
        }
        assert_eq!(date(&read("# T\n\nDate 02/01/2024\n")), "2024-01-02");
        assert_eq!(date(&read("---\nlast_update:\n  date: 2024-01-02\n  author: Ana\n---\n# T\n")), "2024-01-02");
        assert_eq!(date(&read("# T\n\n## Context\n\nWhy.\n\n---\n*Date: 2024-01-02*\n")), "2024-01-02");
        assert_eq!(date(&read("# T\n\n## Date\n\n2024-01-02\n")), "2024-01-02");
    }

    #[test]
    fn places_have_an_order() {
        for (text, on) in [
            ("---\ndate: 2024-01-02\ncreated: 2023-01-01\n---\n# T\n\n## Status\n\nAccepted (2024-05-05)\n", "2024-01-02"),
            ("---\ncreated: 2023-01-01\n---\n# T\n\n## Status\n\nAccepted (2024-05-05)\n", "2024-05-05"),
            ("---\ncreated: 2023-01-01\nupdated: 2023-03-03\n---\n# T\n", "2023-03-03"),
            ("# T\n\n## Changelog\n\n- 2023-01-01: draft\n- 2023-09-01: final\n", "2023-09-01"),
            ("# T\n\n## Changelog\n\n- 2023-09-01: final\n- 2023-01-01: draft\n", "2023-09-01"),
            ("# T\n\n## Status\n\nAceptada – Agosto 2025\n", "2025-08"),
            ("# T\n\n## Status\n\nAccepted, next review 2027-01-01\n", ""),
            ("# T\n\n- Status: accepted\n- Next review: 2027-01-01\n", ""),
            ("# T\n\n- Date: 2022-10-05 (Updated 2023-07-12)\n", "2022-10-05"),
            ("# T\n\n- Start Date: 2023-01-01\n- Since: 2023-03-03\n", "2023-03-03"),
            ("# T\n\n- Start Date: 2023-01-01\n\n## Status\n\n- Status: Accepted\n- Status Date: 2023-03-03\n", "2023-03-03"),
            ("# T\n\n## Status: Accepted\n- Date raised: 2023-01-01\n- Decision date: 2023-03-03\n", "2023-03-03"),
        ] {
            assert_eq!(date(&read(text)), on, "{text}");
        }
        assert_eq!(date(&parsed("2024-01-15-use-x.md", "# T\n").draft), "2024-01-15");
        assert_eq!(date(&parsed("adr/2024-01-15-x/README.md", "# T\n").draft), "2024-01-15");
    }

    #[test]
    fn what_is_no_date_is_said_and_placeholders_are_not() {
        let found = parsed("0007-x.md", "# T\n\n- Date: 2023-13-07\n");
        assert_eq!(codes(&found), [Code::InvalidDate]);
        assert_eq!((found.diagnostics[0].line, found.diagnostics[0].column), (3, 9));
        for value in ["YYYY-MM-DD", "{YYYY-MM-DD when the decision was last updated}", "[Insert Date]", "TODO", "N/A", "-", "<date>"] {
            assert!(codes(&parsed("0007-x.md", format!("# T\n\n- Date: {value}\n"))).is_empty(), "{value}");
        }
        assert!(
            codes(&parsed("0007-x.md", "# T\n\n## Status\n\nAccepted\n\n## Data\n\nWe store 3 kinds of data, 2023-13-07 of them.\n")).len()
                < 2
        );
    }
}

mod people_and_relations {
    use super::*;

    #[test]
    fn roles_are_known_by_their_keys() {
        let draft = read("---\nauthor: Ana\ndeciders: [Bo, Kim]\nconsulted: \"@lee, @mo\"\ninformed: everyone in ops\n---\n# T\n");
        assert_eq!(people(&draft, PeopleRole::Author), ["Ana"]);
        assert_eq!(people(&draft, PeopleRole::Decider), ["Bo", "Kim"]);
        assert_eq!(people(&draft, PeopleRole::Consulted), ["@lee", "@mo"]);
        assert_eq!(people(&draft, PeopleRole::Informed), ["everyone in ops"]);
        for key in ["Deciders", "Decision-makers", "Approvers", "Entscheider", "Décideurs", "Decisores", "决策者", "決定者", "결정자"]
        {
            assert_eq!(people(&read(format!("# T\n\n* {key}: Ana, Bo\n")), PeopleRole::Decider), ["Ana", "Bo"], "{key}");
        }
        assert_eq!(people(&read("# T\n\n- Deciders:\n  - Ana\n  - Bo\n"), PeopleRole::Decider), ["Ana", "Bo"]);
        assert_eq!(people(&read("# T\n\n## Approvers\n\n- [x] Ana\n- [ ] Bo\n"), PeopleRole::Decider), ["Ana"]);
        assert_eq!(
            people(
                &read("# T\n\n## Reviewed by\n\n| Role | Name | Date |\n|---|---|---|\n| Dev | Ana | 2024-01-02 |\n"),
                PeopleRole::Consulted
            ),
            ["Ana"]
        );
        let in_status = read("# T\n\n## Status\n\nAccepted\n\nDeciders: Ana, Bo\n\n## Context\n");
        assert_eq!((in_status.status, people(&in_status, PeopleRole::Decider)), (Some(Status::Accepted), vec!["Ana", "Bo"]));
        assert!(read("---\nco-authors: (find a buddy later)\nauthor: (leave blank)\n---\n# T\n").people.is_empty());
        assert!(read("# T\n\n## Decision drivers\n\n- speed\n- cost\n\n## Drivers\n\n- speed\n").people.is_empty());
    }

    #[test]
    fn relations_name_their_target_by_number_id_file_and_link() {
        use RelationKind::{Amends, DependsOn, RelatesTo, SupersededBy, Supersedes};
        for (text, expected) in [
            ("---\nsupersedes: [7]\n---\n# T\n", vec![(Supersedes, "7")]),
            ("---\nsupersedes: ADR-0007\n---\n# T\n", vec![(Supersedes, "ADR-0007")]),
            ("---\nsuperseded_by: 0007-queue.md\n---\n# T\n", vec![(SupersededBy, "0007-queue.md")]),
            ("---\nstatus: superseded by [ADR-0005](0005-x.md)\n---\n# T\n", vec![(SupersededBy, "0005-x.md")]),
            ("---\nsupersedes: \"[[0007-queue]]\"\n---\n# T\n", vec![(Supersedes, "0007-queue")]),
            ("---\nsupersedes: [[0007-queue]]\n---\n# T\n", vec![(Supersedes, "0007-queue")]),
            ("---\ndepends-on:\n  - ./0007-queue.md\n---\n# T\n", vec![(DependsOn, "./0007-queue.md")]),
            ("# T\n\n## Status\n\nSuperceded by [9. X](0009-x.md)\n", vec![(SupersededBy, "0009-x.md")]),
            ("# T\n\n## Status\n\nSuperseded: see [9. X](0009-x.md)\n", vec![(SupersededBy, "0009-x.md")]),
            ("# T\n\n## Status\n\nSuperseded by [[0009-x|the new one]]\n", vec![(SupersededBy, "0009-x")]),
            ("# T\n\n## Links\n\n- Supersedes [a](a.md)\n", vec![(Supersedes, "a.md"), (RelatesTo, "a.md")]),
            ("# T\n\n- Amends: [a](a.md)\n", vec![(Amends, "a.md")]),
            ("# T\n\n## Status\n\n**Superseded (2024-01-02)** by\n[9. X](0009-x.md)\n", vec![(SupersededBy, "0009-x.md")]),
            ("---\nsupersedes:\n  - id: ADR-0003\n    title: Old\n---\n# T\n", vec![(Supersedes, "ADR-0003")]),
            ("# T\n\n## Status\n\nDeprecated in favour of [9. X](0009-x.md)\n", vec![(SupersededBy, "0009-x.md")]),
            ("# T\n\n## Supersedes\n\nADR 0007\n", vec![(Supersedes, "7")]),
            ("# T\n\n## Related ADRs\n\n- ADR-0007: Queues\n- the roadmap of 2024\n", vec![(RelatesTo, "ADR-0007")]),
            ("# T\n\n- Supersedes: https://x.example/rfcs/0007-q.md\n", vec![(Supersedes, "https://x.example/rfcs/0007-q.md")]),
        ] {
            let draft = read(text);
            let found = relations(&draft);
            let found: Vec<_> = found.iter().map(|(kind, target)| (*kind, target.as_str())).collect();
            for pair in &expected[..1] {
                assert!(found.contains(pair), "{text}: {found:?}");
            }
        }
        for nothing in
            ["- Supersedes: (put N/A unless this replaces one)\n", "## Related\n\nMost of the 7 others\n", "- Related: https://x.example\n"]
        {
            assert!(relations(&read(format!("# T\n\n{nothing}"))).is_empty(), "{nothing}");
        }
        assert!(relations(&read("# T\n\n## Context\n\nSee [a](a.md), which was superseded by [b](b.md).\n")).is_empty());
    }

    #[test]
    fn tags_are_short() {
        assert_eq!(read("---\ntags: [a, b c]\n---\n# T\n").tags, ["a", "b c"]);
        assert_eq!(read("# T\n\n- Tags: #a #b\n").tags, ["a", "b"]);
        assert!(read("# T\n\n## Keywords\n\nBoth async and await become keywords, gated on the 2018 edition.\n").tags.is_empty());
    }
}

mod natures {
    use super::*;

    #[test]
    fn templates_indexes_and_guides_are_told_from_records() {
        let template = "# {short title}\n\n- Status: {proposed | accepted | rejected}\n\n## Context\n";
        let real = "# Use e-mail layouts\n\n- Status: accepted\n- Date: 2024-01-02\n\n## Context\n\nWhy.\n\n## Decision\n\nWe do.\n";
        for (path, text, nature) in [
            ("0000-template.md", template, Nature::Template),
            ("template.md", template, Nature::Template),
            ("adr-template.md", "# Title\n\n## Status\n\nProposed\n", Nature::Template),
            ("0042-x.md", template, Nature::Template),
            ("template.md", real, Nature::Record),
            ("0023-handlebars-template-engine.md", real, Nature::Record),
            ("0042-x.md", "# [short title]\n\n- Status: accepted\n", Nature::Record),
            ("use-x.md", "# Use X\n\nText.\n", Nature::Plain),
            ("use-x.md", "# Use X\n\n## Decision\n\nWe do.\n", Nature::Record),
            ("CONTRIBUTING.md", "# How to\n", Nature::Guide),
            ("adr000-template.md", "---\ntitle: 'ADR000: [TITLE]'\n---\n\n## Context\n", Nature::Template),
            ("adr/templates/nygard.md", "# Decision title here\n\n## Status\n\nProposed, accepted, rejected, …?\n", Nature::Template),
            ("adr/templates/0004-use-layouts.md", real, Nature::Record),
            ("adr/template/0000-use-adrs.md", "# Use ADRs\n\n## Context\n\nWhy.\n", Nature::Record),
        ] {
            assert_eq!(parsed(path, text).draft.nature, nature, "{path}: {text}");
        }
        let index = "# Log\n\n| ADR | Title | Status | Date |\n|---|---|---|---|\n| [1](0001-a.md) | A | Accepted | 2024-01-02 |\n| [2](0002-b.md) | B | Draft | 2024-01-02 |\n";
        for path in ["README.md", "index.md", "000-index.md", "adr-log.md"] {
            let parsed = parsed(path, index);
            assert!(matches!(parsed.draft.nature, Nature::Index { record_content: false, .. }), "{path}");
            assert!(codes(&parsed).is_empty());
        }
        let list = "# Our log\n\n## Context\n\nWhy.\n\n- [A](0001-a.md)\n- [B](./0002-b.md)\n- [C](0003-c.md#x)\n";
        assert!(matches!(parsed("our-log.md", list).draft.nature, Nature::Index { record_content: false, .. }));
        assert_eq!(parsed("our-log.md", format!("{list}\n## Status\n\nAccepted\n")).draft.nature, Nature::Record);
        let kep = "# KEP-0007: X\n\n## Summary\n\n## Proposal\n";
        assert!(matches!(parsed("keps/0007-x/README.md", kep).draft.nature, Nature::Index { record_content: true, .. }));
        assert!(matches!(
            parsed("docs/04-decisions/README.md", "# 4. Decisions\n").draft.nature,
            Nature::Index { record_content: false, .. }
        ));
        assert!(matches!(parsed("adr/0007-x/README.md", real).draft.nature, Nature::Index { record_content: true, .. }));
    }

    #[test]
    fn several_records_in_one_file_are_said_and_chapters_are_not() {
        let two = "# ADR-1: A\n\n## Status\n\nAccepted\n\n# ADR-2: B\n\n## Status\n\nRejected\n";
        let found = parsed("decisions-of-may.md", two);
        assert_eq!((codes(&found), found.draft.status), (vec![Code::SeveralRecords], Some(Status::Accepted)));
        let below = "# Decisions\n\n## ADR-001: A\n\n### Status\n\nAccepted\n\n## ADR-002: B\n\n### Status\n\nRejected\n";
        assert_eq!(codes(&parsed("log.md", below)), [Code::SeveralRecords]);
        let chapters = "# 1. Client\n\nText\n\n# 2. Network\n\nText\n";
        assert!(codes(&parsed("eip-4.md", format!("---\neip: 4\ntitle: T\n---\n{chapters}"))).is_empty());
    }
}

mod bytes {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn encodings_and_line_ends_change_nothing() {
        let text = "---\nstatus: accepted\n---\n# T\n\n- Date: 2024-01-02\n";
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for bytes in [
            text.as_bytes().to_vec(),
            text.replace('\n', "\r\n").into_bytes(),
            text.replace('\n', "\r").into_bytes(),
            format!("\u{feff}{text}").into_bytes(),
            utf16,
        ] {
            let draft = read(&bytes);
            assert_eq!((draft.title.as_str(), draft.status, date(&draft).as_str()), ("T", Some(Status::Accepted), "2024-01-02"));
        }
    }

    #[test]
    fn hostile_texts_are_read_in_bounded_time() {
        let deep_yaml = format!("---\na: {}{}\n---\n# T\n", "[".repeat(200_000), "]".repeat(200_000));
        let nested_yaml = (0..3_000).fold("---\n".to_owned(), |yaml, depth| yaml + &" ".repeat(depth) + "a:\n");
        for text in [
            String::new(),
            " \n\t\n".to_owned(),
            "---\n---\n".to_owned(),
            "---\nstatus: accepted\n".to_owned(),
            "---".to_owned(),
            "+++\na = [\n".to_owned(),
            "<!--".to_owned(),
            deep_yaml,
            nested_yaml,
            "x".repeat(2 << 20),
            format!("Status: {}", "accepted ".repeat(100_000)),
            format!("---\nstatus: {}\ntitle: {}\n---\n", "a|".repeat(300_000), "[](".repeat(300_000)),
            format!("---\ndeciders: {}\n---\n", "a and ".repeat(50_000)),
            format!("---\nsupersedes: {}\n---\n", "[[a]] ".repeat(20_000)),
            ">".repeat(10_000),
            "> ".repeat(10_000) + "Status: accepted",
            "[".repeat(10_000),
            "(".repeat(10_000),
            "*".repeat(10_000),
            "- ".repeat(10_000),
            format!("# T\n\n| Status | Date |\n|---|---|\n{}", "| Accepted | 2024-01-02 |\n".repeat(20_000)),
            format!("# T\n\n## Status\n\n{}", "2024-01-02 Accepted\n".repeat(20_000)),
            "# ".to_owned() + &"a ".repeat(200_000),
            "\u{0}\u{1}\u{7f}\u{202e}\u{2028}\u{2029}".repeat(1_000),
            "Status\u{2028}: a\u{2029}".to_owned(),
            "~~".repeat(100_000),
            "<a ".repeat(50_000),
        ] {
            let started = std::time::Instant::now();
            let parsed = parsed("0007-x.md", &text);
            let shown: String = text.chars().take(40).collect();
            assert!(!parsed.draft.title.is_empty(), "{shown}");
            assert!(started.elapsed().as_secs() < 10, "{shown}: {:?}", started.elapsed());
        }
        read([0xff, 0x00, 0xed, 0xa0, 0x80, b'#', b' ', b'T']);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,200}", path in "[a-z0-9 ._-]{1,20}\\.md") {
            parsed(&path, text);
        }

        #[test]
        fn no_markup_is_too_strange(pieces in proptest::collection::vec(prop::sample::select(PIECES), 0..40)) {
            parsed("0007-x.md", pieces.concat());
        }

        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            parsed("0007-x.md", bytes);
        }

        #[test]
        fn byte_order_mark_and_line_ends_change_nothing(pieces in proptest::collection::vec(prop::sample::select(PIECES), 0..20)) {
            let text = pieces.concat();
            let (one, two) = (read(&text), read(format!("\u{feff}{}", text.replace('\n', "\r\n"))));
            prop_assert_eq!((&one.title, one.status, &one.status_text, one.date), (&two.title, two.status, &two.status_text, two.date));
        }

        #[test]
        fn native_records_say_what_was_written(
            number in 1_u64..9999,
            title in "[A-Z][a-z]{2,8}( [a-z]{3,8}){1,5}",
            status in prop::sample::select(&[("draft", Status::Draft), ("proposed", Status::Proposed), ("accepted", Status::Accepted), ("rejected", Status::Rejected), ("deprecated", Status::Deprecated), ("superseded", Status::Superseded)][..]),
            (year, month, day) in (2000..2030, 1..=12, 1..=28),
            tags in proptest::collection::hash_set("[a-z]{4,9}", 0..4),
            teams in proptest::collection::hash_set("team-[a-z]{4,9}", 1..4),
            other in 1_u64..9999,
        ) {
            let list = |items: &std::collections::HashSet<String>| items.iter().cloned().collect::<Vec<_>>().join(", ");
            let text = format!(
                "---\nid: {number}\ntitle: {title}\nstatus: {}\ndate: {year}-{month:02}-{day:02}\nproposed_by: [{}]\nsupersedes: [{other}]\ntags: [{}]\n---\n# Other\n",
                status.0, list(&teams), list(&tags)
            );
            let parsed = parsed("x.md", text);
            let draft = parsed.draft;
            prop_assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
            prop_assert_eq!(draft.id.as_ref().and_then(|id| id.number), Some(number));
            prop_assert_eq!(&draft.title, &title);
            prop_assert_eq!(draft.status, Some(status.1));
            prop_assert_eq!(date(&draft), format!("{year}-{month:02}-{day:02}"));
            prop_assert_eq!(draft.tags.len(), tags.len());
            prop_assert_eq!(draft.sign_offs.len(), teams.len());
            prop_assert_eq!(draft.relations[0].reference.number, Some(other));
        }
    }

    /// What records are made of, for texts that are strange in the places that matter.
    const PIECES: &[&str] = &[
        "\n", "\n\n", " ", "  ", "---\n", "+++\n", "# ", "## ", "### ", "- ", "* ", "1. ", "> ", "| ", " |", "|---|---|\n", "```\n",
        "<!--", "-->", "**", "_", "~~", "`", "[", "](", ")", "]", "[[", "]]", "{", "}", "[x] ", "[ ] ", ":", ": ", "：", "Status",
        "status", "Date", "title", "id", "Deciders", "tags", "supersedes", "accepted", "Proposed", "superseded by ", "取代", "2024-01-02",
        "04/09/2023", "2023-13-07", "ADR-0007", "7", "Ana", "@bo", ", ", " and ", "\t", "\u{2028}", "é", "状态", "ADR-0007: Use X", "<br>",
        "<td>", "&", "→", "\\", "\u{202e}", "Changelog", "Title",
    ];
}
