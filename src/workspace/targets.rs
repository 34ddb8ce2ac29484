//! What lies behind links and images: only files that a record names are touched.

use std::path::{Path, PathBuf};

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use rayon::prelude::*;

use super::files::Stamp;
use crate::images;
use crate::links::{ImageState, Links, Target, documents};
use crate::model::{Asset, DecisionLog};
use crate::slug::Slugs;

/// What was found behind links, and is looked at again only where it may have changed.
#[derive(Debug)]
pub(super) struct Targets {
    root: PathBuf,
    /// Whether a file is there, by its path.
    files: HashMap<String, bool>,
    images: HashMap<String, SeenImage>,
}

/// An image as it was last looked at.
#[derive(Debug)]
struct SeenImage {
    stamp: Option<Stamp>,
    state: ImageState,
}

impl Targets {
    pub(super) fn new(dir: &Path) -> Self {
        let root = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
        Self { root, files: HashMap::new(), images: HashMap::new() }
    }

    /// Looks again at what is among `changed`, or, where that is `None`, at everything. Says whether anything differs, be it
    /// only an image's bytes.
    pub(super) fn recheck(&mut self, changed: Option<&[String]>) -> bool {
        // What may have changed with a path: itself, and what lies below it.
        let concerns = |path: &str| {
            changed.is_none_or(|changed| {
                changed
                    .iter()
                    .any(|changed| path.strip_prefix(changed.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
            })
        };
        let root = &self.root;
        let files: Vec<(String, bool)> = self
            .files
            .par_iter()
            .filter(|(path, known)| concerns(path) && inside(root, path).is_some() != **known)
            .map(|(path, known)| (path.clone(), !known))
            .collect();
        let images: Vec<(String, SeenImage)> = self
            .images
            .par_iter()
            .filter(|(path, _)| concerns(path))
            .filter_map(|(path, seen)| {
                let now = inside(root, path);
                let stamp = now.as_deref().and_then(Stamp::of);
                let gone_still = now.is_none() && seen.state == ImageState::Missing;
                // An image that was only just written is looked at again, once it has settled.
                let same = stamp.is_some() && stamp == seen.stamp && changed.is_none();
                (!gone_still && !same).then(|| (path.clone(), look_at(root, path)))
            })
            .collect();
        let stale = !files.is_empty() || !images.is_empty();
        self.files.extend(files);
        self.images.extend(images);
        stale
    }

    /// Tells `links` what is there and adds the images to the log.
    pub(super) fn look(&mut self, log: &mut DecisionLog, links: &mut Links) {
        let mut files: HashSet<String> = HashSet::new();
        let mut images: HashSet<String> = HashSet::new();
        for ((path, document), targets) in documents(log).zip(links.followed()) {
            for target in targets {
                if let Target::File(file, _) = target {
                    files.insert(file.clone());
                }
            }
            for image in &document.images {
                if let Target::File(file, _) = links.target(path, &image.target) {
                    images.insert(file);
                }
            }
        }
        let root = &self.root;
        // What no record names any more is forgotten.
        self.files.retain(|path, _| files.contains(path));
        self.images.retain(|path, _| images.contains(path));
        files.retain(|path| !self.files.contains_key(path));
        images.retain(|path| !self.images.contains_key(path));
        let files: Vec<(String, bool)> = files
            .into_par_iter()
            .map(|path| {
                let exists = inside(root, &path).is_some();
                (path, exists)
            })
            .collect();
        let images: Vec<(String, SeenImage)> = images
            .into_par_iter()
            .map(|path| {
                let seen = look_at(root, &path);
                (path, seen)
            })
            .collect();
        self.files.extend(files);
        self.images.extend(images);
        links.set_existing(self.files.iter().filter(|(_, exists)| **exists).map(|(path, _)| path.clone()).collect());
        let mut states: Vec<(&String, &ImageState)> = self.images.iter().map(|(path, seen)| (path, &seen.state)).collect();
        states.sort_unstable_by_key(|(path, _)| *path);
        let mut taken = Slugs::default();
        let mut by_path = HashMap::with_capacity(states.len());
        for (path, state) in states {
            let state = match state {
                ImageState::Image(_) => {
                    let route = taken.unique_of(&images::route(path));
                    log.assets.push(Asset { path: path.clone(), route: route.clone() });
                    ImageState::Image(route)
                }
                other => other.clone(),
            };
            by_path.insert(path.clone(), state);
        }
        links.set_images(by_path);
    }
}

fn look_at(root: &Path, path: &str) -> SeenImage {
    match inside(root, path) {
        Some(real) => SeenImage { stamp: Stamp::of(&real), state: images::inspect(&real) },
        None => SeenImage { stamp: None, state: ImageState::Missing },
    }
}

/// The real path of a file below `root`, if it is there; links that lead out of it do not count.
fn inside(root: &Path, path: &str) -> Option<PathBuf> {
    let real = root.join(path).canonicalize().ok()?;
    real.starts_with(root).then_some(real)
}
