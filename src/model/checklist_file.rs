//! A township's scoring file as it was read from a file or a pasted text: its own words, numbers and maxima.
//! Not here: reading it (`office::checklist`), what its phrases may mean as rules (`propose`), the checklist (`checklist`).

use super::{import::Skipped, points::Points};

/// A township's checklist as it was read from a workbook, csv or text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChecklistFile {
    /// The title as the file has it; empty where it has none.
    pub title: String,
    /// The total that the file states; `None` where it states nothing.
    pub max: Option<Points>,
    pub sections: Vec<FileSection>,
    /// The rows that hold no item.
    pub skipped: Vec<Skipped>,
}

/// A group of items (考核指标, 线).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSection {
    pub name: String,
    /// The points that the group's heading states; `None` for a group without a base.
    pub max: Option<Points>,
    pub items: Vec<FileItem>,
}

/// One item of a checklist file, in the township's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileItem {
    /// The row of the file or the line of the text, from 1.
    pub row: u32,
    /// The item's number, unique in the file: its own where those are unique, else the group's and its place in it
    /// (`2.3`).
    pub no: String,
    /// What is asked, verbatim, without the number in front.
    pub text: String,
    /// The maximum; `None` for a line that only adds or takes points.
    pub max: Option<Points>,
    /// How the item is scored, verbatim, where the file has a column for that.
    pub method: String,
    /// What the column of values says where it is no maximum: `+5`, `+1至+10`.
    pub value: String,
    /// 单项否决: whatever else was scored, this alone decides.
    pub veto: bool,
}

impl ChecklistFile {
    pub fn items(&self) -> impl Iterator<Item = &FileItem> {
        self.sections.iter().flat_map(|s| &s.items)
    }

    /// How many items add up to what, and how many lines only add or take, in words.
    pub fn make_up(&self) -> String {
        let with = self.items().filter(|i| i.max.is_some()).count();
        match (with, self.items().count() - with) {
            (0, lines) => format!("{lines}条都没有满分,只加分扣分"),
            (_, 0) => format!("各项满分合计{}分", self.sum()),
            (_, lines) => format!("{with}项有满分,合计{}分,另有{lines}条只加分扣分", self.sum()),
        }
    }

    /// The sum of all items with a maximum.
    pub fn sum(&self) -> Points {
        self.items().filter_map(|i| i.max).sum()
    }
}

/// The points that brackets at the end of a text state: `……(3分)`, `组织建设\n(30分)`, `组织工作 (常规, 10分)`; and the
/// text before the brackets. No number in them, no points.
pub fn points_in_brackets(text: &str) -> Option<(&str, Points)> {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || "。;.\u{ff1b}".contains(c));
    let inside = end.strip_suffix([')', '\u{ff09}', ']', '】'])?;
    let open = inside.rfind(['(', '\u{ff08}', '[', '【'])?;
    let (before, inside) = inside.split_at(open);
    let digits = inside.trim_end().strip_suffix('分')?.trim_end();
    let number = digits.rsplit(|c: char| !(c.is_ascii_digit() || c == '.')).next()?;
    Some((before.trim_end(), number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_in_the_last_brackets() {
        for (text, before, points) in [
            ("1.标识统一(3分)", "1.标识统一", "3"),
            ("党建基础\n(25分)", "党建基础", "25"),
            ("组织工作 (常规, 10分)", "组织工作", "10"),
            ("档案齐全(含照片)（0.5分）。", "档案齐全(含照片)", "0.5"),
            ("制度健全【2 分】", "制度健全", "2"),
        ] {
            assert_eq!(points_in_brackets(text), Some((before, points.parse().unwrap())), "{text}");
        }
        for text in ["没有分", "重大项目 (重要, 无基准分)", "(分)", "3分", "(3分)之后还有字", "基金(公益金),加1分"]
        {
            assert_eq!(points_in_brackets(text), None, "{text}");
        }
    }
}
