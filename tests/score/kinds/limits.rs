//! 29–42: the rules of an item: limits, references, exemptions, who scores by what proof.

use super::{Figure, entered, fixture, item, line, points, scored, with_tasks};
use crate::{pts, village};

pub const FIGURES: &[Figure] = &[
    // 文明乡风:镇表扬 2、县推广 8 → 8;便民:省表扬 10
    (
        29,
        "同一项目就高加分",
        || {
            points(
                "ninghai",
                &["21.1 praised =镇 @文明乡风", "21.1 spread =县 @文明乡风", "21.1 praised =省 @便民"],
                "21.1",
            )
        },
        "18",
    ),
    (
        29,
        "同一民宿不重复累计,最高加3",
        || points("ninghai", &["19.2 inn =银宿 @云溪", "19.2 inn =金宿 @云溪", "19.2 inn =金宿 @山里"], "19.2"),
        "3",
    ),
    (
        30,
        "每月最多1分",
        || item("wendeng", &["44 helped #03-01", "44 helped #03-20", "44 helped #04-02"], "44"),
        "2 | 志愿帮扶 3 次,加 2(按上限)",
    ),
    (30, "每年最多3分", || item("wendeng", &["34 joined 5"], "34"), "3 | 参加培训 5 次,加 3(按上限)"),
    // 20 + 16 + 10 + 0.9 = 46.9,共用上限 40
    (
        30,
        "几项共用每年上限 40",
        || shared(&["53 given 20000", "53 given 8000", "53 given 1000", "57 given 95"]),
        "40 | “区级平台捐款”每年最多 40,超出不计",
    ),
    // 三月 2 + 1 只算 2,四月 1
    (
        30,
        "几项共用每月上限 2",
        || shared(&["45 helped 2 #03-01", "46 helped #03-09", "46 helped #04-09"]),
        "3 | “邻里互助”每月最多 2,超出不计",
    ),
    // 60 − 50 − 20 = −10 → 0
    (
        31,
        "上级封顶:综治 60 分扣完为止",
        || super::section(&entered("mixed", &["1.1 case 2", "1.2 fire"]), "综治"),
        "0/60 | 基准分 60;最低 0",
    ),
    (
        32,
        "1-5名得60、57、54、51、48分",
        || ["1", "3", "5", "6"].map(|n| points("mixed", &[&format!("2.5 rank {n}")], "2.5")).join(" "),
        "60 54 48 0",
    ),
    (32, "每退1名扣0.1", || item("mixed", &["2.6 rank 4"], "2.6"), "5.7 | 名次 4 名,扣 0.3"),
    (33, "平均年龄每超1岁扣0.5", || item("mixed", &["2.7 over 2.6"], "2.7"), "2 | 超过平均 2.6 岁,扣 1"),
    (33, "每超0.1个百分点扣2分", || item("mixed", &["2.8 over 0.35"], "2.8"), "4 | 超过前三年平均 0.35 个百分点,扣 6"),
    // 92.5 ÷ 10 × 0.5 = 4.625 → 4.63
    (34, "按另一办法的得分折算", || item("parts", &["4.2 other 92.5"], "4.2"), "4.63 | 环境卫生得分 92.5 分,加 4.63"),
    (34, "引用另一张表的结果", || item("parts", &[], "2.1"), "66.5 | 软件 66.5 分,加 66.5"),
    (
        35,
        "每有1人,书记-5、主任-3",
        || item("wendeng", &["108 broke 2 =书记", "108 broke 2 =主任"], "108"),
        "-16 | 两委干部违纪: 主任 2 人、书记 2 人,扣 16",
    ),
    (
        35,
        "其他干部减半",
        || points("ninghai", &["3.4 punished =被处理+其他干部", "3.4 punished =被评不合格等"], "3.4"),
        "-6.5",
    ),
    (
        35,
        "责任双方分别扣",
        || item("wendeng", &["106 discord =一般 @甲", "106 discord =一般 @乙"], "106"),
        "-40 | 不团结: 一般 2 人,扣 40",
    ),
    (
        36,
        "一项里几家分别评",
        || points("mixed", &["2.9 org 3.5", "2.9 village 3", "2.9 staff 2", "2.9 media 1"], "2.9"),
        "9.5",
    ),
    (
        36,
        "谁评哪一部分",
        || fixture("mixed").item("2.9").unwrap().scored_by(),
        "由谁评:组织科、农村科、组织员办、电教科",
    ),
    (
        37,
        "单线另行规定的除外",
        || points("ninghai", &["22.1 named =县级部门", "22.1 named =镇+单线另行规定"], "22.1"),
        "-2",
    ),
    (
        37,
        "任务因村而异:本村 2 人",
        || item("mixed", &["2.10 one 0", "2.10 two 1"], "2.10"),
        "2 | 任务2人的村 1 人,扣 2",
    ),
    (37, "不适用的项不是 0 分", || format!("{:?}", crate::item(&entered("mixed", &[]), "2.11").state), "NotApplicable"),
    (
        38,
        "自设奖分项最多 5 条,每条不超过 2 分",
        || item("wendeng", &["100 own 2", "100 own 1", "100 own 2", "100 own 0.5", "100 own 9", "100 own 2"], "100"),
        "9 | 村级自设 6 条,加 9(按上限)",
    ),
    (38, "党委会决定的加分", || item("ninghai", &["21.3 resolved 6"], "21.3"), "6 | 镇党委会决定 1 次,加 6"),
    (
        38,
        "其他事项由人定",
        || line(&scored("ninghai", &[], &[("7.12", "-1.5")], &village(), "2026-11-21"), "7.12"),
        "-1.5 | 看过",
    ),
    (
        39,
        "以慰问照片或打电话抽查为准",
        || fixture("ninghai").item("8.9").unwrap().scored_by(),
        "凭据:慰问照片或打电话抽查",
    ),
    (40, "每反馈一次倒扣1分,扣完为止", || item("mixed", &["2.2 told 2"], "2.2"), "1 | 反馈问题 2 次,扣 2"),
    (40, "扣完为止", || item("mixed", &["2.2 told 7"], "2.2"), "0 | 反馈问题 7 次,扣 7"),
    (41, "连续3年奖5万元,不是分", money, "0 分 20.1 5 万元"),
    (42, "0.1、0.5 和整数的步子", steps, "得分应是0.5的倍数。"),
    (42, "不足1%按1%计", || item("mixed", &["2.13 drop 1.2 @甲"], "2.13"), "-0.4 | 下降 1.2 %,扣 0.4"),
    (42, "每人最多扣1分", || points("mixed", &["2.13 drop 9 @甲", "2.13 drop 2 @乙"], "2.13"), "-1.4"),
    // 三条:按时销号、逾期未销、逾期销号
    (
        14,
        "逾期未销号每条扣0.5",
        || {
            line(
                &scored(
                    "mixed",
                    &[],
                    &[],
                    &with_tasks(&[
                        ("2026-01-05", "2026-03-01", Some("2026-02-20")),
                        ("2026-02-05", "2026-04-01", None),
                        ("2026-02-06", "2026-04-01", Some("2026-05-01")),
                    ]),
                    "2026-11-21",
                ),
                "2.14",
            )
        },
        "3 | 逾期任务 2 条,扣 1",
    ),
];

fn shared(lines: &[&str]) -> String {
    let score = entered("wendeng", lines);
    let changes: Vec<&str> = score.changes.iter().map(|c| c.text.as_str()).collect();
    format!("{} | {}", score.totals.expected, changes.join(";"))
}

fn money() -> String {
    let score = entered("ninghai", &["20.1 years 3"]);
    let money = &score.money[0];
    format!("{} 分 {} {} {}", crate::item(&score, "20.1").expected, money.item, money.amount, money.unit)
}

fn steps() -> String {
    let list = fixture("archive");
    let item = list.item("10").unwrap();
    assert_eq!(item.admits(pts("1.5")), Ok(()));
    item.admits(pts("1.7")).unwrap_err()
}
