//! Names of people as they are written: one after another in one field, and with blanks inside.
//! Not here: whom they mean (`pick`, `mention`).

use super::number::half_width;

/// The names in a field, in order: parted by 、, by a comma or semicolon of either kind, or by a blank.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', '\u{ff0c}', ';', '\u{ff1b}', ' ', '\u{3000}']).filter(|name| !name.is_empty())
}

/// A Chinese name without the blanks that make short names as wide as long ones.
pub fn closed_up(name: &str) -> String {
    let name = half_width(name);
    let mut kept = String::new();
    let mut chars = name.trim().chars().peekable();
    while let Some(c) = chars.next() {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let needed = latin(kept.chars().next_back()) && latin(chars.peek().copied());
        if !c.is_whitespace() || needed {
            kept.push(c);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_between() {
        let found: Vec<_> = names(" 张三、李四,王五，赵六;钱七；孙八　周九 ").collect();
        assert_eq!(found, ["张三", "李四", "王五", "赵六", "钱七", "孙八", "周九"]);
    }
}
