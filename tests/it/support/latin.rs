//! Words of another language in a Chinese text.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jifen::finding::Code;
use jifen::firms::Dictionary;

/// Words that are written in Latin letters in Chinese too: names of formats, programs, statistics and
/// authors,
/// and what files and the command line call things.
const WRITTEN_SO: &str = "jifen JSON TOML CSV HTML SVG Excel WPS Windows Parquet UTF GBK GB SHA SQL \
    COLUMNS help \
    AUC ROC KS IV PSI PCA AHP BWM CRITIC MEREC Kendall Saaty Brier Sobol Saltelli Jansen Spearman Pearson \
    Cronbach \
    Siddiqi Evans Schmidt Hosmer Lemeshow Sturdivant Kolmogorov Smirnov Donegan Dodd DeLong Obuchowski \
    Benjamini \
    Hochberg NDCG RBO RI PCT DIR FILE TEXT Schema Frictionless Data Package Markdown Markdown man bash \
    zsh fish \
    elvish \
    powershell en zh auto csv xlsx gb utf AND OR NOT NULL TRUE FALSE CASE WHEN THEN ELSE END IS IN LIKE \
    BETWEEN \
    id ID NaN AI Ctrl";

/// What programs and parameter files call things, as sentences may name them.
fn known() -> &'static BTreeSet<String> {
    static KNOWN: OnceLock<BTreeSet<String>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known: BTreeSet<String> = WRITTEN_SO.split_whitespace().map(str::to_owned).collect();
        known.extend(Dictionary::built_in().fields.into_iter().map(|field| field.name));
        known.extend(Code::ALL.iter().map(|code| code.as_str().to_owned()));
        known
    })
}

/// Words of two Latin letters or more in `text` that are neither `WRITTEN_SO` nor among `names`, and stand
/// in no
/// backticks, quotation marks, paths or options.
pub fn latin_words(text: &str, names: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in text.lines() {
        for (at, part) in line.split('`').enumerate() {
            if at % 2 == 1 {
                continue;
            }
            let mut quoted = part.split(['“', '”', '"']).enumerate().filter(|(at, _)| at % 2 == 0);
            let bare: String = quoted.by_ref().map(|(_, part)| part).collect::<Vec<_>>().join(" ");
            found.extend(
                words(&bare)
                    .filter(|word| !known().contains(*word) && !names.contains(word) && !word.contains('_'))
                    .map(str::to_owned),
            );
        }
    }
    found
}

/// Runs of letters that are no part of a path, an option, a code or a number.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_-./@=<>[]:&".contains(c);
    text.split(move |c: char| !is_part(c))
        .map(|word| word.trim_matches(|c: char| ".:<>[]=".contains(c)))
        .filter(|word| {
            let letters = word.chars().filter(char::is_ascii_alphabetic).count();
            letters >= 2 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
        })
}

#[test]
fn a_word_of_another_language_is_found() {
    let found = |text| latin_words(text, &["boc"]).into_iter().collect::<Vec<_>>();
    assert_eq!(found("企业 is 不在 boc 名单，见 findings.json 和 --lang"), ["is"]);
    assert!(found("请写作“营业收入(wan)”或 `revenue or`，AUC 0.7，字段 rd_expense").is_empty());
}
