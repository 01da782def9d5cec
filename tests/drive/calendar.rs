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
    d.see_not("  2025年").press("Ctrl+T").see("  2025年").size(80, 50);
    // 2026: March has none and August only an untaken roll; 2025: one month was missed, another has an untaken roll.
    assert!(line(&d, "主题党日").ends_with("9/11"), "{}", d.text());
    let below = d.lines().iter().position(|l| l.contains("主题党日") && l.contains("9/11")).unwrap() + 1;
    assert!(d.lines()[below].contains("2025年") && d.lines()[below].ends_with("10/12"), "{}", d.text());
    d.press("Ctrl+T").see_not("  2025年").see_not("9/11");
}

#[test]
fn a_cell_of_the_year_before_opens_its_record() {
    let mut d = Driver::demo();
    d.press("Ctrl+T Left");
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
    d.press("Esc F2 Ctrl+T").see_not("11/12").press("Ctrl+T").see("11/12");
    d.press("Left");
    go_to(&mut d, "主题党日");
    along(&mut d, "Left", 12);
    along(&mut d, "Right", 12);
    // Narrower again, the selected cell is still the one of the year before, until that year is put away.
    d.size(80, 25);
    d.see(">  2025年").press("Ctrl+T").see(">主题党日").press("Enter").see("2026-01-");
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
