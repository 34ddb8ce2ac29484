//! Dates as people write them.

use super::vocabulary::{month, normalise};
use crate::config::DateOrder;
use crate::model::CalendarDate;

/// What a text says about a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenDate {
    /// One reading only.
    Certain(CalendarDate),
    /// `04/09/2023`: both readings exist; the log as a whole settles which one is meant.
    Either {
        /// Read with the day first.
        day_first: CalendarDate,
        /// Read with the month first.
        month_first: CalendarDate,
    },
}

impl WrittenDate {
    /// The date, once the log's order is known.
    #[must_use]
    pub fn settle(self, order: DateOrder) -> CalendarDate {
        match (self, order) {
            (Self::Certain(date), _) => date,
            (Self::Either { day_first, .. }, DateOrder::Dmy) => day_first,
            (Self::Either { month_first, .. }, DateOrder::Mdy) => month_first,
        }
    }
}

/// What came of reading a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateReading {
    /// A date, and the order of day and month that its writing shows, if it shows one.
    Date(WrittenDate, Option<DateOrder>),
    /// It looks like a date, and there is no such day: `2023-13-07`.
    Impossible,
    /// There is no date in it.
    None,
}

/// The first date in `text`, which may hold words around it.
#[must_use]
pub(super) fn read(text: &str) -> DateReading {
    if !text.contains(|ch: char| ch.is_ascii_digit()) {
        return DateReading::None;
    }
    let tokens = tokens(text);
    let mut impossible = false;
    let mut start = 0;
    while start < tokens.len() {
        start += match read_at(&tokens[start..]) {
            DateReading::None => 1,
            // Its parts are no date either.
            DateReading::Impossible => {
                impossible = true;
                3
            }
            date @ DateReading::Date(..) => return date,
        };
    }
    match tokens[..] {
        _ if impossible => DateReading::Impossible,
        // A bare year, and nothing beside it.
        [Token::Number(year, 4, _)] => match i16::try_from(year).ok().and_then(CalendarDate::from_year) {
            Some(year) => DateReading::Date(WrittenDate::Certain(year), None),
            None => DateReading::None,
        },
        _ => DateReading::None,
    }
}

/// The date that a text is, where it is a day and nothing else: `7 December 2021`, `2021-12-07`.
#[must_use]
pub(super) fn only(text: &str) -> Option<WrittenDate> {
    let tokens = tokens(text);
    let is_day = tokens.len() <= 6 && !tokens.contains(&Token::Word);
    let found = if is_day { find(text) } else { None };
    found.filter(|date| date.settle(DateOrder::Dmy).day().is_some())
}

/// The first date of `text`, if there is one that exists.
#[must_use]
pub(super) fn find(text: &str) -> Option<WrittenDate> {
    match read(text) {
        DateReading::Date(date, _) => Some(date),
        _ => None,
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// Its value, its number of digits, and the character before it where it is one that joins dates.
    Number(u32, usize, char),
    Month(i8),
    /// A character that stands behind a number in East Asian dates.
    Unit(char),
    Word,
}

/// Stands for a dot with a space behind it, as several languages write dates; elsewhere it ends a sentence or an item's number.
const SPACED_DOT: char = '·';

/// Cuts a text into what dates are made of.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((start, ch)) = chars.next() {
        if ch.is_ascii_digit() {
            let mut end = start + 1;
            while let Some((at, _)) = chars.next_if(|(_, ch)| ch.is_ascii_digit()) {
                end = at + 1;
            }
            let digits = &text[start..end];
            // 20240516132303 is a day and a time; the day is what counts.
            let digits = if matches!(digits.len(), 12 | 14) { &digits[..8] } else { digits };
            let value = digits.parse().unwrap_or(u32::MAX);
            tokens.push(Token::Number(value, digits.len(), before));
            before = ' ';
        } else if matches!(ch, '年' | '月' | '日' | '号' | '년' | '월' | '일') {
            tokens.push(Token::Unit(ch));
            before = ' ';
        } else if ch.is_alphabetic() {
            let mut end = start + ch.len_utf8();
            while let Some((at, ch)) = chars.next_if(|(_, ch)| ch.is_alphabetic() && !matches!(ch, '年' | '月' | '日' | '년' | '월' | '일'))
            {
                end = at + ch.len_utf8();
            }
            let word = normalise(&text[start..end]);
            let follows_number = matches!(tokens.last(), Some(Token::Number(..))) && before == ' ';
            match month(&word) {
                Some(month) => tokens.push(Token::Month(month)),
                // Ordinals and the little words of "12 de marzo de 2024" and "2019-10-22T09:00Z" hide nothing.
                None if follows_number && matches!(word.as_str(), "st" | "nd" | "rd" | "th" | "er" | "t") => {}
                None if matches!(word.as_str(), "de" | "del" | "of" | "the" | "г" | "року" | "года") => {}
                None => tokens.push(Token::Word),
            }
            before = ' ';
        } else {
            before = match ch {
                '_' => '-',
                '-' | '.' | '/' | '‑' | '–' => ch,
                // `12. 8. 2026`
                ' ' if before == '.' => SPACED_DOT,
                _ => ' ',
            };
            if !matches!(ch, '-' | '.' | '/' | ' ' | ',' | '_' | '\u{a0}' | '\'' | '‑' | '–') && !matches!(tokens.last(), Some(Token::Word))
            {
                tokens.push(Token::Word);
            }
        }
    }
    tokens
}

fn read_at(tokens: &[Token]) -> DateReading {
    use Token::{Month, Number, Unit};
    match *tokens {
        // 2023年11月8日
        [Number(y, 4, _), Unit('年' | '년'), Number(m, 1..=2, _), Unit('月' | '월'), Number(d, 1..=2, _), ..] => ymd(y, m, d),
        [Number(y, 4, _), Unit('年' | '년'), Number(m, 1..=2, _), Unit('月' | '월'), ..] => month_of(y, m),
        // 2023-11-8, 2024.06.17, 2017/11/22, 2023-10-19T08:00
        [Number(y, 4, _), Number(m, digits, '-' | '.' | '/' | '‑' | '–'), Number(d, day_digits, '-' | '.' | '/' | '‑' | '–'), ..]
            if looks_like_year(y) =>
        {
            if digits > 2 || day_digits > 2 {
                DateReading::Impossible
            } else {
                ymd(y, m, d)
            }
        }
        // 2024. 3. 5.
        [Number(y, 4, _), Number(m, 1..=2, SPACED_DOT), Number(d, 1..=2, SPACED_DOT), ..] if looks_like_year(y) => ymd(y, m, d),
        // 2019 Oct 22
        [Number(y, 4, _), Month(m), Number(d, 1..=2, _), ..] if looks_like_year(y) => ymd(y, m as u32, d),
        // 04/09/2023, 23-07-2014, 12.03.2024, 12. 3. 2024, 10/04/18
        [Number(a, 1..=2, _), Number(b, 1..=2, SPACED_DOT), Number(y, 4, SPACED_DOT), ..] => either(y, a, b, true),
        [Number(a, 1..=2, _), Number(b, 1..=2, '-' | '.' | '/'), Number(y, 4, '-' | '.' | '/'), ..] => {
            either(y, a, b, b_joins_with_dot(&tokens[1]))
        }
        [Number(a, 1..=2, _), Number(b, 1..=2, '/' | '.'), Number(y, 2, '/' | '.'), ..] => {
            either(2000 + y, a, b, b_joins_with_dot(&tokens[1]))
        }
        // 01-Aug-2023, 12 de marzo de 2024
        [Number(d, 1..=2, _), Month(m), Number(y, 4, _), ..] => ymd(y, m as u32, d),
        // 4-Mar-24
        [Number(d, 1..=2, _), Month(m), Number(y, 2, '-' | '/' | '.' | ' '), ..]
            if y < 80 && !matches!(tokens.get(3), Some(Number(..))) =>
        {
            ymd(2000 + y, m as u32, d)
        }
        // September 20, 2024; January 28th, 2022
        [Month(m), Number(d, 1..=2, _), Number(y, 4, _), ..] => ymd(y, m as u32, d),
        // Agosto 2025; 2025 August
        [Month(m), Number(y, 4, _), ..] | [Number(y, 4, _), Month(m), ..] if looks_like_year(y) => month_of(y, m as u32),
        // 2025-08
        [Number(y, 4, before), Number(m, 2, '-' | '/' | '.'), ..] if looks_like_year(y) && before == ' ' => month_of(y, m),
        // 03/2024
        [Number(m, 1..=2, _), Number(y, 4, '/' | '.' | '-'), ..] if looks_like_year(y) => month_of(y, m),
        // 20240516, 20240516132303
        [Number(n, 8, _), ..] if looks_like_year(n / 10_000) => ymd(n / 10_000, n / 100 % 100, n % 100),
        [Number(..), ..] => DateReading::None,
        _ => DateReading::None,
    }
}

/// A dot between numbers is the continental order, which has the day first.
fn b_joins_with_dot(token: &Token) -> bool {
    matches!(token, Token::Number(_, _, '.'))
}

fn looks_like_year(year: u32) -> bool {
    (1900..=2999).contains(&year)
}

fn ymd(year: u32, month: u32, day: u32) -> DateReading {
    match date(year, month, day) {
        Some(date) => DateReading::Date(WrittenDate::Certain(date), None),
        None if looks_like_year(year) => DateReading::Impossible,
        None => DateReading::None,
    }
}

fn month_of(year: u32, month: u32) -> DateReading {
    let date = i16::try_from(year).ok().zip(i8::try_from(month).ok()).and_then(|(y, m)| CalendarDate::from_month(y, m));
    date.map_or(DateReading::None, |date| DateReading::Date(WrittenDate::Certain(date), None))
}

fn either(year: u32, a: u32, b: u32, day_is_first: bool) -> DateReading {
    let day_first = date(year, b, a);
    let month_first = if day_is_first { None } else { date(year, a, b) };
    match (day_first, month_first) {
        (Some(x), Some(y)) if x == y => DateReading::Date(WrittenDate::Certain(x), None),
        (Some(day_first), Some(month_first)) => DateReading::Date(WrittenDate::Either { day_first, month_first }, None),
        (Some(date), None) => DateReading::Date(WrittenDate::Certain(date), Some(DateOrder::Dmy)),
        (None, Some(date)) => DateReading::Date(WrittenDate::Certain(date), Some(DateOrder::Mdy)),
        (None, None) if looks_like_year(year) => DateReading::Impossible,
        (None, None) => DateReading::None,
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<CalendarDate> {
    CalendarDate::from_ymd(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, expected: &str) {
        let DateReading::Date(date, _) = read(text) else { panic!("no date in `{text}`: {:?}", read(text)) };
        assert_eq!(date.settle(DateOrder::Dmy).to_string(), expected, "{text}");
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, expected) in [
            ("2023-11-08", "2023-11-08"),
            ("2023-9-15", "2023-09-15"),
            ("2024.06.17", "2024-06-17"),
            ("2017/11/22", "2017-11-22"),
            ("2017-11-23 提议", "2017-11-23"),
            ("{2023-11-10}", "2023-11-10"),
            ("`04/07/2023`", "2023-07-04"),
            ("10/04/18", "2018-04-10"),
            ("23-07-2014", "2014-07-23"),
            ("12.03.2024", "2024-03-12"),
            ("01-Aug-2023", "2023-08-01"),
            ("September 20, 2024", "2024-09-20"),
            ("January 28th, 2022", "2022-01-28"),
            ("2019 Oct 22: Initial Draft", "2019-10-22"),
            ("12 de marzo de 2024", "2024-03-12"),
            ("1er août 2023", "2023-08-01"),
            ("2023年11月8日", "2023-11-08"),
            ("2023년 11월 8일", "2023-11-08"),
            ("2022-10-05 (Updated 2023-07-12)", "2022-10-05"),
            ("2023-11-08T10:00:00Z", "2023-11-08"),
            ("20240516132303", "2024-05-16"),
            ("20240516", "2024-05-16"),
            ("Aceptada – Agosto 2025", "2025-08"),
            ("2025-08", "2025-08"),
            ("03/2024", "2024-03"),
            ("4-Mar-24", "2024-03-04"),
            ("Monday, March 4th 2024", "2024-03-04"),
            ("2024", "2024"),
            ("12. 8. 2026", "2026-08-12"),
            ("(9. 10. 2026, v praxi)", "2026-10-09"),
            ("2024. 3. 5.", "2024-03-05"),
            ("1. 2024-01-02", "2024-01-02"),
            ("15. maaliskuuta 2024", "2024-03-15"),
            ("Accepted (2021-05-11)", "2021-05-11"),
        ] {
            reads(text, expected);
        }
    }

    #[test]
    fn impossible_dates_are_told_from_no_dates() {
        for text in ["2023-13-07", "2023-02-30", "2024-023-2706", "2023-14-05", "31/02/2023"] {
            assert_eq!(read(text), DateReading::Impossible, "{text}");
        }
        for text in ["", "soon", "v1.2.3", "dd/mm/YYYY", "YYYY-MM-DD", "ADR-0012", "port 8080", "1.2.2024.5x", "3 of 4"] {
            let reading = read(text);
            assert!(!matches!(reading, DateReading::Impossible), "{text}: {reading:?}");
        }
    }

    #[test]
    fn slashed_dates_show_their_order_only_where_a_part_is_above_twelve() {
        assert!(matches!(read("04/09/2023"), DateReading::Date(WrittenDate::Either { .. }, None)));
        assert!(matches!(read("26/11/2020"), DateReading::Date(WrittenDate::Certain(_), Some(DateOrder::Dmy))));
        assert!(matches!(read("11/26/2020"), DateReading::Date(WrittenDate::Certain(_), Some(DateOrder::Mdy))));
    }
}
