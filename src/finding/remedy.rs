//! What to do about a fault, as data where another stage changes it. Its words are made here.

use crate::words::{Between, Message, say};

/// What to do about a fault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remedy {
    /// Words that hold wherever the fault is met.
    Words(Message),
    /// A column gets another header, or is named otherwise.
    Header {
        /// What is wrong with the header it has.
        remedy: Box<HeaderRemedy>,
        /// What else than a header says which field a column is.
        naming: Naming,
    },
    /// A path is written otherwise.
    Path(PathBase),
    /// One after the other.
    Several(Vec<Remedy>),
}

/// What to do about a column's header.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeaderRemedy {
    /// A required field has no column; the header `nearest` to its names may be meant for it.
    Nearest(String),
    /// A column that no field claims has a header nearly a field's name.
    Field {
        /// The field's name.
        name: String,
        /// The field's title.
        title: String,
        /// The unit that belongs behind the title.
        unit: HeaderUnit,
        /// The header as it is written.
        header: String,
    },
    /// A column of money names no unit.
    Unit {
        /// The header as it is written.
        header: String,
        /// The field's name as a key of TOML.
        key: String,
    },
    /// Several columns claim one field.
    OneOfSeveral,
}

/// The unit that a header names behind its title, in brackets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeaderUnit {
    /// None: the field has no amounts.
    None,
    /// Any unit of money.
    Money,
    /// This one.
    Named(String),
}

/// What says which field a column is, and in what unit, beside its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Naming {
    /// The campaign, under `[firms.columns]` and `[firms.units]`.
    Campaign,
    /// Nothing: no campaign names the file.
    Header,
}

/// What a path is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathBase {
    /// The campaign's file, or the working directory on the command line: whoever reads the file cannot know.
    Unknown,
    /// The campaign's file.
    Campaign,
    /// The file that names it.
    NamingFile,
}

impl Remedy {
    /// The same where a column's header alone says which field it is.
    pub fn by_header(self) -> Remedy {
        match self {
            Remedy::Header { remedy, .. } => Remedy::Header { remedy, naming: Naming::Header },
            Remedy::Several(all) => Remedy::Several(all.into_iter().map(Remedy::by_header).collect()),
            other => other,
        }
    }

    /// One line, lower case, no full stop.
    pub fn message(&self) -> Message {
        match self {
            Remedy::Words(words) => words.clone(),
            Remedy::Header { remedy, naming } => remedy.message(*naming),
            Remedy::Path(base) => base.message(),
            Remedy::Several(all) => Message::joined(Between::Clauses, all.iter().map(Remedy::message)),
        }
    }
}

impl HeaderRemedy {
    fn message(&self, naming: Naming) -> Message {
        let is_named = naming == Naming::Campaign;
        match self {
            HeaderRemedy::Nearest(header) if is_named => say!(finding::header_nearest_bind, header = header),
            HeaderRemedy::Nearest(header) => say!(finding::header_nearest_rename, header = header),
            HeaderRemedy::Field { name, title, unit, header } => {
                let right = match unit {
                    HeaderUnit::None => say!(finding::header_of_title, title = title),
                    HeaderUnit::Money => say!(finding::header_of_money, title = title),
                    HeaderUnit::Named(unit) => say!(finding::header_of_unit, title = title, unit = unit),
                };
                if is_named {
                    let line = format!("{header:?} = {name:?}");
                    say!(finding::header_field_bind, title = title, name = name, right = right, line = line)
                } else {
                    say!(finding::header_field, title = title, name = name, right = right)
                }
            }
            HeaderRemedy::Unit { header, key } if is_named => {
                say!(finding::header_unit_bind, header = header, key = key)
            }
            HeaderRemedy::Unit { header, .. } => say!(finding::header_unit, header = header),
            HeaderRemedy::OneOfSeveral if is_named => say!(finding::header_one_of_several_bind),
            HeaderRemedy::OneOfSeveral => say!(finding::header_one_of_several),
        }
    }
}

impl PathBase {
    fn message(self) -> Message {
        match self {
            PathBase::Unknown => say!(finding::path_unknown),
            PathBase::Campaign => say!(finding::path_campaign),
            PathBase::NamingFile => say!(finding::path_naming_file),
        }
    }
}

impl From<HeaderRemedy> for Remedy {
    /// What to do where a campaign names the file.
    fn from(remedy: HeaderRemedy) -> Remedy {
        Remedy::Header { remedy: Box::new(remedy), naming: Naming::Campaign }
    }
}

impl<T: Into<Message>> From<T> for Remedy {
    fn from(words: T) -> Remedy {
        Remedy::Words(words.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Finding, Place};
    use crate::words::Language;

    #[test]
    fn a_header_is_mended_as_what_names_the_file_allows() {
        let near = HeaderRemedy::Field {
            name: "revenue".to_owned(),
            title: "营业收入".to_owned(),
            unit: HeaderUnit::Money,
            header: "营业收人".to_owned(),
        };
        let named = Remedy::from(near);
        let write = "did you mean 营业收入 (revenue)? write `营业收入(元)` or `营业收入(万元)`, by the unit of its amounts";
        let bind = ", or bind it in the campaign, under [firms.columns]: `\"营业收人\" = \"revenue\"`";
        assert_eq!(named.message().to_string(), format!("{write}{bind}"));
        assert_eq!(named.by_header().message().to_string(), write);
    }

    #[test]
    fn a_second_thing_to_do_stands_behind_the_first() {
        let fault = Finding::new(Code::ColumnMissing, Place::file("x.csv"), "no column").also("do this");
        assert_eq!(fault.help_line(Language::En).as_deref(), Some("do this"));
        assert_eq!(fault.also("or\nthat").help_line(Language::En).as_deref(), Some("do this; or\\nthat"));
    }

    #[test]
    fn the_path_of_a_named_file_is_relative_to_what_names_it() {
        let fault = Finding::unreadable(Place::file("x.toml"), &std::io::ErrorKind::NotFound.into());
        assert!(
            fault
                .help_line(Language::En)
                .is_some_and(|help| help.starts_with("check the name and the folder"))
        );
        let named = fault.of_named("x.toml", Place::file("c.toml").at_line(2), PathBase::Campaign);
        assert_eq!(
            named.to_string(),
            "error[file-unreadable]: c.toml:2: `x.toml` cannot be read: no such file or folder\n  \
             help: paths are relative to the campaign file"
        );
    }
}
