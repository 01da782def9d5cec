//! Names in quotation marks.

/// A name in “ ”; the marks inside it become ‘ ’: `“‘两新’组织党建考核表”`.
pub fn quoted(name: &str) -> String {
    format!("“{}”", name.replace('“', "‘").replace('”', "’"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_never_doubled() {
        assert_eq!(quoted("“两新”组织党建考核表"), "“‘两新’组织党建考核表”");
        assert_eq!(quoted("学习"), "“学习”");
    }
}
