//! What a scorecard's faults, conditions and reasons say in each language.

use jifen::firms::Dictionary;
use jifen::parameters::Source;
use jifen::scorecard::Scorecard;
use jifen::words::Language;

use crate::engine::scorecard::SOUND;
use crate::engine::scoring::load;

/// The only finding of the sound scorecard with `from` changed to `to`, in Chinese.
fn in_chinese(from: &str, to: &str) -> String {
    let source = Source::new("s.toml", SOUND.replacen(from, to, 1));
    let findings = match Scorecard::load(&source, &Dictionary::built_in(), None) {
        Ok((_, findings)) | Err(findings) => findings,
    };
    let said: Vec<String> = findings.iter().map(|finding| finding.in_language(Language::Zh)).collect();
    assert_eq!(said.len(), 1, "{said:#?}");
    said.into_iter().next().unwrap_or_default()
}

#[test]
fn faults_are_said_in_chinese() {
    assert_eq!(
        in_chinese("id = \"size\"", "id = \"profit\""),
        "错误[name-repeated]: s.toml:45 [id]: “profit”已用作第 37 行二级指标的名称\n  处理：请改用其他名称"
    );
    assert_eq!(
        in_chinese("minimum_coverage = 0.5", "minimum_coverage = 50"),
        "错误[value-invalid]: s.toml:6 [minimum_coverage]: 不允许填写“50”\n  处理：请填写 0 至 1 的比例"
    );
    assert_eq!(
        in_chinese("when = \"YEARS_BETWEEN(founded, as_of) < 5\"", "when = \"NULL\""),
        "警告[rule-constant]: s.toml:24 [when]: 阶段规则“NULL”对任何企业均无法判断\n  \
         处理：请在规则中使用企业字段，或将其删除"
    );
    assert_eq!(
        in_chinese("\"local\"", "\"illustrative\""),
        "提示[illustrative-weights]: s.toml:3: “sound”的权重为示例权重，并非官方权重\n  处理：请填入文件规定的权重或\
         自定权重（见 `jifen scorecards weights`），再写 weights_basis = \"official\" 或 \"local\""
    );
}

#[test]
fn a_condition_is_said_in_both_languages() {
    let card = load(&SOUND.replacen(
        "pass = \"points >= 60 AND points.results > 0\"",
        "[pass]\nat_least = { count = 1, of = [{ when = \"points >= 60\", title = \"sixty\", title_zh = \
         \"六十分\" }, { when = \"points.results > 0\", reason = \"no results\", reason_zh = \"无成果\" }] }",
        1,
    ));
    let pass = card.pass.expect("a pass rule");
    let asks = card.condition_text(pass);
    assert_eq!(asks.say(Language::En), "1 of (sixty: `points >= 60`; `points.results > 0`)");
    assert_eq!(asks.say(Language::Zh), "满足其中 1 项（六十分：`points >= 60`；`points.results > 0`）");
    let unmet = card.pass.into_iter().chain(pass - 2..pass).fold(0, |bits, at| bits | 1_u64 << at);
    let reasons = card.reasons(unmet, 0, &|_| unreachable!("all is known"));
    let said = |language| reasons.iter().map(|reason| reason.say(language).into_owned()).collect::<Vec<_>>();
    assert_eq!(said(Language::En), ["fewer than 1 of 2: not met: sixty, no results"]);
    assert_eq!(said(Language::Zh), ["2 项中满足的不足 1 项：未满足：六十分、无成果"]);
}

#[test]
fn a_changed_reason_does_not_keep_the_chinese_of_the_one_it_replaces() {
    let card = load(
        "extends = \"tech-sme-2017\"\nid = \"own\"\ntitle = \"Own\"\nweights_basis = \
            \"local\"\n[[gate]]\nid = \
         \"employees\"\nreason = \"more than 400 employees\"\nwhen = \"employees <= 400\"\n",
    );
    let reason = |id: &str| {
        let is_it = |at: &&usize| card.conditions[**at].id.as_deref() == Some(id);
        let at = card.gates.iter().find(is_it).expect("the gate");
        card.conditions[*at].reason.as_ref().map(|reason| reason.say(Language::Zh).into_owned())
    };
    assert_eq!(reason("employees").as_deref(), Some("more than 400 employees"));
    assert_eq!(reason("resident").as_deref(), Some("不是居民企业"));
}
