//! One firm: two latent factors, size and innovation, within a stage and a trade, and the values that depend
//! on them.

use super::code::credit_code;
use super::columns::COLUMNS;
use super::digits::Amount;
use super::draw::{Draw, Wheel, logistic};
use super::industries::{INDUSTRIES, Trade};
use super::name::Name;
use super::regions::REGIONS;
use super::siblings::{Known, Siblings};
use super::stage::{STAGES, Stage};

/// Purposes of loans, repeated by frequency.
const PURPOSES: [&str; 6] = ["流动资金", "流动资金", "研发投入", "设备更新", "扩大产能", "并购"];

/// Terms of loans in months.
const TERMS: [u32; 8] = [6, 12, 12, 12, 24, 36, 36, 60];

/// Institutions that firms may prefer: the id in the sample campaign and the relative frequency.
pub(super) const INSTITUTIONS: [(&str, u32); 22] = [
    ("cdb", 2),
    ("exim", 1),
    ("adbc", 1),
    ("icbc", 14),
    ("abc", 10),
    ("boc", 12),
    ("ccb", 14),
    ("bocom", 9),
    ("psbc", 6),
    ("citic", 6),
    ("ceb", 4),
    ("hxb", 3),
    ("cmbc", 4),
    ("cgb", 3),
    ("pab", 4),
    ("cmb", 9),
    ("spdb", 6),
    ("cib", 6),
    ("hfb", 1),
    ("czb", 3),
    ("cbhb", 1),
    ("national-guarantee-fund", 2),
];

/// Columns that a firm may leave blank. Identity, size and flags are always reported.
const OPTIONAL: [&str; 21] = [
    "registered_capital",
    "technical_staff",
    "rd_staff",
    "postgraduates",
    "graduates_hired",
    "total_assets",
    "total_liabilities",
    "net_assets",
    "revenue_prev",
    "hightech_revenue",
    "net_profit",
    "rd_expense",
    "rd_expense_prev",
    "rd_tax_relief",
    "technology_contracts",
    "venture_capital",
    "invention_applications",
    "pct_applications",
    "platforms",
    "awards",
    "projects",
];

/// Values shared by all firms of a cohort.
pub(super) struct Model {
    regions: Wheel,
    industries: Wheel,
    institutions: Wheel,
    /// Bit per column: whether a firm may leave it blank.
    pub optional: u64,
    /// Days from the start of the year to the as-of day. A firm founded within them has no figures of the
    /// previous year.
    pub year_days: u32,
    /// Days from the introduction of credit codes to the as-of day.
    pub code_days: u32,
    /// Offset of the cohort's organisation codes, from the seed.
    pub code_offset: u64,
    /// Whether firms have the columns of sibling scorecards.
    wide: bool,
}

/// The values of one row.
pub(super) struct Firm {
    pub code: [u8; 18],
    pub name: Name,
    /// Founding day, in days before the as-of day.
    pub founded: u32,
    pub region: &'static str,
    pub industry: &'static str,
    pub capital: Amount,
    pub staff: Staff,
    pub accounts: Accounts,
    pub output: Output,
    pub standing: Standing,
    /// Day of the consent, in days before the as-of day.
    pub consent: Option<u32>,
    pub loan: Option<Loan>,
    /// Bit per column: whether the firm left it blank.
    pub missing: u64,
    /// Text in the blank cells: empty, `--` or `/`.
    pub mark: &'static str,
    /// Cells of the sibling scorecards' columns, if requested.
    pub siblings: Option<Siblings>,
}

pub(super) struct Staff {
    pub employees: u32,
    pub technical: u32,
    pub rd: u32,
    pub postgraduates: u32,
    pub graduates_hired: u32,
}

pub(super) struct Accounts {
    pub assets: Amount,
    pub liabilities: Amount,
    pub revenue: Amount,
    /// `None` for a firm founded in the as-of year.
    pub revenue_prev: Option<Amount>,
    pub hightech_revenue: Amount,
    pub net_profit: Amount,
    pub rd: Amount,
    pub rd_prev: Option<Amount>,
    pub tax_relief: Amount,
    pub contracts: Amount,
    pub venture: Amount,
}

/// Counts of patents, projects and the like.
pub(super) struct Output {
    pub inventions: u32,
    pub pct: u32,
    pub platforms: u32,
    pub awards: u32,
    pub projects: u32,
}

pub(super) struct Standing {
    pub hnte: bool,
    pub tech_sme: bool,
    pub specialized: bool,
    pub little_giant: bool,
    pub dishonest: bool,
    pub abnormal: bool,
    pub accident: bool,
    pub misconduct: bool,
}

pub(super) struct Loan {
    pub amount: Amount,
    pub months: u32,
    pub purpose: &'static str,
    /// Positions in [`INSTITUTIONS`], in the firm's own order.
    pub preferred: Vec<usize>,
}

/// Latent values behind a firm's numbers.
struct Latent {
    stage: &'static Stage,
    trade: Trade,
    /// Standard normal, within the stage.
    size: f64,
    /// Standard normal.
    innovation: f64,
    /// Growth of revenue over the previous year, as a share.
    growth: f64,
    /// Revenue in 万元, before some start-ups are set to zero.
    scale: f64,
    /// Whether the firm rounds to whole 万元.
    whole: bool,
}

impl Latent {
    /// `value` in 万元 as the firm reports it.
    fn amount(&self, value: f64) -> Amount {
        if self.whole { value.round() as Amount * 100 } else { (value * 100.0).round() as Amount }
    }
}

impl Model {
    pub fn new(year_days: u32, code_days: u32, code_offset: u64, wide: bool) -> Model {
        let optional = COLUMNS
            .iter()
            .enumerate()
            .filter(|(_, name)| OPTIONAL.contains(name))
            .fold(0, |mask, (column, _)| mask | 1 << column);
        Model {
            regions: Wheel::new(REGIONS.iter().map(|region| region.weight)),
            industries: Wheel::new(INDUSTRIES.iter().map(|industry| industry.weight)),
            institutions: Wheel::new(INSTITUTIONS.iter().map(|(_, weight)| *weight)),
            optional,
            year_days,
            code_days,
            code_offset,
            wide,
        }
    }

    /// Firm `index` of the cohort.
    pub fn firm(&self, index: u64, draw: &mut Draw) -> Firm {
        let stage = stage(draw);
        let region = &REGIONS[self.regions.spin(draw)];
        let industry = &INDUSTRIES[self.industries.spin(draw)];
        let size = draw.normal();
        let innovation = draw.normal();
        let (growth_mean, growth_sd) = stage.growth;
        let latent = Latent {
            stage,
            trade: industry.trade(),
            size,
            innovation,
            growth: (growth_mean + growth_sd * (0.3 * innovation + 0.95 * draw.normal())).clamp(-0.7, 4.0),
            scale: stage.revenue * (stage.revenue_spread * (0.9 * size + 0.44 * draw.normal())).exp(),
            whole: draw.chance(0.3),
        };
        let (youngest, oldest) = stage.age;
        let founded = (youngest + (oldest - youngest) * draw.unit().powf(1.3)) as u32;
        let staff = staff(&latent, draw);
        let standing_hnte = founded > 365 && draw.chance(logistic(stage.hnte + 0.8 * innovation));
        let accounts = accounts(&latent, standing_hnte, founded > self.year_days, draw);
        let output = output(&latent, &staff, draw);
        let standing = standing(&latent, &staff, &accounts, standing_hnte, founded, draw);
        let consent = draw.chance(0.92).then(|| draw.below(300).min(founded));
        let loan = draw.chance(0.65).then(|| self.loan(&latent, draw));
        let (missing, mark) = self.blanks(draw);
        let joint_stock = draw.chance(stage.joint_stock);
        let capital = stage.capital * (0.5 * size).exp() * draw.spread(0.7);
        let name = Name::draw(draw, region.city, industry.word, joint_stock);
        // Drawn last, so that the other columns are the same with and without these.
        let known = || Known {
            size,
            innovation,
            growth: latent.growth,
            years: founded / 365,
            revenue: accounts.revenue,
            revenue_prev: accounts.revenue_prev,
            net_profit: accounts.net_profit,
            rd: accounts.rd,
            rd_prev: accounts.rd_prev,
            venture: accounts.venture,
            inventions: output.inventions,
            specialized: standing.specialized,
        };
        let siblings = self.wide.then(|| Siblings::draw(&known(), draw));
        Firm {
            code: credit_code(index, self.code_offset, region.code, founded > self.code_days),
            name,
            founded,
            region: region.code,
            industry: industry.code,
            // Registered in tens of 万元.
            capital: (capital / 10.0).ceil() as Amount * 1_000,
            staff,
            accounts,
            output,
            standing,
            consent,
            loan,
            missing,
            mark,
            siblings,
        }
    }

    /// The blank cells, one bit per column, and the text in them. One firm in six has blank cells.
    fn blanks(&self, draw: &mut Draw) -> (u64, &'static str) {
        if !draw.chance(0.17) {
            return (0, "");
        }
        let mark = *draw.pick(&["", "", "--", "/"]);
        let mut missing = 0;
        for column in 0..COLUMNS.len() {
            if self.optional >> column & 1 == 1 && draw.chance(0.12) {
                missing |= 1 << column;
            }
        }
        (missing, mark)
    }

    fn loan(&self, latent: &Latent, draw: &mut Draw) -> Loan {
        let wanted = (latent.scale * 0.25 * draw.spread(0.6)).clamp(50.0, 20_000.0);
        let step = if wanted < 1_000.0 { 10.0 } else { 100.0 };
        let mut preferred = Vec::new();
        if draw.chance(0.7) {
            for _ in 0..=draw.below(4) {
                let institution = self.institutions.spin(draw);
                if !preferred.contains(&institution) {
                    preferred.push(institution);
                }
            }
        }
        Loan {
            amount: ((wanted / step).round() * step * 100.0) as Amount,
            months: *draw.pick(&TERMS),
            purpose: PURPOSES[draw.below(PURPOSES.len() as u32) as usize],
            preferred,
        }
    }
}

fn stage(draw: &mut Draw) -> &'static Stage {
    let [start_up, growth, stable] = &STAGES;
    let u = draw.unit();
    if u < start_up.share {
        start_up
    } else if u < start_up.share + growth.share {
        growth
    } else {
        stable
    }
}

fn staff(latent: &Latent, draw: &mut Draw) -> Staff {
    let (revenue_per_head, technical, postgraduates) = match latent.trade {
        Trade::Manufacturing => (70.0, -0.95, -3.2),
        Trade::Software => (52.0, 0.05, -2.4),
        Trade::Research => (45.0, 0.15, -1.9),
    };
    let per_head = revenue_per_head * latent.stage.productivity * draw.spread(0.4);
    let employees = (latent.scale / per_head).round().clamp(2.0, 400_000.0);
    let part = |whole: f64, share: f64| (whole * share).round();
    let technical = part(employees, draw.share(technical + 0.55 * latent.innovation, 0.4));
    let rd = part(technical, draw.share(0.9 + 0.3 * latent.innovation, 0.5));
    let postgraduates = part(employees, draw.share(postgraduates + 0.7 * latent.innovation, 0.6));
    let hiring = employees * 0.04 * (latent.growth * 0.8).exp() * draw.spread(0.6);
    let hired = draw.count(hiring);
    Staff {
        employees: employees as u32,
        technical: technical as u32,
        rd: rd as u32,
        postgraduates: postgraduates as u32,
        graduates_hired: hired.min(employees as u32),
    }
}

fn accounts(latent: &Latent, hnte: bool, has_year_before: bool, draw: &mut Draw) -> Accounts {
    let stage = latent.stage;
    let trade_rd = if latent.trade == Trade::Manufacturing { 0.75 } else { 1.3 };
    // The share of revenue spent on R&D falls with size and rises with innovation.
    let intensity = stage.rd_intensity
        * trade_rd
        * (0.45 * latent.innovation - 0.12 * (latent.scale / stage.revenue).ln() + 0.45 * draw.normal())
            .exp();
    let rd = if draw.chance(0.04) { 0.0 } else { latent.scale * intensity.min(3.0) };
    let no_revenue = stage.revenue < 1_000.0 && draw.chance(0.06);
    let revenue = if no_revenue { 0.0 } else { latent.scale };
    let (margin_mean, margin_sd) = stage.margin;
    let margin = margin_mean + margin_sd * draw.normal();
    let net_profit = if no_revenue { -(rd + 0.1 * latent.scale) } else { revenue * margin };
    let hightech =
        if draw.chance(0.08) { 0.0 } else { revenue * draw.share(1.1 + 0.4 * latent.innovation, 0.8) };
    let assets = (latent.scale * 1.28 + 40.0) * draw.spread(0.5);
    let liabilities = assets * 1.1 * draw.share(-0.35 - 0.15 * latent.innovation, 0.75);
    let rate = if hnte {
        0.15
    } else if net_profit <= 300.0 {
        0.05
    } else {
        0.25
    };
    let claims = net_profit > 0.0 && draw.chance(0.85);
    let tax_relief = if claims { rate * rd.min(1.2 * net_profit + 0.1 * rd) } else { 0.0 };
    let contracting = match latent.trade {
        Trade::Manufacturing => 0.18,
        Trade::Software => 0.38,
        Trade::Research => 0.5,
    };
    let contracts = if draw.chance(contracting) { revenue * draw.share(-1.8, 1.0) } else { 0.0 };
    let backed = draw.chance(stage.venture * (0.7 * latent.innovation).exp());
    let venture = if backed { 900.0 * (0.5 * latent.size).exp() * draw.spread(0.9) } else { 0.0 };
    let rd_growth = (0.6 * latent.growth + 0.2 * draw.normal()).clamp(-0.7, 4.0);
    Accounts {
        assets: latent.amount(assets),
        liabilities: latent.amount(liabilities),
        revenue: latent.amount(revenue),
        revenue_prev: has_year_before.then(|| latent.amount(revenue / (1.0 + latent.growth))),
        hightech_revenue: latent.amount(hightech),
        net_profit: latent.amount(net_profit),
        rd: latent.amount(rd),
        rd_prev: has_year_before.then(|| latent.amount(rd / (1.0 + rd_growth))),
        tax_relief: latent.amount(tax_relief),
        contracts: latent.amount(contracts),
        venture: latent.amount(venture),
    }
}

/// Counts are Poisson given a log-normal mean: many zeros and a long tail.
fn output(latent: &Latent, staff: &Staff, draw: &mut Draw) -> Output {
    let heads = f64::from(staff.employees) / 30.0;
    let drive = |base: f64, innovation: f64, size: f64| {
        base * (innovation * latent.innovation).exp() * heads.powf(size)
    };
    let inventive = drive(0.9, 0.8, 0.45) * draw.spread(0.5);
    Output {
        inventions: draw.count(inventive),
        pct: draw.count(drive(0.03, 1.1, 0.4)),
        platforms: draw.count(drive(0.05, 0.8, 0.5)),
        awards: draw.count(drive(0.015, 0.9, 0.45)),
        projects: draw.count(drive(0.1, 0.8, 0.4)),
    }
}

fn standing(
    latent: &Latent,
    staff: &Staff,
    accounts: &Accounts,
    hnte: bool,
    founded: u32,
    draw: &mut Draw,
) -> Standing {
    let small = staff.employees <= 500 && accounts.revenue <= 2_000_000 && accounts.assets <= 2_000_000;
    let specialized =
        founded > 730 && draw.chance(logistic(-2.2 + 0.9 * latent.innovation + 0.3 * latent.size));
    Standing {
        hnte,
        tech_sme: small && draw.chance(0.75),
        specialized,
        little_giant: specialized && draw.chance(logistic(-2.0 + 0.9 * latent.innovation)),
        dishonest: draw.chance(0.005),
        abnormal: draw.chance(0.01),
        accident: draw.chance(0.002),
        misconduct: draw.chance(0.0005),
    }
}
