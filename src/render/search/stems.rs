//! Which endings make no other word, by the language that a log is written in.

use pagefind_stem::{Algorithm, Stemmer};

/// Words that one language uses in almost every text and the others do not, folded.
const COMMON: [(&str, Algorithm, &[&str]); 12] = [
    ("da", Algorithm::Danish, &["af", "og", "ikke", "vi", "bliver", "efter"]),
    ("de", Algorithm::German, &["und", "nicht", "wird", "werden", "fur", "ist"]),
    ("en", Algorithm::English, &["the", "and", "of", "with", "should", "this"]),
    ("es", Algorithm::Spanish, &["los", "las", "una", "con", "del", "mas"]),
    ("fi", Algorithm::Finnish, &["ja", "etta", "tama", "ovat", "mutta", "niin"]),
    ("fr", Algorithm::French, &["les", "des", "une", "nous", "dans", "est"]),
    ("it", Algorithm::Italian, &["della", "gli", "sono", "che", "il", "nel"]),
    ("nb", Algorithm::Norwegian, &["og", "ikke", "vi", "blir", "etter", "av"]),
    ("nl", Algorithm::Dutch, &["het", "een", "van", "niet", "wordt", "voor"]),
    ("pt", Algorithm::Portuguese, &["uma", "nao", "com", "dos", "para", "sao"]),
    ("ro", Algorithm::Romanian, &["si", "este", "pentru", "sunt", "care", "prin"]),
    ("sv", Algorithm::Swedish, &["och", "inte", "att", "av", "blir", "efter"]),
];

/// Takes the endings off words: those of the log's main language, and Russian ones in Cyrillic.
pub(super) struct Stems {
    latin: Stemmer,
    cyrillic: Stemmer,
}

impl Stems {
    /// For a log whose words stand in `records(word)` records. `configured` decides where the words do not.
    ///
    /// The interface's language says little about the records': many logs never set it.
    pub(super) fn new(configured: &str, records: impl Fn(&str) -> usize) -> Self {
        let configured = configured.split('-').next().unwrap_or_default();
        let uses = |words: &[&str]| -> usize { words.iter().map(|word| records(word)).sum() };
        let main = COMMON.into_iter().max_by_key(|(tag, _, words)| (uses(words), *tag == configured, *tag == "en"));
        let latin = Stemmer::create(main.map_or(Algorithm::English, |(_, algorithm, _)| algorithm));
        Self { latin, cyrillic: Stemmer::create(Algorithm::Russian) }
    }

    /// What is left of a folded word; itself where nothing is known about its script.
    pub(super) fn stem(&self, word: &str) -> String {
        match word.chars().next() {
            Some('a'..='z') => self.latin.stem(word).into_owned(),
            Some('а'..='я') => self.cyrillic.stem(word).into_owned(),
            _ => word.to_owned(),
        }
    }
}
