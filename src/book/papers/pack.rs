//! The papers of a month's theme days in one file: for each the plan, the sign-in sheet and the record.
//! Not here: photos, which a record does not have yet.

use super::{
    record::meeting_paper,
    sign_in::sign_in_paper,
    words::{PLAN, asked, kind_name, pair, title_label, when, wide},
};
use crate::model::{
    activity::{ActivityKind, Meeting},
    paper::{Block, Paper},
    vote::VoteRule,
};

/// `None` where there was no theme day.
pub fn pack_paper(org: &str, rules: &[VoteRule], days: &[(Option<&ActivityKind>, Meeting)]) -> Option<Paper> {
    let sheets = days.iter().flat_map(|(kind, meeting)| {
        [plan_paper(org, *kind, meeting), sign_in_paper(org, *kind, meeting), meeting_paper(org, *kind, rules, meeting)]
    });
    sheets.reduce(Paper::then)
}

/// What was planned; room to write where the record says nothing of it.
fn plan_paper(org: &str, kind: Option<&ActivityKind>, meeting: &Meeting) -> Paper {
    let a = &meeting.activity;
    let label = kind.and_then(|k| k.fields.iter().find(|f| f.id == PLAN)).map_or("活动计划", |f| f.label.as_str());
    let plan = a.extra.get(PLAN).map_or("", String::as_str);
    let rows = vec![
        wide(title_label(kind), &a.title, 1),
        pair("时间", when(a), "地点", &a.place),
        pair("主持人", &a.chair, "参加人员", asked(kind, a).unwrap_or_default()),
        wide(label, plan, 20),
    ];
    Paper {
        title: format!("{}计划", kind_name(kind, a)),
        landscape: false,
        blocks: vec![
            Block::Text(format!("党组织:{org}")),
            Block::Form { widths: vec![18, 34, 13, 35], rows },
            Block::Signatures(vec!["负责人(签字)".into(), "日期".into()]),
        ],
    }
}
