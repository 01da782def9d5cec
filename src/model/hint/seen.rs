//! Whether the committee saw what the members' meeting decides (支部条例 12: 支委会 before 党员大会).
//! Words are compared, nothing more: this can only be a hint.

use super::Seen;
use crate::{model::activity::Meeting, text::agenda};

/// Words that make an item of an agenda a decision: reports and reading need no committee before them.
const DECIDES: [&str; 14] =
    ["讨论", "审议", "审定", "表决", "决定", "通过", "接收", "转正", "选举", "推荐", "推选", "评定", "处分", "表彰"];
/// Words that one meeting puts before a matter and another does not.
const ABOUT: [&str; 15] =
    ["讨论", "审议", "研究", "商议", "酝酿", "表决", "决定", "通过", "确定", "同意", "提议", "关于", "并", "和", "对"];
const AFTER: [&str; 6] = ["的决定", "的议案", "的意见", "的事", "事宜", "问题"];
/// Fewer characters than this say nothing of a matter.
const TELLING: usize = 2;

impl Seen<'_> {
    /// The matters decided on that no text of the committee speaks of.
    pub(super) fn unseen(&self, meeting: &Meeting) -> Vec<String> {
        decided(meeting).into_iter().filter(|matter| !self.tells_of(matter)).map(str::to_owned).collect()
    }

    /// Whether the committee's texts tell of a matter: one holds it, or a line of one is held by it, or both name the
    /// same person.
    fn tells_of(&self, matter: &str) -> bool {
        let core = core(matter);
        let names: Vec<&String> = self.names.iter().filter(|name| matter.contains(name.as_str())).collect();
        self.texts.iter().flat_map(|text| text.lines()).any(|line| {
            let own = self::core(line);
            let holds = |whole: &str, part: &str| part.chars().count() >= TELLING && whole.contains(part);
            holds(line, core) || holds(matter, own) || names.iter().any(|name| line.contains(name.as_str()))
        })
    }
}

/// What was voted on, and what else of the agenda is a decision; the title where there is neither.
fn decided(meeting: &Meeting) -> Vec<&str> {
    let a = &meeting.activity;
    let mut matters: Vec<&str> = meeting.votes.iter().map(|v| v.matter.as_str()).collect();
    let decides = |item: &&str| DECIDES.iter().any(|word| item.contains(word));
    for item in agenda::items(&a.topics).into_iter().filter(decides) {
        let voted = |m: &&str| core(m).contains(core(item)) || core(item).contains(core(m));
        if !matters.iter().any(voted) {
            matters.push(item);
        }
    }
    if matters.is_empty() {
        matters.extend([a.title.as_str()].into_iter().filter(decides));
    }
    matters
}

/// The matter without its number and the words around it: `1.研究修路灯事宜` is about 修路灯.
fn core(text: &str) -> &str {
    let mut core = agenda::bare(text);
    while let Some(rest) = ABOUT.iter().find_map(|word| core.strip_prefix(word)) {
        core = rest.trim_start();
    }
    AFTER.iter().find_map(|word| core.strip_suffix(word)).unwrap_or(core)
}
