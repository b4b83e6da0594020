//! Advice on a fault. It is data, so that a later stage can change it, and is worded here.

use crate::words::{Between, Message, say};

/// Advice on a fault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remedy {
    /// Advice valid wherever the fault occurs.
    Words(Message),
    /// Change a column's header, or name the column's field elsewhere.
    Header {
        /// Advice on the header itself.
        remedy: Box<HeaderRemedy>,
        /// Where else a column's field can be named.
        naming: Naming,
    },
    /// Correct a path that is relative to this base.
    Path(PathBase),
    /// Several steps, one after the other.
    Several(Vec<Remedy>),
}

/// Advice on a column's header.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeaderRemedy {
    /// A required field has no column; this header is the most similar one in the file.
    Nearest(String),
    /// An unclaimed column has a header close to a field's name.
    Field {
        /// Name of the field.
        name: String,
        /// Title of the field.
        title: String,
        /// Unit to write behind the title.
        unit: HeaderUnit,
        /// The header as written in the file.
        header: String,
    },
    /// A money column names no unit.
    Unit {
        /// The header as written in the file.
        header: String,
        /// Name of the field as a TOML key.
        key: String,
    },
    /// Several columns claim one field.
    OneOfSeveral,
    /// Several columns claim one field, each of another year.
    OfYears {
        /// The greatest year.
        current: i16,
        /// Its header with the field, and that of the year before with the field of the year before.
        lines: Vec<(String, String)>,
    },
}

/// The unit in brackets behind a header's title.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeaderUnit {
    /// No unit: the field has no amounts.
    None,
    /// Any unit of money.
    Money,
    /// The unit with this name.
    Named(String),
}

/// Where a column's field and unit can be named, other than in its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Naming {
    /// The campaign, under `[firms.columns]` and `[firms.units]`.
    Campaign,
    /// Nowhere else: no campaign names the file.
    Header,
}

/// The base of a relative path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathBase {
    /// The campaign file's folder, or the working directory for a path on the command line. The reader of a
    /// file does not know which of them applies.
    Unknown,
    /// The campaign file's folder.
    Campaign,
    /// The folder of the file that names the path.
    NamingFile,
}

impl Remedy {
    /// The same advice for a file whose columns can be named only by their headers.
    pub fn by_header(self) -> Remedy {
        match self {
            Remedy::Header { remedy, .. } => Remedy::Header { remedy, naming: Naming::Header },
            Remedy::Several(all) => Remedy::Several(all.into_iter().map(Remedy::by_header).collect()),
            other => other,
        }
    }

    /// The advice in one line, lower case, no full stop.
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
            HeaderRemedy::OfYears { current, lines } if is_named => {
                let current = current.to_string();
                let all = lines.iter().map(|(header, name)| format!("{header:?} = {name:?}"));
                let all = all.collect::<Vec<_>>().join("`, `");
                match lines.len() {
                    1 => say!(finding::header_years_one_bind, lines = all, current = current),
                    _ => say!(finding::header_years_bind, lines = all, current = current),
                }
            }
            HeaderRemedy::OfYears { .. } => say!(finding::header_years),
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
    /// The advice for a file that a campaign names.
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
        let write = "did you mean 营业收入 (revenue)? write `营业收入(元)` or `营业收入(万元)`, \
                     depending on the unit of the amounts";
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
