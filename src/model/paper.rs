//! A printed sheet or a table as plain data: what `office::docx`, `office::xlsx`, csv and the preview on screen all print.
//! Not here: bytes of any file format.

/// An A4 form, top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    pub title: String,
    pub landscape: bool,
    pub blocks: Vec<Block>,
}

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line of running text.
    Text(String),
    /// A ruled table. `widths` are relative; every row's spans add up to their number.
    Form { widths: Vec<u32>, rows: Vec<Vec<FormCell>> },
    /// Labels, each followed by room to sign.
    Signatures(Vec<String>),
}

/// A cell of a form. Line breaks in the text are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormCell {
    pub text: String,
    /// Columns it covers, at least 1.
    pub span: usize,
    /// A label (bold, centred) rather than content.
    pub label: bool,
    /// Lines of writing room to keep at least.
    pub min_lines: usize,
}

impl FormCell {
    pub fn label(text: &str) -> Self {
        Self { text: text.to_owned(), span: 1, label: true, min_lines: 1 }
    }

    pub fn content(text: impl Into<String>) -> Self {
        Self { text: text.into(), span: 1, label: false, min_lines: 1 }
    }

    pub fn span(mut self, columns: usize) -> Self {
        self.span = columns;
        self
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
    /// In narrow characters.
    pub width: u16,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Always written as text, never as a number, date or formula.
    Text(String),
    Integer(i64),
    Points(super::score::Points),
}
