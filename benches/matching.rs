//! Matching 70,000 firms with 22 institutions: the proposals alone over a drawn market, and whole lists of
//! the sample cohort, to all and matched. With `JIFEN_BENCH_NATIONAL` set, 520,000 firms and 200
//! institutions.

mod cohort;

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{
    BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime,
};
use jifen::campaign::{self, Campaign};
use jifen::progress::Silent;
use jifen::referral;
use jifen::referral::matching::{GroupLimits, Limits, Market, Seats, matched};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use toml::{Table, Value};

use cohort::sample_campaign;

/// Regions of a drawn market.
const REGIONS: u32 = 31;
/// Quotas of every second institution, and the floor of one region.
const QUOTA: &str = "by = \"region\"\nat_most = 0.1\ngroup = [{ is = \"310000\", at_least = 0.02 }]\n";

fn size() -> (u64, usize) {
    if env::var_os("JIFEN_BENCH_NATIONAL").is_some() { (520_000, 200) } else { (70_000, 22) }
}

/// The institutions of `text`, repeated until there are so many, with quotas on every second one with a
/// capacity.
fn institutions(text: &str, many: usize) -> Table {
    let mut file: Table = text.parse().expect("the sample institutions are TOML");
    let quota: Table = QUOTA.parse().expect("a table");
    let all = file["institution"].as_array().expect("institutions").clone();
    let repeated = all.iter().cycle().take(many).cloned().enumerate().map(|(at, mut one)| {
        let table = one.as_table_mut().expect("a table");
        if at >= all.len() {
            let id = format!("{}-{}", table["id"].as_str().expect("an id"), at / all.len());
            table.insert("id".to_owned(), id.into());
        }
        if at % 2 == 0 && table.contains_key("capacity") {
            table.insert("quota".to_owned(), quota.clone().into());
        }
        one
    });
    let repeated = repeated.collect();
    file.insert("institution".to_owned(), Value::Array(repeated));
    file
}

/// The sample campaign in `folder` again, with other institutions and `further` lines.
fn campaign_with(folder: &Path, institutions: &Table, further: &str) -> Campaign {
    let sample = fs::read_to_string(folder.join("campaign.toml")).expect("a campaign");
    let text = format!("{}\n{further}\n", sample.replace("\"institutions.toml\"", "\"more.toml\""));
    fs::write(folder.join("more.toml"), institutions.to_string()).expect("the folder can be written");
    fs::write(folder.join("more-campaign.toml"), text).expect("the folder can be written");
    Campaign::load(&folder.join("more-campaign.toml"), None).expect("the campaign is right")
}

/// A market of drawn wishes and orders. Each firm names up to five institutions; the others follow in one
/// order.
struct Drawn {
    wishes: Vec<Vec<u32>>,
    /// Place of each firm in each institution's order.
    places: Vec<u32>,
    seats: Vec<Seats>,
}

impl Drawn {
    fn new(firms: usize, capacities: &[usize]) -> Drawn {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let width = capacities.len();
        let mut all: Vec<u32> = (0..width as u32).collect();
        let mut wish = || {
            let named = random.random_range(0..=5);
            all.shuffle(&mut random);
            let mut wishes = all[..named].to_vec();
            wishes.extend((0..width as u32).filter(|at| !all[..named].contains(at)));
            wishes
        };
        let wishes = (0..firms).map(|_| wish()).collect();
        let mut places = vec![0; firms * width];
        let mut order: Vec<usize> = (0..firms).collect();
        for at in 0..width {
            // Most institutions take firms by points, the others in orders of their own.
            if at % 4 == 3 {
                order.shuffle(&mut random);
            } else {
                order.sort_unstable();
            }
            (1..).zip(&order).for_each(|(place, &firm)| places[firm * width + at] = place);
        }
        let region: Arc<[u32]> = (0..firms).map(|_| random.random_range(0..REGIONS)).collect();
        let seats = capacities.iter().enumerate().map(|(at, &firms)| {
            let quota = GroupLimits { at_least: firms / 50, at_most: firms / 10 };
            let (groups, group) = match at % 2 {
                0 => (vec![quota; REGIONS as usize], region.clone()),
                _ => (vec![GroupLimits::NONE], [].into()),
            };
            Seats { limits: Limits { firms: Some(firms), amount: None, groups }, group, amount: [].into() }
        });
        Drawn { wishes, places, seats: seats.collect() }
    }
}

impl Market for Drawn {
    fn firms(&self) -> usize {
        self.wishes.len()
    }

    fn next(&self, firm: u32, step: u32) -> Option<(usize, u32)> {
        Some((*self.wishes[firm as usize].get(step as usize)? as usize, step + 1))
    }

    fn place(&self, firm: u32, institution: usize) -> u32 {
        self.places[firm as usize * self.seats.len() + institution]
    }
}

fn lists(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, campaign: &Campaign) {
    let assessed = campaign::assess(campaign, &Silent).expect("the sample can be scored");
    let (firms, scores) = (&assessed.intake.firms, &assessed.scores);
    let frame = assessed.frame();
    group.bench_function(name, |bencher| {
        bencher.iter(|| black_box(referral::refer(firms, scores, &campaign.institutions, &frame)));
    });
}

fn matchings(criterion: &mut Criterion) {
    let (firms, many) = size();
    let (folder, sample) = sample_campaign(firms);
    let mut group = criterion.benchmark_group("matching");
    group.throughput(Throughput::Elements(firms)).sample_size(10);

    let capacities = sample.institutions.all.iter().filter_map(|one| one.capacity);
    let capacities: Vec<usize> = capacities.collect::<Vec<_>>().into_iter().cycle().take(many).collect();
    let drawn = Drawn::new(firms as usize, &capacities);
    let seats: Vec<&Seats> = drawn.seats.iter().collect();
    for most in [1, 3] {
        group.bench_function(format!("proposals, at most {most}"), |bencher| {
            bencher.iter(|| black_box(matched(&drawn, &seats, most)));
        });
    }
    drop(seats);
    drop(drawn);

    let text = fs::read_to_string(folder.path().join("institutions.toml")).expect("institutions");
    let limited = institutions(&text, many);
    let mut plain = limited.clone();
    let all = plain["institution"].as_array_mut().expect("institutions");
    all.iter_mut().filter_map(Value::as_table_mut).for_each(|one| drop(one.remove("quota")));
    lists(&mut group, "lists to all", &campaign_with(folder.path(), &plain, ""));
    lists(&mut group, "lists to all, quotas", &campaign_with(folder.path(), &limited, ""));
    lists(&mut group, "lists matched", &campaign_with(folder.path(), &plain, "[match]\nat_most = 1"));
    lists(
        &mut group,
        "lists matched, quotas",
        &campaign_with(folder.path(), &limited, "[match]\nat_most = 1"),
    );
    group.finish();
}

criterion_group!(benches, matchings);
criterion_main!(benches);
