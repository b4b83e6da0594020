//! Numbers as text.

/// An amount in hundredths of 万元.
pub(super) type Amount = i64;

/// Appends `n` in decimal. A large cohort has twenty million numbers, and `write!` would take more time for
/// them than the random draws.
pub(super) fn push_digits(out: &mut Vec<u8>, mut n: u64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[start..]);
}

/// Appends `amount` in 万元, without trailing zeros.
pub(super) fn push_amount(out: &mut Vec<u8>, amount: Amount) {
    if amount < 0 {
        out.push(b'-');
    }
    let hundredths = amount.unsigned_abs();
    push_digits(out, hundredths / 100);
    let fraction = (hundredths % 100) as u8;
    if fraction > 0 {
        out.extend_from_slice(&[b'.', b'0' + fraction / 10]);
        if !fraction.is_multiple_of(10) {
            out.push(b'0' + fraction % 10);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_short_as_they_are() {
        for (amount, text) in [
            (0, "0"),
            (5, "0.05"),
            (10, "0.1"),
            (-1, "-0.01"),
            (-123_450, "-1234.5"),
            (100, "1"),
            (1_234, "12.34"),
        ] {
            let mut out = Vec::new();
            push_amount(&mut out, amount);
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
    }
}
