//! The synthetic cohort: repeatable, well formed, and shaped as its documentation says.

use std::collections::{BTreeMap, HashSet};

use jifen::firms::Dictionary;
use jifen::sample::{self, AS_OF, Plant, Report, Sample};

fn make(sample: &Sample) -> (String, Report) {
    let mut out = Vec::new();
    let report = sample::write(&mut out, sample).unwrap();
    (String::from_utf8(out).unwrap(), report)
}

fn on_threads(threads: usize, sample: &Sample) -> (String, Report) {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| make(sample))
}

fn dirty(firms: u64, seed: u64, dirty: f64) -> Sample {
    Sample { dirty, ..Sample::clean(firms, seed) }
}

/// The cohort by field name.
struct Table {
    fields: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    fn read(text: &str) -> Table {
        let dictionary = Dictionary::built_in();
        let named = |header: &str| {
            let title = header.split('(').next().unwrap();
            dictionary.fields.iter().find(|field| field.title == title).unwrap().name.clone()
        };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let fields = reader.headers().unwrap().iter().map(named).collect();
        Table { fields, rows: reader.into_records().map(|row| row.unwrap()).collect() }
    }

    fn texts(&self, field: &str) -> Vec<&str> {
        let at = self.fields.iter().position(|name| name == field).unwrap();
        self.rows.iter().map(|row| &row[at]).collect()
    }

    fn numbers(&self, field: &str) -> Vec<Option<f64>> {
        self.texts(field)
            .into_iter()
            .map(|cell| match cell {
                "" | "--" | "/" => None,
                number => Some(number.parse().unwrap()),
            })
            .collect()
    }

    fn share(&self, field: &str) -> f64 {
        let flags = self.texts(field);
        assert!(flags.iter().all(|flag| matches!(*flag, "是" | "否")), "{field}");
        flags.iter().filter(|flag| **flag == "是").count() as f64 / flags.len() as f64
    }
}

/// The check of GB 32100-2015 with the weights its table 4 prints, written apart from the program's.
fn passes_check(code: &str) -> bool {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let values: Option<Vec<usize>> = code.chars().map(|c| ALPHABET.find(c)).collect();
    values.is_some_and(|values| {
        values.len() == 18
            && (values[17] + values.iter().zip(WEIGHTS).map(|(v, w)| v * w).sum::<usize>()).is_multiple_of(31)
    })
}

/// The check of GB 11714 over the nine characters of an organisation code.
fn passes_organisation_check(code: &str) -> bool {
    let value = |c: char| c.to_digit(36).unwrap() as usize;
    let body: usize = code.chars().zip([3, 7, 9, 10, 5, 8, 4, 2]).map(|(c, weight)| value(c) * weight).sum();
    let last = code.chars().nth(8).unwrap();
    let check = if last == 'X' { 10 } else { last.to_digit(10).unwrap() as usize };
    (body + check).is_multiple_of(11)
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    for sample in [Sample::clean(10_000, 3), dirty(10_000, 3, 0.2)] {
        assert!(on_threads(1, &sample) == on_threads(2, &sample));
    }
    assert_ne!(make(&Sample::clean(10, 3)).0, make(&Sample::clean(10, 4)).0);
}

#[test]
fn a_smaller_cohort_begins_a_larger_one() {
    for share in [0.0, 0.3] {
        let (large, _) = make(&dirty(9_000, 5, share));
        for firms in [1, 4_096, 4_097] {
            let (small, report) = make(&dirty(firms, 5, share));
            assert!(large.starts_with(&small), "{firms} firms, {share} dirty");
            assert_eq!(report.rows, firms);
            assert_eq!(report.bytes, small.len() as u64);
        }
    }
}

#[test]
fn more_dirt_leaves_sound_rows_as_they_were() {
    let (clean, _) = make(&Sample::clean(3_000, 6));
    let (dirty, report) = make(&dirty(3_000, 6, 0.1));
    let changed = clean.lines().zip(dirty.lines()).filter(|(clean, dirty)| clean != dirty).count() as u64;
    assert_eq!(changed, report.planted.values().sum::<u64>());
    assert!((200..400).contains(&changed), "{changed}");
}

#[test]
fn codes_are_valid_and_distinct_and_agree_with_the_region() {
    let (text, _) = make(&Sample::clean(20_000, 7));
    let table = Table::read(&text);
    let codes = table.texts("credit_code");
    for (code, region) in codes.iter().zip(table.texts("region")) {
        assert!(code.starts_with("91") && passes_check(code), "{code}");
        assert!(passes_organisation_check(&code[8..17]), "{code}");
        assert_eq!(&code[2..8], region);
    }
    assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
    let provinces: HashSet<&str> = codes.iter().map(|code| &code[2..4]).collect();
    assert_eq!(provinces.len(), 31);
    let names: HashSet<&str> = table.texts("name").into_iter().collect();
    assert!(names.len() > 19_900, "{} names", names.len());
}

#[test]
fn cells_keep_the_dictionary_and_parts_their_wholes() {
    let (text, _) = make(&Sample { wide: true, ..Sample::clean(20_000, 8) });
    let table = Table::read(&text);
    for field in Dictionary::built_in().fields {
        if let Some(one_of) = &field.constraints.one_of {
            let known = |cell: &&str| one_of.iter().any(|text| text == cell);
            assert!(table.texts(&field.name).iter().all(known), "{}", field.name);
        }
        if let Some(maximum) = field.constraints.maximum {
            let numbers = table.numbers(&field.name);
            assert!(numbers.iter().flatten().all(|value| *value <= maximum), "{}", field.name);
        }
        if let Some(pattern) = &field.constraints.pattern {
            let form = regex::Regex::new(pattern).unwrap();
            assert!(table.texts(&field.name).iter().all(|cell| form.is_match(cell)), "{}", field.name);
        }
        if let Some(minimum) = field.constraints.minimum {
            assert!(
                table.numbers(&field.name).iter().flatten().all(|value| *value >= minimum),
                "{}",
                field.name
            );
        }
    }
    let within = |part: &str, whole: &str| {
        let pairs = table.numbers(part).into_iter().zip(table.numbers(whole));
        assert!(pairs.flat_map(|(part, whole)| part.zip(whole)).all(|(part, whole)| part <= whole), "{part}");
    };
    within("technical_staff", "employees");
    within("rd_staff", "technical_staff");
    within("postgraduates", "employees");
    within("graduates_hired", "employees");
    within("hightech_revenue", "revenue");
    within("technology_contracts", "revenue");
    within("main_revenue", "revenue");
    within("main_revenue_prev", "revenue_prev");
    within("equity_2y", "equity_3y");
    within("ip_class1_high_value", "ip_class1_self");
    within("ip_class1_self", "ip_class1");
    let (assets, liabilities) = (table.numbers("total_assets"), table.numbers("total_liabilities"));
    for ((net, assets), liabilities) in table.numbers("net_assets").into_iter().zip(assets).zip(liabilities) {
        if let (Some(net), Some(assets), Some(liabilities)) = (net, assets, liabilities) {
            assert!((assets - liabilities - net).abs() < 1e-6);
        }
    }
    let as_of = AS_OF.to_string();
    let consents =
        table.texts("consent_date").into_iter().zip(table.texts("founded")).zip(table.texts("consent"));
    for ((date, founded), consent) in consents {
        assert!(founded < as_of.as_str());
        assert_eq!(consent == "是", !date.is_empty());
        assert!(date.is_empty() || (founded <= date && date <= as_of.as_str()));
    }
}

#[test]
fn a_wide_cohort_is_the_narrow_one_and_more() {
    let (narrow, _) = make(&Sample::clean(500, 3));
    let (wide, _) = make(&Sample { wide: true, ..Sample::clean(500, 3) });
    for (narrow, wide) in narrow.lines().zip(wide.lines()) {
        assert!(wide.starts_with(&format!("{narrow},")), "{narrow}\n{wide}");
    }
    assert_eq!(narrow.lines().count(), wide.lines().count());
}

fn correlation(pairs: impl Iterator<Item = (f64, f64)>) -> f64 {
    let pairs: Vec<(f64, f64)> = pairs.collect();
    let n = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / n, y + pair.1 / n));
    let moment = |f: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(f).sum::<f64>();
    let xy = moment(&|pair| (pair.0 - x) * (pair.1 - y));
    xy / (moment(&|pair| (pair.0 - x).powi(2)) * moment(&|pair| (pair.1 - y).powi(2))).sqrt()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[test]
fn indicators_hang_together_as_designed() {
    let (text, _) = make(&Sample::clean(40_000, 9));
    let table = Table::read(&text);
    let revenue: Vec<f64> = table.numbers("revenue").into_iter().map(Option::unwrap).collect();
    let employees: Vec<f64> = table.numbers("employees").into_iter().map(Option::unwrap).collect();
    let rd = table.numbers("rd_expense");
    let positive = |value: Option<f64>| value.filter(|value| *value > 0.0);

    let size = (0..revenue.len()).filter_map(|i| Some((positive(Some(revenue[i]))?.ln(), employees[i].ln())));
    let size = correlation(size);
    assert!((0.85..0.97).contains(&size), "revenue and staff {size}");

    let intensity = (0..revenue.len()).filter_map(|i| {
        let revenue = positive(Some(revenue[i]))?;
        Some((revenue.ln(), (positive(rd[i])? / revenue).ln()))
    });
    let intensity = correlation(intensity);
    assert!((-0.65..-0.35).contains(&intensity), "R&D intensity and revenue {intensity}");

    let inventions = table.numbers("invention_applications");
    let technical = table.numbers("technical_staff");
    let innovation = (0..revenue.len())
        .filter(|&i| employees[i] >= 20.0)
        .filter_map(|i| Some((technical[i]? / employees[i], inventions[i]?.ln_1p())));
    let innovation = correlation(innovation);
    assert!((0.3..0.5).contains(&innovation), "technical staff and inventions {innovation}");

    let age = |founded: &str| 2025 - founded[..4].parse::<i32>().unwrap();
    let ages: Vec<i32> = table.texts("founded").into_iter().map(age).collect();
    let years = &ages;
    let of_age = move |from: i32, to: i32| (0..years.len()).filter(move |&i| (from..to).contains(&years[i]));
    let by_age = |from, to| median(of_age(from, to).map(|i| revenue[i]));
    let (young, middle, old) = (by_age(0, 3), by_age(5, 8), by_age(15, 40));
    assert!((200.0..330.0).contains(&young), "{young}");
    assert!((2_200.0..3_000.0).contains(&middle), "{middle}");
    assert!((12_000.0..16_000.0).contains(&old), "{old}");
    let venture = table.numbers("venture_capital");
    let backed = |from, to| {
        let known: Vec<f64> = of_age(from, to).filter_map(|i| venture[i]).collect();
        known.iter().filter(|value| **value > 0.0).count() as f64 / known.len() as f64
    };
    assert!(backed(0, 3) > 4.0 * backed(15, 40));
}

#[test]
fn rare_things_are_as_rare_as_designed() {
    let (text, _) = make(&Sample::clean(40_000, 10));
    let table = Table::read(&text);
    for (flag, low, high) in [
        ("consent", 0.915, 0.925),
        ("dishonest", 0.004, 0.006),
        ("abnormal", 0.0085, 0.0115),
        ("major_accident", 0.0012, 0.003),
        ("hnte", 0.47, 0.52),
        ("tech_sme", 0.62, 0.68),
        ("specialized_sme", 0.09, 0.13),
    ] {
        assert!((low..high).contains(&table.share(flag)), "{flag} {}", table.share(flag));
    }
    for (field, low, high) in [
        ("pct_applications", 0.92, 0.95),
        ("awards", 0.96, 0.98),
        ("venture_capital", 0.945, 0.965),
        ("technology_contracts", 0.69, 0.73),
        ("invention_applications", 0.34, 0.4),
    ] {
        let known: Vec<f64> = table.numbers(field).into_iter().flatten().collect();
        let zeros = known.iter().filter(|value| **value == 0.0).count() as f64 / known.len() as f64;
        assert!((low..high).contains(&zeros), "{field} {zeros}");
        let blank = 1.0 - known.len() as f64 / table.rows.len() as f64;
        assert!((0.015..0.026).contains(&blank), "{field} {blank} blank");
    }
    let losses = table.numbers("net_profit").into_iter().flatten();
    let losses = losses.filter(|value| *value < 0.0).count() as f64 / 40_000.0;
    assert!((0.22..0.36).contains(&losses), "{losses}");
    let sections: HashSet<&str> = table.texts("industry").into_iter().map(|code| &code[..1]).collect();
    assert_eq!(sections, HashSet::from(["C", "I", "M"]));
    assert!(table.texts("name").iter().any(|name| name.ends_with(" Co., Ltd.)")), "no name with a comma");
}

/// What a line shows of the fault planted in it, seen without the program's help.
fn seen(line: &str, before: &HashSet<&str>, codes: &HashSet<&str>) -> Vec<Plant> {
    let mut seen = Vec::new();
    let mut note = |plant, holds: bool| seen.extend(holds.then_some(plant));
    let quoted = line.matches('"').count();
    let outside: usize = line.split('"').step_by(2).map(|part| part.matches(',').count()).sum();
    let code = &line[..18];
    note(Plant::ExactDuplicate, before.contains(line));
    note(Plant::ContradictingDuplicate, !before.contains(line) && codes.contains(code));
    note(Plant::MissingMark, ["N/A", "—", "无"].iter().all(|mark| line.contains(mark)));
    // An extra cell may stand before the code.
    note(Plant::WrongCheck, !line.starts_with("0,") && !passes_check(&code.to_uppercase()));
    note(Plant::LowerCase, code.contains(|c: char| c.is_ascii_lowercase()));
    note(Plant::UnclosedQuote, quoted == 1);
    note(Plant::ExtraCell, quoted.is_multiple_of(2) && outside == 42);
    note(Plant::MissingCell, quoted.is_multiple_of(2) && outside == 40);
    note(Plant::NotNumber, line.contains(",12x,"));
    note(Plant::NotFinite, line.contains(",NaN,"));
    note(Plant::FullWidth, line.contains(|c| ('０'..='９').contains(&c)));
    note(Plant::Formula, line.contains("=HYPERLINK"));
    if quoted == 0 && outside == 41 {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |at: usize| cells[at].parse::<f64>().unwrap_or(0.0);
        note(Plant::NegativeStaff, number(6) < 0.0);
        note(Plant::PartOverWhole, number(6) > 0.0 && number(8) > number(6));
        note(Plant::FoundedLater, cells[2] > AS_OF.to_string().as_str());
        let like = number(15).max(number(16));
        note(Plant::UnitSlip, like > 0.0 && number(14) > 1_000.0 * like);
    }
    seen
}

#[test]
fn what_is_reported_was_planted() {
    let (text, report) = make(&dirty(30_000, 11, 0.25));
    let (mut before, mut codes) = (HashSet::new(), HashSet::new());
    let mut found: BTreeMap<Plant, u64> = BTreeMap::new();
    for line in text.lines().skip(1) {
        for plant in seen(line, &before, &codes) {
            *found.entry(plant).or_default() += 1;
        }
        before.insert(line);
        codes.insert(&line[..18]);
    }
    for plant in Plant::ALL {
        let (found, planted) = (found.get(plant).copied().unwrap_or(0), report.planted[plant]);
        assert!(planted > 200, "{} {planted}", plant.as_str());
        match plant {
            // A quoted number and a bilingual name look alike here; a slip hides where no other amount is
            // known.
            Plant::Thousands => {}
            Plant::UnitSlip => {
                assert!(found * 10 > planted * 8 && found <= planted, "{found} of {planted} slips");
            }
            _ => assert_eq!(found, planted, "{}", plant.as_str()),
        }
    }
    let grouped = text
        .lines()
        .filter(|line| line.contains(",\""))
        .filter(|line| !line.contains("Ltd.") && !line.contains("=HYP"));
    let grouped = grouped.filter(|line| line.matches('"').count() == 2).count() as u64;
    assert_eq!(grouped, report.planted[&Plant::Thousands]);
}

#[test]
fn limits_are_told() {
    for (sample, word) in [
        (Sample::clean(0, 1), "firms"),
        (Sample::clean(sample::MOST_FIRMS + 1, 1), "firms"),
        (dirty(1, 1, 1.5), "dirty"),
        (dirty(1, 1, f64::NAN), "dirty"),
        (Sample { as_of: jiff::civil::date(-5, 1, 1), ..Sample::clean(1, 1) }, "as-of"),
    ] {
        let error = sample::write(&mut Vec::new(), &sample).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
        assert!(error.to_string().contains(word), "{error}");
    }
    let (text, report) = make(&dirty(40, 1, 1.0));
    assert_eq!(report.planted.values().sum::<u64>(), 40);
    assert_eq!(text.lines().count(), 41);
    assert!(!report.planted.contains_key(&Plant::ExactDuplicate), "nothing sound is there to repeat");
}

#[test]
fn the_shipped_cohort_is_made_by_its_command() {
    // `jifen sample --firms 5000 --seed 2 --out sample_data/firms.csv`
    let (text, _) = make(&Sample::clean(5_000, 2));
    let shipped =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data/firms.csv")).unwrap();
    assert!(text == shipped, "sample_data/firms.csv differs from what its command makes");
}
