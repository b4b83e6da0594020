//! Unified social credit codes for fictitious firms.
//!
//! Parts of a code by GB 32100-2015: registration department (9, market regulation), category (1,
//! enterprise), region (GB/T 2260), organisation code with its own check character (GB 11714), check
//! character.

/// Characters of a credit code in the order of their values 0..=30.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Number of possible organisation codes since credit codes exist: `MA`, then six characters in base 31.
const NEW_BODIES: u64 = 31u64.pow(6);

/// Number of possible older organisation codes: eight decimal digits.
const OLD_BODIES: u64 = 10u64.pow(8);

/// Distance between the organisation codes of consecutive firms. It is coprime to 31 and to 10, so its
/// multiples take every value once before the first one recurs.
const STEP: u64 = 74_207_281;

/// The credit code of firm `index`. Firms with the same `offset` have different organisation codes. `old`
/// means registered before October 2015, when credit codes were introduced.
pub(super) fn credit_code(index: u64, offset: u64, region: &str, old: bool) -> [u8; 18] {
    let mut code = [b'0'; 18];
    code[..2].copy_from_slice(b"91");
    code[2..8].copy_from_slice(region.as_bytes());
    let (bodies, base, first) = if old { (OLD_BODIES, 10, 8) } else { (NEW_BODIES, 31, 10) };
    let mut body = (index % bodies * STEP + offset % bodies) % bodies;
    for place in (first..16).rev() {
        code[place] = ALPHABET[(body % base) as usize];
        body /= base;
    }
    if !old {
        code[8..10].copy_from_slice(b"MA");
    }
    code[16] = organisation_check(&code[8..16]);
    code[17] = check_character(&code[..17]);
    code
}

/// Check character of an organisation code (GB 11714): `11 − Σ cᵢ·wᵢ mod 11`, with 10 written as X, 11 as 0,
/// and letters counted from A = 10.
fn organisation_check(body: &[u8]) -> u8 {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let value = |c: u8| u32::from(if c.is_ascii_digit() { c - b'0' } else { c - b'A' + 10 });
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(&c, weight)| value(c) * weight).sum();
    match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + digit as u8,
    }
}

/// Check character of a credit code (GB 32100): `(31 − Σ cᵢ·3ⁱ mod 31) mod 31`, with `i` from 0.
fn check_character(code: &[u8]) -> u8 {
    let mut weight = 1;
    let mut sum = 0;
    for &c in code {
        let value = ALPHABET.iter().position(|&a| a == c).unwrap_or(0);
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    ALPHABET[(31 - sum % 31) % 31]
}

/// A check character that differs from the `right` one.
pub(super) fn wrong_check(right: u8) -> u8 {
    let value = ALPHABET.iter().position(|&a| a == right).unwrap_or(0);
    ALPHABET[(value + 1) % 31]
}
