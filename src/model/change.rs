//! What a person did, in words, and what it touched: the label of a journal step and the notice to the screens.

use super::{
    activity::Roll,
    dues::{Basis, Money},
    grade::Grade,
    id::{ActivityId, LedgerEntryId, MemberId, OrgId},
    member::{EventKind, Role, columns},
    vote::VoteMethod,
};
use crate::text::{mask::mask_text, quote::quoted};

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
    DeleteMemberEvent { name: String, what: String },
    SettleIssue { name: String, column: String },
    ChooseNamesake { name: String, no: u32, title: String, roll: Roll },
    ImportRoster { file: String, rows: usize },
    ImportActivities { file: String, rows: usize },
    AddActivity { kind: String, title: String },
    AddActivities { kind: String, title: String, count: usize },
    EditActivity { kind: String, title: String },
    DeleteActivity { kind: String, title: String },
    Link { title: String, other: String },
    Unlink { title: String, others: String },
    Attach { file: String, title: String },
    Detach { file: String, title: String },
    UseChecklist { name: String },
    DecideItem { no: String },
    ClearDecision { no: String },
    NoteItem { no: String },
    AddOccurrence { no: String },
    DeleteOccurrence { no: String },
    CarryOver { items: usize },
    AddSheet { name: String },
    DeleteSheet { name: String },
    MoveSheet { version: u32 },
    SaveReading { quarter: String },
    DeleteReading { quarter: String },
    PayDues { name: String, month: String },
    PayAllDues { month: String, count: usize },
    DeleteDues { name: String, month: String },
    SetDuesStandard { name: String },
    SetDuesForAll { count: usize },
    DeleteDuesStandard { name: String },
    AddLedgerRow { ledger: String, title: String },
    AddLedgerRows { ledger: String, count: usize },
    EditLedgerRow { ledger: String, title: String },
    CloseLedgerRow { ledger: String, title: String, done: String },
    ReopenLedgerRow { ledger: String, title: String },
    DeleteLedgerRow { ledger: String, title: String },
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
            Self::DeleteMemberEvent { .. } => "delete_member_event",
            Self::SettleIssue { .. } => "settle_issue",
            Self::ChooseNamesake { .. } => "choose_namesake",
            Self::ImportRoster { .. } => "import_roster",
            Self::ImportActivities { .. } => "import_activities",
            Self::AddActivity { .. } => "add_activity",
            Self::AddActivities { .. } => "add_activities",
            Self::EditActivity { .. } => "edit_activity",
            Self::DeleteActivity { .. } => "delete_activity",
            Self::Link { .. } => "link",
            Self::Unlink { .. } => "unlink",
            Self::Attach { .. } => "attach",
            Self::Detach { .. } => "detach",
            Self::UseChecklist { .. } => "use_checklist",
            Self::DecideItem { .. } => "decide_item",
            Self::ClearDecision { .. } => "clear_decision",
            Self::NoteItem { .. } => "note_item",
            Self::AddOccurrence { .. } => "add_occurrence",
            Self::DeleteOccurrence { .. } => "delete_occurrence",
            Self::CarryOver { .. } => "carry_over",
            Self::AddSheet { .. } => "add_sheet",
            Self::DeleteSheet { .. } => "delete_sheet",
            Self::MoveSheet { .. } => "move_sheet",
            Self::SaveReading { .. } => "save_reading",
            Self::DeleteReading { .. } => "delete_reading",
            Self::PayDues { .. } => "pay_dues",
            Self::PayAllDues { .. } => "pay_all_dues",
            Self::DeleteDues { .. } => "delete_dues",
            Self::SetDuesStandard { .. } => "set_dues_standard",
            Self::SetDuesForAll { .. } => "set_dues_for_all",
            Self::DeleteDuesStandard { .. } => "delete_dues_standard",
            Self::AddLedgerRow { .. } => "add_ledger_row",
            Self::AddLedgerRows { .. } => "add_ledger_rows",
            Self::EditLedgerRow { .. } => "edit_ledger_row",
            Self::CloseLedgerRow { .. } => "close_ledger_row",
            Self::ReopenLedgerRow { .. } => "reopen_ledger_row",
            Self::DeleteLedgerRow { .. } => "delete_ledger_row",
        }
    }

    /// As a person reads it.
    pub fn label(&self) -> String {
        match self {
            Self::AddOrg { name } => format!("新建党组织{}", quoted(name)),
            Self::EditOrg { name } => format!("修改党组织{}", quoted(name)),
            Self::AddDemo { name } => format!("装入示例“{name}”"),
            Self::AddMember { name } => format!("新增党员{name}"),
            Self::EditMember { name } => format!("修改党员{name}"),
            Self::DeleteMember { name } => format!("删除党员{name}"),
            Self::MemberEvent { name, what } => format!("登记{name}{what}"),
            Self::DeleteMemberEvent { name, what } => format!("删去登记:{name}{what}"),
            Self::ChooseNamesake { name, no, title, roll } => {
                format!("核实《{title}》{}的是{name}(编号{no})", roll.name())
            }
            Self::SettleIssue { name, column } => format!("核实存疑:{name}{column}"),
            Self::ImportRoster { file, rows } => format!("导入花名册“{file}”{rows}行"),
            Self::ImportActivities { file, rows } => format!("导入台账“{file}”{rows}行"),
            Self::AddActivity { kind, title } => format!("新增{kind}《{title}》"),
            Self::AddActivities { kind, title, count } => format!("新增{kind}《{title}》{count}份"),
            Self::EditActivity { kind, title } => format!("修改{kind}《{title}》"),
            Self::DeleteActivity { kind, title } => format!("删除{kind}《{title}》"),
            Self::Link { title, other } => format!("《{title}》与{other}记为同日"),
            Self::Unlink { title, others } => format!("《{title}》不再与{others}记为同日"),
            Self::Attach { file, title } => format!("给《{title}》加附件“{file}”"),
            Self::Detach { file, title } => format!("去掉《{title}》的附件“{file}”"),
            Self::UseChecklist { name } => format!("改用考核表{}", quoted(name)),
            Self::DecideItem { no } => format!("评定考核项 {no}"),
            Self::ClearDecision { no } => format!("取消考核项 {no} 的评定"),
            Self::NoteItem { no } => format!("备注考核项 {no}"),
            Self::AddOccurrence { no } => format!("考核项 {no} 登记一笔"),
            Self::DeleteOccurrence { no } => format!("删去考核项 {no} 登记的一笔"),
            Self::CarryOver { items } => format!("沿用上次评定{items}项"),
            Self::AddSheet { name } => format!("新建评分表{}", quoted(name)),
            Self::DeleteSheet { name } => format!("删除评分表{}", quoted(name)),
            Self::MoveSheet { version } => format!("换用第{version}版考核表"),
            Self::SaveReading { quarter } => format!("记下{quarter}的调阅意见"),
            Self::DeleteReading { quarter } => format!("删除{quarter}的调阅意见"),
            Self::PayDues { name, month } => format!("记{name}{month}党费"),
            Self::PayAllDues { month, count } => format!("记{month}党费{count}人"),
            Self::DeleteDues { name, month } => format!("取消{name}{month}党费"),
            Self::SetDuesStandard { name } => format!("定{name}党费标准"),
            Self::SetDuesForAll { count } => format!("定{count}人党费标准"),
            Self::DeleteDuesStandard { name } => format!("删去{name}党费标准"),
            Self::AddLedgerRow { ledger, title } => format!("{ledger}新增《{}》", shorten(title)),
            Self::AddLedgerRows { ledger, count } => format!("{ledger}新增{count}条"),
            Self::EditLedgerRow { ledger, title } => format!("修改{ledger}《{}》", shorten(title)),
            Self::CloseLedgerRow { ledger, title, done } => format!("{ledger}《{}》{done}", shorten(title)),
            Self::ReopenLedgerRow { ledger, title } => format!("重新打开{ledger}《{}》", shorten(title)),
            Self::DeleteLedgerRow { ledger, title } => format!("删除{ledger}《{}》", shorten(title)),
        }
    }
}

/// One field of one row that went from one value to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The table and column as stored.
    pub table: String,
    pub column: String,
    /// What the field is called, where only a data file or the import that brought it says so; else empty.
    pub label: String,
    /// Whose row it is, or of which matter, where the row names one.
    pub subject: String,
    /// Empty: nothing.
    pub before: String,
    pub after: String,
}

impl FieldChange {
    /// The same with the middle of every number of a person hidden. To be called before anything is cut from a value: what is
    /// left of a number can no longer be told from an amount.
    pub fn masked(mut self) -> Self {
        let column = columns::by_stored(&self.column).filter(|_| self.table == "member");
        let hide = |text: &str| column.map_or_else(|| mask_text(text).into_owned(), |c| c.masked(text));
        let (before, after) = (hide(&self.before), hide(&self.after));
        let unseen = if before == after && self.before != self.after { "(隐去的几位改了)" } else { "" };
        (self.before, self.after) = (before, after + unseen);
        self.subject = mask_text(&self.subject).into_owned();
        self
    }

    /// As a person reads it (`张三 点名:未点名 → 到会`); `None` for fields that mean nothing to people.
    pub fn text(&self) -> Option<String> {
        let name = if self.label.is_empty() { column_name(&self.table, &self.column)? } else { &self.label };
        // That somebody new on a roll has a vote is no change.
        if self.column == "votes" && self.before.is_empty() != self.after.is_empty() {
            return None;
        }
        let (before, after) = around(&self.before, &self.after);
        let side = |value: &str, shown: String| match value {
            "" => "(空)".to_owned(),
            v if self.table.starts_with("dues_") && matches!(self.column.as_str(), "amount" | "base") => {
                v.parse().map_or(shown, |fen| format!("{}元", Money(fen)))
            }
            v if self.table == "member" => columns::by_stored(&self.column).and_then(|c| c.name_of(v)).unwrap_or(shown),
            v => value_name(&self.table, &self.column, v).map_or(shown, str::to_owned),
        };
        let subject = match self.table.as_str() {
            "attendance" => format!("{} ", self.subject),
            "vote" if self.column != "matter" => format!("“{}”", shorten(&self.subject)),
            _ => String::new(),
        };
        Some(format!("{subject}{name}:{} → {}", side(&self.before, before), side(&self.after, after)))
    }
}

/// How much of a text is shown, and how much of that stands before the place where two differ.
const SHOWN: usize = 40;
const BEFORE: usize = 12;

/// A long text is known by its beginning.
fn shorten(text: &str) -> String {
    excerpt(text, 0)
}

/// Two texts from where they begin to differ.
fn around(before: &str, after: &str) -> (String, String) {
    let alike = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    let long = [before, after].iter().any(|t| t.chars().count() > SHOWN);
    let from = if long { alike.saturating_sub(BEFORE) } else { 0 };
    (excerpt(before, from), excerpt(after, from))
}

fn excerpt(text: &str, from: usize) -> String {
    let count = text.chars().count();
    let line: String = text.chars().map(|c| if c == '\n' { ' ' } else { c }).skip(from).take(SHOWN).collect();
    let begun = if from > 0 { "……" } else { "" };
    if count > SHOWN { format!("{begun}{line}……({count}字)") } else { format!("{begun}{line}") }
}

fn column_name(table: &str, column: &str) -> Option<&'static str> {
    let name = match (table, column) {
        ("activity", "kind") => "类别",
        ("activity", "held_on") => "日期",
        ("activity", "starts") => "开始",
        ("activity", "ends") => "结束",
        ("activity", "place") => "地点",
        ("activity", "chair") => "主持人",
        ("activity", "recorder") => "记录人",
        ("activity", "title") => "主题",
        ("activity", "topics") => "议程",
        ("activity", "minutes") => "记录",
        ("activity", "party_group") => "党小组",
        ("activity", "stated_due") => "纸面应到",
        ("activity", "stated_present") => "纸面实到",
        ("attendance", "roll") => "点名",
        ("attendance", "reason") => "原因",
        ("attendance", "votes") => "表决权",
        ("attendance", "due_note") => "不计应到的原因",
        ("attendance", "grade") => "评议等次",
        ("vote", "matter") => "表决事项",
        ("vote", "rule") => "表决规则",
        ("vote", "form") => "表决方式",
        ("vote", "written") => "书面意见",
        ("vote", "agree") => "赞成",
        ("vote", "against") => "反对",
        ("vote", "abstain") => "弃权",
        ("attachment", "name") => "附件",
        ("member", column) => return columns::by_stored(column).map(|c| c.label),
        ("member_event", "kind") => "变动",
        ("member_event", "happened_on") => "从哪天起",
        ("member_event", "was") => "原为",
        ("member_event", "became") => "改为",
        ("member_event", "detail") => "变动说明",
        ("dues_standard", "from_month") => "党费标准起始月",
        ("dues_standard", "basis") => "党费计算办法",
        ("dues_standard", "base") => "党费基数",
        ("dues_standard", "amount") => "党费标准",
        ("dues_standard", "note") => "免交原因",
        ("dues_payment", "month") => "党费月份",
        ("dues_payment", "amount") => "交党费",
        ("dues_payment", "paid_on") => "交款日期",
        ("dues_payment", "payer") => "代交人",
        ("dues_payment", "note") => "党费备注",
        ("ledger_entry", "title") => "事项",
        ("ledger_entry", "opened_on") => "登记日期",
        ("ledger_entry", "due_on") => "期限",
        ("ledger_entry", "closed_on") => "完成日期",
        _ => return None,
    };
    Some(name)
}

fn value_name(table: &str, column: &str, code: &str) -> Option<&'static str> {
    match column {
        _ if table == "member" => None,
        "kind" if table == "member_event" => EventKind::from_code(code).map(EventKind::name),
        // Of a 党小组 the name itself stands there.
        "was" | "became" => Role::from_code(code).map(Role::name),
        "roll" => Roll::from_code(code).map(Roll::name),
        "form" => VoteMethod::from_code(code).map(VoteMethod::name),
        "votes" => Some(if code == "1" { "有" } else { "无" }),
        "grade" => Grade::from_code(code).map(Grade::name),
        "basis" => Basis::from_code(code).map(Basis::name),
        _ => None,
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
    /// Checklists, sheets or what stands on them.
    pub marks: bool,
    /// Rows of ledgers.
    pub ledgers: Vec<LedgerEntryId>,
    /// Whose books all of these are in.
    pub books: Vec<OrgId>,
    /// The years of the days on which activities that were added, edited or removed were held, before and after.
    pub years: Vec<i32>,
}

impl Changed {
    /// Whether nothing changed but activities with their rolls, and what stands on sheets.
    pub fn only_activities(&self) -> bool {
        self.orgs.is_empty() && self.members.is_empty() && self.ledgers.is_empty()
    }
}
