//! One row of a roster as a person: each cell read, and the cells compared with each other.
//! Not here: rows compared with each other (`roster`).

use super::{RosterRow, columns::ID, post};
use crate::{
    model::{
        date::{Date, PartialDate},
        doubt::{Doubt, InWords},
        id::{MemberId, OrgId},
        member::{Category, Member, Sex},
    },
    office::{grid::Cell, heading::Heading},
    text::{
        date::parse_partial,
        idcard::{self, IdCard, IdFault},
        number::{digits, half_width},
        width::clean,
    },
};

/// A full member was on probation for a year; the roster of somebody who was for longer than this wants a look.
const LONGEST_PROBATION: i32 = 3;
const OF_AGE: i32 = 18;
/// Whole numbers above it may have lost digits in a number cell.
const EXACT_DIGITS: usize = 15;

#[rustfmt::skip]
const PEOPLES: &[&str] = &[
    "汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼", "哈萨克", "傣", "黎",
    "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南",
    "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固", "京", "塔塔尔", "独龙",
    "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
];

/// Reads one row of a roster; problems between rows come later.
pub fn read(heading: &Heading, number: u32, cells: &[Cell]) -> RosterRow {
    let mut member = Member::named(MemberId(0), OrgId(0), 0, "");
    let mut verbatim = Vec::new();
    for (cell, (name, field)) in cells.iter().zip(&heading.columns).filter(|(c, _)| !c.is_blank()) {
        verbatim.push((field.map_or_else(|| name.clone(), str::to_owned), cell.text()));
        if field.is_none() {
            // Two columns may have one heading.
            let free = (1..).map(|n| if n == 1 { name.clone() } else { format!("{name}{n}") });
            let key = free.into_iter().find(|k| !member.extra.contains_key(k)).unwrap_or_default();
            member.extra.insert(key, clean(&cell.text()).into_owned());
        }
    }
    let row = RosterRow { row: number, cells: verbatim, member, problems: Vec::new() };
    let mut reader = Reader { heading, cells, row };
    let card = reader.texts_and_identity();
    reader.sex_and_birth(card);
    reader.membership();
    reader.row
}

struct Reader<'a> {
    heading: &'a Heading<'a>,
    cells: &'a [Cell],
    row: RosterRow,
}

impl Reader<'_> {
    fn raw(&self, field: &str) -> &Cell {
        self.heading.cell(self.cells, field)
    }

    fn flag(&mut self, field: &str, doubt: InWords) {
        self.row.flag(field, doubt);
    }

    /// The cell of a field in one tidy line; empty where it says that there is nothing. Signs that harm the screen are
    /// flagged.
    fn text(&mut self, field: &str) -> String {
        if let Cell::Error(error) = self.raw(field) {
            let doubt = Doubt::error_value(error);
            self.flag(field, doubt);
            return String::new();
        }
        let text = self.raw(field).text();
        let line = text
            .split(['\r', '\n', '\t', '\u{a0}'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let shown = clean(&line);
        if *shown != *line {
            self.flag(field, Doubt::control_characters());
        }
        if is_nothing(&shown) { String::new() } else { shown.into_owned() }
    }

    fn texts_and_identity(&mut self) -> Option<IdCard> {
        self.row.member.name = closed_up(&self.text("姓名"));
        self.row.member.no = digits(&self.raw("序号").text()).unwrap_or(0);
        self.row.member.ethnicity = ethnicity(&self.text("民族"));
        self.row.member.education = self.text("学历");
        self.row.member.group = self.text("党小组");
        self.row.member.post = self.text("职务");
        self.row.member.job = self.text("从业情况");
        self.row.member.address = self.text("家庭住址");
        self.row.member.floating_place = self.text("外出地点");
        self.row.member.note = self.text("备注");
        self.row.member.role = post::role(&self.row.member.post);
        self.phone();
        let floating = self.text("流动党员");
        self.row.member.floating = match half_width(&floating).as_str() {
            "是" | "√" | "Y" | "y" | "1" | "有" | "流动党员" | "流动" => true,
            "否" | "不是" | "N" | "n" | "0" | "×" | "" => false,
            _ => {
                self.flag("流动党员", Doubt::floating_unclear());
                false
            }
        };
        self.identity()
    }

    fn identity(&mut self) -> Option<IdCard> {
        let text = self.text(ID);
        let number = idcard::normal(&text);
        let lost = match self.raw(ID) {
            Cell::Number(_, shown) => shown.len() > EXACT_DIGITS,
            _ => number.contains("E+") || number.contains("e+"),
        };
        if text.is_empty() {
            return None;
        }
        if lost {
            self.flag(ID, Doubt::id_digits_lost());
            return None;
        }
        let card = idcard::parse(&number);
        match &card {
            Ok(card) if card.fifteen => self.flag(ID, Doubt::id_fifteen()),
            Ok(_) => {}
            Err(fault) => self.flag(ID, of_number(fault)),
        }
        if !matches!(card, Err(IdFault::Length(_) | IdFault::NotDigits)) {
            self.row.member.id_number = number.into();
        }
        card.ok()
    }

    fn phone(&mut self) {
        let text = self.text("联系电话");
        let phone: String = half_width(&text).chars().filter(|c| !c.is_whitespace()).collect();
        let fine = |one: &str| {
            let one = one.strip_prefix("+86").unwrap_or(one);
            let plain: String = one.chars().filter(|c| !matches!(c, '-' | '(' | ')')).collect();
            let mobile = plain.len() == 11 && plain.starts_with('1');
            let landline = matches!(plain.len(), 7 | 8) || (plain.starts_with('0') && (10..=12).contains(&plain.len()));
            plain.bytes().all(|b| b.is_ascii_digit()) && (mobile || landline)
        };
        if !phone.is_empty() && !phone.split(['、', ',', '/', ';', '，', '；']).all(fine) {
            let count = phone.chars().filter(char::is_ascii_digit).count();
            self.flag("联系电话", Doubt::phone_unlike(count));
        }
        self.row.member.phone = phone.into();
    }

    fn date(&mut self, field: &'static str) -> Option<PartialDate> {
        if let Cell::Date(day) = self.raw(field) {
            return Some((*day).into());
        }
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let date = parse_partial(&text).and_then(|(y, m, d)| PartialDate::new(y, m, d));
        if date.is_none() {
            self.flag(field, Doubt::no_date());
        } else if matches!(self.raw(field), Cell::Number(_, shown) if shown.ends_with(".1")) {
            // 1985.10 in a number cell is 1985.1.
            self.flag(field, Doubt::month_cut());
        }
        date
    }

    fn sex_and_birth(&mut self, card: Option<IdCard>) {
        let text = self.text("性别");
        self.row.member.sex = match text.as_str() {
            "男" | "男性" | "1" | "M" => Some(Sex::Male),
            "女" | "女性" | "2" | "F" => Some(Sex::Female),
            _ => None,
        };
        if !text.is_empty() && self.row.member.sex.is_none() {
            self.flag("性别", Doubt::sex_unclear());
        }
        self.row.member.birth = self.date("出生日期");
        let Some(card) = card else { return };
        let said = if card.male { Sex::Male } else { Sex::Female };
        match self.row.member.sex {
            Some(sex) if sex != said => self.flag("性别", Doubt::sex_not_of_number(said.name())),
            None if text.is_empty() => self.row.member.sex = Some(said),
            _ => {}
        }
        let (year, month, day) = card.birth;
        let Some(said) = PartialDate::new(year, Some(month), Some(day)) else { return };
        match self.row.member.birth {
            Some(birth) if !birth.agrees_with(said) => {
                self.flag("出生日期", Doubt::birth_not_of_number(said));
            }
            None if self.raw("出生日期").is_blank() => self.row.member.birth = Some(said),
            _ => {}
        }
    }

    fn membership(&mut self) {
        let text = self.text("人员类别");
        let category = category(&text);
        if let (None, true) = (category, self.heading.has("人员类别")) {
            self.flag("人员类别", Doubt::category_unclear());
        }
        let category = category.unwrap_or_default();
        self.row.member.category = category;
        if let (Category::Probationary, Some(role)) = (category, self.row.member.role) {
            self.flag("职务", Doubt::probationer_in_office(role.name()));
        }
        let joined = self.date("入党时间");
        let full = self.date("转正时间");
        (self.row.member.joined, self.row.member.full) = (joined, full);
        if let (Some(joined), Some(birth)) = (joined, self.row.member.birth)
            && joined.latest() < years_after(birth, OF_AGE)
        {
            self.flag("入党时间", Doubt::under_age(birth, joined));
        }
        self.probation(category, joined, full);
    }

    fn probation(&mut self, category: Category, joined: Option<PartialDate>, full: Option<PartialDate>) {
        match (category, full) {
            (Category::Full, None) => {
                // A file without the column is not wrong in every row; a cell that is no date has been flagged.
                if self.heading.has("转正时间") && is_nothing(&self.raw("转正时间").text()) {
                    self.flag("转正时间", Doubt::full_unknown());
                }
            }
            (Category::Full, Some(full)) => {
                let Some(joined) = joined else { return };
                if full.latest() < joined.earliest() {
                    self.flag("转正时间", Doubt::full_before_joined(joined));
                } else if full.latest() < years_after(joined, 1) {
                    self.flag("转正时间", Doubt::full_too_soon(joined));
                } else if full.earliest() > joined.plus_years(LONGEST_PROBATION).latest() {
                    self.flag("转正时间", Doubt::full_too_late(joined));
                }
            }
            (_, Some(_)) => {
                self.flag("转正时间", Doubt::full_not_yet(category.name()));
            }
            (_, None) => {}
        }
    }
}

fn of_number(fault: &IdFault) -> InWords {
    match fault {
        IdFault::NotDigits => Doubt::id_not_digits(fault),
        IdFault::Length(_) => Doubt::id_length(fault),
        IdFault::Birth => Doubt::id_birth(fault),
        IdFault::Check { .. } => Doubt::id_check(fault),
    }
}

/// The first day on which so many years have passed since the date at its earliest.
fn years_after(date: PartialDate, years: i32) -> Date {
    date.plus_years(years).earliest()
}

/// Words and signs that stand for an empty cell: forms may not be left blank.
fn is_nothing(text: &str) -> bool {
    let text = text.trim().trim_end_matches('。');
    matches!(text, "无" | "没有" | "暂无")
        || text.chars().all(|c| matches!(c, '-' | '—' | '－' | '–' | '─' | '/' | '／' | '\\' | ' '))
}

/// A Chinese name without the blanks that make short names as wide as long ones.
fn closed_up(name: &str) -> String {
    let name = half_width(name);
    let mut kept = String::new();
    let mut chars = name.trim().chars().peekable();
    while let Some(c) = chars.next() {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let needed = latin(kept.chars().next_back()) && latin(chars.peek().copied());
        if !c.is_whitespace() || needed {
            kept.push(c);
        }
    }
    kept
}

fn ethnicity(text: &str) -> String {
    if PEOPLES.contains(&text) { format!("{text}族") } else { text.to_owned() }
}

fn category(text: &str) -> Option<Category> {
    let text: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    match text.trim_start_matches("中国共产党").trim_start_matches("中共") {
        "正式党员" | "正式" | "党员" => Some(Category::Full),
        "预备党员" | "预备" => Some(Category::Probationary),
        "发展对象" => Some(Category::Candidate),
        "入党积极分子" | "积极分子" => Some(Category::Activist),
        "入党申请人" | "申请人" | "申请入党人员" => Some(Category::Applicant),
        _ => None,
    }
}
