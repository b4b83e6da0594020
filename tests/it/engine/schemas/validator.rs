//! As much of JSON Schema, draft 7, as the schemas use; a keyword beyond it is a fault of the schema. A
//! validator from elsewhere would have `cargo test` compile polars a second time, for the features it asks of
//! what both rest on.

use regex::Regex;
use serde_json::{Map, Value};

/// What says nothing of whether a value is sound. Days are texts: TOML has read them already.
const SILENT: [&str; 9] =
    ["$id", "$schema", "definitions", "default", "description", "format", "if", "then", "title"];

/// Validates against a schema and the definitions at its root.
pub struct Validator<'s> {
    pub root: &'s Value,
}

impl Validator<'_> {
    /// What is wrong with `value`, a line for each fault.
    pub fn faults(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(self.root, value, "", &mut faults);
        faults
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut faults = Vec::new();
        self.check(schema, value, "", &mut faults);
        faults.is_empty()
    }

    fn check(&self, schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
        let keywords = match schema {
            Value::Bool(true) => return,
            Value::Bool(false) => return faults.push(format!("{path} is not allowed")),
            Value::Object(keywords) => keywords,
            other => panic!("{other} is no schema"),
        };
        // Beside a reference nothing counts: so says draft 7.
        if let Some(reference) = keywords.get("$ref") {
            assert_eq!(keywords.len(), 1, "{reference} has words beside it");
            let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
            let target = self.root.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is not there"));
            return self.check(target, value, path, faults);
        }
        if let Some(condition) = keywords.get("if") {
            let branch = if self.fits(condition, value) { "then" } else { "else" };
            keywords.get(branch).into_iter().for_each(|branch| self.check(branch, value, path, faults));
        }
        for (keyword, asked) in keywords {
            self.keyword(keywords, keyword, asked, value, path, faults);
        }
    }

    fn keyword(
        &self,
        keywords: &Map<String, Value>,
        keyword: &str,
        asked: &Value,
        value: &Value,
        path: &str,
        faults: &mut Vec<String>,
    ) {
        let fitting = || asked.as_array().unwrap().iter().filter(|choice| self.fits(choice, value)).count();
        let number = |holds: fn(f64, f64) -> bool| {
            value.as_f64().is_none_or(|number| holds(number, asked.as_f64().unwrap()))
        };
        let length = |holds: fn(usize, usize) -> bool| {
            value.as_array().is_none_or(|items| holds(items.len(), asked.as_u64().unwrap() as usize))
        };
        let holds = match keyword {
            "type" => is(value, asked.as_str().unwrap()),
            "enum" => asked.as_array().unwrap().contains(value),
            "const" => asked == value,
            "minimum" => number(|number, bound| number >= bound),
            "maximum" => number(|number, bound| number <= bound),
            "exclusiveMinimum" => number(|number, bound| number > bound),
            "pattern" => {
                let form = Regex::new(asked.as_str().unwrap()).unwrap();
                value.as_str().is_none_or(|text| form.is_match(text))
            }
            "maxLength" => {
                value.as_str().is_none_or(|text| text.chars().count() as u64 <= asked.as_u64().unwrap())
            }
            "minItems" => length(|items, least| items >= least),
            "maxItems" => length(|items, most| items <= most),
            "uniqueItems" => value
                .as_array()
                .is_none_or(|items| items.iter().enumerate().all(|(at, item)| !items[..at].contains(item))),
            "required" => value.as_object().is_none_or(|table| {
                asked.as_array().unwrap().iter().all(|key| table.contains_key(key.as_str().unwrap()))
            }),
            "propertyNames" => value
                .as_object()
                .is_none_or(|table| table.keys().all(|key| self.fits(asked, &Value::from(key.as_str())))),
            "anyOf" => fitting() > 0,
            "oneOf" => fitting() == 1,
            "allOf" => fitting() == asked.as_array().unwrap().len(),
            "items" | "properties" | "additionalProperties" => {
                return self.below(keywords, keyword, asked, value, path, faults);
            }
            "else" => true,
            _ if SILENT.contains(&keyword) => true,
            _ => panic!("{keyword} is beyond this validator"),
        };
        if !holds {
            faults.push(format!("{path}: {value} is not of {keyword} {asked}"));
        }
    }

    /// What stands within the value.
    fn below(
        &self,
        keywords: &Map<String, Value>,
        keyword: &str,
        asked: &Value,
        value: &Value,
        path: &str,
        faults: &mut Vec<String>,
    ) {
        match (keyword, value) {
            ("items", Value::Array(items)) => {
                for (at, item) in items.iter().enumerate() {
                    let schema = if let Value::Array(each) = asked { each.get(at) } else { Some(asked) };
                    schema
                        .into_iter()
                        .for_each(|schema| self.check(schema, item, &format!("{path}.{at}"), faults));
                }
            }
            ("properties", Value::Object(table)) => {
                for (key, schema) in asked.as_object().unwrap() {
                    table
                        .get(key)
                        .into_iter()
                        .for_each(|value| self.check(schema, value, &format!("{path}.{key}"), faults));
                }
            }
            ("additionalProperties", Value::Object(table)) => {
                let known = keywords.get("properties").and_then(Value::as_object);
                for (key, value) in
                    table.iter().filter(|(key, _)| known.is_none_or(|known| !known.contains_key(*key)))
                {
                    self.check(asked, value, &format!("{path}.{key}"), faults);
                }
            }
            _ => {}
        }
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        other => panic!("{other} is no type"),
    }
}
