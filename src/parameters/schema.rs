//! JSON Schemas of parameter files, derived from the types that read them, for editors.
//!
//! They follow draft 7: taplo, the usual TOML engine of editors, knows no later one. Descriptions come from
//! the catalogue's file `schema`, under names made of the types and keys they describe; the types' own doc
//! comments are for programmers.

mod extensible;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::words::{self, Language};

pub(crate) use extensible::{
    Extensible, definitions, extensible, lists, object, reference, unless_dated, with_days,
};

/// The catalogue's file of descriptions.
const FILE: &str = "schema";

/// The schema of a file that is read as a `T`, named `name` (`scorecard`), with descriptions in `language`.
pub(crate) fn of<T: JsonSchema>(name: &str, language: Language) -> Value {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value();
    tidy(&mut schema);
    describe(&mut schema, name, language);
    schema["$id"] = format!("urn:jifen:schema:{name}").into();
    schema["title"] = words::looked_up(FILE, name, Some("title"), language).into();
    schema
}

/// A description by its name in the catalogue.
pub(crate) fn description(name: &str, language: Language) -> Value {
    words::looked_up(FILE, name, None, language).into()
}

/// Replaces every description in `schema` by the catalogue's: `name` for the schema itself, `name_key` for
/// its property `key`, `name_choice` for one of its choices, and the type's name for a definition.
fn describe(schema: &mut Value, name: &str, language: Language) {
    let Value::Object(object) = schema else { return };
    for (key, part) in object.iter_mut() {
        match (key.as_str(), part) {
            ("description", text) => *text = description(name, language),
            ("definitions", Value::Object(types)) => {
                types.iter_mut().for_each(|(key, part)| describe(part, &kebab(key), language));
            }
            ("properties", Value::Object(keys)) => {
                keys.iter_mut().for_each(|(key, part)| describe(part, &below(name, key), language));
            }
            ("oneOf" | "anyOf" | "allOf", Value::Array(choices)) => {
                for (at, choice) in choices.iter_mut().enumerate() {
                    let own = choice_name(choice).unwrap_or_else(|| (at + 1).to_string());
                    describe(choice, &below(name, &own), language);
                }
            }
            ("items", Value::Array(parts)) => {
                for (at, part) in parts.iter_mut().enumerate() {
                    describe(part, &below(name, &(at + 1).to_string()), language);
                }
            }
            ("items" | "additionalProperties", part) => describe(part, name, language),
            _ => {}
        }
    }
}

/// What sets a choice apart: its only value or its only required key.
fn choice_name(choice: &Value) -> Option<String> {
    let only = |values: &Value| values.as_array().filter(|all| all.len() == 1).map(|all| all[0].clone());
    let name = choice
        .get("const")
        .cloned()
        .or_else(|| only(choice.get("enum")?))
        .or_else(|| only(choice.get("required")?))?;
    name.as_str().map(str::to_owned)
}

/// The catalogue's name for the property or choice `key` of the part that `name` describes.
fn below(name: &str, key: &str) -> String {
    format!("{name}_{}", kebab(key))
}

/// `FirmsFile` and `firms_file` as `firms-file`.
fn kebab(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        match c {
            '_' => kebab.push('-'),
            c if c.is_ascii_uppercase() => {
                if !kebab.is_empty() {
                    kebab.push('-');
                }
                kebab.push(c.to_ascii_lowercase());
            }
            c => kebab.push(c),
        }
    }
    kebab
}

/// Removes parts without meaning in TOML: nulls, sizes of numbers, empty defaults.
fn tidy(schema: &mut Value) {
    if let Value::Array(parts) = schema {
        return parts.iter_mut().for_each(tidy);
    }
    let Value::Object(object) = schema else { return };
    // Values of `default`, `const` and `enum` are data, not schemas.
    object.iter_mut().filter(|(key, _)| !["default", "const", "enum"].contains(&key.as_str())).for_each(
        |(key, part)| match part {
            Value::Object(named) if ["properties", "definitions"].contains(&key.as_str()) => {
                named.values_mut().for_each(tidy);
            }
            part => tidy(part),
        },
    );
    // The lines of a description are joined into one.
    if let Some(Value::String(words)) = object.get_mut("description") {
        *words = words.replace('\n', " ");
    }
    if object.get("format").is_some_and(|format| format != "date") {
        object.remove("format");
    }
    if object.get("default").is_some_and(|default| [Value::Null, json!([]), json!({})].contains(default)) {
        object.remove("default");
    }
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [one] = types.as_slice() {
            object["type"] = one.clone();
        }
    }
    if let Some(Value::Array(values)) = object.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| choice["type"] != "null");
        if let [Value::Object(one)] = choices.as_slice() {
            let mut one = one.clone();
            object.remove("anyOf");
            // Draft 7 ignores keys beside a reference.
            if let Some(reference) = one.remove("$ref") {
                one.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
            }
            for (key, part) in one {
                object.entry(key).or_insert(part);
            }
        }
    }
}

/// Every number of the value is 0 or more.
pub(crate) fn not_negative(schema: &mut Schema) {
    bound(schema.ensure_object(), &|number| drop(number.insert("minimum".to_owned(), 0.into())));
}

/// Every number of the value is above 0.
pub(crate) fn positive(schema: &mut Schema) {
    bound(schema.ensure_object(), &|number| drop(number.insert("exclusiveMinimum".to_owned(), 0.into())));
}

/// Every number of the value is from 0 to 1.
pub(crate) fn share(schema: &mut Schema) {
    bound(schema.ensure_object(), &|number| {
        number.insert("minimum".to_owned(), 0.into());
        number.insert("maximum".to_owned(), 1.into());
    });
}

/// The second number of every pair is 0 or more.
pub(crate) fn pairs_not_negative(schema: &mut Schema) {
    second(schema, &|number| drop(number.insert("minimum".to_owned(), 0.into())));
}

/// The second number of every pair is from 0 to 1.
pub(crate) fn pairs_share(schema: &mut Schema) {
    second(schema, &|number| {
        number.insert("minimum".to_owned(), 0.into());
        number.insert("maximum".to_owned(), 1.into());
    });
}

fn second(schema: &mut Schema, set: &dyn Fn(&mut Map<String, Value>)) {
    if let Some(Value::Object(number)) =
        schema.ensure_object().get_mut("items").and_then(|pair| pair["prefixItems"].get_mut(1))
    {
        set(number);
    }
}

/// A TOML day, which schemas see as its text.
pub(crate) fn day(_: &mut schemars::SchemaGenerator) -> Schema {
    schemars::json_schema!({ "type": "string", "format": "date" })
}

fn bound(schema: &mut Map<String, Value>, set: &dyn Fn(&mut Map<String, Value>)) {
    let is_number = |kind: &Value| kind == "number" || kind == "integer";
    if schema
        .get("type")
        .is_some_and(|kind| is_number(kind) || kind.as_array().is_some_and(|all| all.iter().any(is_number)))
    {
        set(schema);
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.iter_mut().filter_map(Value::as_object_mut).for_each(|choice| bound(choice, set));
    }
    if let Some(Value::Object(each)) = schema.get_mut("additionalProperties") {
        bound(each, set);
    }
}
