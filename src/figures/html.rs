//! A document as one HTML page, for a browser and a printer: no script, no external resource.
//!
//! The page is also XHTML, so that any XML reader takes it. Every text is escaped.

mod plot;
mod svg;

use std::fmt::Write;

use super::cell::{Cell, Picture};
use super::document::{Block, Document, Item, Remark, Section};
use super::view::View;
use super::width::columns;
use super::{Chart, Renderer};
use crate::words::{Between, Language, Message, say};

/// A page in plain colours that prints on A4.
#[derive(Clone, Copy, Debug)]
pub struct Html {
    /// Language of the document's own words, used as `lang`.
    pub language: Language,
}

/// Content security policy: the page loads no resource, even if its texts contain markup.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Greatest width in terminal columns of a cell that is kept on one line, such as a unit.
const SHORT: usize = 12;

const STYLE: &str = "\
:root{color-scheme:light;font-size:15px}\
body{font:1rem/1.5 system-ui,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;color:#1c2330;\
background:#fff;max-width:70rem;margin:2rem auto;padding:0 1.5rem}\
h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.15rem;margin:2rem 0 .5rem}\
h3{font-size:1rem;margin:1rem 0 .3rem}\
p,ul{margin:.3rem 0;max-width:52rem}ul{padding-left:1.4rem}\
dl{margin:.3rem 0;display:grid;grid-template-columns:max-content auto;gap:.1rem 1.2rem}dd{margin:0}\
h1,h2,h3,p,li,dt,dd,th,td{unicode-bidi:isolate}\
.note,figcaption{color:#57606e;font-size:.88rem}.table{overflow-x:auto;margin:.6rem 0}\
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}\
th,td{padding:.18rem 1.1rem .18rem 0;text-align:left;vertical-align:top;font-weight:400;max-width:36rem;\
overflow-wrap:break-word}\
thead th,thead td{border-bottom:1px solid #57606e;vertical-align:bottom;font-weight:600}\
tbody tr+tr>*{border-top:1px solid #e4e7ec}.n{text-align:right}.n,.k{white-space:nowrap}\
.remark{border-left:3px solid #8a94a6;padding:.1rem 0 .1rem .8rem;margin:.7rem 0}\
.warning{border-color:#b35900}\
.error{border-color:#b3261e}.key{font-weight:600}figure{margin:1rem 0}svg{max-width:100%;height:auto}\
svg text{font:12px system-ui,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;fill:#1c2330}\
svg .dim{fill:#57606e}svg .s0{fill:#9aa5b8}svg .s1{fill:#1f5fa8}\
svg .l0{stroke:#9aa5b8}svg .l1{stroke:#1f5fa8}\
svg .grid{stroke:#e4e7ec}svg .axis{stroke:#57606e}svg .l0,svg .l1{stroke-width:2}svg polyline{fill:none}\
@page{size:A4;margin:14mm}@media print{:root{font-size:9pt}body{margin:0;padding:0;max-width:none}\
.table{overflow:visible}table{font-size:.85rem}figure svg{width:130mm}\
th,td{padding-right:.6rem}thead{display:table-header-group}\
tr,figure,.remark{break-inside:avoid}h2,h3{break-after:avoid}svg{print-color-adjust:exact}}\
@media print{:root:has(.compact){font-size:8pt}.compact{font-size:8pt;line-height:1.3}\
.compact h1{font-size:12pt;margin:0 0 2mm}.compact h2{font-size:9.5pt;margin:3mm 0 1mm}\
.compact .table{margin:1mm 0}.compact th,.compact td{padding-top:.3mm;padding-bottom:.3mm}}";

impl Renderer for Html {
    fn render(&self, document: &Document) -> String {
        let document = document.in_language(self.language);
        let title = escape(&document.title);
        let class = if document.is_compact { " class=\"compact\"" } else { "" };
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{0}\" xml:lang=\"{0}\" xmlns=\"http://www.w3.org/1999/xhtml\">\n\
             <head>\n\
             <meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width\"/>\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body{class}>\n<h1>{title}</h1>\n",
            self.language.tag()
        );
        document.lead.iter().for_each(|lead| paragraph(&mut page, "lead", &lead.text));
        document.sections.iter().for_each(|one| section(&mut page, one, self.language));
        page + "</body>\n</html>\n"
    }
}

/// Text escaped for elements and attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            '\n' | '\t' => escaped.push(' '),
            // XML excludes these.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

fn paragraph(page: &mut String, class: &str, text: &str) {
    let lines: Vec<String> = text.lines().map(|line| escape(line.trim())).collect();
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    let _ = writeln!(page, "<p{class}>{}</p>", lines.join("<br/>"));
}

fn section(page: &mut String, section: &Section<String>, language: Language) {
    *page += "<section>\n";
    if let Some(name) = &section.name {
        let _ = writeln!(page, "<h2>{}</h2>", escape(name));
    }
    for block in &section.blocks {
        match block {
            Block::Heading(text) => {
                let _ = writeln!(page, "<h3>{}</h3>", escape(text));
            }
            Block::Line(text) | Block::Command(text) | Block::Prose(text) | Block::Hanging(text) => {
                paragraph(page, "", text);
            }
            Block::Note(text) => paragraph(page, "note", text),
            Block::Bullets(texts) => list(page, texts.iter().map(|text| (0, &**text))),
            Block::Items(items) => {
                let least = items.iter().map(|item| item.depth).min().unwrap_or_default();
                list(page, items.iter().map(|Item { depth, text }| (depth - least, &**text)));
            }
            Block::Terms(terms) => terms_of(page, terms),
            Block::Table(view) => table(page, view, language),
            Block::Chart(chart) => figure(page, chart),
            Block::Remark(remark) => note(page, remark, language),
        }
    }
    *page += "</section>\n";
}

fn list<'a>(page: &mut String, items: impl Iterator<Item = (usize, &'a str)>) {
    *page += "<ul>\n";
    for (depth, text) in items {
        let indent =
            if depth > 0 { format!(" style=\"margin-left:{}em\"", 2 * depth) } else { String::new() };
        let lines: Vec<String> = text.lines().map(|line| escape(line.trim())).collect();
        let _ = writeln!(page, "<li{indent}>{}</li>", lines.join("<br/>"));
    }
    *page += "</ul>\n";
}

fn terms_of(page: &mut String, terms: &[[String; 2]]) {
    *page += "<dl>\n";
    for [name, what] in terms {
        let _ = writeln!(page, "<dt>{}</dt><dd>{}</dd>", escape(name), escape(what));
    }
    *page += "</dl>\n";
}

fn table(page: &mut String, view: &View<String>, language: Language) {
    *page += "<div class=\"table\"><table>\n<thead><tr>";
    for column in &view.columns {
        let class = if column.right { " class=\"n\"" } else { "" };
        // A blank header gets no cell text.
        let _ = match column.header.trim() {
            "" => write!(page, "<td{class}></td>"),
            header => write!(page, "<th scope=\"col\"{class}>{}</th>", escape(header)),
        };
    }
    *page += "</tr></thead>\n<tbody>\n";
    for row in 0..view.rows() {
        *page += "<tr>";
        for (at, column) in view.columns.iter().enumerate() {
            let cell = &column.cells[row];
            let class = match column.right {
                true => " class=\"n\"",
                false if columns(&cell.shown(language)) <= SHORT => " class=\"k\"",
                false => "",
            };
            let text = shown(cell, language);
            let _ = match at {
                0 => write!(page, "<th scope=\"row\"{class}>{text}</th>"),
                _ => write!(page, "<td{class}>{text}</td>"),
            };
        }
        *page += "</tr>\n";
    }
    *page += "</tbody>\n</table></div>\n";
}

/// A cell's content as markup.
fn shown(cell: &Cell<String>, language: Language) -> String {
    match cell {
        Cell::Picture(picture) => svg::picture(picture, language),
        Cell::Noted(cell, words) => format!("{}{}", shown(cell, language), escape(words)),
        cell => escape(&cell.shown(language)),
    }
}

fn figure(page: &mut String, chart: &Chart<String>) {
    if !chart.is_empty() {
        let caption = escape(&chart.title);
        let _ =
            writeln!(page, "<figure>\n{}<figcaption>{caption}</figcaption>\n</figure>", plot::chart(chart));
    }
}

fn note(page: &mut String, remark: &Remark<String>, language: Language) {
    let Remark { kind, message, help } = remark;
    let class = kind.as_ref().map_or("", |(severity, _)| severity.as_str());
    let _ = writeln!(page, "<div class=\"remark {class}\">");
    let key = kind.as_ref().map(|(severity, key)| {
        format!("<span class=\"key\">{} {}</span>{}", severity.word(language), escape(key), language.colon())
    });
    let _ = writeln!(page, "<p>{}{}</p>", key.unwrap_or_default(), escape(message));
    help.iter().for_each(|help| paragraph(page, "note", help));
    *page += "</div>\n";
}

impl Picture {
    /// The picture in words, for those who do not see it.
    fn said(&self) -> Message {
        match self {
            Picture::Bar { share, .. } => super::number::percent_to(*share, 0).into(),
            Picture::Interval { ends: [low, middle, high], .. } => {
                let [low, middle, high] = [low, middle, high].map(|end| super::number::short(*end));
                say!(figures::interval, middle = middle, low = low, high = high)
            }
            Picture::Histogram(counts) => {
                Message::joined(Between::Items, counts.iter().map(ToString::to_string))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Bar, Flow, Interval, Marks, Point, Rows, Series};
    use crate::finding::Severity;

    const HOSTILE: [&str; 6] = [
        "<script>alert(1)</script>",
        "a\"b'c&d;]]>",
        "\u{1b}[2J\u{7}\u{0}\u{ffff}",
        "\u{202e}תוכן",
        "</style></title><img src=x onerror=alert(1)>",
        "&lt;b&gt; javascript:alert(1)",
    ];

    /// Everything a document may hold, each text of it `text`.
    fn of_everything(text: &str) -> Document {
        let rows = Rows::new([f64::NAN, 0.5, f64::INFINITY])
            .left(text, |_| text)
            .right(text, |x| Cell::Number { value: *x, decimals: 2, signed: false }.noted(text))
            .bars(4, |x| *x)
            .left("", |x| Cell::interval([*x, 0.5, 0.7], 0.0..=1.0, 12))
            .left("", |_| Cell::Picture(Picture::Histogram(vec![0, 2, 1])));
        let ends = |x: f64| Interval { label: text.into(), ends: [x, 0.5, 2.0] };
        let point = |x: f64| Point { label: text.into(), x, y: 0.5 };
        let points = || vec![point(0.0), point(f64::NAN), point(1.0)];
        let bar = |x: f64| Bar { label: text.into(), values: vec![Some(x), None] };
        let series = |guide| Series { label: text.into(), points: points(), guide };
        let flow = |to| Flow { label: text.into(), from: 2, to };
        let marks = [
            Marks::Bars { series: vec![text.into(); 2], bars: vec![bar(1.0), bar(-2.0), bar(f64::NAN)] },
            Marks::Histogram { from: 0.0, to: 1.0, counts: vec![1, 0, 3] },
            Marks::Intervals(vec![ends(0.1), ends(f64::NAN)]),
            Marks::Scatter(points()),
            Marks::Flow { sides: [text.into(), text.into()], flows: vec![flow(1), flow(3)] },
            Marks::Curve(vec![series(false), series(true), series(false)]),
        ];
        let charts = marks.into_iter().map(|marks| Chart::new(text, marks).across(text).up(text));
        let kind = Some((Severity::Warning, text.to_owned()));
        Document::new(text)
            .lead(text)
            .section(charts.fold(Section::named(text), Section::chart))
            .section(Section::new().heading(text).line(text).prose(text).table(rows).note(text))
            .section(Section::new().terms([[text, text]]).bullets([text]).items([(1, text), (2, text)]))
            .section(Section::new().remark(Remark { kind, ..Remark::advice(text, text) }))
    }

    /// Parses the page as XML and returns all its text.
    fn read(page: &str) -> String {
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = roxmltree::Document::parse_with_options(page, options)
            .unwrap_or_else(|error| panic!("{error}\n{page}"));
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            assert!(!["script", "img", "link", "a", "iframe"].contains(&node.tag_name().name()), "{page}");
            for attribute in node.attributes() {
                assert!(!attribute.name().starts_with("on") && attribute.name() != "href", "{page}");
                assert!(!attribute.value().contains("NaN") && !attribute.value().contains("inf"), "{page}");
            }
        }
        let root = document.root_element();
        assert_eq!(root.attribute("lang"), Some("en"));
        let texts = document.descendants().filter(|node| node.is_text()).filter_map(|node| node.text());
        texts.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_page_is_well_formed_and_holds_hostile_texts_as_texts() {
        for text in HOSTILE {
            let page = Html { language: Language::En }.render(&of_everything(text));
            let seen = read(&page);
            assert!(!page.contains("NaN") && !seen.contains("inf"), "{page}");
            let shown: String = text
                .chars()
                .map(|c| if c.is_control() || c == '\u{ffff}' { '\u{fffd}' } else { c })
                .collect();
            assert!(seen.matches(&*shown).count() > 20, "{text}: {seen}");
            assert!(
                !page.contains("http")
                    || page.matches("http").count()
                        == page.matches("http-equiv").count() + page.matches("http://www.w3.org/").count()
            );
        }
    }

    #[test]
    fn headers_and_charts_say_what_they_are() {
        let page = Html { language: Language::En }.render(&of_everything("积分"));
        read(&page);
        assert!(
            page.contains("<th scope=\"col\">积分</th>")
                && page.contains("<th scope=\"row\" class=\"k\">积分</th>")
        );
        assert_eq!(page.matches("<figcaption>积分</figcaption>").count(), 6);
        assert!(page.matches("role=\"img\"><title>").count() >= 6);
        assert!(page.contains("@media print"));
    }

    #[test]
    fn an_empty_table_and_an_empty_document_are_pages_too() {
        let table = Rows::new(Vec::<u8>::new()).left("name", |_| "");
        read(
            &Html { language: Language::En }.render(&Document::new("").section(Section::new().table(table))),
        );
        read(&Html { language: Language::En }.render(&Document::untitled("")));
        let huge = Marks::Bars {
            series: vec!["".into()],
            bars: [f64::MAX, f64::MIN, 5e-324]
                .map(|x| Bar { label: "长".repeat(400).into(), values: vec![Some(x)] })
                .into(),
        };
        read(
            &Html { language: Language::En }
                .render(&Document::new("").section(Section::new().chart(Chart::new("", huge)))),
        );
    }
}
