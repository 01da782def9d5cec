//! F9: what an inspection would find, in what order to put things right, and what supposing them done would change.

use crate::driver::Driver;
use zhibu::model::{points::Points, score::Supposed};

/// The figure in the line that tells what the day to come would bring.
fn forecast(d: &Driver) -> Points {
    let text = d.text();
    let line = text.lines().find(|l| l.contains("什么都不再做") || l.contains("只做勾的")).unwrap();
    let after = line.rsplit_once("再做:").or_else(|| line.rsplit_once("件:")).unwrap().1;
    let digits: String = after.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    digits.parse().unwrap()
}

#[test]
fn supposing_a_thing_done_moves_the_forecast_and_writes_nothing() {
    let mut d = Driver::demo();
    let (title, before) = (d.title(), std::fs::read(d.folder().join("zhibu.db")).unwrap());
    d.act("得分预览").see("什么都不再做");
    let idle = forecast(&d);
    d.act("假设做完").see("[v]").see("只做勾的1件").see("比不做 +");
    assert!(forecast(&d) > idle);
    d.act("Up 假设做完").see("什么都不再做");
    assert_eq!(forecast(&d), idle);
    assert_eq!(d.title(), title);
    assert_eq!(std::fs::read(d.folder().join("zhibu.db")).unwrap(), before);
}

/// Ticking everything that the list offers brings at least what each line promises alone.
#[test]
fn every_line_that_can_be_supposed_brings_something() {
    let mut d = Driver::demo();
    d.act("得分预览");
    let mut last = forecast(&d);
    let lines = d.text().split("还能做的").nth(1).unwrap().split(['(', ')']).nth(1).unwrap().parse::<usize>().unwrap();
    for n in 0..lines {
        // The same thing may stand behind two items: it is done once.
        let done = d.lines().iter().any(|l| l.contains("> [v]"));
        d.press(if done { "Down" } else { "Space" });
        if d.sees("算不出做完会怎样") {
            d.press("Down");
        }
        let now = forecast(&d);
        assert!(now >= last, "line {n} lowers the forecast from {last} to {now}:\n{}", d.text());
        last = now;
    }
    assert!(last > forecast(Driver::demo().act("得分预览")), "nothing moved");
}

#[test]
fn a_decision_whose_evidence_changed_but_not_its_figure_is_listed_with_what_changed() {
    let mut d = Driver::demo();
    d.act("考核 1 4 接受建议")
        .see("按建议定")
        .act("得分预览")
        .see_not("已变")
        .act("Esc 台账 选台账")
        .type_text("后备")
        .act("Enter 新建");
    d.go_to("姓名").type_text("新来的").act("保存").see("已保存").act("考核 1 4 得分预览").see("已变").see("多了");
}

#[test]
fn what_wins_most_for_an_hour_stands_first() {
    let mut d = Driver::demo();
    d.act("得分预览");
    let rate = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |text: &str| text.trim_matches(|c| "+小时".contains(c)).parse::<f64>().unwrap();
        let at = words.iter().position(|w| w.starts_with('+')).unwrap();
        number(words[at]) / number(words[at + 1])
    };
    let rates: Vec<f64> = d.lines().iter().filter(|l| l.contains("时") && l.contains(" +0")).map(|l| rate(l)).collect();
    assert!(rates.len() > 5 && rates.is_sorted_by(|a, b| a >= b), "{rates:?}");
}

#[test]
fn the_day_of_the_inspection_is_set_counted_and_kept() {
    let mut d = Driver::demo();
    d.act("得分预览").see("没有设检查日").act("检查日").type_text("12.5").see("= 2026-12-05").press("Enter");
    d.see("检查日 2026-12-05,还有 14 天").see("到12-05");
    let mut d = d.restart();
    d.see("距检查14天").act("得分预览").see("还有 14 天").act("检查日").erase().press("Enter").see("没有设检查日");
    d.act("检查日").type_text("11.1").press("Enter").see("已经过去了").press("Esc Esc");
    let mut d = d.restart_on("2026-12-06");
    d.act("得分预览").see("没有设检查日");
}

/// What still runs on the day wins nothing by it: it stands in a group of its own, and supposing it done says the same.
#[test]
fn with_a_day_set_the_list_tells_what_is_won_by_that_day() {
    let mut d = Driver::demo();
    d.size(120, 70);
    d.act("得分预览 检查日").type_text("12.5").press("Enter").see("年底前要做的").see("什么都不再做").see("+ 待评");
    let todo = d.book().todo(&d.book().score(None, d.book().today()).unwrap(), "2026-12-05".parse().unwrap()).unwrap();
    assert!(todo.later.iter().any(|(_, g)| g.text.contains("组织生活会") && g.won == Points(100)), "{:?}", todo.later);
    let at = |plan: &Supposed| d.book().score_if("2026-12-05".parse().unwrap(), plan).unwrap().totals.in_sight();
    for (list, wins) in [(&todo.still, true), (&todo.later, false)] {
        for (_, gap) in list.iter().filter(|(_, g)| Supposed::can_suppose(g)) {
            let won = at(&Supposed { gaps: vec![gap.clone()], full: vec![] }) - at(&Supposed::default());
            assert_eq!(won, if wins { gap.won } else { Points::ZERO }, "{}", gap.text);
        }
    }
}

#[test]
fn a_day_of_next_year_is_refused_with_the_reason() {
    let mut d = Driver::demo();
    d.act("得分预览 检查日").type_text("2027-01-05").press("Enter").see("2027 年还没有开始");
    assert!(d.book().score(None, "2027-01-05".parse().unwrap()).is_err());
    let (then, day) = (d.book(), "2026-12-31".parse().unwrap());
    assert_eq!(then.score(None, day).unwrap().totals, then.score_if(day, &Supposed::default()).unwrap().totals);
}

#[test]
fn the_list_prints_as_a_sheet_to_take_along() {
    let mut d = Driver::demo();
    d.act("得分预览 打印");
    let file = d.opened().remove(0);
    assert!(file.display().to_string().ends_with("2026-11-21 迎检待办清单.docx"), "{}", file.display());
}

#[test]
fn items_for_eyes_can_be_supposed_full() {
    let mut d = Driver::demo();
    d.act("得分预览");
    let idle = forecast(&d);
    while !d.text().lines().any(|l| l.starts_with("│ >") && l.contains("分 ")) && d.keys < 60 {
        d.press("Down");
    }
    d.act("假设做完").see("只做勾的1件");
    assert!(forecast(&d) > idle);
}
