//! 43–50: what follows from the figures.

use super::{Figure, band, entered, fixture, line, points, scored, section};
use crate::{pts, village};
use zhibu::model::{
    checklist::Scope,
    score::{quota_breaches, year_points},
};

pub const FIGURES: &[Figure] = &[
    (
        43,
        "一票否决:总分再高也不定星",
        || band("hundred", &["2 praised 4", "3 case"]),
        "120 不定星 | 3 重大案件: 一票否决",
    ),
    (43, "不可抗力除外", || band("hundred", &["3 case =不可抗力"]), "100 五星 | "),
    (43, "单位一级的否决,没有等次的表也写明", || vetoes("ninghai", &["23.2 none 3"]), "Sheet 23.2 连续3年未发展党员。"),
    (43, "个人的否决不动总分", || vetoes("ninghai", &["23.1 court @王五"]), "Person 23.1 本人被司法机关处理的。(王五)"),
    (43, "否决本类", || section(&entered("starred", &["3.1 bad"]), "队伍"), "0/1 | 一票否决,本类不得分;按档折算"),
    (
        44,
        "单项否决:出现即不合格",
        || band("archive", &["1 lacks"]).split(" | ").nth(1).unwrap().to_owned(),
        "1 缺照片、签名、时间或印章: 一票否决",
    ),
    (44, "单项否决:本项不得分", || points("mixed", &["2.12 late", "2.12 false"], "2.12"), "0"),
    (
        45,
        "造成恶劣影响的降B级",
        || band("wendeng", &["106 discord =恶劣影响 @甲", "58 blood"]),
        "10 B级 | 106 不团结(甲): 最高B级",
    ),
    (
        45,
        "屡犯每次降一级",
        || band("wendeng", &["130 again", "130 again"]),
        "0 C级 | 130 失信情形屡犯的,每次降一级: 降 1 级;130 失信情形屡犯的,每次降一级: 降 1 级",
    ),
    (46, "≥90 五星,80(含)-89 四星", edges, "90 五星,89.99 四星,80 四星,79.99 三星"),
    (47, "三星≤30%,未达标≤1/3,二星≥60%", quotas, "三星级 4>3;二星级 3<6"),
    (48, "直接定级", || band("hundred", &["2 praised", "3 weak"]), "105 不定星 | 3 软弱涣散: 直接定为不定星"),
    (49, "每月一期,全年相加", || year("ninghai", &["133.7", "135", "130"]), "398.7"),
    // 91 × 40% + 95 × 60% = 36.4 + 57
    (49, "半年一期,四六加权", || year("hundred", &["91", "95"]), "93.4"),
    (50, "自评、考核、复核各一份,扣分写原因", three_scorings, "自评 2.5 | 看过;考核 2 | 看过;差 0.5"),
];

fn vetoes(id: &str, lines: &[&str]) -> String {
    let score = entered(id, lines);
    let veto = &score.vetoes[0];
    assert_eq!(score.totals.expected, entered(id, &[]).totals.expected, "the total is not touched");
    assert_eq!(veto.scope == Scope::Person, !veto.who.is_empty());
    format!("{:?} {}", veto.scope, veto.text)
}

fn edges() -> String {
    let at = |points: &str| {
        let score = scored("hundred", &[], &[("1", points)], &village(), "2026-11-21");
        format!("{} {}", score.totals.expected, score.grade.unwrap().band)
    };
    ["-10", "-10.01", "-20", "-20.01"].map(at).join(",")
}

/// Of ten: four with three stars, three with two, three short of it (a third of ten is three).
fn quotas() -> String {
    let bands = [["三星级"; 4].as_slice(), ["二星级"; 3].as_slice(), ["未达标"; 3].as_slice()].concat();
    let breaches = quota_breaches(fixture("starred"), &bands);
    let text = breaches.iter().map(|b| format!("{} {}{}{}", b.band, b.is, if b.too_many { '>' } else { '<' }, b.bound));
    text.collect::<Vec<_>>().join(";")
}

fn year(id: &str, rounds: &[&str]) -> String {
    let points: Vec<_> = rounds.iter().map(|p| Some(pts(p))).collect();
    year_points(fixture(id).rounds.as_ref().unwrap(), &points).unwrap().to_string()
}

fn three_scorings() -> String {
    let by = |points: &str| scored("archive", &[], &[("2", points)], &village(), "2026-11-21");
    let (own, assessed) = (by("2.5"), by("2"));
    let difference = crate::item(&own, "2").expected - crate::item(&assessed, "2").expected;
    format!("自评 {};考核 {};差 {difference}", line(&own, "2"), line(&assessed, "2"))
}
