//! What cannot be right about the votes of a record: the counts, the ballots, the rule that a matter goes by.
//! Not here: judging a vote (`model::vote`).

use super::Around;
use crate::model::{
    activity::{Meeting, Tally},
    vote::{Ballots, Vote, VoteRule},
};

/// Every doubt about the votes, by matter.
pub(super) fn votes(meeting: &Meeting, around: &Around<'_>) -> Vec<String> {
    let voters = Tally::of(&meeting.attendance).voters();
    let ballots = Ballots::read(|id| meeting.activity.extra.get(id).map(String::as_str));
    let mut found = Vec::new();
    if let (true, Some(issued), Some(returned)) = (ballots.are_void(), ballots.issued, ballots.returned) {
        found.push(format!("收回选票{returned}张,多于发出的{issued}张,选举无效"));
    }
    for vote in &meeting.votes {
        let vote = Vote { voters, ..vote.clone() };
        let rule = around.rules.iter().find(|r| r.id == vote.rule);
        let (matter, cast) = (&vote.matter, vote.cast());
        if let Some(returned) = ballots.returned.filter(|returned| cast > *returned) {
            found.push(format!("“{matter}”赞成、反对、弃权共{cast}票,多于收回的{returned}张"));
        }
        if cast == 0 {
            found.push(format!("“{matter}”没有填票数"));
        }
        found.extend(vote.impossible().iter().map(|doubt| format!("“{matter}”{doubt}")));
        let meant = around.kind.and_then(|kind| VoteRule::meant_by(around.rules, kind, matter));
        if let Some(meant) = meant.filter(|meant| meant.id != vote.rule) {
            let by = rule.map_or("没有选规则".to_owned(), |r| format!("按的是“{}”", r.name));
            found.push(format!("“{matter}”一般按“{}”表决,{by}", meant.name));
        }
    }
    found
}
