//! The papers of a month's theme days in one file: for each the plan, the sign-in sheet, the record and its photos.
//! Not here: where photos are kept (`attachment`).

use super::{
    record::{Setting, meeting_paper},
    sign_in::sign_in_paper,
    words::{FOUR_COLUMNS, asked, kind_name, pair, title_label, when, wide},
};
use crate::model::{
    activity::{ActivityKind, LEADER, Meeting, PLAN},
    paper::{Block, Paper, Photo},
    vote::VoteRule,
};

/// A theme day with what belongs to it.
#[derive(Clone, Debug)]
pub struct Day<'a> {
    pub kind: Option<&'a ActivityKind>,
    pub meeting: Meeting,
    /// What else was held on the occasion, each as it is called.
    pub linked: Vec<String>,
    /// Who was secretary on the day; empty where nobody is known.
    pub secretary: String,
    pub photos: Vec<Photo>,
    /// Names of the files that are no photos, or that are gone or were altered.
    pub unprinted: Vec<String>,
}

/// The papers of the theme days of a month as one; `None` where there was no theme day.
pub fn pack_paper(org: &str, rules: &[VoteRule], days: &[Day]) -> Option<Paper> {
    let sheets = days.iter().flat_map(|day| {
        let (kind, meeting) = (day.kind, &day.meeting);
        let papers = [plan_paper(org, kind, meeting), sign_in_paper(org, kind, meeting)];
        let setting = Setting { org, kind, rules, linked: &day.linked, secretary: &day.secretary };
        papers.into_iter().chain([meeting_paper(&setting, meeting)]).chain(photo_paper(day))
    });
    sheets.reduce(Paper::then)
}

/// The photos, and which files are not among them; `None` where there are no files.
fn photo_paper(day: &Day) -> Option<Paper> {
    let mut blocks = Vec::new();
    if !day.photos.is_empty() {
        blocks.push(Block::Photos(day.photos.clone()));
    }
    if !day.unprinted.is_empty() {
        blocks.push(Block::Text(format!("未印的附件:{}", day.unprinted.join("、"))));
    }
    let title = format!("{}照片", kind_name(day.kind, &day.meeting.activity));
    (!blocks.is_empty()).then_some(Paper { title, landscape: false, blocks })
}

/// The plan of an activity: what is planned and who is in charge; room to write where the record says nothing of it.
pub fn plan_paper(org: &str, kind: Option<&ActivityKind>, meeting: &Meeting) -> Paper {
    let a = &meeting.activity;
    let label = kind.and_then(|k| k.fields.iter().find(|f| f.id == PLAN)).map_or("活动计划", |f| f.label.as_str());
    let field = |id: &str| a.extra.get(id).map_or("", String::as_str);
    let rows = vec![
        wide(title_label(kind), &a.title, 1),
        pair("时间", when(a), "地点", &a.place),
        pair("主持人", &a.chair, "参加人员", asked(kind, a).unwrap_or_default()),
        wide("负责人", field(LEADER), 1),
        wide(label, field(PLAN), 19),
    ];
    Paper {
        title: format!("{}计划", kind_name(kind, a)),
        landscape: false,
        blocks: vec![
            Block::Text(format!("党组织:{org}")),
            Block::Table { widths: FOUR_COLUMNS.to_vec(), rows },
            Block::Signatures(vec!["负责人(签字)".into(), "日期".into()]),
        ],
    }
}
