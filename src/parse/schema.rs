//! The front-matter as a type, for the schema by which editors complete and check it.
//!
//! Records are not read through it: reading takes far more than this, and never fails.

#![allow(dead_code, reason = "only the schemas of these types are used")]

use schemars::JsonSchema;

/// A day, YYYY-MM-DD.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Day(#[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))] String);

/// Front-matter of a decision record. Every key is optional; `-` and `_` in keys are the same, and other keys are left alone.
#[derive(JsonSchema)]
#[schemars(title = "Decision record", extend("patternProperties" = { "^[a-z]+-[a-z]+$": true }))]
pub struct FrontMatterSchema {
    /// The number, or any id; else the number in the file name.
    id: Option<Scalar>,
    /// The title; else the first heading.
    title: Option<String>,
    /// Where the decision stands. Other words are mapped under `statuses` in adrsite.yaml.
    status: Option<StatusWord>,
    /// The day on which it got this status, YYYY-MM-DD.
    date: Option<Day>,
    /// Who brought it up.
    proposed_by: Option<SignOffs>,
    /// Who read it and answered.
    reviewed_by: Option<SignOffs>,
    /// Who has the say, and said it.
    approved_by: Option<SignOffs>,
    /// Decisions whose place it takes.
    supersedes: Option<References>,
    /// Decisions that take its place.
    superseded_by: Option<References>,
    /// Decisions that it changes in part.
    amends: Option<References>,
    /// Decisions that change it in part.
    amended_by: Option<References>,
    /// Decisions that it needs.
    depends_on: Option<References>,
    /// Decisions that have to do with it.
    relates_to: Option<References>,
    /// Words to find it by.
    tags: Option<Tags>,
    /// The pull request, thread or ticket.
    discussion: Option<String>,
    /// Look at it again by this day, YYYY-MM-DD.
    review_on: Option<Day>,
    /// `false` keeps the record out of the site.
    publish: Option<bool>,
    /// What to watch or read to understand it.
    context: Option<Vec<ContextDrop>>,
    /// What the teams promised.
    actions: Option<Vec<Action>>,
}

/// A text or a number.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Scalar {
    Text(String),
    Number(u64),
}

/// One of the six statuses, or a word that adrsite.yaml maps.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum StatusWord {
    Status(StatusName),
    Other(String),
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum StatusName {
    /// Being written.
    Draft,
    /// Waits for an answer.
    Proposed,
    /// In force.
    Accepted,
    /// Decided against, or taken back.
    Rejected,
    /// No longer in force, without a successor.
    Deprecated,
    /// Another decision took its place.
    Superseded,
}

/// A sign-off, or a list of them.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum SignOffs {
    One(SignOff),
    Several(Vec<SignOff>),
}

/// A team, a person whom the config knows, or a mapping.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum SignOff {
    Name(String),
    Full(FullSignOff),
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct FullSignOff {
    /// The team that signs.
    team: Option<String>,
    /// Who signs: one person or several.
    by: Option<Tags>,
    /// The day of the sign-off, YYYY-MM-DD.
    date: Option<Day>,
    /// What it says; `agrees` where it is left out.
    outcome: Option<OutcomeName>,
    /// A word beside it.
    note: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum OutcomeName {
    /// Agrees.
    Agrees,
    /// Took part and disagrees.
    Objects,
    /// Took part and leaves it to the others.
    Abstains,
}

/// A text, or a list of them.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Tags {
    One(String),
    Several(Vec<String>),
}

/// Another decision, or a list of them: a number, an id, a file name, a relative link.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum References {
    One(Scalar),
    Several(Vec<Scalar>),
}

/// Something to watch or read.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ContextDrop {
    /// What it is called.
    title: Option<String>,
    /// Where it is.
    url: Option<String>,
    /// `video`, `article`, `recording`, …
    kind: Option<String>,
    /// How long it takes, in minutes.
    minutes: Option<u32>,
    /// Who made it.
    team: Option<String>,
}

/// Something that a team promised.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Action {
    /// The promise.
    what: String,
    /// Who promised.
    team: Option<String>,
    /// By which day, YYYY-MM-DD.
    due: Option<Day>,
    /// Kept on which day, YYYY-MM-DD.
    done: Option<Day>,
}
