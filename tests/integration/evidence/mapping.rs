//! Who may speak for whom, and who changed that.

use super::repository::{ANA, BRUNO, ROOT, Script, TEAMS};
use crate::log::record;

const PATH: &str = "0001-x.md";

#[test]
fn membership_counts_on_the_day_of_the_commit() {
    let config = "teams:
  platform: { members: [{ name: Kim Moe, email: kim@x.example, until: 2026-01-31 }] }
  halcyon: { members: [{ name: Kim Moe, email: kim@x.example, from: 2026-02-01 }] }
";
    let kim = "Kim Moe <kim@x.example>";
    let script = Script::new(config)
        .write(PATH, record("status: proposed\nproposed_by: platform", "# X\n"))
        .commit(kim, "2026-01-31", "Propose")
        .write(PATH, record("status: proposed\nproposed_by: platform\nreviewed_by: [halcyon, platform]", "# X\n"))
        .commit(kim, "2026-02-01", "Review");
    let told = script.build();
    assert_eq!(
        told.evidence(PATH),
        ["proposed platform own 2026-01-31", "reviewed halcyon own 2026-02-01", "reviewed platform other halcyon 2026-02-01"]
    );
    assert_eq!(
        told.timeline(PATH),
        [
            "2026-01-31 platform created",
            "2026-01-31 platform signed proposed platform",
            "2026-02-01 halcyon signed reviewed halcyon",
            "2026-02-01 halcyon signed reviewed platform",
        ]
    );
}

#[test]
fn a_mailmap_is_respected_and_who_it_moves_to_another_side_is_flagged() {
    let script = Script::new(TEAMS)
        .write(PATH, record("status: proposed\nproposed_by: halcyon", "# X\n"))
        .commit("bruno <bruno@home.example>", "2026-01-05", "Propose");
    assert_eq!(script.build().evidence(PATH), ["proposed halcyon unverifiable unknown_author 2026-01-05"]);
    let script =
        script.write(".mailmap", "Bruno Reis <bruno@halcyon.example> <bruno@home.example>\n").commit(BRUNO, "2026-01-06", "Map my address");
    assert_eq!(script.build().evidence(PATH), ["proposed halcyon own 2026-01-05"]);
    let script = script
        .write(PATH, record("status: accepted\nproposed_by: halcyon\napproved_by: halcyon", "# X\n"))
        .commit(ANA, "2026-01-07", "Approve for them")
        .write(
            ".mailmap",
            "Bruno Reis <bruno@halcyon.example> <bruno@home.example>\nBruno Reis <bruno@halcyon.example> <ana@northwind.example>\n",
        )
        .commit(ANA, "2026-01-08", "I am Bruno");
    let told = script.build();
    assert_eq!(told.evidence(PATH)[1], "approved halcyon own 2026-01-07");
    let page = told.built.page("methodology/index.html");
    let flagged = page.split("class=\"mapping across\"").nth(1).expect("the move is flagged");
    assert!(flagged.split("</li>").next().unwrap().contains("Ana Ruiz"), "{flagged}");
}

#[test]
fn changes_of_members_are_listed_with_their_authors_and_no_address_is_published() {
    let moved = TEAMS.replace("domains: [northwind.example]", "").replace("domains: [halcyon.example]", "domains: [northwind.example]");
    let script = Script::new(TEAMS)
        .write(PATH, record("status: proposed\nproposed_by: [{ team: platform, by: ana@northwind.example }]", "# X\n"))
        .commit("ana@northwind.example <ana@northwind.example>", "2026-01-05", "Propose\n\nReviewed-by: K <kim@secret.example>\n")
        .write("adrsite.yaml", format!("{moved}{ROOT}"))
        .commit(BRUNO, "2026-01-06", "Everybody at Northwind is ours now");
    let told = script.build();
    let page = told.built.page("methodology/index.html");
    let flagged = page.split("class=\"mapping across\"").nth(1).expect("the move is flagged");
    assert!(flagged.contains("@northwind.example") && flagged.contains("Bruno Reis"), "{flagged}");
    for (route, bytes) in told.built.files() {
        let text = String::from_utf8_lossy(bytes);
        for address in ["ana@northwind.example", "bruno@halcyon.example", "kim@secret.example"] {
            assert!(!text.contains(address), "{address} is in {route}");
        }
    }
    assert!(!told.built.printed.contains('@'), "{}", told.built.printed);
}
