//! Words, as the index knows them: small letters, accents folded, Chinese, Japanese and the like in pairs of characters.
//!
//! The browser cuts and folds what the reader types by the same rules (`wordsOf` and `fold` in the theme's `search.js`), so
//! a rule here is one that a browser can follow without tables of its own. That is why words are runs of letters and digits,
//! and not what Unicode's word boundaries make of a text: those keep `order_ledger` and `api.orders` whole, which nobody
//! searches for, and take a dictionary for some scripts.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of a word that count; what differs after them only is a checksum or an encoded file.
const LONGEST: usize = 32;

/// Gives each word of `text`, folded, to `take`.
pub(super) fn words(text: &str, mut take: impl FnMut(&str)) {
    let mut folded = String::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    // Most texts are ASCII for the most part, so bytes are looked at first, and characters where that is not enough.
    while at < bytes.len() {
        let plain = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        match bytes.get(at + plain) {
            Some(byte) if !byte.is_ascii() => {
                let word = &text[at..];
                let end = word.find(|ch| !is_of_word(ch)).unwrap_or(word.len());
                folded.clear();
                fold(&word[..end], &mut folded);
                runs(&folded, &mut take);
                at += end.max(text[at..].chars().next().map_or(1, char::len_utf8));
            }
            _ => {
                if plain > 0 {
                    folded.clear();
                    folded.push_str(&text[at..at + plain.min(LONGEST)]);
                    folded.make_ascii_lowercase();
                    take(&folded);
                }
                at += plain + 1;
            }
        }
    }
}

fn is_of_word(ch: char) -> bool {
    if ch.is_ascii() { ch.is_ascii_alphanumeric() } else { ch.is_alphanumeric() || is_combining_mark(ch) || is_joiner(ch) }
}

/// Characters inside of words that nobody sees: soft hyphens and joiners.
fn is_joiner(ch: char) -> bool {
    matches!(ch, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Small letters without accents; vowel points and Arabic lengthening go, marks that are letters of their own script stay.
fn fold(word: &str, out: &mut String) {
    let mut plain = String::with_capacity(word.len());
    for ch in word.to_lowercase().chars() {
        match spelt_out(ch) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(ch),
        }
    }
    let mut accents_go = false;
    let kept = plain.nfkd().filter(|&ch| {
        if matches!(ch, '\u{300}'..='\u{36f}') {
            return !accents_go;
        }
        accents_go = ch < '\u{400}';
        !is_joiner(ch) && !matches!(ch, '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{655}' | '\u{670}')
    });
    out.extend(kept.nfkc());
}

/// Letters without an accent that are yet typed in another way.
fn spelt_out(ch: char) -> Option<&'static str> {
    Some(match ch {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' => "d",
        'ł' => "l",
        'ё' => "е",
        _ => return None,
    })
}

/// Cuts a folded word where its script changes to or from one without spaces.
fn runs(word: &str, take: &mut impl FnMut(&str)) {
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let dense = is_dense(first);
        let end = rest.find(|ch| is_dense(ch) != dense).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        if dense {
            pairs(run, take);
        } else {
            let run = without_article(run);
            take(run.char_indices().nth(LONGEST).map_or(run, |(end, _)| &run[..end]));
        }
    }
}

/// Every two neighbours, and the last character alone: so each character starts a word, and a prefix search finds it.
fn pairs(run: &str, take: &mut impl FnMut(&str)) {
    let ends: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    for pair in ends.windows(3) {
        take(&run[pair[0]..pair[2]]);
    }
    if let [.., last, end] = ends[..] {
        take(&run[last..end]);
    }
}

/// Scripts that put no spaces between words, and Korean, which puts them between phrases.
fn is_dense(ch: char) -> bool {
    matches!(ch,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{20000}'..='\u{3ffff}')
}

/// An Arabic word without its article.
fn without_article(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.chars().nth(2).is_some()).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn words_are_runs_of_letters_and_digits_in_small_letters() {
        assert_eq!(found("The `order_ledger`: v2.1, don't (HTTP/2)!"), ["the", "order", "ledger", "v2", "1", "don", "t", "http", "2"]);
        assert_eq!(found(&"x".repeat(99))[0].len(), LONGEST);
        assert_eq!(found(&"é".repeat(99))[0].len(), LONGEST);
    }

    #[test]
    fn accents_and_invisible_joiners_make_no_other_word() {
        assert_eq!(
            found("Décision Entschei\u{ad}dung Straße Łódź ﬁle Ａ１"),
            ["decision", "entscheidung", "strasse", "lodz", "file", "a1"]
        );
        assert_eq!(found("Решён ёлка Київ"), ["решен", "елка", "київ"]);
        assert_eq!(found("القرار قَرَار أمر"), ["قرار", "قرار", "امر"]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_in_pairs() {
        assert_eq!(found("使用SQL数据库。"), ["使用", "用", "sql", "数据", "据库", "库"]);
        assert_eq!(found("결정을"), ["결정", "정을", "을"]);
    }
}
