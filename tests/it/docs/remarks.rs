//! The page of the audit's remarks, written from the table of their kinds.

use std::fmt::Write;

use jifen::studies::audit::KINDS;
use jifen::words::Language;

use super::is_current;

/// What stands above the table, in a language.
fn heading(language: Language) -> &'static str {
    language.pick(
        "# Remarks\n\n[`jifen audit`](audit.md) makes these remarks, each from a bound on. A *warning* \
            asks for \
         something to be done, a *note* is for information. Less or more weight is advised only where most \
         of what \
         the indicator decides is its own.\n\n\
         | key | severity | what it says | what to do | after |\n| --- | --- | --- | --- | --- |\n",
        "# 提示事项\n\n[`jifen audit`](audit.md) 在超过界限时作出下列提示。*警告*需要处理，*提示*仅供参考。\
         只有当指标的影响主要来自其自身时，才建议增减权重。\n\n\
         | 代号 | 程度 | 含义 | 处理办法 | 出处 |\n| --- | --- | --- | --- | --- |\n",
    )
}

#[test]
fn the_page_of_remarks_lists_every_kind_in_both_languages() {
    for language in Language::ALL {
        let mut page = String::from(heading(language));
        for kind in KINDS {
            let source = kind.source().unwrap_or_else(|| "–".into());
            let _ = writeln!(
                page,
                "| `{}` | {} | {} | {} | {} |",
                kind.key,
                kind.severities().say(language),
                kind.meaning().say(language),
                kind.advice().say(language),
                source.say(language)
            );
        }
        is_current(language.pick("remarks.md", "zh-CN/remarks.md"), &page);
    }
}
