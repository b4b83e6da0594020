//! The page of the audit's remarks, written from the table of their kinds.

use std::fmt::Write;

use jifen::studies::audit::KINDS;
use jifen::words::Language;

use super::is_current;

/// What stands above the table, in a language.
fn heading(language: Language) -> &'static str {
    language.pick(
        "# Remarks\n\n[`jifen audit`](audit.md) makes each of these remarks when a figure passes a bound. A \
         *warning* asks for action, a *note* is for information. Unless an indicator has no values or no \
         differences, changing its weight is advised only if most of its importance is its own.\n\n\
         | key | severity | what it says | what to do | source |\n| --- | --- | --- | --- | --- |\n",
        "# 审查意见\n\n[`jifen audit`](audit.md) 在数值超过界限时提出下列审查意见，分两级：*警告*需要处理，*提示*仅供参考。\
         除缺少数据或得分无差异的指标外，只有当指标的影响主要来自其自身时，才建议增减权重。\n\n\
         | 代号 | 级别 | 含义 | 处理办法 | 出处 |\n| --- | --- | --- | --- | --- |\n",
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
