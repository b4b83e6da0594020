//! What an output is and where its weights and rules come from, in words: in the package, in every workbook,
//! and in `referrals/README.txt`, which goes with the lists.

use super::{By, Publication, Waiver};
use crate::scorecard::WeightsBasis;

/// In English.
pub(super) fn english(publication: &Publication<'_>) -> String {
    let scorecard = publication.scored.scorecard;
    let mut text = format!(
        "Innovation points of a cohort of firms as of {} by the scorecard {} ({}), and each institution's \
        referral list.",
        publication.as_of, scorecard.id, scorecard.title
    );
    text += &match scorecard.weights_basis {
        _ if publication.trial.is_some() => {
            " The weights are a trial, set on the command line: this is no list of the campaign.".to_owned()
        }
        WeightsBasis::Official => String::new(),
        WeightsBasis::Local => " The scorecard's weights are set locally.".to_owned(),
        WeightsBasis::Derived => {
            " The scorecard's weights are derived by a method, which its source names.".to_owned()
        }
        WeightsBasis::Illustrative => {
            let note = scorecard.weights_note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
            format!(" The scorecard's weights are illustrative, not official{note}.")
        }
    };
    for (scorecard, _) in publication.scored.further {
        let basis = match scorecard.weights_basis {
            WeightsBasis::Official => "",
            WeightsBasis::Local => ", whose weights are set locally",
            WeightsBasis::Derived => ", whose weights are derived by a method",
            WeightsBasis::Illustrative => ", whose weights are illustrative",
        };
        text += &format!(" The firms are also scored by {} ({}){basis}.", scorecard.id, scorecard.title);
    }
    text.push_str(match publication.institutions.basis {
        None | Some(WeightsBasis::Official) => "",
        Some(WeightsBasis::Local) => " The institutions' rules are set locally.",
        Some(WeightsBasis::Derived) => " The institutions' rules are derived by a method.",
        Some(WeightsBasis::Illustrative) => {
            " The institutions' rules and capacities are illustrative, not the institutions' own."
        }
    });
    for Waiver { scorecard, gate, by, fields, firms, referred } in publication.waivers {
        let by = match by {
            By::Campaign => "accepted by the campaign",
            By::Scorecard => "let pass by the scorecard",
        };
        text += &format!(
            " Not known, and {by}: {} of {}, {referred} of them on a list (gate {gate} of {scorecard}).",
            fields.join(", "),
            if *firms == 1 { "1 firm".to_owned() } else { format!("{firms} firms") },
        );
    }
    text
}

/// In Chinese.
pub(super) fn chinese(publication: &Publication<'_>) -> String {
    let scorecard = publication.scored.scorecard;
    let title = scorecard.title_zh.as_ref().unwrap_or(&scorecard.title);
    let mut text = format!(
        "截至{}的企业创新积分及各机构推荐名单，指标体系：{}（{title}）。",
        publication.as_of, scorecard.id
    );
    text += &match scorecard.weights_basis {
        _ if publication.trial.is_some() => "权重为命令行指定的试算权重，本名单不是正式名单。".to_owned(),
        WeightsBasis::Official => String::new(),
        WeightsBasis::Local => "指标权重由地方自定。".to_owned(),
        WeightsBasis::Derived => "指标权重按指标体系来源所述方法推算。".to_owned(),
        WeightsBasis::Illustrative => {
            let note =
                scorecard.weights_note_zh.as_ref().map_or_else(String::new, |note| format!("：{note}"));
            format!("指标权重仅为示例，并非官方权重{note}。")
        }
    };
    for (scorecard, _) in publication.scored.further {
        let title = scorecard.title_zh.as_ref().unwrap_or(&scorecard.title);
        let basis = match scorecard.weights_basis {
            WeightsBasis::Official => "",
            WeightsBasis::Local => "，其权重由地方自定",
            WeightsBasis::Derived => "，其权重按方法推算",
            WeightsBasis::Illustrative => "，其权重仅为示例",
        };
        text += &format!("同时按{}（{title}）计分{basis}。", scorecard.id);
    }
    text.push_str(match publication.institutions.basis {
        None | Some(WeightsBasis::Official) => "",
        Some(WeightsBasis::Local) => "各机构的准入规则由地方自定。",
        Some(WeightsBasis::Derived) => "各机构的准入规则按方法推算。",
        Some(WeightsBasis::Illustrative) => "各机构的准入规则和名额仅为示例，并非机构自身规定。",
    });
    for Waiver { scorecard, gate, by, fields, firms, referred } in publication.waivers {
        let by = match by {
            By::Campaign => "本批次同意放行",
            By::Scorecard => "指标体系规定放行",
        };
        text += &format!(
            "未知而{by}：{}，涉及企业{firms}家，其中{referred}家在名单上（{scorecard}的准入条件{gate}）。",
            fields.join("、")
        );
    }
    text
}

/// What to do with a list that is to be worked on, in Chinese.
pub(super) const COPIES_IN_CHINESE: &str = "请在名单的副本上填写或修改：再次生成名单会替换本文件夹；有文件被改动过时，程序会指出并停止，不会直接覆盖。";

/// The same in English.
pub(super) const COPIES_IN_ENGLISH: &str =
    "Work in a copy of a list: the next run replaces this folder, and stops where a file in it was edited.";

/// What is illustrative, in Chinese and in English, as it stands on the face of a workbook; nothing where
/// nothing is.
pub(super) fn illustrative(publication: &Publication<'_>) -> Option<String> {
    let scored = publication.scored;
    let further = scored.further.iter().map(|(scorecard, _)| *scorecard);
    let cards = std::iter::once(scored.scorecard).chain(further);
    let cards: Vec<&str> = cards
        .filter(|scorecard| scorecard.weights_basis == WeightsBasis::Illustrative)
        .map(|scorecard| scorecard.id.as_str())
        .collect();
    let (mut chinese, mut english) = (Vec::new(), Vec::new());
    if !cards.is_empty() {
        chinese.push(format!("{}的指标权重", cards.join("、")));
        english.push(format!("the weights of {}", cards.join(", ")));
    }
    if publication.institutions.basis == Some(WeightsBasis::Illustrative) {
        chinese.push("各机构的准入规则和名额".to_owned());
        english.push("the institutions' rules and capacities".to_owned());
    }
    let whole = || format!("仅为示例：{}。 Illustrative only: {}.", chinese.join("、"), english.join("; "));
    (!chinese.is_empty()).then(whole)
}
