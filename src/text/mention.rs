//! `@` and what follows it, as a text is typed: whom the writer means to name.
//! Not here: who that is (`pick`).

/// Characters that a number, a name or its pinyin may have.
const LONGEST: usize = 16;

/// The offset of the `@` (of either width) before the cursor, and what was typed since. `None` where there is no `@`,
/// something parts it from the cursor, or a word of Latin letters stands right before it, as in an address.
pub fn mention(before: &str) -> Option<(usize, &str)> {
    let (at, sign) = before.char_indices().rev().find(|(_, c)| matches!(c, '@' | '＠'))?;
    let typed = &before[at + sign.len_utf8()..];
    let word = typed.chars().count() <= LONGEST && typed.chars().all(char::is_alphanumeric);
    let address = before[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    (word && !address).then_some((at, typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_meant_after_the_sign_of_either_width() {
        assert_eq!(mention("会上@zs"), Some((6, "zs")));
        assert_eq!(mention("＠正式"), Some((0, "正式")));
        assert_eq!(mention("@zs说,@"), Some((7, "")));
        assert_eq!(mention("@１２"), Some((0, "１２")));
    }

    #[test]
    fn addresses_and_what_was_left_behind_name_nobody() {
        for text in ["写到 a@b", "zhang.@b", "@zs 说", "@张三,", "没有", "@一二三四五六七八九十一二三四五六七"]
        {
            assert_eq!(mention(text), None, "{text}");
        }
    }
}
