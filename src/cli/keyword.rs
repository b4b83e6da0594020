//! Keywords of the library as arguments.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::parameters::Keyword;
use crate::words::say;

/// Parses a word of `T`.
pub(super) fn keyword<T: Keyword>() -> impl TypedValueParser<Value = T> {
    one_of(T::ALL)
}

/// Parses the word of one of `choices`, a subset of `T`.
pub(super) fn one_of<T: Keyword>(choices: &'static [T]) -> impl TypedValueParser<Value = T> {
    let words = choices.iter().map(|choice| PossibleValue::new(choice.word()));
    PossibleValuesParser::new(words).try_map(|word| {
        choices.iter().copied().find(|choice| choice.word() == word).ok_or_else(|| say!(cli::value_word))
    })
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;
    use crate::scorecard::WeightsBasis;
    use crate::studies::calibrate::Maximise;
    use crate::studies::sensitivity::{CombineKind, CurveKind, MissingKind, TreatmentKind, Vary};
    use crate::studies::weights::Method;
    use crate::studies::weights::methods::{ahp::RandomIndex, critic::Correlation};

    /// The words of `T`, each parsed to its choice and serialized alike.
    fn words<T: Keyword + Serialize + PartialEq + std::fmt::Debug>() -> usize {
        let command = clap::Command::new("test").arg(clap::Arg::new("choice").value_parser(keyword::<T>()));
        for &choice in T::ALL {
            let parsed =
                command.clone().try_get_matches_from(["test", choice.word()]).expect("a word it lists");
            assert_eq!(parsed.get_one::<T>("choice"), Some(&choice));
            assert_eq!(serde_json::json!(choice), choice.word());
        }
        assert!(command.try_get_matches_from(["test", "neither"]).is_err());
        T::ALL.len()
    }

    #[test]
    fn a_choice_is_parsed_by_the_word_that_files_have() {
        let studies =
            [words::<Method>(), words::<Correlation>(), words::<RandomIndex>(), words::<Maximise>()];
        let choices =
            [words::<CurveKind>(), words::<MissingKind>(), words::<TreatmentKind>(), words::<CombineKind>()];
        let draws = (words::<Vary>(), choices);
        assert_eq!((studies, draws, words::<WeightsBasis>()), ([10, 2, 3, 2], (4, [3, 4, 2, 3]), 4));
    }
}
