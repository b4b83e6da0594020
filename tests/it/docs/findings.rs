//! The table of finding codes, and a page for each.

use std::fmt::Write;
use std::fs;

use jifen::finding::Code;
use jifen::words::Language;

use super::page::{Kind, Page};
use super::{is_current, pages, root};

/// Codes whose pages tell in prose how they come about, and why no console can show it.
const IN_PROSE: [(Code, &str); 10] = [
    (Code::CellsBeyond, "it takes a worksheet of more than 64 rows"),
    (Code::FormatScaled, "it takes a number format"),
    (Code::FileTooLarge, "it takes a file of more than 4 GB"),
    (Code::MemoryShort, "it takes a large file and a small limit"),
    (Code::RowsThin, "it takes millions of rows"),
    (Code::RecordTooLong, "it takes a line of more than 1 MB"),
    (Code::TooMany, "it takes 65 conditions"),
    (Code::WeightsUnidentified, "it takes 40 outcomes that points decide"),
    (Code::CellCut, "it takes a cell of more than 32,767 characters"),
    (Code::RowsLost, "the program itself would be at fault"),
];

/// What stands above the table, in a language.
fn heading(language: Language) -> &'static str {
    language.pick(
        "# Findings\n\nEvery finding has a stable code. An *error* in a row sends the row to quarantine; an \
         *error* in a file, a header or a parameter stops the run. A *warning* leaves the value unchanged. A \
         *note* is for information. Each code has a page with the smallest file that causes it, and what to \
         do.\n\n\
         | code | severity | what was found | for example |\n| --- | --- | --- | --- |\n",
        "# 检查结果\n\n每类问题都有固定的代码。行中的*错误*使该行被列为待核数据；文件、表头或参数中的*错误*使运行停止。\
         *警告*不改动数值。*提示*仅供参考。每个代码各有一页，附有产生该结果的最小示例文件和处理办法。\n\n\
         | 代码 | 程度 | 问题 | 示例 |\n| --- | --- | --- | --- |\n",
    )
}

#[test]
fn the_page_of_findings_lists_every_code_in_both_languages() {
    for language in Language::ALL {
        let mut page = String::from(heading(language));
        for code in Code::ALL {
            let example = code.example(language).replace('|', "\\|");
            // Code within code needs longer marks.
            let example =
                if example.contains('`') { format!("`` {example} ``") } else { format!("`{example}`") };
            let _ = writeln!(
                page,
                "| [`{code}`](findings/{code}.md) | {} | {} | {example} |",
                code.severity().word(language),
                code.meaning(language)
            );
        }
        is_current(language.pick("findings.md", "zh-CN/findings.md"), &page);
    }
}

#[test]
fn the_page_of_every_code_opens_with_its_severity_and_meaning() {
    for language in Language::ALL {
        for code in Code::ALL {
            let name = language.pick("findings", "zh-CN/findings");
            let name = format!("{name}/{code}.md");
            let page = fs::read_to_string(root().join("docs").join(&name)).expect("each code has a page");
            let (severity, meaning) = (code.severity().word(language), code.meaning(language));
            let [mark, end] = language.pick([": ", "."], ["：", "。"]);
            let mut lines: Vec<&str> = page.lines().collect();
            let opening = format!("**{severity}**{mark}{meaning}{end}");
            let title = format!("# `{code}`");
            (lines[0], lines[2]) = (&title, &opening);
            is_current(&name, &(lines.join("\n") + "\n"));
        }
    }
}

/// The first line of a finding on a screen, and of one in `findings.json`.
fn is_finding(line: &str) -> bool {
    let word = line.split('[').next().unwrap_or_default();
    let words = ["error", "warning", "note", "错误", "警告", "提示"];
    words.contains(&word) && line.contains("]: ") || line.starts_with("{\"severity\"")
}

/// Whether the finding on `line` says what to do, there or on the next line.
fn helps(line: &str, next: Option<&&str>) -> bool {
    line.contains("\"help\":")
        || next.is_some_and(|next| next.starts_with("  help: ") || next.starts_with("  处理："))
}

#[test]
fn every_finding_that_is_shown_says_what_to_do() {
    let (mut shown, mut faults) = (0, Vec::new());
    for path in pages(&root().join("docs")) {
        let page =
            Page::read(&fs::read_to_string(&path).expect("it is there")).expect("it is read elsewhere");
        for block in page.blocks.iter().filter(|block| matches!(block.kind, Kind::Console)) {
            let body = page.body(block);
            let lines: Vec<&str> = body.lines().collect();
            for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_finding(line)) {
                shown += 1;
                if !helps(line, lines.get(at + 1)) {
                    faults.push(format!("{}, line {}: {line}", path.display(), block.line + 1 + at));
                }
            }
        }
    }
    assert!(shown > 60, "only {shown} findings are shown");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_code_has_a_page_that_shows_it_in_both_languages() {
    let mut faults = Vec::new();
    let languages = Language::ALL.into_iter();
    for (language, code) in languages.flat_map(|one| Code::ALL.iter().map(move |code| (one, code))) {
        let folder = language.pick("docs/findings", "docs/zh-CN/findings");
        let name = format!("{folder}/{code}.md");
        let Ok(text) = fs::read_to_string(root().join(&name)) else {
            faults.push(format!("{name} is not there"));
            continue;
        };
        let severity = code.severity().word(language);
        if !text.starts_with(&format!("# `{code}`\n")) || !text.contains(&format!("**{severity}**")) {
            faults.push(format!(
                "{name} does not begin with its code, or does not name the severity {severity}"
            ));
        }
        let page = Page::read(&text).expect("every page is read elsewhere");
        let consoles = page.blocks.iter().filter(|block| matches!(block.kind, Kind::Console));
        // As people read it, and as findings.json has it.
        let names = [format!("[{code}]: "), format!("\"code\":\"{code}\""), format!("\"code\": \"{code}\"")];
        let shown =
            consoles.into_iter().any(|block| names.iter().any(|name| page.body(block).contains(name)));
        let in_prose = IN_PROSE.iter().any(|(other, _)| other == code);
        if shown == in_prose {
            let what =
                if shown { "shows it, and need not be told in prose" } else { "shows it in no console" };
            faults.push(format!("{name} {what}"));
        }
    }
    let known = |name: &str| Code::ALL.iter().any(|code| code.as_str() == name);
    let folders = ["docs/findings", "docs/zh-CN/findings"];
    for path in folders.into_iter().flat_map(|folder| pages(&root().join(folder))) {
        let name = path.file_stem().expect("a page has a name").to_string_lossy().into_owned();
        if !known(&name) {
            faults.push(format!("{} is the page of no code", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
