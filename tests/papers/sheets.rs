//! Papers of a scoring sheet: the annex of evidence, the blank sheet beside the filled one.

use crate::{latest, own_sheet, sample, table};
use zhibu::model::sheet::Which;

#[test]
fn the_annex_counts_every_record_that_the_score_rests_on() {
    let (mut book, _folder) = sample();
    book.note_item(&Which::running("village", 2026), "1.1", "门牌旧").unwrap();
    let hand = own_sheet(&book);
    let rows = table(&book.evidence_paper(&hand).unwrap(), &["序号", "考核内容"]);
    let row = |no: &str| rows.iter().find(|r| r[0] == no).unwrap_or_else(|| panic!("no {no}"));
    let item = hand.score.items().find(|i| i.no == "4.1").unwrap();
    assert!(row("4.1")[3].starts_with(&format!("共{}件:", item.records.len())), "{:?}", row("4.1"));
    assert_eq!(row("4.1")[3].lines().count(), item.records.len() + 1);
    let last = latest(&book, "theme_day").activity;
    assert!(row("4.1")[3].contains(&format!("{} {} 主题党日《{}》", last.on, last.no, last.title)));
    assert_eq!(row("4.1")[2], item.reason, "with its arithmetic");
    assert_eq!(row("1.1")[3], "备注:门牌旧");
    assert!(rows.iter().all(|r| r[0] != "1.3"), "nothing is behind it");
}

#[test]
fn a_blank_sheet_shows_no_figure_but_the_maxima() {
    let (book, _folder) = sample();
    let rows = table(
        &book.blank_sheet_paper(&own_sheet(&book)),
        &["序号", "考核指标", "考核内容", "扣分", "扣分原因", "得分"],
    );
    assert_eq!(rows.len(), 1 + 37 + 5 + 1);
    assert!(rows[1..].iter().all(|r| r[3..].iter().all(String::is_empty)));
    assert!(rows[1][2].ends_with("(3分)"));
    let filled =
        table(&book.score_paper(&own_sheet(&book)), &["序号", "考核指标", "考核内容", "扣分", "扣分原因", "得分"]);
    let total = book.score(None, book.today()).unwrap().totals;
    assert_eq!(filled.last().unwrap()[5], total.expected.to_string());
}
