//! Chinese names of region and industry codes.

use crate::words::{Message, say};

/// Provincial units of GB/T 2260 by the first two digits of a region's code.
const PROVINCES: [(&str, &str); 34] = [
    ("11", "北京"),
    ("12", "天津"),
    ("13", "河北"),
    ("14", "山西"),
    ("15", "内蒙古"),
    ("21", "辽宁"),
    ("22", "吉林"),
    ("23", "黑龙江"),
    ("31", "上海"),
    ("32", "江苏"),
    ("33", "浙江"),
    ("34", "安徽"),
    ("35", "福建"),
    ("36", "江西"),
    ("37", "山东"),
    ("41", "河南"),
    ("42", "湖北"),
    ("43", "湖南"),
    ("44", "广东"),
    ("45", "广西"),
    ("46", "海南"),
    ("50", "重庆"),
    ("51", "四川"),
    ("52", "贵州"),
    ("53", "云南"),
    ("54", "西藏"),
    ("61", "陕西"),
    ("62", "甘肃"),
    ("63", "青海"),
    ("64", "宁夏"),
    ("65", "新疆"),
    ("71", "台湾"),
    ("81", "香港"),
    ("82", "澳门"),
];

/// Sections of GB/T 4754-2017 by letter.
const SECTIONS: [(&str, &str); 20] = [
    ("A", "农、林、牧、渔业"),
    ("B", "采矿业"),
    ("C", "制造业"),
    ("D", "电力、热力、燃气及水生产和供应业"),
    ("E", "建筑业"),
    ("F", "批发和零售业"),
    ("G", "交通运输、仓储和邮政业"),
    ("H", "住宿和餐饮业"),
    ("I", "信息传输、软件和信息技术服务业"),
    ("J", "金融业"),
    ("K", "房地产业"),
    ("L", "租赁和商务服务业"),
    ("M", "科学研究和技术服务业"),
    ("N", "水利、环境和公共设施管理业"),
    ("O", "居民服务、修理和其他服务业"),
    ("P", "教育"),
    ("Q", "卫生和社会工作"),
    ("R", "文化、体育和娱乐业"),
    ("S", "公共管理、社会保障和社会组织"),
    ("T", "国际组织"),
];

/// A code with its name. For a prefecture, county or division, the name in brackets is that of its province
/// or section.
pub(crate) fn labelled(code: &str) -> Message {
    let is_region = code.starts_with(|c: char| c.is_ascii_digit());
    let above = code.get(..if is_region { 2 } else { 1 }).filter(|above| above.len() < code.len());
    match (name(code), above.and_then(name)) {
        (Some(name), _) => format!("{code} {name}").into(),
        (None, Some(above)) => say!(compare::code_within, code = code, within = above),
        (None, None) => code.into(),
    }
}

/// The name of a province or section code; `None` for other codes.
fn name(code: &str) -> Option<&'static str> {
    let known = PROVINCES.iter().chain(&SECTIONS).find(|(known, _)| *known == code);
    known.map(|(_, name)| *name)
}
