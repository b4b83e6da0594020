//! The unified social credit code (统一社会信用代码), GB 32100-2015.

/// The code's 31 characters in the order of their values.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 3^i mod 31 for the 17 characters before the check character.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// The value of each byte, 31 for those outside the alphabet.
const VALUES: [u8; 256] = {
    let mut values = [31; 256];
    let mut at = 0;
    while at < ALPHABET.len() {
        values[ALPHABET[at] as usize] = at as u8;
        at += 1;
    }
    values
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It has this many characters instead of 18.
    Length(usize),
    /// A character outside the alphabet.
    Character(char),
    /// The check character should be this one.
    Check(char),
}

/// Checks a code in upper case.
///
/// The check character has the value `(31 − Σ cᵢ·3ⁱ mod 31) mod 31` over the first 17 characters, `i = 0…16`.
#[inline]
pub(super) fn check(code: &str) -> Option<Fault> {
    let Ok(bytes) = <&[u8; 18]>::try_from(code.as_bytes()) else {
        return Some(form(code));
    };
    let mut sum = 0;
    let mut worst = 0;
    for (&byte, weight) in bytes.iter().zip(WEIGHTS) {
        let value = VALUES[byte as usize];
        worst = worst.max(value);
        sum += u32::from(value) * weight;
    }
    let last = VALUES[bytes[17] as usize];
    if worst.max(last) > 30 {
        return Some(form(code));
    }
    let expected = (31 - sum % 31) % 31;
    (u32::from(last) != expected).then(|| Fault::Check(char::from(ALPHABET[expected as usize])))
}

fn form(code: &str) -> Fault {
    let length = code.chars().count();
    let stranger = code.chars().find(|&c| !c.is_ascii() || VALUES[c as usize] > 30);
    match stranger {
        Some(c) if length == 18 => Fault::Character(c),
        _ => Fault::Length(length),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn real_codes() {
        assert_eq!(check("91310000625901263C"), None);
        assert_eq!(check("91310101832323099Y"), None);
        // Issued as printed; only the check character differs.
        assert!(matches!(check("91220102732581015H"), Some(Fault::Check(_))));
        assert_eq!(check("320100000001374"), Some(Fault::Length(15)));
        assert_eq!(check("91140100MA0H5AXFXO"), Some(Fault::Character('O')));
        assert_eq!(check("91310000625901263甲"), Some(Fault::Character('甲')));
        assert_eq!(check(""), Some(Fault::Length(0)));
    }

    #[test]
    fn weights_are_powers_of_three() {
        assert!(WEIGHTS.windows(2).all(|pair| pair[0] * 3 % 31 == pair[1]));
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_always_found(
            values in prop::collection::vec(0usize..31, 17),
            at in 0usize..17,
            shift in 1usize..31,
        ) {
            let mut code: String = values.iter().map(|&value| char::from(ALPHABET[value])).collect();
            code.push('0');
            if let Some(Fault::Check(right)) = check(&code) {
                code.pop();
                code.push(right);
            }
            prop_assert_eq!(check(&code), None);
            let mut wrong = code.into_bytes();
            wrong[at] = ALPHABET[(values[at] + shift) % 31];
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert!(matches!(check(&wrong), Some(Fault::Check(_))));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,20}") {
            let _ = check(&text);
        }
    }
}
