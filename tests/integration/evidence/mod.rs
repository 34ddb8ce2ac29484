//! What git says of every sign-off, and of the life of each record: scripted repositories with what is expected of them.

mod cases;
mod clones;
mod malicious;
mod mapping;
mod repository;
