//! Columns that only the sibling scorecards read: those of technology SMEs, of innovative and specialised
//! SMEs, and of the STAR attributes.

use super::digits::{Amount, push_amount, push_digits};
use super::draw::{Draw, logistic};

/// Names of the columns in the order of the file, after all others.
pub(super) const COLUMNS: [&str; 31] = [
    "resident_enterprise",
    "prohibited_product",
    "main_revenue",
    "main_revenue_prev",
    "main_revenue_prev2",
    "revenue_prev2",
    "rd_expense_prev2",
    "total_costs",
    "equity_2y",
    "equity_3y",
    "ip_class1_high_value",
    "ip_class1_self",
    "ip_class1",
    "ip_class2",
    "invention_patents_used",
    "rd_body",
    "standards_led",
    "national_science_award",
    "awards_3y",
    "leading_award",
    "innovation_demonstration",
    "maker_china",
    "strategic_industry",
    "niche_years",
    "niche_role",
    "digital_level",
    "quality_items",
    "leading_technology",
    "national_award_used",
    "national_major_project",
    "import_substitution",
];

/// A firm's cells as CSV text, each after a comma.
pub(super) struct Siblings(Vec<u8>);

/// Values of the firm that are drawn before these columns and determine them.
pub(super) struct Known {
    /// Latent, standard normal.
    pub size: f64,
    /// Latent, standard normal.
    pub innovation: f64,
    /// Growth of revenue over the previous year, as a share.
    pub growth: f64,
    /// Age in whole years.
    pub years: u32,
    pub revenue: Amount,
    pub revenue_prev: Option<Amount>,
    pub net_profit: Amount,
    pub rd: Amount,
    pub rd_prev: Option<Amount>,
    pub venture: Amount,
    /// Number of invention patent applications.
    pub inventions: u32,
    pub specialized: bool,
}

/// The cells written so far, each after a comma.
struct Cells(Vec<u8>);

impl Cells {
    fn text(&mut self, text: &str) {
        self.0.push(b',');
        self.0.extend_from_slice(text.as_bytes());
    }

    fn flag(&mut self, flag: bool) {
        self.text(if flag { "是" } else { "否" });
    }

    fn count(&mut self, count: u32) {
        self.0.push(b',');
        push_digits(&mut self.0, u64::from(count));
    }

    fn amount(&mut self, amount: Option<Amount>) {
        self.0.push(b',');
        if let Some(amount) = amount {
            push_amount(&mut self.0, amount);
        }
    }
}

impl Siblings {
    pub fn draw(known: &Known, draw: &mut Draw) -> Siblings {
        let mut cells = Cells(Vec::with_capacity(160));
        cells.flag(!draw.chance(0.01));
        cells.flag(draw.chance(0.003));
        money(&mut cells, known, draw);
        property(&mut cells, known, draw);
        bodies_and_awards(&mut cells, known, draw);
        niche(&mut cells, known, draw);
        let outstanding = logistic(-5.5 + 1.1 * known.innovation);
        (0..4).for_each(|_| cells.flag(draw.chance(outstanding)));
        Siblings(cells.0)
    }

    /// Appends the cells, each after a comma.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0);
    }
}

fn money(cells: &mut Cells, known: &Known, draw: &mut Draw) {
    let of = |amount: Amount, share: f64| (amount as f64 * share).round() as Amount;
    let main = draw.share(1.6, 0.9);
    cells.amount(Some(of(known.revenue, main)));
    let main_prev = (main + 0.04 * draw.normal()).clamp(0.05, 1.0);
    cells.amount(known.revenue_prev.map(|revenue| of(revenue, main_prev)));
    // `1 / (1 + g)` for the growth `g` of the year before, which is 0.8 of the last year's plus noise.
    let before = 1.0 / (1.0 + (0.8 * known.growth + 0.1 * draw.normal()).clamp(-0.6, 4.0));
    let earlier =
        |amount: Option<Amount>| amount.filter(|_| known.years >= 2).map(|amount| of(amount, before));
    cells.amount(earlier(known.revenue_prev).map(|revenue| of(revenue, main_prev)));
    cells.amount(earlier(known.revenue_prev));
    cells.amount(earlier(known.rd_prev));
    let costs = (known.revenue - known.net_profit).max(known.rd);
    cells.amount(Some(of(costs, 0.9 + 0.2 * draw.unit())));
    let second = if draw.chance(0.03) { of(known.venture.max(30_000), draw.spread(0.8)) } else { 0 };
    let third = if draw.chance(0.04) { of(50_000, draw.spread(0.9)) } else { 0 };
    cells.amount(Some(known.venture + second));
    cells.amount(Some(known.venture + second + third));
}

fn property(cells: &mut Cells, known: &Known, draw: &mut Draw) {
    let inventive = f64::from(known.inventions);
    let first = draw.count(0.45 * inventive + 0.15 * (0.6 * known.innovation).exp());
    let own = (0..first.min(200)).filter(|_| draw.chance(0.7)).count() as u32;
    let high_value = (0..own).filter(|_| draw.chance(0.18)).count() as u32;
    let second = draw.count(1.8 * (0.5 * known.innovation + 0.2 * known.size).exp());
    let used = first.max(draw.count(0.6 * inventive));
    [high_value, own, first, second, used].into_iter().for_each(|count| cells.count(count));
}

fn bodies_and_awards(cells: &mut Cells, known: &Known, draw: &mut Draw) {
    let drive = 0.9 * known.innovation + 0.5 * known.size;
    let level = drive + draw.normal();
    cells.text(match level {
        l if l > 3.6 => "国家级",
        l if l > 2.2 => "省级",
        l if l > 1.3 => "市级",
        l if l > 0.7 => "市级以下",
        _ => "无",
    });
    cells.count(draw.count(0.04 * (0.8 * drive).exp()));
    cells.flag(draw.chance(logistic(drive - 6.5)));
    cells.count(draw.count(0.02 * (0.8 * drive).exp()));
    cells.flag(draw.chance(logistic(drive - 5.5)));
    cells.flag(draw.chance(logistic(drive - 4.5)));
    cells.flag(draw.chance(logistic(known.innovation - 5.0)));
    cells.flag(draw.chance(0.35));
}

fn niche(cells: &mut Cells, known: &Known, draw: &mut Draw) {
    cells.count((f64::from(known.years) * (0.4 + 0.6 * draw.unit())) as u32);
    let role = draw.unit() - if known.specialized { 0.25 } else { 0.0 };
    cells.text(match role {
        r if r < 0.05 => "补短板填空白",
        r if r < 0.3 => "六基老字号或配套",
        _ => "其他",
    });
    let level = |mean: f64, draw: &mut Draw| (mean + 0.9 * draw.normal()).round().clamp(0.0, 4.0) as u32;
    cells.count(level(1.6 + 0.5 * known.innovation, draw));
    cells.count(level(1.2 + 0.4 * known.size, draw));
}
