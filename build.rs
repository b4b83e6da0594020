//! Declares a type for each message of `locales/en`, so that the compiler checks every sentence the code asks
//! for: its name, and the name of each argument.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource,
};
use fluent_syntax::parser;

/// The file whose messages are looked up by their names, which are those of finding codes; its texts are the
/// codes' documentation too.
const CODES: &str = "codes";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let mut files: Vec<_> = fs::read_dir("locales/en")?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(|file| file.file_name());
    let mut code = String::new();
    let mut texts = String::new();
    for file in files {
        let path = file.path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        println!("cargo::rerun-if-changed={}", path.display());
        println!("cargo::rerun-if-changed=locales/zh-CN/{name}.ftl");
        match &*name {
            CODES => document(&path)?,
            // Looked up by the names of commands and arguments, of types and keys; not said.
            "help" | "schema" => {}
            _ => code += &module(&path, &name)?,
        }
        let text = |language: &str| {
            let path = Path::new("locales").join(language).join(format!("{name}.ftl"));
            fs::read_to_string(path).unwrap_or_default()
        };
        writeln!(texts, "    ({name:?}, [{:?}, {:?}]),", text("en"), text("zh-CN"))?;
    }
    let folder = env::var("OUT_DIR")?;
    fs::write(Path::new(&folder).join("messages.rs"), code)?;
    fs::write(Path::new(&folder).join("texts.rs"), format!("&[\n{texts}]\n"))?;
    Ok(())
}

/// Writes a file for each message of the file at `path`, which holds its text.
fn document(path: &Path) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("OUT_DIR")?).join(CODES);
    fs::create_dir_all(&folder)?;
    let text = fs::read_to_string(path)?;
    for entry in parsed(path, &text)?.body {
        let Entry::Message(message) = entry else { continue };
        let elements = message.value.map(|pattern| pattern.elements).unwrap_or_default();
        let texts = elements.iter().filter_map(|element| match element {
            PatternElement::TextElement { value } => Some(*value),
            PatternElement::Placeable { .. } => None,
        });
        fs::write(folder.join(format!("{}.md", message.id.name)), texts.collect::<String>())?;
    }
    Ok(())
}

/// The messages of a file.
fn parsed<'a>(path: &Path, text: &'a str) -> Result<Resource<&'a str>, Box<dyn Error>> {
    Ok(parser::parse(text).map_err(|(_, errors)| format!("{}: {}", path.display(), errors[0]))?)
}

/// The types of one file's messages.
fn module(path: &Path, file: &str) -> Result<String, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let resource = parsed(path, &text)?;
    // Sentences of a file may all be without arguments.
    let mut code = format!(
        "pub(crate) mod {file} {{\n    #[allow(unused_imports)]\n    use super::super::{{Arg, Key, Message}};\n"
    );
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let Some(pattern) = &message.value else { continue };
        let mut names = BTreeSet::new();
        in_pattern(pattern, &mut names);
        let (key, id) = (message.id.name, snake(message.id.name));
        let fields: Vec<String> = names.iter().map(|name| format!("pub {}: Arg", snake(name))).collect();
        let values: Vec<String> = names.iter().map(|name| format!("message.{}", snake(name))).collect();
        writeln!(
            code,
            "    pub struct {id} {{ {} }}\n    impl From<{id}> for Message {{\n        \
             fn from({}message: {id}) -> Message {{\n            \
             static KEY: Key = Key {{ file: {file:?}, id: {key:?}, names: &{names:?} }};\n            \
             Message::of(&KEY, Box::new([{}]))\n        }}\n    }}",
            fields.join(", "),
            if names.is_empty() { "_" } else { "" },
            values.join(", "),
            names = names.iter().collect::<Vec<_>>(),
        )?;
    }
    Ok(code + "}\n")
}

/// A name as the code has it.
fn snake(name: &str) -> String {
    name.replace('-', "_")
}

fn in_pattern<'a>(pattern: &Pattern<&'a str>, names: &mut BTreeSet<&'a str>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, names);
        }
    }
}

fn in_expression<'a>(expression: &Expression<&'a str>, names: &mut BTreeSet<&'a str>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, names),
        Expression::Select { selector, variants } => {
            in_inline(selector, names);
            variants.iter().for_each(|variant| in_pattern(&variant.value, names));
        }
    }
}

fn in_inline<'a>(inline: &InlineExpression<&'a str>, names: &mut BTreeSet<&'a str>) {
    let mut call = |arguments: &CallArguments<&'a str>| {
        arguments.positional.iter().for_each(|one| in_inline(one, names));
        arguments.named.iter().for_each(|one| in_inline(&one.value, names));
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            names.insert(id.name);
        }
        InlineExpression::FunctionReference { arguments, .. } => call(arguments),
        InlineExpression::TermReference { arguments: Some(arguments), .. } => call(arguments),
        InlineExpression::Placeable { expression } => in_expression(expression, names),
        _ => {}
    }
}
