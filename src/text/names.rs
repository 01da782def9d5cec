//! Names of people written one after another in one field. Not here: whom they mean (`pick`, `mention`).

/// The names in a field, in order: parted by 、, by a comma or semicolon of either kind, or by a blank.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', '\u{ff0c}', ';', '\u{ff1b}', ' ', '\u{3000}']).filter(|name| !name.is_empty())
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
