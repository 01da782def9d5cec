//! One row of the votes while it is typed: what it says, and whether that is a vote yet.
//! Not here: moving about and drawing (`votes`).

use super::{COLUMNS, FIRST_COUNT};
use crate::{
    model::vote::{Vote, VoteMethod, Voters},
    text::{edit::Editor, number::digits},
};

/// One matter while it is typed.
#[derive(Clone)]
pub(super) struct Line {
    pub matter: Editor,
    /// The id of the rule, kept as it is where the data files no longer know it.
    pub rule: String,
    /// The rule was chosen by somebody, or stands so on record: it does not follow the words of the matter.
    pub rule_given: bool,
    pub form: Option<VoteMethod>,
    /// The counts: 赞成, 反对, 弃权, 书面.
    pub counts: [Editor; COLUMNS - FIRST_COUNT],
    /// The matter was not typed here: it is there to be voted on, and is no vote before it has counts.
    pub offered: bool,
}

impl Line {
    pub fn new(vote: &Vote) -> Self {
        let count = |n: u32| Editor::new(if n == 0 { String::new() } else { n.to_string() });
        let counts = [vote.agree, vote.against, vote.abstain, vote.written].map(count);
        Self {
            matter: Editor::new(vote.matter.clone()),
            rule: vote.rule.clone(),
            rule_given: true,
            form: vote.form,
            counts,
            offered: false,
        }
    }

    pub fn vote(&self, voters: Option<Voters>) -> Vote {
        let [agree, against, abstain, written] =
            std::array::from_fn(|i| digits(self.counts[i].text()).unwrap_or_default());
        let (matter, rule) = (self.matter.text().trim().to_owned(), self.rule.clone());
        Vote { matter, rule, form: self.form, agree, against, abstain, written, voters }
    }

    pub fn is_blank(&self) -> bool {
        self.matter.text().trim().is_empty() && self.counts.iter().all(Editor::is_empty)
    }

    /// Whether the line says nothing yet: blank, or offered and not voted on.
    pub fn is_open(&self) -> bool {
        self.is_blank() || self.offered && self.counts.iter().all(Editor::is_empty)
    }

    /// Takes a matter apart that was typed with its counts behind it (`接收张三 20/0/1`).
    pub fn take_apart(&mut self) {
        let untouched = !self.offered && self.counts.iter().all(Editor::is_empty);
        if let Some(vote) = self.matter.text().parse::<Vote>().ok().filter(|_| untouched) {
            let rule_given = self.rule_given;
            *self = Self { rule_given, ..Self::new(&Vote { rule: self.rule.clone(), form: self.form, ..vote }) };
        }
    }
}
