//! Several sheets side by side: item by item, by section and in all, with the raters' means.
//! Pure. Not here: which sheets there are (`book`), how they are drawn or printed.

use super::{
    amount::rounded,
    points::Points,
    score::{Score, Scored, State, Totals},
    sheet::{Sheet, SheetRole},
};

/// The least number of raters for a trimmed mean: with fewer nothing is left between the highest and the lowest.
const TRIMMED_FROM: usize = 3;

/// What one sheet says on one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    Decided(Points),
    /// Points by the records; on the year's own sheet only, for nobody but a rater decides a rater's sheet.
    Suggested(Points),
    NotApplicable,
    Open,
    /// The sheet's version of the checklist has no such item.
    Absent,
}

/// What one sheet comes to in a section or as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub points: Points,
    /// Items that nobody decided and no record tells: the sum is not the last word.
    pub open: usize,
    pub not_applicable: usize,
}

/// The means of the raters who have finished, rounded to hundredths, half away from nought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Means {
    pub all: Option<Points>,
    /// The mean without one highest and one lowest; `None` with fewer than three raters.
    pub trimmed: Option<Points>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub no: String,
    pub text: String,
    pub max: Points,
    /// What each sheet says on the item, in the order of the sheets.
    pub cells: Vec<Cell>,
    /// Whether two sheets say different things.
    pub differs: bool,
    pub means: Means,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub name: String,
    pub rows: Vec<Row>,
    pub sums: Vec<Sum>,
    pub means: Means,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub sheets: Vec<Sheet>,
    pub groups: Vec<Group>,
    pub totals: Vec<Sum>,
    pub means: Means,
    /// How many raters have decided every item. Only their totals go into the means of totals and sections.
    pub finished: usize,
    pub raters: usize,
}

/// Compares sheets, in the order given. Means are of raters' sheets; an item has one as soon as somebody decided it.
/// Items are the same where number and words are; an item that a version does not have is [`Cell::Absent`].
pub fn compare(sheets: &[(Sheet, Score)]) -> Comparison {
    let rater: Vec<bool> = sheets.iter().map(|(s, _)| s.role == SheetRole::Rater).collect();
    let mut groups: Vec<Group> = Vec::new();
    for (_, score) in sheets {
        for section in &score.sections {
            let at = groups.iter().position(|g| g.name == section.name).unwrap_or_else(|| {
                groups.push(Group { name: section.name.clone(), rows: vec![], sums: vec![], means: Means::default() });
                groups.len() - 1
            });
            for item in &section.items {
                let rows = &mut groups[at].rows;
                if !rows.iter().any(|r| is(r, item)) {
                    let cells = sheets.iter().map(|(s, score)| cell(s, score, item)).collect::<Vec<_>>();
                    rows.push(row(item, cells, &rater));
                }
            }
        }
    }
    for group in &mut groups {
        group.sums = sheets
            .iter()
            .enumerate()
            .map(|(i, (sheet, score))| {
                let section = score.sections.iter().find(|s| s.name == group.name);
                sum(&group.rows, i, section.map_or(Points::ZERO, |s| points(sheet, s.totals)))
            })
            .collect();
    }
    let total = |(i, (sheet, score)): (usize, &(Sheet, Score))| {
        let rows = groups.iter().flat_map(|g| &g.rows);
        sum(rows, i, points(sheet, score.totals))
    };
    let totals: Vec<Sum> = sheets.iter().enumerate().map(total).collect();
    let done: Vec<bool> = totals.iter().map(|t| t.open == 0).collect();
    let counted = |sums: &[Sum]| {
        let of = sums.iter().zip(rater.iter().zip(&done)).filter(|(_, (rater, done))| **rater && **done);
        means(of.map(|(s, _)| s.points).collect())
    };
    for group in &mut groups {
        group.means = counted(&group.sums);
    }
    Comparison {
        means: counted(&totals),
        finished: rater.iter().zip(&done).filter(|(r, d)| **r && **d).count(),
        raters: rater.iter().filter(|r| **r).count(),
        sheets: sheets.iter().map(|(s, _)| s.clone()).collect(),
        groups,
        totals,
    }
}

/// The mean, and the mean without one highest and one lowest.
pub fn means(mut points: Vec<Points>) -> Means {
    points.sort();
    let trimmed = if points.len() >= TRIMMED_FROM { mean(&points[1..points.len() - 1]) } else { None };
    Means { all: mean(&points), trimmed }
}

/// The mean, to the hundredth: half a hundredth is rounded away from nought. `None` of nothing.
fn mean(points: &[Points]) -> Option<Points> {
    let n = i128::try_from(points.len()).ok().filter(|n| *n > 0)?;
    let sum: i128 = points.iter().map(|p| i128::from(p.0)).sum();
    Some(Points(rounded(sum, n)))
}

fn is(row: &Row, item: &Scored) -> bool {
    row.no == item.no && row.text == item.text
}

fn cell(sheet: &Sheet, score: &Score, wanted: &Scored) -> Cell {
    let items = score.sections.iter().flat_map(|s| &s.items);
    let Some(item) = items.into_iter().find(|i| i.no == wanted.no && i.text == wanted.text) else {
        return Cell::Absent;
    };
    match (item.state, item.suggestion) {
        (State::NotApplicable, _) => Cell::NotApplicable,
        (State::Decided, _) => Cell::Decided(item.expected),
        (State::Suggested, Some(points)) if sheet.role == SheetRole::Running => Cell::Suggested(points),
        _ => Cell::Open,
    }
}

fn row(item: &Scored, cells: Vec<Cell>, rater: &[bool]) -> Row {
    let said = || {
        cells.iter().filter_map(|c| match c {
            Cell::Decided(p) | Cell::Suggested(p) => Some(Some(*p)),
            Cell::NotApplicable => Some(None),
            Cell::Open | Cell::Absent => None,
        })
    };
    let raters = cells.iter().zip(rater).filter(|(_, r)| **r);
    let decided = raters.filter_map(|(c, _)| if let Cell::Decided(p) = c { Some(*p) } else { None });
    Row {
        no: item.no.clone(),
        text: item.text.clone(),
        max: item.max,
        differs: said().next().is_some_and(|first| said().any(|other| other != first)),
        means: means(decided.collect()),
        cells,
    }
}

/// What counts on a sheet: on the year's own also what the records suggest, on others only what was decided,
/// over the base that everybody has.
fn points(sheet: &Sheet, totals: Totals) -> Points {
    if sheet.role == SheetRole::Running { totals.expected } else { totals.base + totals.confirmed }
}

fn sum<'a>(rows: impl IntoIterator<Item = &'a Row>, sheet: usize, points: Points) -> Sum {
    rows.into_iter().fold(Sum { points, ..Sum::default() }, |sum, row| match row.cells[sheet] {
        Cell::NotApplicable => Sum { not_applicable: sum.not_applicable + 1, ..sum },
        Cell::Open => Sum { open: sum.open + 1, ..sum },
        Cell::Decided(_) | Cell::Suggested(_) | Cell::Absent => sum,
    })
}

impl Comparison {
    /// Leaves the means out: the sheets are of more than one round.
    pub fn forget_means(&mut self) {
        self.means = Means::default();
        for group in &mut self.groups {
            group.means = Means::default();
            group.rows.iter_mut().for_each(|r| r.means = Means::default());
        }
    }

    /// Whether there is a mean of anything.
    pub fn has_means(&self) -> bool {
        self.groups.iter().flat_map(|g| &g.rows).any(|r| r.means.all.is_some())
    }

    /// How the means come about, in words; `None` where there are none.
    pub fn means_note(&self) -> Option<String> {
        let (finished, left) = (self.finished, self.raters - self.finished);
        let out = if left > 0 {
            format!("小计、合计只算评完的{finished}张({left}张没评完);")
        } else {
            String::new()
        };
        let rule = format!("{out}去高低:每行去掉最高、最低各一个;四舍五入到0.01");
        self.has_means().then_some(rule)
    }
}

impl Cell {
    /// The cell as shown: `3.6`, `(3.6)` by the records alone, `待评`, `不适用`, `-` where there is no such item.
    pub fn text(self) -> String {
        match self {
            Self::Decided(p) => p.to_string(),
            Self::Suggested(p) => format!("({p})"),
            Self::NotApplicable => "不适用".to_owned(),
            Self::Open => "待评".to_owned(),
            Self::Absent => "-".to_owned(),
        }
    }
}

impl Sum {
    /// The sum as shown: `87.5`, `62+` while items are open.
    pub fn text(self) -> String {
        format!("{}{}", self.points, if self.open > 0 { "+" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(points: &[i64]) -> (Option<i64>, Option<i64>) {
        let m = means(points.iter().map(|p| Points(*p)).collect());
        (m.all.map(|p| p.0), m.trimmed.map(|p| p.0))
    }

    #[test]
    fn means_are_exact_to_the_hundredth() {
        assert_eq!(both(&[]), (None, None));
        assert_eq!(both(&[9000, 9100]), (Some(9050), None));
        assert_eq!(both(&[9000, 9000, 9001]), (Some(9000), Some(9000)));
        assert_eq!(both(&[9000, 9001]), (Some(9001), None), "half a hundredth goes up");
        assert_eq!(both(&[-1, -2]), (Some(-2), None), "and down below nought");
        assert_eq!(both(&[10, 9950, 9000, 9101, 9999]), (Some(7612), Some(9350)));
    }
}
