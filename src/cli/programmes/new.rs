//! `jifen programmes new`: a programme to start from.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::finding::Findings;
use crate::parameters::Source;
use crate::programmes::{PROGRAMMES, Programme, Programmes};
use crate::words::{Language, Message, say};

use super::super::options::Edits;
use super::super::{Options, new_file, stop};

#[derive(Debug, Args)]
pub(super) struct New {
    id: String,
    #[arg(long)]
    from: Option<String>,
    #[arg(long)]
    out: Option<PathBuf>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

impl New {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let path = self.out.clone().unwrap_or_else(|| PathBuf::from(format!("{}.toml", self.id)));
        // The new file must be sound; an invalid id is reported before it exists.
        let begun = self.text(options.language()).and_then(|text| {
            let source = Source::new(path.display().to_string(), text.as_str());
            Programmes::load_alone(&source, None).map(|(_, programme, _)| (text, programme))
        });
        let (text, programme) = match begun {
            Ok(begun) => begun,
            Err(findings) => return stop(&findings, options),
        };
        let value = serde_json::json!({
            "programme": programme.id,
            "file": path.display().to_string(),
            "extends": self.from,
            "basis": programme.basis,
            "required": programme.required().collect::<Vec<_>>(),
        });
        let written = say!(programmes::new_written, file = path.display().to_string());
        new_file::write(&path, self.edits.replace(self.force), &text, &value, &written, options)
    }

    fn text(&self, language: Language) -> Result<String, Findings> {
        let Some(base) = &self.from else { return Ok(whole(&self.id, language)) };
        let source = super::open(base)?;
        let (_, programme, _) = Programmes::load_alone(&source, None)?;
        over(&self.id, base, &programme, &source, language)
    }
}

/// A small programme with one of each common part.
fn whole(id: &str, language: Language) -> String {
    let remark = |message: Message| message.say(language).into_owned();
    format!(
        include_str!("new.toml"),
        id = id,
        basis = remark(say!(programmes::new_basis)),
        when = remark(say!(programmes::new_when)),
        cap = remark(say!(programmes::new_cap)),
        loss = remark(say!(programmes::new_loss)),
        subsidy = remark(say!(programmes::new_subsidy)),
    )
}

/// An overlay that changes nothing in another programme. It has each table of numbers and each rule as a
/// comment to uncomment.
fn over(
    id: &str,
    base: &str,
    programme: &Programme,
    source: &Source,
    language: Language,
) -> Result<String, Findings> {
    let remark = |message: Message| message.say(language).into_owned();
    let title = say!(programmes::over_title, id = id, base = &programme.id);
    let mut text = format!(
        include_str!("over.toml"),
        changes = remark(say!(programmes::over_changes, base = base)),
        remove = remark(say!(scorecards::over_remove)),
        base = base,
        id = id,
        title = title.say(Language::En),
        title_zh = title.say(Language::Zh),
        whose = remark(say!(programmes::over_basis, base = &programme.id)),
        basis = programme.basis.as_str(),
        numbers = remark(say!(programmes::over_numbers)),
    );
    let required = say!(programmes::over_required, id = id);
    let tables = PROGRAMMES.merged.iter().copied().chain(["rule"]);
    for part in PROGRAMMES.parts(source, tables)? {
        text += "\n";
        for line in part.lines() {
            text += &format!("# {line}");
            if line.trim_end().ends_with("= \"required\"") {
                text += &format!("  # {}", required.say(language));
            }
            text += "\n";
        }
    }
    Ok(text)
}
