//! What each file says, and when it has to be read again.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Weak};
use std::time::{Duration, SystemTime};

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use crate::config::{Config, StatusWord};
use crate::diagnostic::Diagnostic;
use crate::discover::{Discovery, FoundFile};
use crate::parse::{self, Content, Draft, MAX_FILE_BYTES, Parsed, SourceFile, StatusWords};
use crate::routes;

/// Files that are parsed in one go: few, so that a core that is done with its own finds some of another's.
const PORTION: usize = 64;

/// Reads and parses all files of a discovery.
pub(super) fn parse_all(discovery: &Discovery, config: &Config) -> (Vec<Arc<Draft>>, Vec<Diagnostic>) {
    let routes = routes::assign(discovery);
    let words = StatusWords::new(&config.statuses);
    let one = |(file, route)| {
        let Parsed { draft, diagnostics } = parse::parse(&source_file(file, route, read(file)), &words);
        (Arc::new(draft), diagnostics)
    };
    let files = discovery.files.par_iter().zip(routes).with_max_len(PORTION);
    let (drafts, diagnostics): (Vec<_>, Vec<_>) = files.map(one).unzip();
    (drafts, diagnostics.into_iter().flatten().collect())
}

/// What the files of a log said when they were last read.
#[derive(Debug, Default)]
pub(super) struct Files {
    by_path: HashMap<String, Entry>,
    /// With which words statuses were read.
    statuses: Vec<StatusWord>,
    words: Option<StatusWords>,
    /// For which files routes were assigned, and the routes.
    routes: (Weak<Discovery>, Vec<String>),
}

/// A file as it was last read.
#[derive(Debug)]
struct Entry {
    /// `None` where the file may have changed again without showing it.
    stamp: Option<Stamp>,
    /// Of its content: a file that was only touched says the same.
    hash: u64,
    draft: Arc<Draft>,
    diagnostics: Vec<Diagnostic>,
}

/// What shows that a file has changed without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    modified: SystemTime,
    size: u64,
    /// Inode and time of the last change of the inode, where the system has them: `cp -p` and `mv` keep the rest.
    inode: (u64, i64, i64),
}

impl Stamp {
    /// The stamp of the file at a path, if there is one.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        #[cfg(unix)]
        let inode = {
            use std::os::unix::fs::MetadataExt;
            (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
        };
        #[cfg(not(unix))]
        let inode = (0, 0, 0);
        Some(Self { modified: metadata.modified().ok()?, size: metadata.len(), inode })
    }

    /// The stamp, unless the file was written so shortly ago that a second write could leave the same one: the clock of
    /// file systems has ticks of milliseconds, in old ones of two seconds.
    pub(crate) fn settled(self) -> Option<Self> {
        let age = SystemTime::now().duration_since(self.modified).unwrap_or_default();
        (age > Duration::from_secs(2)).then_some(self)
    }
}

impl Files {
    /// Whether a file of this path was in the last discovery.
    pub(super) fn knows(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    /// Whether any file of the last discovery lay below this folder.
    pub(super) fn knows_below(&self, folder: &str) -> bool {
        self.by_path.keys().any(|path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// Reads what has changed: among `changed`, or, where that is `None`, all files whose stamps differ. Says whether any
    /// file says something else than before, or is gone.
    pub(super) fn read(&mut self, discovery: &Arc<Discovery>, config: &Config, changed: Option<&[String]>) -> bool {
        if self.statuses != config.statuses {
            self.by_path.clear();
            self.words = None;
            self.statuses.clone_from(&config.statuses);
            return self.read_all(discovery);
        }
        let Some(changed) = changed else { return self.read_all(discovery) };
        // Which files there are has not changed, so no route has.
        let named = discovery.files.iter().filter(|file| changed.contains(&file.path));
        let named: Vec<(&FoundFile, String)> =
            named.filter_map(|file| Some((file, self.by_path.get(&file.path)?.draft.route.clone()))).collect();
        self.read_files(named)
    }

    fn read_all(&mut self, discovery: &Arc<Discovery>) -> bool {
        if !Weak::ptr_eq(&self.routes.0, &Arc::downgrade(discovery)) {
            self.routes = (Arc::downgrade(discovery), routes::assign(discovery));
        }
        let known = &self.by_path;
        let unsettled = discovery.files.par_iter().zip(&self.routes.1).filter(|(file, route)| {
            let entry = known.get(&file.path).filter(|entry| entry.is_for(file, route));
            !entry.is_some_and(|entry| entry.stamp.is_some() && entry.stamp == Stamp::of(&file.absolute))
        });
        let unsettled: Vec<(&FoundFile, String)> = unsettled.map(|(file, route)| (file, route.clone())).collect();
        let stale = self.read_files(unsettled);
        if self.by_path.len() == discovery.files.len() {
            return stale;
        }
        let there: HashSet<&str> = discovery.files.iter().map(|file| file.path.as_str()).collect();
        self.by_path.retain(|path, _| there.contains(path.as_str()));
        true
    }

    /// Reads files, and parses those that say something else than before.
    fn read_files(&mut self, files: Vec<(&FoundFile, String)>) -> bool {
        if files.is_empty() {
            return false;
        }
        let words = &*self.words.get_or_insert_with(|| StatusWords::new(&self.statuses));
        let known = &self.by_path;
        let read = files.into_par_iter().with_max_len(PORTION).map(|(file, route)| {
            // The stamp is taken before the reading: what is written meanwhile shows at the next look.
            let stamp = Stamp::of(&file.absolute).and_then(Stamp::settled);
            let content = read(file);
            let hash = hash(&content);
            if known.get(&file.path).is_some_and(|entry| entry.hash == hash && entry.is_for(file, &route)) {
                return (file.path.clone(), Reading::Same(stamp));
            }
            let Parsed { draft, diagnostics } = parse::parse(&source_file(file, route, content), words);
            (file.path.clone(), Reading::New(Entry { stamp, hash, draft: Arc::new(draft), diagnostics }))
        });
        let read: Vec<(String, Reading)> = read.collect();
        let mut stale = false;
        for (path, read) in read {
            match read {
                Reading::New(entry) => {
                    stale = true;
                    self.by_path.insert(path, entry);
                }
                Reading::Same(stamp) => {
                    if let Some(entry) = self.by_path.get_mut(&path) {
                        entry.stamp = stamp;
                    }
                }
            }
        }
        stale
    }

    /// What the files of a discovery say, in its order, and what is wrong with them. All of them have been read.
    pub(super) fn drafts(&self, discovery: &Discovery) -> (Vec<Arc<Draft>>, Vec<Diagnostic>) {
        let entries = discovery.files.iter().filter_map(|file| self.by_path.get(&file.path));
        let mut drafts = Vec::with_capacity(discovery.files.len());
        let mut diagnostics = Vec::new();
        for entry in entries {
            drafts.push(Arc::clone(&entry.draft));
            diagnostics.extend_from_slice(&entry.diagnostics);
        }
        (drafts, diagnostics)
    }
}

/// What reading a file gave.
enum Reading {
    New(Entry),
    /// It says what it said before.
    Same(Option<Stamp>),
}

impl Entry {
    /// Whether the file was read as a part of the same source, for the same page.
    fn is_for(&self, file: &FoundFile, route: &str) -> bool {
        self.draft.source == file.source && self.draft.route == route
    }
}

fn source_file(file: &FoundFile, route: String, content: Content) -> SourceFile {
    SourceFile { path: file.path.clone(), source: file.source, route, content }
}

fn read(file: &FoundFile) -> Content {
    read_bounded(&file.absolute).unwrap_or_else(|error| Content::Unreadable(error.to_string()))
}

/// Reads at most [`MAX_FILE_BYTES`], however much the file grows meanwhile.
fn read_bounded(path: &Path) -> std::io::Result<Content> {
    let file = std::fs::File::open(path)?;
    let size = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(size.min(MAX_FILE_BYTES) as usize + 1);
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    Ok(if length > MAX_FILE_BYTES { Content::TooLarge(size.max(length)) } else { Content::Bytes(bytes) })
}

fn hash(content: &Content) -> u64 {
    let mut hasher = DefaultHasher::new();
    match content {
        Content::Bytes(bytes) => (0_u8, bytes).hash(&mut hasher),
        Content::TooLarge(size) => (1_u8, size).hash(&mut hasher),
        Content::Unreadable(reason) => (2_u8, reason).hash(&mut hasher),
    }
    hasher.finish()
}
