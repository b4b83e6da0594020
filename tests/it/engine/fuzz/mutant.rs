//! Texts that are nearly sound: pieces of sound ones cut, doubled, swapped, torn and joined.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Mutants of all kinds together, unless [`VARIABLE`] asks for more.
const COUNT: u64 = 2_000;
/// The environment variable that says how many mutants are made.
const VARIABLE: &str = "JIFEN_MUTANTS";

/// Texts that any format may choke on.
const TOKENS: [&str; 30] = [
    "\"",
    "\"\"",
    ",",
    "\n",
    "\r",
    "\r\n",
    "\t",
    ";",
    "'",
    "\\",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "=",
    "%",
    "_",
    "\u{FEFF}",
    "\0",
    "\u{FFFD}",
    "1e400",
    "-0",
    "NaN",
    "9999-12-31",
    "企",
    "　",
    "`",
    "0.1",
];

/// How many mutants each of so many `kinds` is to have.
pub fn count(kinds: u64) -> u64 {
    let asked = std::env::var(VARIABLE).ok().map(|count| count.parse().expect("JIFEN_MUTANTS is a number"));
    asked.unwrap_or(COUNT).div_ceil(kinds)
}

/// The mutant number `seed` of `sources`, the same whenever it is asked for.
pub fn mutant(sources: &[&[u8]], seed: u64) -> Vec<u8> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut bytes = pick(sources, &mut random).to_vec();
    for _ in 0..random.random_range(1..=6) {
        let span = span(&bytes, &mut random);
        match random.random_range(0..8) {
            0 => drop(bytes.drain(span)),
            1 => {
                let piece = bytes[span.clone()].to_vec();
                let times = random.random_range(1..=40);
                bytes.splice(span.end..span.end, piece.repeat(times));
            }
            2 => {
                let other = pick(sources, &mut random);
                let piece = other[self::span(other, &mut random)].to_vec();
                bytes.splice(span, piece);
            }
            3 => {
                let at = span.start;
                bytes.splice(at..at, pick(&TOKENS, &mut random).bytes());
            }
            4 => {
                let at = random.random_range(0..=bytes.len());
                bytes.truncate(at);
            }
            5 => {
                let token = pick(&TOKENS, &mut random).repeat(random.random_range(1..=30));
                bytes.splice(span, token.into_bytes());
            }
            6 => bytes[span].reverse(),
            _ => {
                if let Some(byte) = bytes.get_mut(span.start) {
                    *byte ^= 1 << random.random_range(0..8);
                }
            }
        }
    }
    bytes
}

fn pick<T: Copy>(all: &[T], random: &mut impl Rng) -> T {
    all[random.random_range(0..all.len())]
}

/// Some bytes of a text: a few in most cases, a line or all of them in others.
fn span(bytes: &[u8], random: &mut impl Rng) -> std::ops::Range<usize> {
    let start = random.random_range(0..=bytes.len());
    let most = bytes.len() - start;
    let len = match random.random_range(0..4) {
        0 => most,
        1 => bytes[start..].iter().position(|byte| *byte == b'\n').map_or(most, |end| end + 1),
        _ => random.random_range(0..=most.min(12)),
    };
    start..start + len
}
