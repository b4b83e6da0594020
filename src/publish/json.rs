//! JSON for printing and for files: numbers without the noise of binary arithmetic.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

/// A number with at most this many digits is printed unchanged: it is exact, or a person wrote it.
const WRITTEN: usize = 15;
/// Digits kept of a longer number: later ones are noise.
const KEPT: usize = 14;

/// A value as indented JSON, one key per line, with a final line break.
///
/// # Errors
/// A value JSON cannot express, such as a map whose keys are no texts.
pub fn pretty(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut text = Vec::new();
    let formatter = Tidy(PrettyFormatter::new());
    value.serialize(&mut Serializer::with_formatter(&mut text, formatter))?;
    text.push(b'\n');
    Ok(text)
}

/// `number` unchanged with up to [`WRITTEN`] digits, else rounded to [`KEPT`].
fn tidy(number: f64) -> f64 {
    let shortest = format!("{number:e}");
    let digits = shortest.split('e').next().unwrap_or_default().bytes().filter(u8::is_ascii_digit).count();
    if digits <= WRITTEN {
        // Removes the sign of −0.
        return number + 0.0;
    }
    format!("{number:.*e}", KEPT - 1).parse().unwrap_or(number)
}

/// A JSON formatter that tidies numbers.
#[derive(Clone, Debug)]
struct Tidy<F>(F);

impl<F: Formatter> Formatter for Tidy<F> {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        self.0.write_f64(writer, tidy(value))
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_goes_and_what_was_written_stays() {
        for (number, told) in [
            (57.100_999_999_999_99, "57.101"),
            (0.1 + 0.2, "0.3"),
            (1.0 / 3.0, "0.33333333333333"),
            (12.345_678_901_234_5, "12.3456789012345"),
            (-0.0, "0.0"),
            (5e-324, "5e-324"),
            (9_007_199_254_740_993.0, "9007199254741000.0"),
        ] {
            assert_eq!(String::from_utf8(pretty(&number).unwrap()).unwrap().trim_end(), told);
        }
        assert_eq!(String::from_utf8(pretty(&f64::NAN).unwrap()).unwrap(), "null\n");
        let value = serde_json::json!({ "a": [1, 0.1 + 0.2], "b": {}, "c": [] });
        let own = String::from_utf8(pretty(&value).unwrap()).unwrap();
        let tidy = serde_json::json!({ "a": [1, 0.3], "b": {}, "c": [] });
        assert_eq!(own, serde_json::to_string_pretty(&tidy).unwrap() + "\n");
    }
}
