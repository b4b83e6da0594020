//! The analytic hierarchy process with groups, and with several experts whose judgements are merged.

use jifen::studies::weights::methods::ahp::{RandomIndex, ahp, merged};
use serde_json::Value;

use crate::studies::weigh::{nested, proposal, refusal};
use crate::support::workplace::{Folder, text};

fn weights(folder: &Folder, files: &[&str]) -> (Vec<f64>, Value) {
    let mut arguments = vec!["ahp", "campaign.toml"];
    files.iter().for_each(|file| arguments.extend(["--judgements", file]));
    let told = proposal(folder, &arguments);
    let indicators = told["indicators"].as_array().expect("a list").clone();
    let weights = indicators.iter().map(|one| one["proposed"][0].as_f64().expect("a number"));
    (weights.collect(), told["found"][0]["found"]["comparisons"].clone())
}

#[test]
fn entries_are_merged_by_their_geometric_mean() {
    let consistent = |weights: [f64; 3]| -> Vec<Vec<f64>> {
        weights.iter().map(|a| weights.iter().map(|b| a / b).collect()).collect()
    };
    let one = consistent([6.0, 3.0, 1.0]);
    let both = merged(&[one.clone(), consistent([6.0, 12.0, 4.0])]);
    // By hand: the entry of the first to the second is the root of 2 times 1/2.
    assert!((both[0][1] - 1.0).abs() < 1e-12 && (both[0][2] - 3.0).abs() < 1e-12, "{both:?}");
    let found = ahp(&both, RandomIndex::Saaty);
    assert!(found.consistency_index < 1e-12);
    assert_eq!(merged(std::slice::from_ref(&one)), one);
    // Merging keeps matrices reciprocal, and the order of experts does not count.
    let spoilt = vec![vec![1.0, 9.0, 0.2], vec![1.0 / 9.0, 1.0, 7.0], vec![5.0, 1.0 / 7.0, 1.0]];
    let ways = [[one.clone(), spoilt.clone()], [spoilt.clone(), one]].map(|way| merged(&way));
    for (i, j) in (0..3).flat_map(|i| (0..3).map(move |j| (i, j))) {
        assert!((ways[0][i][j] * ways[0][j][i] - 1.0).abs() < 1e-12);
        assert!((ways[0][i][j] - ways[1][i][j]).abs() < 1e-12);
    }
    let ratio = |matrix: &[Vec<f64>]| ahp(matrix, RandomIndex::Saaty).consistency_ratio;
    assert!(ratio(&ways[0]) < ratio(&spoilt), "one who contradicts himself is softened by the other");
}

#[test]
fn experts_are_merged_from_one_file_or_several_in_any_order_of_members() {
    let folder = nested();
    let one = "members = [\"revenue\", \"staff\", \"rd\"]\n\
               matrix = [[1, 2, 6], [\"1/2\", 1, 3], [\"1/6\", \"1/3\", 1]]\n";
    let other = "members = [\"rd\", \"revenue\", \"Staff\"]\n\
                 matrix = [[1, \"2/3\", \"1/3\"], [1.5, 1, \"1/2\"], [3, 2, 1]]\n";
    let together = format!("[[compare]]\nexpert = \"Wang\"\n{one}[[compare]]\nexpert = \"Li\"\n{other}");
    folder.write("together.toml", together.as_bytes());
    folder.write("wang.toml", format!("[[compare]]\n{one}").as_bytes());
    folder.write("li.csv", b",rd,revenue,staff\nrd,1,2/3,1/3\nrevenue,,1,1/2\nstaff,,,1\n");
    // Each agrees with itself: 6 to 3 to 1, and 6 to 12 to 4, whose geometric means are 3 to 3 to 1.
    let expected = [4.286, 4.286, 1.428];
    let (found, comparisons) = weights(&folder, &["together.toml"]);
    assert_eq!(found, expected);
    let experts = comparisons[0]["experts"].as_array().expect("experts").clone();
    let names: Vec<&str> = experts.iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["Wang", "Li"]);
    let third = |expert: &Value| expert["weights"][2].as_f64().expect("a number");
    assert!((third(&experts[0]) - 0.1).abs() < 1e-9, "in the order of the first");
    assert!((third(&experts[1]) - 4.0 / 22.0).abs() < 1e-9);
    let (found, comparisons) = weights(&folder, &["wang.toml", "li.csv"]);
    assert_eq!(found, expected);
    assert_eq!(comparisons[0]["experts"][1]["name"], "li.csv");
    let shown = folder.jifen(&["weights", "ahp", "campaign.toml", "--judgements", "together.toml"]);
    let shown = text(&shown.stdout);
    for words in [
        "2 experts merged by geometric mean",
        "\n  Wang: consistency ratio 0.000 (consistent enough)\n",
        "\n  Li: cons",
    ] {
        assert!(shown.contains(words), "{words} is not in {shown}");
    }
}

#[test]
fn groups_are_compared_and_then_the_indicators_within_each() {
    let folder = nested();
    // The outer group has the inner alone, and the rest one indicator: neither needs a matrix.
    let tree = "[[compare]]\nmembers = [\"outer\", \"rest\"]\nmatrix = [[1, 4], [\"1/4\", 1]]\n\
                [[compare]]\ngroup = \"inner\"\nmembers = [\"revenue\", \"staff\"]\n\
                matrix = [[1, 3], [\"1/3\", 1]]\n";
    folder.write("tree.toml", tree.as_bytes());
    let (found, comparisons) = weights(&folder, &["tree.toml"]);
    assert_eq!(found, [6.0, 2.0, 2.0], "0.8 × 0.75, 0.8 × 0.25 and 0.2 of 10");
    assert_eq!(comparisons.as_array().map(Vec::len), Some(2));
    assert!(comparisons.as_array().expect("a list").iter().all(|one| one["consistency_ratio"] == 0.0));
    assert!(comparisons[0].get("experts").is_none());
    // CSV matrices say by their members what they compare, titles included, whatever their order.
    folder.write("groups.csv", ",Outer,Rest\nOuter,1,4\nRest,,1\n".as_bytes());
    folder.write("inner.csv", b",revenue,staff\nrevenue,1,3\nstaff,,1\n");
    for files in [["groups.csv", "inner.csv"], ["inner.csv", "groups.csv"]] {
        assert_eq!(weights(&folder, &files).0, found, "{files:?}");
    }
    let shown = folder.jifen(&["weights", "ahp", "campaign.toml", "--judgements", "tree.toml"]);
    let shown = text(&shown.stdout);
    assert!(shown.contains("whole: outer 80.0 %, rest 20.0 %; consistency ratio 0.000"), "{shown}");
    // Where two judge a part, each must judge the whole.
    folder.write("more.csv", b",revenue,staff\nrevenue,1,1/3\nstaff,,1\n");
    let both = ["ahp", "campaign.toml", "--judgements", "tree.toml", "--judgements", "more.csv"];
    let told = refusal(&folder, &both);
    let words = "error[judgements-missing]: more.csv:1: `more.csv` does not compare the members of the \
        whole scorecard, as `tree.toml` does\n  \
                 help: add a matrix of outer, rest by `more.csv`";
    assert!(told.contains(words), "{told}");
}

#[test]
fn experts_who_cannot_be_merged_are_refused() {
    let folder = nested();
    let matrix = "members = [\"revenue\", \"staff\", \"rd\"]\nmatrix = [[1, 1, 1], [1, 1, 1], [1, 1, 1]]\n";
    let fewer = "members = [\"revenue\", \"staff\"]\nmatrix = [[1, 1], [1, 1]]\n";
    for (said, words) in [
        (
            format!("[[compare]]\nexpert = \"A\"\n{matrix}[[compare]]\nexpert = \"A\"\n{matrix}"),
            "said.toml:5: the members of the whole scorecard are compared twice",
        ),
        (
            format!("[[compare]]\nexpert = \"A\"\n{matrix}[[compare]]\n{matrix}"),
            "the members of the whole scorecard are compared twice",
        ),
        (
            format!("[[compare]]\nexpert = \"A\"\n{matrix}[[compare]]\nexpert = \"B\"\n{fewer}"),
            "said.toml:5: the members compared here are not revenue, staff, rd",
        ),
    ] {
        folder.write("said.toml", said.as_bytes());
        let told = refusal(&folder, &["ahp", "campaign.toml", "--judgements", "said.toml"]);
        assert!(told.contains(words) && told.contains("help: "), "{said}\n{told}");
    }
    folder.write("a.toml", format!("random_index = \"saaty\"\n[[compare]]\n{matrix}").as_bytes());
    folder.write("b.toml", format!("random_index = \"alonso-lamata\"\n[[compare]]\n{matrix}").as_bytes());
    let both = ["ahp", "campaign.toml", "--judgements", "a.toml", "--judgements", "b.toml"];
    assert!(
        refusal(&folder, &both).contains("b.toml:1: `random_index` differs from that of an earlier file")
    );
    // Unless one is named, which holds whatever the files say.
    let named = [&both[..], &["--random-index", "saaty"]].concat();
    assert_eq!(proposal(&folder, &named)["found"][0]["found"]["comparisons"][0]["random_index"], "saaty");
    let twice = ["swing", "campaign.toml", "--judgements", "a.toml", "--judgements", "b.toml"];
    assert!(refusal(&folder, &twice).contains("b.toml:2: `compare` is read by `ahp`, not by `swing`"));
    folder.write("inner.csv", b",revenue,staff\nrevenue,1,3\nstaff,,1\n");
    let told = refusal(&folder, &["ahp", "campaign.toml", "--judgements", "inner.csv"]);
    assert!(
        told.contains("so none compares the members of the whole") && told.contains("CSV matrix"),
        "{told}"
    );
}

#[test]
fn a_group_without_a_matrix_of_its_members_is_named() {
    let folder = nested();
    let whole = "[[compare]]\nmembers = [\"outer\", \"rest\"]\nmatrix = [[1, 4], [\"1/4\", 1]]\n";
    folder.write("whole.toml", whole.as_bytes());
    folder.write("whole.csv", b",Outer,Rest\nOuter,1,4\nRest,,1\n");
    for (file, line) in [("whole.toml", 2), ("whole.csv", 2)] {
        let told = refusal(&folder, &["ahp", "campaign.toml", "--judgements", file]);
        let words =
            format!("error[key-missing]: {file}:{line}: no matrix compares the members of group `inner`");
        assert!(told.contains(&words) && told.contains("help: add a matrix of revenue, staff"), "{told}");
        // Neither the group is unknown, nor are its indicators forgotten.
        assert_eq!(told.matches("error[").count(), 1, "{told}");
    }
    // A CSV matrix of members of several groups, or of some of one, parts nothing.
    for (table, words) in [
        (
            ",revenue,rd\nrevenue,1,3\nrd,,1\n",
            "revenue, rd are neither the whole nor the members of one group",
        ),
        (",revenue\nrevenue,1\n", "revenue is neither the whole nor the members of one group"),
        (",revenue,stuff\nrevenue,1,3\nstuff,,1\n", "no indicator to weigh is called `stuff`"),
    ] {
        folder.write("part.csv", table.as_bytes());
        let told = refusal(
            &folder,
            &["ahp", "campaign.toml", "--judgements", "whole.csv", "--judgements", "part.csv"],
        );
        assert!(told.contains(words) && !told.contains("the members compared here are not"), "{told}");
    }
    let idle = format!(
        "{whole}[[compare]]\ngroup = \"rest\"\nmembers = [\"rd\"]\nmatrix = [[1]]\n\
        [[compare]]\ngroup = \"other\"\nmembers = [\"revenue\", \"staff\"]\nmatrix = [[1, 1], [1, 1]]\n"
    );
    folder.write("idle.toml", idle.as_bytes());
    let told = refusal(&folder, &["ahp", "campaign.toml", "--judgements", "idle.toml"]);
    assert!(
        told.contains(
            "this matrix compares the members of `other`, but no other matrix has `other` among its members"
        ),
        "{told}"
    );
}

#[test]
fn a_matrix_is_read_in_the_encodings_and_widths_of_firms() {
    let folder = nested();
    folder.edit("card.toml", "title = \"Staff\"", "title = \"Staff\"\ntitle_zh = \"职工人数（人）\"");
    let table = "指标,Revenue,职工人数(人),ｒｄ\nRevenue,１,３,１／５\n职工 人数（人）,,1,4\nｒｄ,,,1\n";
    let other = ",revenue,staff,rd\nrevenue,1,3,1/5\nstaff,,1,4\nrd,,,1\n";
    folder.write("plain.csv", other.as_bytes());
    let expected = weights(&folder, &["plain.csv"]).0;
    let table = table.replace("Revenue,职工人数(人)", "Revenue,职工 人数（人）");
    for bytes in [table.as_bytes().to_vec(), encoding_rs::GB18030.encode(&table).0.into_owned()] {
        folder.write("said.csv", &bytes);
        assert_eq!(weights(&folder, &["said.csv"]).0, expected);
    }
    folder.write("torn.csv", b"\xd6\xb8\xb1\xea,rd\nrd,1\n\xd6\n");
    let told = refusal(&folder, &["ahp", "campaign.toml", "--judgements", "torn.csv"]);
    assert!(told.contains("torn.csv") && told.contains("encoding"), "{told}");
}

#[test]
fn one_expert_counts_once_however_the_name_is_written() {
    let folder = nested();
    let matrix = "members = [\"revenue\", \"staff\", \"rd\"]\nmatrix = [[1, 1, 1], [1, 1, 1], [1, 1, 1]]\n";
    for (one, other) in [("王 五", "王五"), ("Wang", "Ｗａｎｇ"), ("Li  Na", "Li Na ")] {
        let both =
            format!("[[compare]]\nexpert = \"{one}\"\n{matrix}[[compare]]\nexpert = \"{other}\"\n{matrix}");
        folder.write("said.toml", both.as_bytes());
        let told = refusal(&folder, &["ahp", "campaign.toml", "--judgements", "said.toml"]);
        let words = format!(
            "said.toml:5: the members of the whole scorecard are compared twice by one expert, `{one}` \
            and `{other}`"
        );
        assert!(told.contains(&words), "{told}");
    }
    folder.write("said.toml", format!("[[compare]]\n{matrix}").as_bytes());
    let twice = ["ahp", "campaign.toml", "--judgements", "said.toml", "--judgements", "./said.toml"];
    let told = refusal(&folder, &twice);
    assert!(told.contains("error[name-repeated]: ./said.toml: is named twice"), "{told}");
}

#[test]
fn judgements_that_contradict_one_another_are_warned_of() {
    let folder = nested();
    let all = |expert: &str, matrix: &str| {
        format!(
            "[[compare]]\nexpert = \"{expert}\"\nmembers = [\"revenue\", \"staff\", \"rd\"]\nmatrix = \
            {matrix}\n"
        )
    };
    let sound = "[[1, 2, 6], [\"1/2\", 1, 3], [\"1/6\", \"1/3\", 1]]";
    let spoilt = "[[1, 9, \"1/5\"], [\"1/9\", 1, 7], [5, \"1/7\", 1]]";
    let told = |said: &str| {
        folder.write("said.toml", said.as_bytes());
        let output = folder.jifen(&["weights", "ahp", "campaign.toml", "--judgements", "said.toml"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stderr)
    };
    assert!(!told(&(all("Wang", sound) + &all("Li", sound))).contains("judgements-inconsistent"));
    let one = told(&all("Li", spoilt));
    let words = "warning[judgements-inconsistent]: said.toml:1: judgements of the whole scorecard \
        contradict one \
        another: \
        consistency ratio";
    assert!(one.contains(words) && one.contains("above 0.05, the limit for 3 members"), "{one}");
    // Each expert, and all of them together.
    let both = told(&(all("Wang", sound) + &all("Li", spoilt)));
    for words in [
        "said.toml:5: judgements of the whole scorecard by Li contradict one another",
        "judgements of the whole scorecard by all experts contradict one another",
    ] {
        assert!(both.contains(words), "{words}: {both}");
    }
    assert!(!both.contains("by Wang"), "{both}");
    // A group's, by its name; and --strict is not met.
    let tree = "[[compare]]\nmembers = [\"outer\", \"rest\"]\nmatrix = [[1, 4], [\"1/4\", 1]]\n\
        [[compare]]\ngroup = \"inner\"\nmembers = [\"revenue\", \"staff\"]\n\
        matrix = [[1, 3], [\"1/3\", 1]]\n";
    assert!(!told(tree).contains("judgements-inconsistent"), "two are never at odds");
    let strict = ["weights", "ahp", "campaign.toml", "--judgements", "said.toml", "--strict"];
    folder.write("said.toml", all("Li", spoilt).as_bytes());
    assert_eq!(folder.jifen(&strict).status.code(), Some(1));
}
