//! The three stages of a sample firm. They are latent: no column holds them, but age, size and growth depend
//! on them.

/// Parameters of one stage's firms: medians unless stated otherwise, amounts in 万元.
pub(super) struct Stage {
    /// Share of the cohort.
    pub share: f64,
    /// Age in days, least and most.
    pub age: (f64, f64),
    /// Median revenue in 万元.
    pub revenue: f64,
    /// Standard deviation of ln revenue.
    pub revenue_spread: f64,
    /// Revenue per head, as a multiple of the trade's.
    pub productivity: f64,
    /// R&D expense over revenue.
    pub rd_intensity: f64,
    /// Mean and standard deviation of revenue growth.
    pub growth: (f64, f64),
    /// Mean and standard deviation of net profit over revenue.
    pub margin: (f64, f64),
    /// Registered capital in 万元.
    pub capital: f64,
    /// Share of firms that raised venture capital in the year.
    pub venture: f64,
    /// Log-odds of a high-tech enterprise certificate at average innovation.
    pub hnte: f64,
    /// Share of joint-stock companies.
    pub joint_stock: f64,
}

/// Start-up, growth, stable. Orders of magnitude follow published reports on high-tech zones; the numbers are
/// fictitious.
pub(super) const STAGES: [Stage; 3] = [
    Stage {
        share: 0.32,
        age: (60.0, 1_800.0),
        revenue: 260.0,
        revenue_spread: 1.1,
        productivity: 0.35,
        rd_intensity: 0.16,
        growth: (0.35, 0.45),
        margin: (-0.06, 0.22),
        capital: 300.0,
        venture: 0.06,
        hnte: -1.4,
        joint_stock: 0.02,
    },
    Stage {
        share: 0.44,
        age: (1_100.0, 4_700.0),
        revenue: 2_600.0,
        revenue_spread: 0.8,
        productivity: 0.9,
        rd_intensity: 0.085,
        growth: (0.18, 0.28),
        margin: (0.06, 0.1),
        capital: 1_000.0,
        venture: 0.03,
        hnte: 0.6,
        joint_stock: 0.08,
    },
    Stage {
        share: 0.24,
        age: (2_900.0, 11_600.0),
        revenue: 14_000.0,
        revenue_spread: 1.0,
        productivity: 1.2,
        rd_intensity: 0.05,
        growth: (0.06, 0.16),
        margin: (0.08, 0.07),
        capital: 5_000.0,
        venture: 0.008,
        hnte: 0.9,
        joint_stock: 0.2,
    },
];
