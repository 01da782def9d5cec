//! The list of people who did not come, as one cell has it: `胡俊德(生病)、曹海(外出务工)`.
//! Not here: who these people are (`book::import`).

use crate::{model::activity::Roll, text::number::half_width};

/// The people that a cell names, each with the reason, which may be empty. Nothing that the cell says is left out; what
/// is no name comes as one, to be reported as nobody's.
pub fn people(cell: &str) -> Vec<(String, String)> {
    pieces(cell).iter().filter_map(|piece| person(piece)).collect()
}

/// The pieces of a cell between commas and their kin outside brackets. A bracket that is never closed ends with its
/// line.
fn pieces(cell: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut inside = false;
    for c in half_width(cell).chars() {
        match c {
            '(' | '[' | '【' => inside = true,
            ')' | ']' | '】' | '\n' => inside = false,
            _ => {}
        }
        if c == '\n' || (!inside && matches!(c, '、' | ',' | ';' | '。')) {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push(c);
        }
    }
    all
}

/// Reasons that are none, or say that no leave was asked.
const NO_EXCUSE: &[&str] = &[
    "未请假",
    "没请假",
    "没有请假",
    "不请假",
    "缺席",
    "无故",
    "旷",
    "不明",
    "不详",
    "未说明",
    "无原因",
    "没有原因",
    "联系不上",
    "忘",
];

/// What a reason makes of somebody who did not come, 请假 or 缺席: one that is stated excuses, in whatever column it
/// stands. `None` where there is no reason.
pub fn said(reason: &str) -> Option<Roll> {
    let none = matches!(reason, "" | "无" | "未到" | "没来" | "-" | "—" | "/");
    let excused = if NO_EXCUSE.iter().any(|w| reason.contains(w)) { Roll::Absent } else { Roll::Excused };
    (!none).then_some(excused)
}

fn person(piece: &str) -> Option<(String, String)> {
    let piece = piece.trim();
    let at = piece.find(['(', '[', '【', ':']);
    let (name, reason) = at.map_or((piece, ""), |at| piece.split_at(at));
    let reason =
        reason.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | ':'));
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let nobody = reason.is_empty() && matches!(name.as_str(), "" | "无" | "没有" | "-" | "—" | "——" | "/");
    (!nobody).then(|| (name, reason.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn people_words(cell: &str) -> Vec<String> {
        people(cell).into_iter().map(|(n, r)| format!("{n}|{r}")).collect()
    }

    #[test]
    fn names_and_reasons_are_told_apart() {
        assert_eq!(people_words("胡俊德(生病)、曹海（外出务工）"), ["胡俊德|生病", "曹海|外出务工"]);
        assert_eq!(people_words("张三，李四；王五\n赵六: 家中有事"), ["张三|", "李四|", "王五|", "赵六|家中有事"]);
        assert_eq!(people_words("冯  永(住院、陪护)、"), ["冯永|住院、陪护"]);
        assert_eq!(people_words("张三(生病\n李四"), ["张三|生病", "李四|"]);
        assert_eq!(people_words("(生病)"), ["|生病"]);
        assert!(people_words("无").is_empty() && people_words("").is_empty() && people_words("—").is_empty());
    }

    #[test]
    fn a_reason_may_say_whether_leave_was_asked() {
        for (reason, roll) in [
            ("病假", Some(Roll::Excused)),
            ("请假外出", Some(Roll::Excused)),
            ("无故缺席", Some(Roll::Absent)),
            ("外出,未请假", Some(Roll::Absent)),
            ("原因不明", Some(Roll::Absent)),
            ("生病", Some(Roll::Excused)),
            ("外出务工", Some(Roll::Excused)),
            ("未到", None),
            ("", None),
        ] {
            assert_eq!(said(reason), roll, "{reason}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_answered(cell in "([一-龥]|[()（）、,，;:\n]|\\PC){0,30}") {
            let _ = people(&cell);
        }
    }
}
