//! The field dictionary `schemas/firms.json`: a Frictionless Table Schema that the program itself reads.
//!
//! In addition to the standard's properties a field may have a `unit` of its stored numbers, `aliases`
//! (further headers) and `terms` (further words in rules).

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::width::key;
use super::{Kind, Unit};
use crate::words::Message;

/// The dictionary in `schemas/firms.json`.
const BUILT_IN: &str = include_str!("../../schemas/firms.json");

/// The fields that a cohort may have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dictionary {
    /// The standard that the dictionary follows.
    #[serde(rename = "$schema")]
    schema: String,
    /// Fields in order; positions count from 0.
    pub fields: Vec<Field>,
    /// Name of the field that identifies firms.
    pub primary_key: String,
    /// Marks for "not known" in cells. Cells are compared after full-width characters are folded and blanks
    /// trimmed.
    pub missing_values: Vec<String>,
}

/// One field: its name in rules, its titles for people, its type, unit and bounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Field {
    /// Name in rules and in English headers: `rd_expense`.
    #[schemars(extend("pattern" = "^[a-z][a-z0-9_]*$"))]
    pub name: String,
    /// The Chinese title, the usual header.
    pub title: String,
    /// Meaning of the field, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Meaning of the field, in Chinese.
    #[serde(rename = "description_zh", default, skip_serializing_if = "Option::is_none")]
    pub description_zh: Option<String>,
    /// An example of a value in the proper form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// The type of the field's values.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// Unit of a stored number: `万元`, `人`, `件`, `%`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Further headers that mean this field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Further words for the field in rules. They are not recognised as headers, since they may have another
    /// meaning there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
    /// Bounds of a number, or the form or list of allowed texts. A row with another value is quarantined.
    #[serde(default, skip_serializing_if = "Constraints::is_empty")]
    pub constraints: Constraints,
}

/// The Frictionless types in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// Text of any length.
    String,
    /// A finite number, decimals allowed.
    Number,
    /// A number without a fraction.
    Integer,
    /// A flag: yes or no.
    Boolean,
    /// A day of the calendar.
    Date,
}

/// The Frictionless constraints in use.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Constraints {
    /// The file must have the column, and every row must have a value in it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// No two firms share a value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
    /// Least value allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<f64>,
    /// Greatest value allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<f64>,
    /// A regular expression that the whole text must match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The only texts allowed.
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<String>>,
}

impl Constraints {
    fn is_empty(&self) -> bool {
        *self == Constraints::default()
    }
}

impl Field {
    /// A text field called `name`, with the same header.
    pub fn text(name: &str) -> Field {
        Field {
            name: name.to_owned(),
            title: name.to_owned(),
            description: None,
            description_zh: None,
            example: None,
            field_type: FieldType::String,
            unit: None,
            aliases: Vec::new(),
            terms: Vec::new(),
            constraints: Constraints::default(),
        }
    }

    /// The field in a list of values: its title, in English its description if it has one.
    pub fn label(&self) -> Message {
        Message::both(self.description.as_ref().unwrap_or(&self.title), &self.title)
    }

    /// The title above a column of the field; in English empty if the title is Chinese.
    pub fn heading(&self) -> Message {
        Message::both(if self.title.is_ascii() { &*self.title } else { "" }, &*self.title)
    }

    /// Meaning of the field; `None` without a description.
    pub fn meaning(&self) -> Option<Message> {
        self.description.as_ref().map(|english| Message::title(english, self.description_zh.as_ref()))
    }

    /// The type of the field's column.
    pub fn kind(&self) -> Kind {
        match self.field_type {
            FieldType::String => Kind::Text,
            FieldType::Number | FieldType::Integer => Kind::Number,
            FieldType::Boolean => Kind::Flag,
            FieldType::Date => Kind::Date,
        }
    }

    /// Whether `header` is the field's name, title or an alias, regardless of case, width and blanks.
    pub fn is_headed(&self, header: &str) -> bool {
        let wanted = key(header);
        self.headers().any(|name| key(name) == wanted)
    }

    /// The field's headers: its name, title and aliases.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        [&self.name, &self.title].into_iter().chain(&self.aliases).map(String::as_str)
    }

    /// Whether the field is an amount of money, so that a column without a unit is an error.
    pub fn is_money(&self) -> bool {
        self.unit.as_deref().is_some_and(|unit| Unit::parse(unit).is_money())
    }
}

/// The field of each header, compared as in [`Field::is_headed`]. If several fields have the same header, a
/// name takes precedence over a title, a title over an alias, and otherwise the first field over later ones.
#[derive(Clone, Debug, Default)]
pub struct Headers {
    fields: FxHashMap<String, usize>,
}

impl Headers {
    /// The headers of all fields.
    pub fn of(dictionary: &Dictionary) -> Headers {
        let mut headers = Headers::default();
        let fields = || dictionary.fields.iter().enumerate();
        fields().for_each(|(at, field)| headers.claim(at, &field.name));
        fields().for_each(|(at, field)| headers.claim(at, &field.title));
        fields().for_each(|(at, field)| field.aliases.iter().for_each(|alias| headers.claim(at, alias)));
        headers
    }

    /// Adds the headers of the field at `position`, except those of another field.
    pub fn add(&mut self, position: usize, field: &Field) {
        field.headers().for_each(|header| self.claim(position, header));
    }

    fn claim(&mut self, position: usize, header: &str) {
        self.fields.entry(key(header)).or_insert(position);
    }

    /// The position of the field that `header` means.
    pub fn position(&self, header: &str) -> Option<usize> {
        self.fields.get(&key(header)).copied()
    }
}

impl Dictionary {
    /// The dictionary in `schemas/firms.json`.
    pub fn built_in() -> Dictionary {
        serde_json::from_str(BUILT_IN).expect("the embedded dictionary is checked by a test")
    }

    /// The position of the field called `name`.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The position of the field that a person calls `word`: the first field with this name, else with this
    /// title, else with this alias, else the first field for which [`Field::is_headed`] holds.
    pub fn find(&self, word: &str) -> Option<usize> {
        self.position(word)
            .or_else(|| self.fields.iter().position(|field| field.title == word))
            .or_else(|| self.fields.iter().position(|field| field.aliases.iter().any(|alias| alias == word)))
            .or_else(|| self.fields.iter().position(|field| field.is_headed(word)))
    }

    /// Adds a text field called `name`, with the same header.
    pub fn add_text(&mut self, name: &str) {
        self.fields.push(Field::text(name));
    }

    /// Identifies firms by the field at `position`. This field becomes required and unique instead of the
    /// former one.
    pub fn identify_by(&mut self, position: usize) {
        if let Some(before) = self.position(&self.primary_key) {
            let constraints = &mut self.fields[before].constraints;
            (constraints.required, constraints.unique) = (false, false);
        }
        let constraints = &mut self.fields[position].constraints;
        (constraints.required, constraints.unique) = (true, true);
        self.primary_key = self.fields[position].name.clone();
    }

    /// The field called `name`.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_embedded_dictionary_reads_and_its_names_are_unique() {
        let dictionary = Dictionary::built_in();
        let mut seen = BTreeSet::new();
        for field in &dictionary.fields {
            for header in [&field.name, &field.title].into_iter().chain(&field.aliases) {
                assert!(seen.insert(header.clone()), "`{header}` means two fields");
            }
            let pattern =
                field.constraints.pattern.as_deref().map(|pattern| regex::Regex::new(pattern).unwrap());
            assert_eq!(pattern.is_some(), field.example.is_some(), "{}", field.name);
            assert!(pattern.is_none_or(|pattern| pattern.is_match(field.example.as_deref().unwrap())));
            assert!(field.unit.is_none() || field.kind() == Kind::Number, "{}", field.name);
        }
        assert!(dictionary.field(&dictionary.primary_key).is_some_and(|f| f.kind() == Kind::Text));
    }

    #[test]
    fn the_embedded_dictionary_survives_a_round_trip() {
        let dictionary = Dictionary::built_in();
        let written = serde_json::to_string(&dictionary).unwrap();
        assert_eq!(serde_json::from_str::<Dictionary>(&written).unwrap(), dictionary);
    }

    #[test]
    fn amounts_of_money_are_told_from_counts() {
        let dictionary = Dictionary::built_in();
        assert!(dictionary.field("revenue").unwrap().is_money());
        assert!(!dictionary.field("employees").unwrap().is_money());
        let local = Field { unit: Some("百万元".into()), ..dictionary.field("revenue").unwrap().clone() };
        assert!(local.is_money());
    }
}
