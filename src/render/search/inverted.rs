//! From records to the words that they contain: an inverted index.
//!
//! Words that share a stem are a *group*, and what is looked up is a group; but the dictionary lists the words as the records
//! write them. So the browser finds a group by any of its words, by the start of one, by a word with a typo, and never has to
//! know how words are stemmed.

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::fields;
use super::stems::Stems;
use super::words::words;
use crate::model::AdrIndex;
use crate::workspace::Snapshot;

/// Records that are read in one go. A fixed number, so that the index does not depend on how many cores there are; and one
/// that leaves a [`Mention`] most of its bits.
const CHUNK: usize = 1 << CHUNK_BITS;
const CHUNK_BITS: u32 = 8;

/// How strongly a document's length tells against it, and how little a word's further mentions add: the usual values of BM25.
const B: f64 = 0.75;

/// All words of a log.
#[derive(Debug)]
pub(super) struct Inverted {
    chunks: Vec<Chunk>,
    /// Sorted by head, as JavaScript compares strings.
    pub(super) groups: Vec<Group>,
    /// Mean number of words in a document.
    mean: f64,
}

/// The words of a few records.
#[derive(Debug, Default)]
struct Chunk {
    /// The position of its first document.
    first: usize,
    /// The words, with their numbers; only until they are grouped.
    forms: Forms,
    /// By the numbers of the words, then by documents.
    mentions: Vec<Mention>,
    /// Where the mentions of each word start, and the end.
    starts: Vec<u32>,
    /// Words of each document.
    lengths: Vec<u32>,
}

type Forms = HashMap<Box<str>, u32>;

/// The words of a few records while they are read.
#[derive(Default)]
struct Reader {
    forms: Forms,
    /// Of each word, its weight in the document that is being read.
    weights: Vec<u32>,
    /// The words of that document.
    touched: Vec<u32>,
    /// Of each word, how many documents mention it.
    counts: Vec<u32>,
    /// In the order of the documents, each with the number of its word.
    mentions: Vec<(u32, Mention)>,
}

/// A word in a document: the position of that in its chunk, and above it how often the word stands there, each time with the
/// weight of its place. There are hundreds of these for each record.
#[derive(Debug, Clone, Copy)]
struct Mention(u32);

impl Mention {
    fn new(position: usize, weight: u32) -> Self {
        Self(weight.min(u32::MAX >> CHUNK_BITS) << CHUNK_BITS | position as u32)
    }

    fn position(self) -> usize {
        self.0 as usize % CHUNK
    }

    fn weight(self) -> u32 {
        self.0 >> CHUNK_BITS
    }
}

/// Words that differ in their endings only.
#[derive(Debug)]
pub(super) struct Group {
    /// What all of its words, and their stem, begin with.
    pub(super) head: Box<str>,
    /// What each of its words has after that, sorted.
    pub(super) tails: Vec<Box<str>>,
    /// Where its mentions are: chunk, and the word's number there.
    places: Vec<(usize, u32)>,
    /// About how many documents mention it.
    pub(super) mentions: usize,
}

#[cfg(test)]
impl Group {
    pub(super) fn of_one(word: &str) -> Self {
        Self { head: word.into(), tails: vec!["".into()], places: Vec::new(), mentions: 0 }
    }
}

/// A document that mentions a group's words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Posting {
    pub(super) document: u32,
    /// Its mentions, less the longer the document is: the part of BM25 that depends on the document.
    pub(super) share: f64,
}

impl Inverted {
    /// The words of `documents`, which are numbered by their places in it.
    pub(super) fn new(snapshot: &Snapshot, documents: &[AdrIndex]) -> Self {
        let read = |(number, chunk)| Chunk::new(snapshot, number * CHUNK, chunk);
        // Whoever works in the pool may hold the lock behind which this runs. Waiting for others there would mean to take up
        // other work, which may want the same lock.
        let mut chunks: Vec<Chunk> = match rayon::current_thread_index() {
            None => documents.par_chunks(CHUNK).enumerate().with_max_len(1).map(read).collect(),
            Some(_) => documents.chunks(CHUNK).enumerate().map(read).collect(),
        };
        let total: u64 = chunks.iter().flat_map(|chunk| &chunk.lengths).map(|length| u64::from(*length)).sum();
        let groups = groups(&chunks, &snapshot.config.records_language);
        chunks.iter_mut().for_each(|chunk| chunk.forms = Forms::default());
        Self { chunks, groups, mean: (total as f64 / documents.len().max(1) as f64).max(1.0) }
    }

    /// The documents of a group, in their order.
    pub(super) fn postings(&self, group: &Group) -> Vec<Posting> {
        let in_chunk = |&(number, form): &(usize, u32)| {
            let chunk = &self.chunks[number];
            chunk.mentions(form).iter().map(|mention| ((chunk.first + mention.position()) as u32, mention.weight()))
        };
        let mut mentions: Vec<(u32, u32)> = group.places.iter().flat_map(in_chunk).collect();
        mentions.sort_by_key(|(document, _)| *document);
        let same = mentions.chunk_by(|(one, _), (other, _)| one == other);
        same.map(|mentions| {
            let document = mentions[0].0;
            let weight: u32 = mentions.iter().map(|(_, weight)| weight).sum();
            let length = 1.0 - B + B * f64::from(self.length(document)) / self.mean;
            Posting { document, share: f64::from(weight) / f64::from(fields::ONCE) / length }
        })
        .collect()
    }

    fn length(&self, document: u32) -> u32 {
        let chunk = &self.chunks[document as usize / CHUNK];
        chunk.lengths[document as usize - chunk.first]
    }
}

impl Chunk {
    fn new(snapshot: &Snapshot, first: usize, documents: &[AdrIndex]) -> Self {
        let mut reader = Reader::default();
        let mut lengths = Vec::with_capacity(documents.len());
        for (position, index) in documents.iter().enumerate() {
            let adr = snapshot.log.adr(*index);
            let mut length = 0;
            fields::of(snapshot, adr, |text, weight| {
                words(text, |word| {
                    reader.mention(word, weight);
                    length += 1;
                });
            });
            reader.end(position);
            lengths.push(length);
        }
        let mut starts = Vec::with_capacity(reader.counts.len() + 1);
        starts.push(0);
        starts.extend(reader.counts.iter().scan(0, |end, count| {
            *end += count;
            Some(*end)
        }));
        let mut free = starts.clone();
        let mut mentions = vec![Mention(0); reader.mentions.len()];
        for (form, mention) in reader.mentions {
            mentions[free[form as usize] as usize] = mention;
            free[form as usize] += 1;
        }
        Self { first, forms: reader.forms, mentions, starts, lengths }
    }

    fn mentions(&self, form: u32) -> &[Mention] {
        let form = form as usize;
        &self.mentions[self.starts[form] as usize..self.starts[form + 1] as usize]
    }
}

impl Reader {
    fn mention(&mut self, word: &str, weight: u32) {
        let form = match self.forms.get(word) {
            Some(form) => *form,
            None => {
                let form = self.counts.len() as u32;
                self.forms.insert(word.into(), form);
                self.counts.push(0);
                self.weights.push(0);
                form
            }
        };
        let known = &mut self.weights[form as usize];
        if *known == 0 {
            self.touched.push(form);
        }
        *known += weight;
    }

    /// Notes the words of the document that was read, by its position in the chunk.
    fn end(&mut self, position: usize) {
        for form in self.touched.drain(..) {
            let weight = std::mem::take(&mut self.weights[form as usize]);
            self.counts[form as usize] += 1;
            self.mentions.push((form, Mention::new(position, weight)));
        }
    }
}

/// Puts the words of all chunks together by their stems.
fn groups(chunks: &[Chunk], language: &str) -> Vec<Group> {
    let mut places: HashMap<&str, Vec<(usize, u32)>> = HashMap::new();
    for (number, chunk) in chunks.iter().enumerate() {
        for (form, at) in &chunk.forms {
            places.entry(form).or_default().push((number, *at));
        }
    }
    let count = |places: &[(usize, u32)]| places.iter().map(|&(chunk, form)| chunks[chunk].mentions(form).len()).sum::<usize>();
    let stems = Stems::new(language, |word| places.get(word).map_or(0, |places| count(places)));
    // All words of a group have their first two letters in common, by which the dictionary is cut into files.
    let mut forms: Vec<_> = places.into_iter().map(|(form, places)| ((start(form), stems.stem(form), form), places)).collect();
    forms.sort_unstable();
    let mut groups: Vec<Group> = forms
        .chunk_by(|((start, stem, _), _), ((other_start, other_stem, _), _)| start == other_start && stem == other_stem)
        .map(|forms| {
            let ((start, stem, first), _) = &forms[0];
            let stem = if stem.starts_with(start) { stem.as_str() } else { first };
            let head = forms.iter().fold(stem, |head, ((_, _, form), _)| common_start(head, form));
            let tails = forms.iter().map(|((_, _, form), _)| form[head.len()..].into()).collect();
            let places: Vec<_> = forms.iter().flat_map(|(_, places)| places).copied().collect();
            Group { head: head.into(), tails, mentions: count(&places), places }
        })
        .collect();
    groups.sort_by(|a, b| a.head.encode_utf16().cmp(b.head.encode_utf16()).then_with(|| a.tails.cmp(&b.tails)));
    groups
}

/// The first two letters of a word.
pub(super) fn start(word: &str) -> &str {
    word.char_indices().nth(2).map_or(word, |(end, _)| &word[..end])
}

fn common_start<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(ch, _)| ch.len_utf8()).sum();
    &one[..same]
}
