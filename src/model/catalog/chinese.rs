//! What the toml reader says of a faulty file, in words for the person who wrote it.
//! Not here: what else is wrong with a file (`catalog`, `kinds`).

/// How the reader's messages begin, and what each means.
const SAID: &[(&str, &str)] = &[
    ("duplicate key", "栏目重复"),
    ("invalid value", "数目太大、太小或有小数"),
    ("string values must be quoted", "文字要用英文引号括起来"),
    ("invalid basic string", "引号没有成对"),
    ("invalid literal string", "引号没有成对"),
    ("invalid multi-line", "引号没有成对"),
    ("missing escaped value", "引号里的 \\ 要写成 \\\\"),
    ("key with no value", "名称后面要有 = 和取值"),
    ("invalid unquoted key", "栏目的名称只能用英文字母、数字、- 和 _"),
    ("unquoted keys cannot be empty", "= 前面要有名称"),
    ("unclosed inline table", "花括号没有成对"),
    ("unclosed", "方括号没有成对"),
    ("missing comma", "两项之间要有英文逗号"),
    ("extra assignment", "两项之间要有英文逗号"),
    ("unexpected key or value", "一行只写一项,后面多了东西"),
    ("unexpected leading zero", "数字前面不写 0"),
    ("invalid boolean", "要写 true 或 false"),
    ("wanted exactly 1 element", "花括号里要写一项"),
    ("wanted string or table", "要写成文字,或 { … }"),
];

/// How a value has to be written, by how the reader calls it.
const EXPECTED: &[(&str, &str)] = &[
    ("a string", "要写成文字,用英文引号括起来"),
    ("a sequence", "要写成一列,如 [ … ],单独成段的写 [[ … ]]"),
    ("a map", "要写成 { … }"),
    ("struct", "要写成 { … }"),
    ("a boolean", "要写 true 或 false"),
    ("i8", "要写成整数"),
    ("i16", "要写成整数"),
    ("i32", "要写成整数"),
    ("i64", "要写成整数"),
    ("u8", "要写成整数"),
    ("u16", "要写成整数"),
    ("u32", "要写成整数"),
    ("u64", "要写成整数"),
    ("usize", "要写成整数"),
    ("newtype variant", "要写成 { 名称 = 取值 }"),
    ("unit variant", "只写名称,用英文引号括起来"),
];

/// The message in Chinese; one that is (our own readers') already passes as it is.
pub fn in_chinese(message: &str) -> String {
    let first = message.trim().lines().next().unwrap_or_default();
    let named: Vec<&str> = first.split('`').skip(1).step_by(2).collect();
    let name = named.first().copied().unwrap_or_default();
    if first.starts_with("missing field") {
        return format!("缺少栏目 {name}");
    }
    if first.starts_with("unknown field") {
        return format!("不认识的栏目 {name}");
    }
    if first.starts_with("unknown variant") {
        let others = named.get(1..).unwrap_or_default();
        let known = if others.is_empty() { String::new() } else { format!(",可用的有 {}", others.join("、")) };
        return format!("不认识的取值 {name}{known}");
    }
    if let Some((_, expected)) = first.strip_prefix("invalid type: ").and_then(|rest| rest.rsplit_once("expected ")) {
        let how = EXPECTED.iter().find(|(begin, _)| expected.starts_with(begin));
        return how.map_or_else(|| passed_on(expected, "取值的类型不对"), |(_, how)| (*how).to_owned());
    }
    let said = SAID.iter().find(|(begin, _)| first.starts_with(begin));
    said.map_or_else(|| passed_on(first, "写法有误"), |(_, said)| (*said).to_owned())
}

fn passed_on(message: &str, instead: &str) -> String {
    if message.is_ascii() { instead.to_owned() } else { message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::kinds;

    #[test]
    fn what_the_reader_refuses_is_said_without_a_word_of_english() {
        let fields = |field: &str| format!("name = \"甲\"\ntitle_label = \"题\"\nfields = [{field}]\n");
        for (rest, said) in [
            ("name = 3".to_owned(), "要写成文字,用英文引号括起来"),
            ("name = \"甲".to_owned(), "引号没有成对"),
            ("name = “甲”".to_owned(), "文字要用英文引号括起来"),
            ("name \"甲\"".to_owned(), "名称后面要有 = 和取值"),
            ("名称 = \"甲\"".to_owned(), "栏目的名称只能用英文字母、数字、- 和 _"),
            ("name = \"甲\"\nname = \"乙\"".to_owned(), "栏目重复"),
            ("name = \"甲\" votes = true".to_owned(), "一行只写一项,后面多了东西"),
            ("votes = True".to_owned(), "要写 true 或 false"),
            ("votes = \"true\"".to_owned(), "要写 true 或 false"),
            ("aliases = \"甲\"".to_owned(), "要写成一列,如 [ … ],单独成段的写 [[ … ]]"),
            ("aliases = [\"甲\" \"乙\"]".to_owned(), "两项之间要有英文逗号"),
            ("aliases = [\"甲\"".to_owned(), "方括号没有成对"),
            ("who = \"none\"".to_owned(), "不认识的取值 none,可用的有 all、committee、group、named"),
            (fields("3"), "要写成 { … }"),
            (fields("{ id = \"x\", label = \"乙\", type = \"choice\" }"), "要写成 { 名称 = 取值 }"),
            (fields("{ id = \"x\", label = \"乙\", type = 3 }"), "要写成文字,或 { … }"),
            (fields("{ id = \"x\", label = \"乙\\q\" }"), "引号里的 \\ 要写成 \\\\"),
            (fields("{ id = \"x\" label = \"乙\" }"), "两项之间要有英文逗号"),
        ] {
            let text = format!("[[kind]]\nid = \"a\"\n{rest}\n");
            let fault = kinds("k.toml", &text, &[]).unwrap_err();
            assert_eq!(fault.reason, said, "{rest}");
            assert!(fault.line > 1, "{rest}");
        }
        assert_eq!(
            kinds("k.toml", "[kind]\nid = \"a\"", &[]).unwrap_err().reason,
            "要写成一列,如 [ … ],单独成段的写 [[ … ]]"
        );
    }
}
