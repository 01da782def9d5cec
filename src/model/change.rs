//! What a person did, in words, and what it touched: the label of a journal step and the notice to the screens.

use super::{
    activity::Roll,
    dues::{Basis, Money},
    grade::Grade,
    id::{ActivityId, LedgerEntryId, MemberId, OrgId, ReadingId},
    member::{EventKind, Role, columns},
    reading::ReadingGrade,
    sheet::SheetRole,
    table::Table,
    vote::VoteMethod,
};
use crate::text::{mask::mask_text, quote::quoted};

/// How much hangs on an act of one kind: what asks before the act is taken back, however lately it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// A record or a few, or what one key did to many of them.
    Plain,
    /// All that came out of a file, or the sample branch.
    Import,
    /// An organisation, with which everything else begins.
    Founding,
    /// What records are judged or counted by: checklists, standards of dues, what the organisation is.
    Rules,
    /// A kind that this version does not know.
    Unknown,
}

/// Makes the acts from one list: fields, the code in the journal, and how much hangs on it.
macro_rules! ops {
    ($($op:ident { $($field:ident: $ty:ty),+ } = $code:literal, $weight:ident;)+) => {
        /// One act of the user. Its code goes into the journal, its label onto the screen (`撤销:修改会议《……》`).
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Op {
            $($op { $($field: $ty),+ },)+
        }

        impl Op {
            /// The act's name as stored in the journal.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$op { .. } => $code,)+ }
            }
        }

        impl Weight {
            /// The weight of an act by its name in the journal.
            pub fn of(code: &str) -> Self {
                match code {
                    $($code => Self::$weight,)+
                    _ => Self::Unknown,
                }
            }
        }
    };
}

ops! {
    AddOrg { name: String } = "add_org", Founding;
    EditOrg { name: String } = "edit_org", Rules;
    AddDemo { name: String } = "add_demo", Import;
    AddMember { name: String } = "add_member", Plain;
    EditMember { name: String } = "edit_member", Plain;
    DeleteMember { name: String } = "delete_member", Plain;
    MemberEvent { name: String, what: String } = "member_event", Plain;
    DeleteMemberEvent { name: String, what: String } = "delete_member_event", Plain;
    SettleIssue { name: String, column: String } = "settle_issue", Plain;
    ChooseNamesake { name: String, no: u32, title: String, roll: Roll } = "choose_namesake", Plain;
    ImportRoster { file: String, rows: usize } = "import_roster", Import;
    ImportActivities { file: String, rows: usize } = "import_activities", Import;
    AddActivity { kind: String, title: String } = "add_activity", Plain;
    AddActivities { kind: String, title: String, count: usize } = "add_activities", Plain;
    EditActivity { kind: String, title: String } = "edit_activity", Plain;
    DeleteActivity { kind: String, title: String } = "delete_activity", Plain;
    Link { title: String, other: String } = "link", Plain;
    Unlink { title: String, others: String } = "unlink", Plain;
    Attach { file: String, title: String } = "attach", Plain;
    Detach { file: String, title: String } = "detach", Plain;
    UseChecklist { name: String } = "use_checklist", Rules;
    DecideItem { no: String } = "decide_item", Plain;
    ClearDecision { no: String } = "clear_decision", Plain;
    NoteItem { no: String } = "note_item", Plain;
    AddOccurrence { no: String } = "add_occurrence", Plain;
    DeleteOccurrence { no: String } = "delete_occurrence", Plain;
    CarryOver { items: usize } = "carry_over", Plain;
    AddSheet { name: String } = "add_sheet", Plain;
    DeleteSheet { name: String } = "delete_sheet", Plain;
    MoveSheet { version: u32 } = "move_sheet", Rules;
    SaveReading { quarter: String } = "save_reading", Plain;
    DeleteReading { quarter: String } = "delete_reading", Plain;
    PayDues { name: String, month: String } = "pay_dues", Plain;
    PayAllDues { month: String, count: usize } = "pay_all_dues", Plain;
    DeleteDues { name: String, month: String } = "delete_dues", Plain;
    SetDuesStandard { name: String } = "set_dues_standard", Rules;
    SetDuesForAll { count: usize } = "set_dues_for_all", Rules;
    DeleteDuesStandard { name: String } = "delete_dues_standard", Rules;
    AddLedgerRow { ledger: String, title: String } = "add_ledger_row", Plain;
    AddLedgerRows { ledger: String, count: usize } = "add_ledger_rows", Plain;
    EditLedgerRow { ledger: String, title: String } = "edit_ledger_row", Plain;
    CloseLedgerRow { ledger: String, title: String, done: String } = "close_ledger_row", Plain;
    ReopenLedgerRow { ledger: String, title: String } = "reopen_ledger_row", Plain;
    DeleteLedgerRow { ledger: String, title: String } = "delete_ledger_row", Plain;
}

impl Op {
    /// The act as a person reads it: `修改会议《……》`.
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
    /// The person or the matter whose row it is, where the row names one; else empty.
    pub subject: String,
    /// The value before the change; empty: nothing.
    pub before: String,
    pub after: String,
}

impl FieldChange {
    /// The change with the middle of every number of a person hidden. To be called before anything is cut from a value: what is
    /// left of a number can no longer be told from an amount.
    pub fn masked(mut self) -> Self {
        let column = columns::by_stored(&self.column).filter(|_| self.table == Table::Member.code());
        let hide = |text: &str| column.map_or_else(|| mask_text(text).into_owned(), |c| c.masked(text));
        let (before, after) = (hide(&self.before), hide(&self.after));
        let unseen = if before == after && self.before != self.after { "(隐去的几位改了)" } else { "" };
        (self.before, self.after) = (before, after + unseen);
        self.subject = mask_text(&self.subject).into_owned();
        self
    }

    /// The change as a person reads it (`张三 点名:未点名 → 到会`); `None` for fields that mean nothing to people.
    pub fn text(&self) -> Option<String> {
        let table = Table::from_code(&self.table)?;
        let name = if self.label.is_empty() { table.column(&self.column)? } else { &self.label };
        // That somebody new on a roll has a vote is no change.
        if self.column == "votes" && self.before.is_empty() != self.after.is_empty() {
            return None;
        }
        let (before, after) = around(&self.before, &self.after);
        let side = |value: &str, shown: String| match (value, table, self.column.as_str()) {
            ("", ..) => "(空)".to_owned(),
            (v, Table::DuesStandard | Table::DuesPayment, "amount" | "base") => {
                v.parse().map_or(shown, |fen| format!("{}元", Money(fen)))
            }
            (v, Table::Member, column) => columns::by_stored(column).and_then(|c| c.name_of(v)).unwrap_or(shown),
            (v, _, column) => value_name(table, column, v).map_or(shown, str::to_owned),
        };
        let subject = match table {
            Table::Attendance => format!("{} ", self.subject),
            Table::Vote if self.column != "matter" => format!("“{}”", shorten(&self.subject)),
            _ => String::new(),
        };
        Some(format!("{subject}{name}:{} → {}", side(&self.before, before), side(&self.after, after)))
    }
}

/// How much of a text is shown, and how much of that stands before the place where two differ.
const SHOWN: usize = 40;
const BEFORE: usize = 12;

/// The beginning of a text that is too long to show whole.
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

fn value_name(table: Table, column: &str, code: &str) -> Option<&'static str> {
    match column {
        "grade" if table == Table::Reading => ReadingGrade::from_code(code).map(ReadingGrade::name),
        "role" if table == Table::Sheet => SheetRole::from_code(code).map(SheetRole::name),
        "kind" if table == Table::MemberEvent => EventKind::from_code(code).map(EventKind::name),
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
    /// The label of the step, as a person reads it.
    pub label: String,
    pub orgs: Vec<OrgId>,
    pub members: Vec<MemberId>,
    pub activities: Vec<ActivityId>,
    /// Checklists, sheets or what stands on sheets changed.
    pub marks: bool,
    /// The rows of ledgers that changed.
    pub ledgers: Vec<LedgerEntryId>,
    /// The readings (调阅) that changed.
    pub readings: Vec<ReadingId>,
    /// The organisations whose books the changed records are in.
    pub books: Vec<OrgId>,
    /// The years of the days on which activities that were added, edited or removed were held, before and after.
    pub years: Vec<i32>,
}

impl Changed {
    /// The change with each record named once, in order.
    pub fn settle(&mut self) {
        fn once<T: Ord>(of: &mut Vec<T>) {
            of.sort();
            of.dedup();
        }
        once(&mut self.orgs);
        once(&mut self.members);
        once(&mut self.activities);
        once(&mut self.ledgers);
        once(&mut self.readings);
        once(&mut self.books);
        once(&mut self.years);
    }

    /// Adds what another act touched to this change; the label stays.
    pub fn extend(&mut self, other: Self) {
        self.orgs.extend(other.orgs);
        self.members.extend(other.members);
        self.activities.extend(other.activities);
        self.marks |= other.marks;
        self.ledgers.extend(other.ledgers);
        self.readings.extend(other.readings);
        self.books.extend(other.books);
        self.years.extend(other.years);
        self.settle();
    }

    /// Whether nothing changed but activities with their rolls, and what stands on sheets.
    pub fn only_activities(&self) -> bool {
        self.orgs.is_empty() && self.members.is_empty() && self.ledgers.is_empty()
    }
}
