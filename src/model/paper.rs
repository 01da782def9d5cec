//! A paper or a table as plain data: what `office::docx`, `office::xlsx`, csv and the preview on screen all print.
//! Not here: bytes of any file format.

use super::points::Points;

/// An A4 form, top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    pub title: String,
    pub landscape: bool,
    pub blocks: Vec<Block>,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line of running text.
    Text(String),
    /// A line that opens a part of the sheet.
    Heading(String),
    /// A ruled table. `widths` are relative; every row's spans add up to their number. The leading rows of nothing but
    /// labels are its head, which stands again on every page that it runs over.
    Table { widths: Vec<u32>, rows: Vec<Vec<PaperCell>> },
    /// Labels, each followed by room to sign.
    Signatures(Vec<String>),
    /// A new page under a title of its own.
    Sheet(String),
    /// A cover, as the first block: the paper's title stands large on a page of its own, with these lines below it.
    Cover(Vec<String>),
    /// Photos, two to a page, each with its name below.
    Photos(Vec<Photo>),
}

/// A picture as it lies in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub name: String,
    /// The bytes of the picture, JPEG or PNG.
    pub bytes: Vec<u8>,
    /// The width in pixels, never 0.
    pub width: u32,
    /// The height in pixels, never 0.
    pub height: u32,
}

impl Paper {
    /// This paper followed by another, on a new page. How the other lies (upright or across) is not kept.
    pub fn then(mut self, next: Self) -> Self {
        self.blocks.push(Block::Sheet(next.title));
        self.blocks.extend(next.blocks);
        self
    }
}

/// How many leading rows of a table are its head: rows of nothing but labels, where others follow.
pub fn head_rows(rows: &[Vec<PaperCell>]) -> usize {
    let heads = rows.iter().take_while(|row| row.iter().all(|c| c.label)).count();
    if heads < rows.len() { heads } else { 0 }
}

/// A cell of a form. Line breaks in the text are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperCell {
    pub text: String,
    /// How many columns the cell covers, at least 1.
    pub span: usize,
    /// The text is a label (bold, centred) rather than content.
    pub label: bool,
    /// The text is content that stands in the middle of its cell, as labels do.
    pub centred: bool,
    /// Lines of writing room that the cell keeps at least.
    pub min_lines: usize,
    /// The cell is one with the cell above, whose text stands in both; as wide as that.
    pub joined: bool,
}

impl PaperCell {
    pub fn label(text: &str) -> Self {
        Self { text: text.to_owned(), span: 1, label: true, centred: true, min_lines: 1, joined: false }
    }

    pub fn content(text: impl Into<String>) -> Self {
        Self { text: text.into(), span: 1, label: false, centred: false, min_lines: 1, joined: false }
    }

    pub fn span(mut self, columns: usize) -> Self {
        self.span = columns;
        self
    }

    pub fn centred(mut self) -> Self {
        self.centred = true;
        self
    }

    /// A label that goes on from the row above.
    pub fn joined() -> Self {
        Self { joined: true, ..Self::label("") }
    }

    pub fn room(mut self, lines: usize) -> Self {
        self.min_lines = lines;
        self
    }
}

/// A plain table for a spreadsheet: a title, headings, rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Value>>,
    /// Lines under the table.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// The width of the column in narrow characters.
    pub width: u16,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text: always written as text, never as a number, date or formula.
    Text(String),
    Integer(i64),
    Points(Points),
    /// Points that follow from other cells: a workbook reckons them anew when those change, all else shows the result.
    Reckoned {
        from: Formula,
        result: Option<Points>,
    },
}

impl Value {
    /// The value as shown where nothing is reckoned.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(n) => n.to_string(),
            Self::Points(points) => points.to_string(),
            Self::Reckoned { result, .. } => result.map_or(String::new(), |p| p.to_string()),
        }
    }
}

/// How a cell follows from others of its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// `max` less the number in another column (from 0) of the same row; nothing where no number stands there.
    Less { max: Points, column: usize },
    /// The sum of these rows (from 0, headings not counted) in the same column.
    Sum(Vec<usize>),
}
