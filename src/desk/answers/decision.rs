//! Decisions of institutions, in the words that banks use.

use serde::Serialize;

use crate::firms::width::key;
use crate::parameters::{Keyword, keywords};

/// What an institution decided on a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// The institution has not spoken to the firm.
    NotContacted,
    /// The firm needs no finance, or withdrew.
    NoDemand,
    /// The firm has applied.
    Applied,
    /// The application is under review.
    Pending,
    /// Refused.
    Refused,
    /// Approved, nothing paid out yet.
    Approved,
    /// Approved and paid out, in whole or in part.
    Drawn,
}

keywords! { Decision {
    NotContacted "not-contacted" answers::decision_not_contacted;
    NoDemand "no-demand" answers::decision_no_demand;
    Applied "applied" answers::decision_applied;
    Pending "pending" answers::decision_pending;
    Refused "refused" answers::decision_refused;
    Approved "approved" answers::decision_approved;
    Drawn "drawn" answers::decision_drawn;
} }

/// Words of each decision; the first is the one that messages name. Compared without blanks, width and case.
const WORDS: [(Decision, &[&str]); 7] = [
    (
        Decision::NotContacted,
        &["未对接", "未联系", "未联系上", "尚未对接", "暂未对接", "未走访", "notcontacted", "nocontact"],
    ),
    (
        Decision::NoDemand,
        &[
            "无需求",
            "暂无需求",
            "无融资需求",
            "暂无融资需求",
            "无贷款需求",
            "暂无贷款需求",
            "企业无需求",
            "企业放弃",
            "已放弃",
            "放弃",
            "已撤回",
            "撤回",
            "nodemand",
            "noneed",
            "withdrawn",
        ],
    ),
    (
        Decision::Applied,
        &["已申请", "申请", "申请中", "已提交", "已提交申请", "已受理", "applied", "submitted"],
    ),
    (
        Decision::Pending,
        &[
            "处理中",
            "对接中",
            "已对接",
            "跟进中",
            "受理中",
            "调查中",
            "尽调中",
            "审核中",
            "审批中",
            "办理中",
            "在办",
            "pending",
            "inprogress",
            "processing",
            "underreview",
        ],
    ),
    (
        Decision::Refused,
        &[
            "不予支持",
            "拒绝",
            "已拒绝",
            "拒贷",
            "否决",
            "已否决",
            "不同意",
            "未通过",
            "不通过",
            "审批未通过",
            "审批不通过",
            "未获批",
            "未批准",
            "不予授信",
            "refused",
            "rejected",
            "declined",
            "denied",
        ],
    ),
    (
        Decision::Approved,
        &[
            "已授信",
            "授信",
            "已批准",
            "批准",
            "已获批",
            "获批",
            "已审批",
            "审批通过",
            "已通过",
            "通过",
            "同意",
            "approved",
            "granted",
        ],
    ),
    (
        Decision::Drawn,
        &[
            "已放款",
            "放款",
            "已发放",
            "发放",
            "已投放",
            "已提款",
            "已用信",
            "已贷款",
            "drawn",
            "disbursed",
            "paidout",
            "lent",
        ],
    ),
];

impl Decision {
    /// The decision that the words of a cell mean.
    pub fn of_words(cell: &str) -> Option<Decision> {
        let cell: String = key(cell).chars().filter(|c| !matches!(c, '-' | '_' | '。' | '.')).collect();
        WORDS.iter().find(|(_, words)| words.contains(&&*cell)).map(|(decision, _)| *decision)
    }

    /// The decision called `word` in the history.
    pub(super) fn of_word(word: &str) -> Option<Decision> {
        Decision::ALL.iter().copied().find(|decision| decision.as_str() == word)
    }

    /// A word for each decision, for messages.
    pub(super) fn known() -> impl Iterator<Item = &'static str> {
        WORDS.iter().filter_map(|(_, words)| words.first().copied())
    }

    /// Whether an application was before the institution: all but firms not contacted or without demand. A
    /// refusal decides on an application.
    pub fn is_application(self) -> bool {
        !matches!(self, Decision::NotContacted | Decision::NoDemand)
    }

    /// Whether the institution has yet to decide: an amount beside it is the one applied for.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Decision::Applied | Decision::Pending)
    }

    /// Whether credit was granted.
    pub fn is_approval(self) -> bool {
        matches!(self, Decision::Approved | Decision::Drawn)
    }

    /// Whether it is final for a study of outcomes: granted or refused.
    pub fn is_decided(self) -> bool {
        self.is_approval() || self == Decision::Refused
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_word_means_one_decision_and_is_found_however_it_is_written() {
        let mut seen = BTreeSet::new();
        for (decision, words) in WORDS {
            for word in words {
                assert!(seen.insert(*word), "{word} stands twice");
                assert_eq!(Decision::of_words(word), Some(decision), "{word}");
            }
        }
        for (cell, decision) in [
            (" 已 授信 ", Decision::Approved),
            ("Not contacted", Decision::NotContacted),
            ("no-demand", Decision::NoDemand),
            ("ＲＥＦＵＳＥＤ", Decision::Refused),
            ("审批通过。", Decision::Approved),
            ("Under review", Decision::Pending),
        ] {
            assert_eq!(Decision::of_words(cell), Some(decision), "{cell}");
        }
        for cell in ["", "也许", "通过吗", "1", "是"] {
            assert_eq!(Decision::of_words(cell), None, "{cell}");
        }
        for &decision in Decision::ALL {
            assert_eq!(Decision::of_word(decision.as_str()), Some(decision));
            assert_eq!(Decision::of_words(decision.as_str()), Some(decision));
        }
    }
}
