//! Names of fictitious firms: city, three meaningless syllables, the trade, the legal form.

use super::draw::Draw;

/// Syllables of brand names, in characters and in pinyin.
const SYLLABLES: [(&str, &str); 64] = [
    ("鼎", "ding"),
    ("讯", "xun"),
    ("澜", "lan"),
    ("宸", "chen"),
    ("芯", "xin"),
    ("睿", "rui"),
    ("恒", "heng"),
    ("拓", "tuo"),
    ("锐", "rui"),
    ("科", "ke"),
    ("创", "chuang"),
    ("微", "wei"),
    ("曜", "yao"),
    ("晟", "sheng"),
    ("磐", "pan"),
    ("川", "chuan"),
    ("越", "yue"),
    ("衡", "heng"),
    ("聚", "ju"),
    ("众", "zhong"),
    ("禾", "he"),
    ("峰", "feng"),
    ("岚", "lan"),
    ("泽", "ze"),
    ("沐", "mu"),
    ("尚", "shang"),
    ("凌", "ling"),
    ("云", "yun"),
    ("博", "bo"),
    ("诺", "nuo"),
    ("领", "ling"),
    ("沃", "wo"),
    ("昱", "yu"),
    ("玄", "xuan"),
    ("奕", "yi"),
    ("弘", "hong"),
    ("信", "xin"),
    ("达", "da"),
    ("翎", "ling"),
    ("迈", "mai"),
    ("朗", "lang"),
    ("佳", "jia"),
    ("维", "wei"),
    ("格", "ge"),
    ("思", "si"),
    ("普", "pu"),
    ("特", "te"),
    ("利", "li"),
    ("元", "yuan"),
    ("启", "qi"),
    ("航", "hang"),
    ("森", "sen"),
    ("海", "hai"),
    ("瑞", "rui"),
    ("盈", "ying"),
    ("卓", "zhuo"),
    ("易", "yi"),
    ("合", "he"),
    ("星", "xing"),
    ("辰", "chen"),
    ("湛", "zhan"),
    ("柏", "bai"),
    ("霖", "lin"),
    ("煜", "yu"),
];

#[derive(Clone, Debug)]
pub(super) struct Name {
    city: &'static str,
    brand: [usize; 3],
    trade: &'static str,
    joint_stock: bool,
    /// Whether the English name follows the Chinese one.
    bilingual: bool,
}

impl Name {
    /// A name for a firm of `trade` in `city`.
    pub fn draw(draw: &mut Draw, city: &'static str, trade: &'static str, joint_stock: bool) -> Name {
        let brand = [(); 3].map(|()| draw.below(SYLLABLES.len() as u32) as usize);
        Name { city, brand, trade, joint_stock, bilingual: draw.chance(0.002) }
    }

    /// Removes the English name.
    pub fn drop_english(&mut self) {
        self.bilingual = false;
    }

    fn in_chinese(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.city.as_bytes());
        for syllable in self.brand {
            out.extend_from_slice(SYLLABLES[syllable].0.as_bytes());
        }
        out.extend_from_slice(self.trade.as_bytes());
        out.extend_from_slice((if self.joint_stock { "股份有限公司" } else { "有限公司" }).as_bytes());
    }

    /// Appends the cell; a bilingual name contains a comma, so it is quoted.
    pub fn write(&self, out: &mut Vec<u8>) {
        if !self.bilingual {
            return self.in_chinese(out);
        }
        out.push(b'"');
        self.in_chinese(out);
        out.push(b'(');
        let start = out.len();
        for syllable in self.brand {
            out.extend_from_slice(SYLLABLES[syllable].1.as_bytes());
        }
        out[start].make_ascii_uppercase();
        out.extend_from_slice(b" Co., Ltd.)\"");
    }
}
