//! What the figures hold for small logs, and laws that they hold for any.
