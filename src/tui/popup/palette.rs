//! F10: every command that exists here, by name or pinyin; choosing runs it.

use super::pick::{Choice, Item, Pick};
use crate::{
    text::width::fit,
    tui::command::{Cmd, Command},
};

/// `commands` with the reason why one cannot act now.
pub fn palette(commands: Vec<(&'static Command, Option<String>)>) -> Pick {
    let items = commands
        .into_iter()
        .filter(|(c, _)| !matches!(c.cmd, Cmd::Palette | Cmd::Mark))
        .map(|(c, why)| {
            let detail = why
                .as_ref()
                .map_or_else(|| format!("{} {}", fit(&c.keys_text(), 12), c.help), |why| format!("不能用:{why}"));
            Item { disabled: why.is_some(), ..Item::new(c.name, &detail, Choice::Run(c.cmd)) }
        })
        .collect();
    Pick::filtered("命令:输入名称或拼音,回车执行", items)
}
