//! One file for each kind of page: its data, as a typed struct, is the theme's contract.

pub(super) mod actions;
pub(super) mod context;
pub(super) mod decision;
pub(super) mod home;
pub(super) mod list;
pub(super) mod methodology;
pub(super) mod not_found;
pub(super) mod note;
pub(super) mod party;
pub(super) mod people;
pub(super) mod problems;
pub(super) mod relations;
pub(super) mod scorecard;
pub(super) mod search;
pub(super) mod single;
pub(super) mod statistics;
pub(super) mod statuses;
pub(super) mod tags;
pub(super) mod team;
pub(super) mod teams;
pub(super) mod timeline;
