//! What a person did, in words, and what it touched: the label of a journal step and the notice to the screens.

use super::id::{ActivityId, MemberId, OrgId};

/// One act of the user. Its code goes into the journal, its label onto the screen (`撤销:修改会议《……》`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    AddOrg { name: String },
    EditOrg { name: String },
    AddDemo { name: String },
    AddMember { name: String },
    EditMember { name: String },
    DeleteMember { name: String },
    MemberEvent { name: String, what: String },
    ImportRoster { file: String, rows: usize },
    ImportActivities { file: String, rows: usize },
    AddActivity { kind: String, title: String },
    AddActivities { kind: String, title: String, count: usize },
    EditActivity { kind: String, title: String },
    DeleteActivity { kind: String, title: String },
    DecideItem { no: String },
    ClearDecision { no: String },
}

impl Op {
    /// As stored in the journal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AddOrg { .. } => "add_org",
            Self::EditOrg { .. } => "edit_org",
            Self::AddDemo { .. } => "add_demo",
            Self::AddMember { .. } => "add_member",
            Self::EditMember { .. } => "edit_member",
            Self::DeleteMember { .. } => "delete_member",
            Self::MemberEvent { .. } => "member_event",
            Self::ImportRoster { .. } => "import_roster",
            Self::ImportActivities { .. } => "import_activities",
            Self::AddActivity { .. } => "add_activity",
            Self::AddActivities { .. } => "add_activities",
            Self::EditActivity { .. } => "edit_activity",
            Self::DeleteActivity { .. } => "delete_activity",
            Self::DecideItem { .. } => "decide_item",
            Self::ClearDecision { .. } => "clear_decision",
        }
    }

    /// As a person reads it.
    pub fn label(&self) -> String {
        match self {
            Self::AddOrg { name } => format!("新建党组织“{name}”"),
            Self::EditOrg { name } => format!("修改党组织“{name}”"),
            Self::AddDemo { name } => format!("装入示例“{name}”"),
            Self::AddMember { name } => format!("新增党员{name}"),
            Self::EditMember { name } => format!("修改党员{name}"),
            Self::DeleteMember { name } => format!("删除党员{name}"),
            Self::MemberEvent { name, what } => format!("登记{name}{what}"),
            Self::ImportRoster { file, rows } => format!("导入花名册“{file}”{rows}行"),
            Self::ImportActivities { file, rows } => format!("导入台账“{file}”{rows}行"),
            Self::AddActivity { kind, title } => format!("新增{kind}《{title}》"),
            Self::AddActivities { kind, title, count } => format!("新增{kind}《{title}》{count}份"),
            Self::EditActivity { kind, title } => format!("修改{kind}《{title}》"),
            Self::DeleteActivity { kind, title } => format!("删除{kind}《{title}》"),
            Self::DecideItem { no } => format!("评定考核项 {no}"),
            Self::ClearDecision { no } => format!("取消考核项 {no} 的评定"),
        }
    }
}

/// Which records an act touched; screens that show any of them read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Of the step, as a person reads it.
    pub label: String,
    pub orgs: Vec<OrgId>,
    pub members: Vec<MemberId>,
    pub activities: Vec<ActivityId>,
    /// Decisions on checklist items.
    pub marks: bool,
}
