//! 1–10: the frame of a sheet.

use super::{Figure, entered, fixture, item, section};
use crate::{pts, sheet};

pub const FIGURES: &[Figure] = &[
    (1, "类满分、项满分,合计 100", || format!("{:?}", sheet("village").sum_warnings()), "[]"),
    (2, "各线基准分合计 135", || entered("ninghai", &[]).totals.max.to_string(), "135"),
    // 135 − 3 人次 × 0.1 − 1 − 三个季度没有党员大会 × 0.5 = 132.2
    (2, "从 135 起扣", || entered("ninghai", &["1.1 absent 3", "11.6 undone"]).totals.expected.to_string(), "132.2"),
    // 17 工业工作没有基准分:2 家 × 2 + 250 万 ÷ 100 取整 2 = 6
    (3, "没有基准分,只加减", || section(&entered("ninghai", &["17.1 firm 2", "17.1 capital 250"]), "工业"), "6/0 | "),
    (
        3,
        "什么也没登记就是 0,不是待评",
        || item("ninghai", &[], "10.1"),
        "0 | 未按要求及时排摸、反馈所在村的食品、药品等公共安全协管工作相关信息的,每例扣0.5分 未登记",
    ),
    // 100 − 1 × 2 + 2 × 5 = 108
    (4, "100 分起,可以超过 100", || total("hundred", &["1 missed", "2 praised 2"]), "108/100 + 待评 0"),
    // 100 − 4 × 3 = 88 → 8.8
    (5, "100 分的分表折 10 分", || section(&entered("parts", &["3.1 bad 4"]), "单项"), "8.8/10 | 按 100 分折 10 分"),
    // 66.5 + 28
    (6, "软件 70 + 现场 30", || section(&entered("parts", &[]), "软件"), "94.5/100 | "),
    // 87.35 × 70% = 61.145 → 61.15;90 × 30% = 27
    (7, "(基础-减分)×70% + 评议×30%", || item("parts", &[], "1.1"), "61.15 | 基础 87.35 分,加 61.15"),
    (7, "两部分相加", || section(&entered("parts", &[]), "基础"), "88.15/100 | "),
    // 组织星 100 − 20 = 80 得星,活动星 100 − 25 = 75 不得,队伍星 95 得
    (8, "每颗星 100 分,80 分以上(含)得星", stars, "1 0 1 = 2 二星级"),
    // 1 + 1 + 10,没有总分
    (9, "不封顶的积分", || total("wendeng", &["34 joined 2", "58 blood"]), "12/0 + 待评 0"),
    (
        10,
        "标明 30 而各项只有 20:照原样并写明",
        || fixture("parts").sum_warnings().join(";"),
        "“组织建设”标明 30 分,各项合计 20 分",
    ),
    (10, "数目不改", || fixture("parts").sections[3].max.unwrap_or(pts("0")).to_string(), "30"),
];

fn total(id: &str, lines: &[&str]) -> String {
    let t = entered(id, lines).totals;
    format!("{}/{} + 待评 {}", t.expected, t.max, t.open)
}

fn stars() -> String {
    let score = entered("starred", &["1.1 bad 4", "2.1 bad 5", "3.1 bad 0"]);
    let parts: Vec<String> = score.sections.iter().map(|s| s.totals.expected.to_string()).collect();
    format!("{} = {} {}", parts.join(" "), score.totals.expected, score.grade.unwrap().band)
}
