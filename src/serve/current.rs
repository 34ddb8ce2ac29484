//! The newest revision, for everybody who answers requests, and what is broken beside it.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::problems::Problem;
use super::revision::Revision;

/// What is shown now.
#[derive(Debug)]
pub(super) struct Current {
    revision: RwLock<Arc<Revision>>,
    problems: Mutex<Arc<Vec<Problem>>>,
}

impl Current {
    pub(super) fn new(revision: Revision) -> Self {
        Self { revision: RwLock::new(Arc::new(revision)), problems: Mutex::default() }
    }

    pub(super) fn revision(&self) -> Arc<Revision> {
        Arc::clone(&self.revision.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows another revision; gives the old one back, whose memory takes a while to free.
    pub(super) fn show(&self, revision: Revision) -> Arc<Revision> {
        let mut current = self.revision.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *current, Arc::new(revision))
    }

    pub(super) fn problems(&self) -> Arc<Vec<Problem>> {
        Arc::clone(&self.problems.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn set_problems(&self, problems: Vec<Problem>) {
        *self.problems.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(problems);
    }
}
