//! The kinds of rows whose every change the journal keeps: what each is called and counted by, and what its columns are
//! called. Not here: how the rows are stored (`store`), what a change of them means to the screens (`store::journal`).

use super::member::COLUMNS;

/// Makes the enum and all that is asked of it from one list, so that no table can be in one place and missing in another.
macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident = $code:literal, $measure:literal, $name:literal {
        $($column:ident: $label:literal),* $(,)?; hidden: $($hidden:ident),+ $(,)?
    })+) => {
        /// A kind of row whose every change the journal keeps, those that people ask for first in front.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Table {
            $($(#[$doc])* $table,)+
        }

        impl Table {
            pub const ALL: &'static [Self] = &[$(Self::$table),+];
            /// The names of all tables as stored.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The name of the table as stored.
            pub fn code(self) -> &'static str {
                match self { $(Self::$table => $code),+ }
            }

            /// The word for its rows (`党员`).
            pub fn name(self) -> &'static str {
                match self { $(Self::$table => $name),+ }
            }

            fn measure(self) -> &'static str {
                match self { $(Self::$table => $measure),+ }
            }

            fn own_columns(self) -> &'static [(&'static str, Option<&'static str>)] {
                match self {
                    $(Self::$table => &[
                        $((stringify!($column), Some($label)),)*
                        $((stringify!($hidden), None),)+
                    ],)+
                }
            }
        }
    };
}

// Hidden: what only links rows, orders them or follows from others; what names the row stands before its changes.
tables! {
    Org = "org", "个", "党组织" {
        kind: "类别", name: "名称", township: "所属乡镇", founded: "成立时间", theme_day: "主题党日", checklist: "考核表";
        hidden: id, org, parent
    }
    Member = "member", "名", "党员" {
        extra: "其他栏";
        // All others are those of `member::COLUMNS`.
        hidden: id, org
    }
    MemberEvent = "member_event", "条", "党员变动" {
        kind: "变动", happened_on: "从哪天起", was: "原为", became: "改为", detail: "变动说明";
        hidden: id, org, member
    }
    DuesStandard = "dues_standard", "个", "党费标准" {
        from_month: "党费标准起始月", basis: "党费计算办法", base: "党费基数", amount: "党费标准", note: "免交原因";
        hidden: id, org, member
    }
    DuesPayment = "dues_payment", "笔", "党费" {
        month: "党费月份", amount: "交党费", paid_on: "交款日期", payer: "代交人", note: "党费备注";
        hidden: id, org, member, recorded_on
    }
    Activity = "activity", "次", "活动" {
        no: "编号", kind: "类别", held_on: "日期", starts: "开始", ends: "结束", place: "地点", chair: "主持人",
        recorder: "记录人", title: "主题", topics: "议程", minutes: "记录", party_group: "党小组", stated_due: "纸面应到",
        stated_present: "纸面实到", extra: "其他栏";
        hidden: id, org, held_with, source, recorded_at, from_row
    }
    Attendance = "attendance", "人次", "点名" {
        roll: "点名", reason: "原因", votes: "表决权", due_note: "不计应到的原因", grade: "评议等次";
        hidden: id, org, activity, member, name, no, position
    }
    Vote = "vote", "项", "表决" {
        matter: "表决事项", rule: "表决规则", form: "表决方式", written: "书面意见", agree: "赞成", against: "反对",
        abstain: "弃权";
        hidden: id, org, activity, due_voting, present_voting, position
    }
    Attachment = "attachment", "个", "附件" {
        name: "附件";
        hidden: id, org, activity, sheet, item, entry, sha256, size
    }
    LedgerEntry = "ledger_entry", "条", "台账" {
        title: "事项", opened_on: "登记日期", due_on: "期限", closed_on: "完成日期", fields: "其他栏";
        hidden: id, org, ledger, member, activity, sheet, item
    }
    Checklist = "checklist", "张", "考核表" {
        code: "考核表", version: "版本";
        hidden: id, org, body, hash
    }
    Sheet = "sheet", "张", "评分表" {
        checklist: "考核表", version: "版本", year: "年度", role: "种类", round: "轮次", rater: "评分人",
        scored_on: "评分日期";
        hidden: id, org
    }
    Mark = "mark", "项", "评定" {
        item: "考核项", decision: "评定", points: "得分", reason: "扣分原因", suggested: "建议得分", note: "备注";
        hidden: id, org, sheet, grounds, carried
    }
    Occurrence = "occurrence", "笔", "逐笔登记" {
        item: "考核项", day: "日期", who: "对象", amount: "数量", choice: "哪一档", note: "依据";
        hidden: id, org, sheet, rule
    }
    Reading = "reading", "份", "调阅意见" {
        year: "年度", quarter: "季度", opinion: "调阅意见", grade: "等次", reader: "调阅人", read_on: "调阅日期";
        hidden: id, org
    }
    ImportIssue = "import_issue", "处", "存疑与暂存" {
        column_name: "栏目", value: "原文", message: "问题", settled: "已核实";
        // The whole row may hold numbers of a person.
        hidden: id, org, kind, member, activity, file, file_row, severity, cells, from_row, doubt
    }
}

impl Table {
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|table| table.code() == code)
    }

    /// Every column by its stored name, with what people call it; `None` for one that is not told to people.
    pub fn columns(self) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let members = if self == Self::Member { COLUMNS } else { &[] };
        self.own_columns().iter().copied().chain(members.iter().map(|c| (c.stored_as, Some(c.label))))
    }

    /// What people call a column; `None` for one that is not told to them or does not exist.
    pub fn column(self, code: &str) -> Option<&'static str> {
        self.columns().find(|(column, _)| *column == code).and_then(|(_, label)| label)
    }

    /// So many of its rows, in words (`58名党员`).
    pub fn counted(self, n: usize) -> String {
        format!("{n}{}{}", self.measure(), self.name())
    }
}
