//! The duty calendar on the overview: this year and the one before, and what stands behind a cell.

use crate::driver::Driver;

/// The line of the grid that begins with this.
fn line(d: &Driver, name: &str) -> String {
    let found = d.lines().into_iter().find(|l| l.trim_start_matches(['>', ' ']).starts_with(name));
    found.unwrap_or_else(|| panic!("no line of {name} in\n{}", d.text()))
}

/// Goes to the line that begins with this, the grid having the keys.
fn go_to(d: &mut Driver, name: &str) {
    for _ in 0..60 {
        if d.lines().iter().any(|l| l.starts_with(&format!(">{name}"))) {
            return;
        }
        d.press("Down");
    }
    panic!("no line {name} in\n{}", d.text());
}

/// Moves along the line.
fn along(d: &mut Driver, key: &str, times: usize) {
    for _ in 0..times {
        d.press(key);
    }
}

#[test]
fn at_home_size_a_key_puts_the_year_before_under_each_duty() {
    let mut d = Driver::demo();
    d.see_not("  2025年").act("对照去年").see("  2025年").size(80, 50);
    // 2026: March has none and August only an untaken roll; 2025: one month was missed, another has an untaken roll.
    assert!(line(&d, "主题党日").ends_with("9/11"), "{}", d.text());
    let below = d.lines().iter().position(|l| l.contains("主题党日") && l.contains("9/11")).unwrap() + 1;
    assert!(d.lines()[below].contains("2025年") && d.lines()[below].ends_with("10/12"), "{}", d.text());
    d.act("对照去年").see_not("  2025年").see_not("9/11");
}

#[test]
fn a_cell_of_the_year_before_opens_its_record() {
    let mut d = Driver::demo();
    d.act("对照去年 Left");
    go_to(&mut d, "主题党日");
    along(&mut d, "Left", 12);
    d.press("Down").see(">  2025年").press("Enter").see("主题党日").see("2025-01-");
}

#[test]
fn wide_screens_show_both_years_side_by_side_and_the_arrows_cross_over() {
    let mut d = Driver::demo();
    d.size(118, 40);
    let theme = line(&d, "主题党日");
    assert!(theme.contains("9/11") && theme.ends_with("10/12"), "{theme}");
    d.press("Left");
    go_to(&mut d, "主题党日");
    along(&mut d, "Left", 12);
    along(&mut d, "Right", 12);
    d.press("Enter").see("2025-01-");
    d.act("Esc 总览 对照去年").see_not("11/12").act("对照去年").see("11/12");
    d.press("Left");
    go_to(&mut d, "主题党日");
    along(&mut d, "Left", 12);
    along(&mut d, "Right", 12);
    // Narrower again, the selected cell is still the one of the year before, until that year is put away.
    d.size(80, 25);
    d.see(">  2025年").act("对照去年").see(">主题党日").press("Enter").see("2026-01-");
}

#[test]
fn a_cell_with_several_records_asks_which() {
    let mut d = Driver::demo();
    d.press("Left");
    let entries = d.book().calendar(2026).unwrap();
    let many = entries.iter().find(|e| e.records.len() > 1).expect("the sample has one");
    let (name, titles): (_, Vec<String>) = (many.name.clone(), {
        let all = d.book().activities(2026).unwrap();
        many.records.iter().map(|id| all.iter().find(|a| a.id == *id).unwrap().title.clone()).collect()
    });
    go_to(&mut d, &name);
    along(&mut d, "Left", 12);
    along(&mut d, "Right", many.period.index as usize - 1);
    d.press("Enter");
    for title in titles {
        let begin: String = title.chars().take(8).collect();
        d.see(&begin);
    }
}

#[test]
fn the_cell_of_a_group_opens_its_own_record_or_starts_the_missing_one() {
    let mut d = Driver::demo();
    d.press("Left");
    let entries = d.book().calendar(2026).unwrap();
    let of = |done: bool| {
        let own = |e: &&zhibu::model::duty::Entry| e.group.as_deref() == Some("第二党小组");
        entries.iter().filter(own).find(|e| (e.records.len() == 1) == done && e.period.index < 12).unwrap()
    };
    let (done, missed) = (of(true), of(false));
    assert!(missed.records.is_empty());
    for entry in [done, missed] {
        go_to(&mut d, "党小组会 第二党小组");
        along(&mut d, "Left", 12);
        along(&mut d, "Right", entry.period.index as usize - 1);
        d.press("Enter").see("党小组会 ").see("党小组   第二党小组");
        if entry.records.is_empty() {
            d.see("· 新建").see(&format!("日期     {}", entry.period.last()));
        } else {
            let record = d.book().meeting(entry.records[0]).unwrap().unwrap().activity;
            d.see(&record.no).see(&record.on.to_string());
        }
        d.press("Esc");
    }
}

#[test]
fn what_lacks_a_second_record_is_started_from_its_cell() {
    let twice = include_str!("../../data/duties.toml").replace(
        "activities = [\"lecture\"]\nevery = \"quarter\"",
        "activities = [\"lecture\"]\nevery = \"quarter\"\ncount = 9",
    );
    let mut d = Driver::demo_with("duties.toml", &twice);
    d.press("Left");
    go_to(&mut d, "党课");
    along(&mut d, "Left", 12);
    along(&mut d, "Right", 3);
    d.press("Enter")
        .see("党课 2026年四季度的记录")
        .see("新记一次")
        .press("End Enter")
        .see("党课  · 新建")
        .see("2026-11-21");
    // From what is to be done there is the same choice.
    d.act("Esc 总览");
    while !d.lines().iter().any(|l| l.starts_with('>') && l.contains("四季度     党课")) {
        assert!(d.keys < 200, "{}", d.text());
        d.press("Down");
    }
    d.press("Enter").see("党课 2026年四季度的记录").press("End Enter").see("党课  · 新建");
}

#[test]
fn a_duty_that_does_not_apply_says_why() {
    let mut d = Driver::village("2026-03-10");
    d.press("Left");
    for (duty, why) in [("支委会", "没有支委会:没有人任党内职务"), ("党小组会", "没有党小组:在党员页上填了党小组")]
    {
        go_to(&mut d, duty);
        assert!(line(&d, duty).contains('/'), "{}", d.text());
        d.press("Enter").see(&format!("{duty}不适用:{why}"));
    }
    let off = "[[duty]]\nid = \"open_base\"\nname = \"开放式组织生活\"\nactivities = [\"open_base\"]\nevery = \"quarter\"\n\
               applies = \"never\"\nbasis = \"本镇不做\"\n";
    let mut d = Driver::demo_with("duties.toml", off);
    d.size(80, 60);
    d.see("党建联席会议").see_not("开放式组织生活");
}
