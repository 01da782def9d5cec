//! Everything that can be printed or exported, as one list: the menus, the palette, the command line and printing read it.
//! Not here: what stands on a paper (its own file), the bytes of a file (`print`).

use crate::{
    book::{Book, Error, InHand, Result},
    model::{
        activity::{ActivityKind, Meeting},
        date::{Date, Period},
        id::MemberId,
        ledger::{Ledger, LedgerEntry, RECTIFICATION},
        member::Member,
        paper::{Block, Paper, Table},
        score::{Score, Todo},
        sheet::SheetRole,
    },
};
use chrono::Datelike;
use std::fmt;

use super::{ledger_paper, roster_table, table_paper, todo_paper, unpaid_paper};

/// A kind of file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Docx,
    Xlsx,
    Csv,
    /// Text to paste elsewhere.
    Txt,
}

impl Format {
    pub const ALL: [Self; 4] = [Self::Docx, Self::Xlsx, Self::Csv, Self::Txt];

    /// The ending of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Txt => "txt",
        }
    }

    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }
}

/// What lies in front of one, to print something of.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// A record, saved or not.
    Record(&'a Meeting),
    Month(Period),
    Year(i32),
    Sheet(&'a InHand),
    /// The dues with this month in focus.
    Dues(Period),
    /// Everybody of today, or those who were found by some words.
    Roster(Option<(&'a [Member], &'a str)>),
    Member(MemberId),
    /// A ledger with rows of it, and the one of them that is meant.
    Ledger(&'a Ledger, &'a [LedgerEntry], Option<&'a LedgerEntry>),
    Rounds(i32),
    /// The sheets of a year, or of one round of it.
    Comparison(i32, Option<&'a str>),
    AllOrgs {
        year: i32,
        round: Option<&'a str>,
        by_points: bool,
    },
    Todo {
        score: &'a Score,
        todo: &'a Todo,
        by: Date,
    },
}

impl Subject<'_> {
    fn year(&self) -> Option<i32> {
        match self {
            Self::Record(meeting) => Some(meeting.activity.on.year()),
            Self::Month(month) | Self::Dues(month) => Some(month.year),
            Self::Year(year) => Some(*year),
            _ => None,
        }
    }

    fn month(&self) -> Option<Period> {
        match self {
            Self::Record(meeting) => Some(Period::month(meeting.activity.on.year(), meeting.activity.on.month())),
            Self::Month(month) | Self::Dues(month) => Some(*month),
            _ => None,
        }
    }

    fn record(&self) -> Option<&Meeting> {
        if let Self::Record(meeting) = self { Some(meeting) } else { None }
    }

    fn sheet(&self) -> Option<&InHand> {
        if let Self::Sheet(hand) = self { Some(hand) } else { None }
    }
}

/// What a paper is of: in whose menu it stands, and what the command line has to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Record,
    /// The month of a record; on the menu of records.
    Month,
    /// The year of a record; on the menu of records.
    Year,
    Sheet,
    /// A year's dues.
    DuesYear,
    /// A month's dues.
    DuesMonth,
    Roster,
    Member,
    Ledger,
    /// A single row of a ledger.
    Row,
    Rounds,
    Comparison,
    AllOrgs,
    Todo,
}

impl Of {
    /// Whether it stands on the menu of such a thing.
    fn fits(self, subject: &Subject<'_>) -> bool {
        match self {
            Self::Record => matches!(subject, Subject::Record(_)),
            Self::Month => matches!(subject, Subject::Record(_) | Subject::Month(_)),
            Self::Year => matches!(subject, Subject::Record(_) | Subject::Year(_)),
            Self::Sheet => matches!(subject, Subject::Sheet(_)),
            Self::DuesYear | Self::DuesMonth => matches!(subject, Subject::Dues(_)),
            Self::Roster => matches!(subject, Subject::Roster(_)),
            Self::Member => matches!(subject, Subject::Member(_)),
            Self::Ledger => matches!(subject, Subject::Ledger(..)),
            Self::Row => matches!(subject, Subject::Ledger(_, _, Some(_))),
            Self::Rounds => matches!(subject, Subject::Rounds(_)),
            Self::Comparison => matches!(subject, Subject::Comparison(..)),
            Self::AllOrgs => matches!(subject, Subject::AllOrgs { .. }),
            Self::Todo => matches!(subject, Subject::Todo { .. }),
        }
    }
}

/// When a paper of a record can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A paper of what is typed, saved or not: it is needed before a meeting is held.
    Beforehand,
    /// A paper of what is saved.
    Saved,
    /// A paper of what is saved, with other records on it too.
    OfMany,
}

/// How it is made.
#[derive(Clone, Copy, Debug)]
pub struct How {
    pub format: Format,
    /// Numbers of people without their middle.
    pub masked: bool,
}

impl How {
    /// As everything is made that nobody asked otherwise for.
    pub fn masked(format: Format) -> Self {
        Self { format, masked: true }
    }
}

/// What was made, and what its file is called, without the ending.
#[derive(Clone, Debug)]
pub struct Made {
    pub file: String,
    pub content: Content,
}

#[derive(Clone, Debug)]
pub enum Content {
    Paper(Paper),
    Table(Table),
    Text(String),
}

impl Content {
    /// As it is read on screen.
    pub fn into_paper(self) -> Paper {
        match self {
            Self::Paper(paper) => paper,
            Self::Table(table) => table_paper(&table),
            Self::Text(text) => {
                let (title, rest) = text.split_once('\n').unwrap_or((&text, ""));
                Paper { title: title.to_owned(), landscape: false, blocks: vec![Block::Text(rest.to_owned())] }
            }
        }
    }
}

/// Whether, and as what, it stands on the menu of this very thing: its name, and what there is to say of it.
type Offered = fn(&Printout, &Book, &Subject<'_>) -> Option<(String, String)>;
type Make = fn(&Book, &Subject<'_>, How) -> Option<Result<Made>>;

/// Something that can be printed or exported.
pub struct Printout {
    /// What the command line calls it.
    pub code: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What there is to say of it.
    pub about: &'static str,
    pub of: Of,
    pub when: When,
    /// The formats that the screen offers; the first is what the key for printing writes.
    pub formats: &'static [Format],
    /// The formats that the command line writes besides.
    pub further: &'static [Format],
    /// Numbers of people stand on it, masked unless they are asked for.
    pub masks: bool,
    /// Only of the theme days.
    pub theme_day: bool,
    offered: Offered,
    make: Make,
}

impl PartialEq for Printout {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl fmt::Debug for Printout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl Printout {
    /// All formats that it is written in.
    pub fn all_formats(&self) -> impl Iterator<Item = Format> {
        self.formats.iter().chain(self.further).copied()
    }

    /// Whether it may stand on the menu of such a thing at all.
    pub fn fits(&self, subject: &Subject<'_>) -> bool {
        self.of.fits(subject)
    }

    /// Its name on the menu of this very thing and what there is to say of it; `None` where it is not offered.
    pub fn offered(&self, book: &Book, subject: &Subject<'_>) -> Option<(String, String)> {
        if self.fits(subject) { (self.offered)(self, book, subject) } else { None }
    }
}

impl Book {
    /// Makes a paper of what lies in front.
    ///
    /// # Errors
    /// Refuses what there is no such paper of.
    pub fn make(&self, what: &Printout, of: &Subject<'_>, how: How) -> Result<Made> {
        let made = (what.make)(self, of, how);
        made.unwrap_or_else(|| Err(Error::refused(format!("这里没有可以打印的{}。", what.name))))
    }
}

/// All of them, in the order of the menus: of each thing the one first that the key for printing makes.
pub const PRINTOUTS: &[&Printout] = &[
    &RECORD,
    &SIGN_IN,
    &NOTICE,
    &PACK,
    &HANDBOOK,
    &PLAN,
    &SCORE,
    &EVIDENCE,
    &BLANK_SHEET,
    &COMPARISON,
    &ROUNDS,
    &ALL_ORGS,
    &TODO,
    &DUES,
    &UNPAID,
    &ROSTER,
    &MEMBER,
    &LEDGER,
    &ROW_PAPER,
    &ROW_NOTICE,
    &OPEN_NOTICE,
];

/// The one that the command line calls so.
pub fn printout(code: &str) -> Option<&'static Printout> {
    PRINTOUTS.iter().copied().find(|p| p.code == code)
}

const fn blank(code: &'static str, name: &'static str, about: &'static str, of: Of, make: Make) -> Printout {
    Printout {
        code,
        name,
        about,
        of,
        when: When::Saved,
        formats: &[Format::Docx],
        further: &[],
        masks: false,
        theme_day: false,
        offered: always,
        make,
    }
}

fn always(what: &Printout, _book: &Book, _of: &Subject<'_>) -> Option<(String, String)> {
    Some((what.name.to_owned(), what.about.to_owned()))
}

fn paper(file: String, paper: Paper) -> Result<Made> {
    Ok(Made { file, content: Content::Paper(paper) })
}

fn table(file: String, table: Table) -> Result<Made> {
    Ok(Made { file, content: Content::Table(table) })
}

pub static RECORD: Printout = Printout {
    further: &[Format::Xlsx, Format::Csv],
    ..blank("activity", "记录", "会议记录表", Of::Record, |book, of, _| {
        of.record().map(|m| paper(book.file_name(m), book.meeting_paper(m)))
    })
};

pub static SIGN_IN: Printout = Printout {
    when: When::Beforehand,
    ..blank(
        "signin",
        "签到表",
        "按花名册编号排列,留签字处;会前也能打",
        Of::Record,
        |book, of, _| of.record().map(|m| paper(format!("{}签到表", book.file_name(m)), book.sign_in_paper(m))),
    )
};

pub static NOTICE: Printout = Printout {
    when: When::Beforehand,
    formats: &[Format::Txt],
    ..blank("notice", "会议通知", "时间、地点、议题;文字可贴到微信", Of::Record, |book, of, _| {
        let made =
            |m| Made { file: format!("{}通知", book.file_name(m)), content: Content::Text(book.notice_text(m)) };
        of.record().map(|m| Ok(made(m)))
    })
};

pub static PLAN: Printout = Printout {
    when: When::Beforehand,
    theme_day: true,
    offered: |what, book, of| {
        let planned = of.record().and_then(|m| book.kind_of(m)).is_some_and(ActivityKind::has_plan);
        planned.then(|| (what.name.to_owned(), what.about.to_owned()))
    },
    ..blank("plan", "活动计划", "主题、负责人、安排;会前也能打", Of::Record, |book, of, _| {
        of.record().map(|m| paper(format!("{}计划", book.file_name(m)), book.plan_paper(m)))
    })
};

pub static PACK: Printout = Printout {
    when: When::OfMany,
    theme_day: true,
    ..blank(
        "pack",
        "当月主题党日材料",
        "计划、签到表、记录、照片装成一份",
        Of::Month,
        |book, of, _| {
            let month = of.month()?;
            Some(book.pack_paper(month).and_then(|p| paper(format!("{month} 主题党日材料"), p)))
        },
    )
};

pub static HANDBOOK: Printout = Printout {
    when: When::OfMany,
    masks: true,
    ..blank(
        "handbook",
        "支部工作手册",
        "全年:班子、名册、各季度、全年数据",
        Of::Year,
        |book, of, how| {
            let year = of.year()?;
            Some(book.handbook_paper(year, how.masked).and_then(|p| paper(format!("{year} 支部工作手册"), p)))
        },
    )
};

pub static SCORE: Printout = Printout {
    formats: &[Format::Xlsx, Format::Docx],
    further: &[Format::Csv],
    ..blank(
        "score",
        "得分表",
        "序号、考核指标、考核内容、扣分、扣分原因、得分",
        Of::Sheet,
        |book, of, how| {
            let hand = of.sheet()?;
            Some(match how.format {
                Format::Docx => paper(sheet_file(hand), book.score_paper(hand)),
                _ => table(sheet_file(hand), book.score_table(hand)),
            })
        },
    )
};

pub static EVIDENCE: Printout = blank(
    "evidence",
    "佐证清单",
    "逐项列出算数的记录、备注、附件和缺口",
    Of::Sheet,
    |book, of, _| {
        let hand = of.sheet()?;
        Some(book.evidence_paper(hand).and_then(|p| paper(format!("{} 佐证清单", sheet_file(hand)), p)))
    },
);

pub static BLANK_SHEET: Printout =
    blank("blank-sheet", "空白评分表", "给评分人手填", Of::Sheet, |book, of, _| {
        of.sheet().map(|hand| paper(format!("{} 空白评分表", sheet_file(hand)), book.blank_sheet_paper(hand)))
    });

pub static COMPARISON: Printout = Printout {
    formats: &[Format::Xlsx],
    further: &[Format::Docx, Format::Csv],
    ..blank("comparison", "评分对照", "一年或一轮的评分表逐项并排", Of::Comparison, |book, of, _| {
        let Subject::Comparison(year, round) = *of else { return None };
        let file = format!("{} {year}年{}评分对照", book.today(), round.unwrap_or_default());
        Some(book.comparison_table(year, round).and_then(|t| table(file, t)))
    })
};

pub static ROUNDS: Printout = Printout {
    formats: &[Format::Xlsx],
    further: &[Format::Docx, Format::Csv],
    ..blank("rounds", "各轮得分", "一年里各轮的均分、复核,和全年的数", Of::Rounds, |book, of, _| {
        let Subject::Rounds(year) = *of else { return None };
        Some(book.rounds_table(year).and_then(|t| table(format!("{} {year}年各轮得分", book.today()), t)))
    })
};

pub static ALL_ORGS: Printout = Printout {
    formats: &[Format::Xlsx, Format::Docx],
    further: &[Format::Csv],
    ..blank("all-scores", "各单位得分", "各单位的得分、等次并排", Of::AllOrgs, |book, of, _| {
        let Subject::AllOrgs { year, round, by_points } = *of else { return None };
        let file = format!("{} {year}年{}各单位得分", book.today(), round.unwrap_or_default());
        Some(book.all_orgs_table(year, None, round, by_points).and_then(|t| table(file, t)))
    })
};

pub static TODO: Printout = blank(
    "todo",
    "迎检待办清单",
    "检查前还能做的、要人定的、补不了的",
    Of::Todo,
    |book, of, _| {
        let Subject::Todo { score, todo, by } = *of else { return None };
        Some(paper(format!("{} 迎检待办清单", book.today()), todo_paper(book.org_name(), score, todo, by)))
    },
);

pub static DUES: Printout = Printout {
    formats: &[Format::Docx, Format::Xlsx],
    further: &[Format::Csv],
    ..blank(
        "dues",
        "收缴登记表",
        "姓名、标准、各月金额、合计、收款人签章",
        Of::DuesYear,
        |book, of, _| {
            let year = of.year()?;
            Some(book.dues_table(year).and_then(|t| table(format!("{year} 党费收缴登记表"), t)))
        },
    )
};

pub static UNPAID: Printout = Printout {
    offered: |what, _, of| {
        let month = of.month()?;
        Some((what.name.to_owned(), format!("{}年{}没交的人;内部用,不张贴", month.year, month.name())))
    },
    ..blank(
        "unpaid",
        "未交名单",
        "一个月没交党费的人;内部用,不张贴",
        Of::DuesMonth,
        |book, of, _| {
            let month = of.month()?;
            Some(book.dues(month.year).and_then(|dues| {
                let unpaid = unpaid_paper(book.org_name(), &dues, month);
                paper(format!("{month} {}", unpaid.title), unpaid)
            }))
        },
    )
};

pub static ROSTER: Printout = Printout {
    formats: &[Format::Xlsx],
    further: &[Format::Docx, Format::Csv],
    masks: true,
    ..blank("roster", "党员花名册", "今天在册的党员,或按查找找到的", Of::Roster, |book, of, how| {
        let Subject::Roster(found) = *of else { return None };
        let day = book.today();
        Some(match found {
            None => {
                let whole = if how.masked { "" } else { "(含完整号码)" };
                book.roster_table(how.masked).and_then(|t| table(format!("{day} 党员花名册{whole}"), t))
            }
            Some((members, by)) => {
                let mut found = roster_table(book.org_name(), members, true);
                found.notes.push(format!("只列出按“{by}”找到的"));
                table(format!("{day} 党员花名册 {by}"), found)
            }
        })
    })
};

pub static MEMBER: Printout = blank(
    "member",
    "党员信息页",
    "一名党员的基本情况、变动、参加活动和党费",
    Of::Member,
    |book, of, _| {
        let Subject::Member(id) = *of else { return None };
        let made = || {
            let (page, name) = (book.member_paper(id)?, book.known(id)?.name);
            paper(format!("{} {} {name}", book.today(), page.title), page)
        };
        Some(made())
    },
);

pub static LEDGER: Printout = Printout {
    formats: &[Format::Docx, Format::Xlsx],
    further: &[Format::Csv],
    offered: |_, _, of| {
        if let Subject::Ledger(l, ..) = of { Some((l.name.clone(), "按表样的各列".into())) } else { None }
    },
    ..blank("ledger", "台账", "一本台账,按表样的各列", Of::Ledger, |book, of, how| {
        let Subject::Ledger(ledger, rows, _) = *of else { return None };
        let (file, all) = (format!("{} {}", book.today(), ledger.name), book.ledger_table(ledger, rows));
        Some(if how.format == Format::Docx { paper(file, ledger_paper(&all)) } else { table(file, all) })
    })
};

pub static ROW_PAPER: Printout = Printout {
    offered: |_, _, of| {
        let Subject::Ledger(ledger, _, Some(row)) = of else { return None };
        ledger.paper.as_ref().map(|paper| (paper.name.clone(), format!("选中的这一条:{}", row.title)))
    },
    ..blank("row-paper", "一条一份的表", "如四议两公开的决策实施登记表", Of::Row, |book, of, _| {
        let Subject::Ledger(ledger, _, Some(row)) = *of else { return None };
        Some(book.row_paper(ledger, row).and_then(|p| paper(format!("{} {} {}", book.today(), p.title, row.title), p)))
    })
};

pub static ROW_NOTICE: Printout = Printout {
    offered: |what, _, of| {
        let Subject::Ledger(ledger, ..) = of else { return None };
        (ledger.id == RECTIFICATION).then(|| (what.name.to_owned(), "选中的这一条".to_owned()))
    },
    ..blank("row-notice", "整改通知单", "一条;别的台账是这一条的单子", Of::Row, |book, of, _| {
        let Subject::Ledger(ledger, _, Some(row)) = *of else { return None };
        Some(notice(book, ledger, std::slice::from_ref(row)))
    })
};

pub static OPEN_NOTICE: Printout = Printout {
    offered: |what, _, of| {
        let Subject::Ledger(ledger, rows, _) = of else { return None };
        let open = rows.iter().filter(|e| e.closed_on.is_none()).count();
        (ledger.id == RECTIFICATION).then(|| (what.name.to_owned(), format!("{open}条写在一张上")))
    },
    ..blank(
        "open-notice",
        "整改通知单(全部未销号)",
        "没有完成的各条写在一起",
        Of::Ledger,
        |book, of, _| {
            let Subject::Ledger(ledger, rows, _) = *of else { return None };
            let open: Vec<LedgerEntry> = rows.iter().filter(|e| e.closed_on.is_none()).cloned().collect();
            Some(notice(book, ledger, &open))
        },
    )
};

fn notice(book: &Book, ledger: &Ledger, rows: &[LedgerEntry]) -> Result<Made> {
    let made = book.ledger_rows_paper(ledger, rows)?;
    let about = if let [only] = rows { format!(" {}", only.title) } else { String::new() };
    paper(format!("{} {}{about}", book.today(), made.title), made)
}

/// The day, the checklist's name, and whose sheet it is where it is not the year's own.
fn sheet_file(hand: &InHand) -> String {
    let whose =
        if hand.sheet().role == SheetRole::Running { String::new() } else { format!(" {}", hand.sheet().name()) };
    format!("{} {}{whose}", hand.score.on, hand.score.name)
}
