//! Industries of the sample's firms: classes of GB/T 4754-2017 that are common among technology firms.

/// Kinds of business, which differ in revenue per head, staff and R&D.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trade {
    /// Section C of GB/T 4754.
    Manufacturing,
    /// Section I of GB/T 4754.
    Software,
    /// Section M of GB/T 4754.
    Research,
}

pub(super) struct Industry {
    /// Section letter and four digits.
    pub code: &'static str,
    /// Word for the industry in company names.
    pub word: &'static str,
    /// Relative frequency among the sample's firms.
    pub weight: u32,
}

impl Industry {
    pub fn trade(&self) -> Trade {
        match self.code.as_bytes()[0] {
            b'I' => Trade::Software,
            b'M' => Trade::Research,
            _ => Trade::Manufacturing,
        }
    }
}

const fn of(code: &'static str, word: &'static str, weight: u32) -> Industry {
    Industry { code, word, weight }
}

/// The classes; their weights are fictitious.
pub(super) const INDUSTRIES: &[Industry] = &[
    of("C2614", "化工", 4),
    of("C2651", "新材料", 5),
    of("C2662", "化学科技", 5),
    of("C2669", "精细化工", 5),
    of("C2710", "医药", 4),
    of("C2720", "制药", 6),
    of("C2740", "药业", 4),
    of("C2761", "生物医药", 9),
    of("C2770", "医疗用品", 6),
    of("C2929", "塑胶科技", 6),
    of("C3042", "玻璃科技", 2),
    of("C3073", "陶瓷材料", 3),
    of("C3091", "碳材料", 3),
    of("C3240", "合金材料", 4),
    of("C3311", "金属结构", 4),
    of("C3360", "表面技术", 4),
    of("C3421", "数控机床", 6),
    of("C3463", "净化设备", 4),
    of("C3484", "精密机械", 12),
    of("C3491", "机器人", 8),
    of("C3521", "工程装备", 4),
    of("C3525", "模具", 8),
    of("C3562", "半导体设备", 6),
    of("C3581", "医疗器械", 9),
    of("C3589", "医疗科技", 8),
    of("C3591", "环保设备", 8),
    of("C3612", "新能源汽车", 2),
    of("C3670", "汽车零部件", 14),
    of("C3714", "轨道交通设备", 3),
    of("C3742", "航天科技", 1),
    of("C3812", "电机", 5),
    of("C3821", "电气", 6),
    of("C3823", "电力设备", 8),
    of("C3825", "光伏科技", 5),
    of("C3831", "线缆", 4),
    of("C3841", "新能源", 7),
    of("C3872", "照明", 5),
    of("C3921", "通信设备", 7),
    of("C3963", "无人机", 3),
    of("C3972", "功率半导体", 4),
    of("C3973", "微电子", 7),
    of("C3974", "显示科技", 4),
    of("C3976", "光电", 7),
    of("C3982", "电路科技", 7),
    of("C3985", "电子材料", 6),
    of("C4011", "自动化", 12),
    of("C4014", "科学仪器", 5),
    of("C4016", "仪表", 4),
    of("C4021", "环境监测", 3),
    of("C4040", "光学", 4),
    of("I6319", "通信技术", 4),
    of("I6429", "信息服务", 6),
    of("I6431", "网络科技", 8),
    of("I6440", "网络安全", 4),
    of("I6450", "数据科技", 8),
    of("I6511", "基础软件", 4),
    of("I6512", "软件技术", 8),
    of("I6513", "软件", 34),
    of("I6520", "集成电路设计", 8),
    of("I6531", "信息技术", 24),
    of("I6532", "物联网", 12),
    of("I6540", "信息工程", 6),
    of("I6550", "数据服务", 6),
    of("I6560", "信息咨询", 6),
    of("I6571", "地理信息", 3),
    of("I6572", "数字科技", 5),
    of("M7310", "科学技术", 3),
    of("M7320", "工程技术", 12),
    of("M7330", "农业科技", 4),
    of("M7340", "医学科技", 7),
    of("M7452", "检测技术", 8),
    of("M7484", "设计研究", 5),
    of("M7511", "种业科技", 3),
    of("M7512", "生物技术", 8),
    of("M7513", "材料科技", 6),
    of("M7514", "节能科技", 6),
    of("M7515", "能源技术", 5),
    of("M7516", "环境科技", 7),
    of("M7519", "智能科技", 16),
    of("M7520", "知识产权服务", 2),
    of("M7530", "科技服务", 4),
];
