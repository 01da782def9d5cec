//! Writes a [`Paper`] as a Word file: A4, ruled forms with fixed column widths, Chinese fonts that WPS and Word have.
//! Not here: what stands on a paper (`book::papers`).

use crate::model::paper::{Block, FormCell, Paper, Photo, head_rows};
use docx_rs::{
    AlignmentType, Docx, Footer, HeightRule, LineSpacing, LineSpacingType, PageMargin, PageNum, PageOrientationType,
    Paragraph, Pic, Run, RunFonts, Table, TableAlignmentType, TableCell, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, VMergeType, WidthType, XMLDocx,
};
use std::io;

/// A4 in twips (twentieths of a point).
const A4: (u32, u32) = (11_906, 16_838);
const SIDE_MARGIN: u32 = 1_304;
const TOP_MARGIN: u32 = 1_304;
/// One line of body text in a form, in twips: room for a 12 pt character and for handwriting.
const LINE: u32 = 400;
/// The most that a photo is high, in twips, for two to fit a page with a title and their names.
const PHOTO_HEIGHT: u64 = 6_000;
/// How docx-rs writes that a row is not split over pages.
const HEAD_MARK: &str = "<w:cantSplit />";
/// [`BODY_SIZE`], which a [`LINE`] is made for.
const FULL_SIZE: u32 = 24;
/// Font sizes in half points: 小初, 小二, 小四, 小五.
const COVER_SIZE: usize = 72;
const TITLE_SIZE: usize = 36;
const BODY_SIZE: usize = 24;
const FOOTER_SIZE: usize = 18;

/// The bytes of a `.docx`.
///
/// # Errors
/// Only where packing fails, which it does for no text: characters that XML forbids are left out.
pub fn write(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut bytes = io::Cursor::new(Vec::new());
    package(paper).pack(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.into_inner())
}

/// The parts of the file.
fn package(paper: &Paper) -> XMLDocx {
    let (width, height) = if paper.landscape { (A4.1, A4.0) } else { A4 };
    let orient = if paper.landscape { PageOrientationType::Landscape } else { PageOrientationType::Portrait };
    let (side, top) = (SIDE_MARGIN.cast_signed(), TOP_MARGIN.cast_signed());
    let margin = PageMargin { top, bottom: top, left: side, right: side, header: 720, footer: 720, gutter: 0 };
    let mut docx = Docx::new()
        .page_size(width, height)
        .page_orient(orient)
        .page_margin(margin)
        .default_fonts(fonts("仿宋"))
        .default_size(BODY_SIZE)
        .footer(
            Footer::new().add_paragraph(
                Paragraph::new()
                    .align(AlignmentType::Center)
                    .fonts(fonts("宋体"))
                    .size(FOOTER_SIZE)
                    .add_run(run("第 ", "宋体").size(FOOTER_SIZE))
                    .add_page_num(PageNum::new())
                    .add_run(run(" 页", "宋体").size(FOOTER_SIZE)),
            ),
        );
    if !matches!(paper.blocks.first(), Some(Block::Cover(_))) {
        docx = docx.add_paragraph(title(&paper.title));
    }
    let mut after_form = false;
    let mut pictures = 0;
    for block in &paper.blocks {
        // Two tables with nothing between them are one table for Word.
        if after_form && matches!(block, Block::Form { .. }) {
            docx = docx.add_paragraph(body("", FOOTER_SIZE));
        }
        after_form = matches!(block, Block::Form { .. });
        docx = match block {
            Block::Text(text) => lines(text).fold(docx, |d, line| d.add_paragraph(body(line, BODY_SIZE))),
            Block::Heading(text) => docx.add_paragraph(heading(text)),
            Block::Form { widths, rows } => docx.add_table(form(widths, rows, width - 2 * SIDE_MARGIN)),
            Block::Signatures(labels) => docx.add_paragraph(signatures(labels)),
            Block::Sheet(text) => docx.add_paragraph(title(text).page_break_before(true)),
            Block::Photos(photos) => photos.iter().enumerate().fold(docx, |d, (i, p)| {
                pictures += 1;
                let shown = photo(p, pictures).page_break_before(i > 0 && i.is_multiple_of(2));
                d.add_paragraph(shown).add_paragraph(body(&p.name, FOOTER_SIZE).align(AlignmentType::Center))
            }),
            Block::Cover(text) => text
                .iter()
                .fold(docx.add_paragraph(cover_title(&paper.title)), |d, line| d.add_paragraph(cover_line(line))),
        };
    }
    let mut package = docx.build();
    package.document = with_repeated_heads(package.document);
    package
}

/// docx-rs knows no repeated head rows: the rows that it is told not to split are heads, and nothing else is.
fn with_repeated_heads(document: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(document) {
        Ok(xml) => xml.replace(HEAD_MARK, &format!("{HEAD_MARK}<w:tblHeader />")).into_bytes(),
        Err(e) => e.into_bytes(),
    }
}

fn title(text: &str) -> Paragraph {
    Paragraph::new()
        .align(AlignmentType::Center)
        .line_spacing(LineSpacing::new().after(160))
        .add_run(run(text, "黑体").size(TITLE_SIZE))
}

fn heading(text: &str) -> Paragraph {
    Paragraph::new()
        .keep_next(true)
        .line_spacing(LineSpacing::new().before(200).after(80))
        .add_run(run(text, "黑体").size(BODY_SIZE))
}

/// As large as two on a page can be. `number`: which picture of the file it is.
fn photo(p: &Photo, number: usize) -> Paragraph {
    const EMU: u64 = 635;
    let most = (u64::from(A4.0 - 2 * SIDE_MARGIN) * EMU, PHOTO_HEIGHT * EMU);
    let (w, h) = (u64::from(p.width), u64::from(p.height));
    // The side that reaches its limit first decides.
    let (width, height) = if w * most.1 > h * most.0 { (most.0, h * most.0 / w) } else { (w * most.1 / h, most.1) };
    let emu = |n: u64| u32::try_from(n.max(1)).unwrap_or(u32::MAX);
    // The number within the file, not within the program: the same paper gives the same bytes.
    let pic = Pic::new_with_dimensions(p.bytes.clone(), p.width, p.height)
        .id(format!("rIdPhoto{number}"))
        .size(emu(width), emu(height));
    Paragraph::new().align(AlignmentType::Center).keep_next(true).add_run(Run::new().add_image(pic))
}

fn cover_title(text: &str) -> Paragraph {
    Paragraph::new()
        .align(AlignmentType::Center)
        .line_spacing(LineSpacing::new().before(3_600).after(1_200))
        .add_run(run(text, "黑体").size(COVER_SIZE))
}

fn cover_line(text: &str) -> Paragraph {
    Paragraph::new()
        .align(AlignmentType::Center)
        .line_spacing(LineSpacing::new().before(240))
        .add_run(run(text, "仿宋").size(TITLE_SIZE - 4))
}

/// One font for every script: without `eastAsia` the Chinese falls back to another font, and without the hint “ ” — … take
/// the Latin one. No theme fonts, which WPS reports as missing.
fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name).hint("eastAsia")
}

fn run(text: &str, font: &str) -> Run {
    Run::new().fonts(fonts(font)).add_text(printable(text))
}

/// Half points for the text of a form: wide tables need smaller type to keep a number on one line.
fn form_size(columns: usize) -> usize {
    match columns {
        0..=6 => BODY_SIZE,
        7..=12 => 20,
        _ => 14,
    }
}

fn body(line: &str, size: usize) -> Paragraph {
    Paragraph::new()
        .line_spacing(
            LineSpacing::new().line_rule(LineSpacingType::AtLeast).line(i32::try_from(size * 15).unwrap_or(360)),
        )
        .add_run(run(line, "仿宋").size(size))
}

/// Widths in twips for the grid: relative widths shared out over the text width, with nothing lost to rounding.
fn grid(widths: &[u32], total: u32) -> Vec<usize> {
    let sum: u64 = widths.iter().map(|w| u64::from(*w)).sum::<u64>().max(1);
    let mut edge = 0u64;
    let mut before = 0u64;
    widths
        .iter()
        .map(|w| {
            edge += u64::from(*w);
            let x = u64::from(total) * edge / sum;
            let width = x - before;
            before = x;
            usize::try_from(width).unwrap_or(0)
        })
        .collect()
}

/// WPS lays out by the grid, Word by the cells: both are given.
fn form(widths: &[u32], rows: &[Vec<FormCell>], total: u32) -> Table {
    let grid = grid(widths, total);
    let padding = if form_size(grid.len()) < BODY_SIZE { 40 } else { 100 };
    let heads = head_rows(rows);
    let joined_at = |row: usize, column: usize| {
        let mut at = 0;
        rows.get(row).is_some_and(|cells| {
            cells.iter().any(|c| {
                let here = at == column && c.joined;
                at += c.span.max(1);
                here
            })
        })
    };
    let rows = rows.iter().enumerate().map(|(i, cells)| {
        let mut column = 0;
        let room = cells.iter().map(|c| c.min_lines).max().unwrap_or(1).max(1);
        let size = form_size(grid.len());
        let cells = cells.iter().map(|c| {
            let end = (column + c.span.max(1)).min(grid.len());
            let width = grid.get(column..end).map_or(0, |g| g.iter().sum());
            let cell = cell(c, width, size);
            let goes_on = joined_at(i + 1, column);
            column = end;
            match (c.joined, goes_on) {
                (true, _) => cell.vertical_merge(VMergeType::Continue),
                (false, true) => cell.vertical_merge(VMergeType::Restart),
                (false, false) => cell,
            }
        });
        // Small type needs less room, and a list that has it fits more people on a page.
        let line = LINE * u32::try_from(size).unwrap_or(LINE) / FULL_SIZE;
        let height = line * u32::try_from(room).unwrap_or(1) + 120;
        // A row higher than its minimum may run over pages, as long minutes do.
        let row = TableRow::new(cells.collect()).row_height(height as f32).height_rule(HeightRule::AtLeast);
        if i < heads { row.cant_split() } else { row }
    });
    Table::new(rows.collect())
        .set_grid(grid.clone())
        .width(grid.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
        .margins(TableCellMargins::new().margin(40, padding, 40, padding))
}

fn cell(c: &FormCell, width: usize, size: usize) -> TableCell {
    let place = if c.label || c.min_lines <= 1 { VAlignType::Center } else { VAlignType::Top };
    let table_cell = TableCell::new().width(width, WidthType::Dxa).grid_span(c.span.max(1)).vertical_align(place);
    lines(&c.text).fold(table_cell, |t, line| {
        t.add_paragraph(if c.label {
            Paragraph::new().align(AlignmentType::Center).add_run(run(line, "宋体").bold().size(size))
        } else if c.centred {
            body(line, size).align(AlignmentType::Center)
        } else {
            body(line, size)
        })
    })
}

/// Labels in one line with room to sign after each.
fn signatures(labels: &[String]) -> Paragraph {
    let spacing = LineSpacing::new().before(480);
    let line: Vec<String> = labels.iter().map(|l| format!("{l}:{}", "\u{3000}".repeat(10))).collect();
    Paragraph::new().line_spacing(spacing).add_run(run(&line.concat(), "仿宋"))
}

/// The lines of a text, at least one. `\r\n`, `\r` and `\n` all end a line.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|l| l.strip_suffix('\r').unwrap_or(l).split('\r'))
}

/// Without the characters that XML 1.0 forbids: one of them would make the whole file unreadable.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\0'..='\x08' | '\x0b'..='\x1f' | '\x7f' | '\u{fffe}' | '\u{ffff}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use docx_rs::{DocumentChild, TableCellContent, TableChild, TableRowChild, read_docx};

    fn texts(bytes: &[u8]) -> Vec<String> {
        let mut out = Vec::new();
        for child in read_docx(bytes).unwrap().document.children {
            match child {
                DocumentChild::Paragraph(p) => out.push(p.raw_text()),
                DocumentChild::Table(t) => {
                    for TableChild::TableRow(row) in t.rows {
                        for TableRowChild::TableCell(cell) in row.cells {
                            let lines = cell.children.iter().filter_map(|c| match c {
                                TableCellContent::Paragraph(p) => Some(p.raw_text()),
                                _ => None,
                            });
                            out.push(lines.collect::<Vec<_>>().join("|"));
                        }
                    }
                }
                _ => {}
            }
        }
        out
    }

    fn paper(text: &str) -> Paper {
        let rows = vec![
            vec![
                FormCell::label("时间"),
                FormCell::content("2026年3月5日"),
                FormCell::label("地点"),
                FormCell::content("<村部> & 二楼"),
            ],
            vec![FormCell::label("内容"), FormCell::content(text).span(3).room(10)],
        ];
        Paper {
            title: "支委会记录".into(),
            landscape: false,
            blocks: vec![
                Block::Text("党组织:柳林村".into()),
                Block::Form { widths: vec![1, 2, 1, 2], rows },
                Block::Signatures(vec!["主持人(签字)".into(), "记录人(签字)".into()]),
            ],
        }
    }

    #[test]
    fn what_is_written_can_be_read_back() {
        let read = texts(&write(&paper("一、学习\r\n二、讨论\n\n“三”\u{1}\u{1b}[31m、表决\0")).unwrap());
        assert_eq!(read[..6], ["支委会记录", "党组织:柳林村", "时间", "2026年3月5日", "地点", "<村部> & 二楼"]);
        assert_eq!(read[7], "一、学习|二、讨论||“三”[31m、表决");
        assert!(read[8].starts_with("主持人(签字):\u{3000}") && read[8].contains("记录人(签字):"), "{}", read[8]);
    }

    #[test]
    fn grid_and_cells_have_widths_and_fonts_are_east_asian() {
        let xml =
            String::from_utf8(Docx::new().add_table(form(&[1, 2, 1, 2], &rows_of(&paper("x")), 9298)).build().document)
                .unwrap();
        let widths: Vec<usize> =
            xml.split("<w:gridCol w:w=\"").skip(1).map(|s| s.split('"').next().unwrap().parse().unwrap()).collect();
        assert_eq!(widths, [1549, 3100, 1549, 3100]);
        assert!(xml.contains("w:tcW w:w=\"7749\" w:type=\"dxa\""), "the spanning cell is as wide as its columns");
        assert!(xml.contains("<w:tblLayout w:type=\"fixed\""));
        assert!(xml.contains("w:eastAsia=\"仿宋\"") && xml.contains("w:hint=\"eastAsia\""));
        assert!(!xml.to_lowercase().contains("theme"));
    }

    fn rows_of(paper: &Paper) -> Vec<Vec<FormCell>> {
        paper
            .blocks
            .iter()
            .find_map(|b| if let Block::Form { rows, .. } = b { Some(rows.clone()) } else { None })
            .unwrap()
    }

    #[test]
    fn a_head_stands_again_on_every_page_and_pages_are_numbered() {
        let head = ["编号", "姓名"].map(FormCell::label).to_vec();
        let row = ["1", "甲"].map(FormCell::content).to_vec();
        let mut listed = paper("x");
        let all = |p: &Paper| String::from_utf8(package(p).document).unwrap().matches("<w:tblHeader").count();
        assert_eq!(all(&listed), 0, "a form has no head");
        listed.blocks.push(Block::Form { widths: vec![1, 1], rows: vec![head.clone(), row.clone(), row] });
        assert_eq!(all(&listed), 1);
        listed.blocks.push(Block::Form { widths: vec![1, 1], rows: vec![head] });
        assert_eq!(all(&listed), 1, "nothing but a head is no head of anything");
        let parts = package(&listed);
        let document = String::from_utf8(parts.document).unwrap();
        assert!(document.contains("</w:tbl><w:p "), "two tables never touch");
        let footer = String::from_utf8(parts.footers.concat()).unwrap();
        let texts = [footer.find("第 "), footer.find("PAGE"), footer.find(" 页")];
        assert!(texts.iter().all(Option::is_some) && texts.is_sorted(), "{footer}");
    }

    #[test]
    fn sheets_begin_on_new_pages_and_a_cover_stands_alone() {
        let mut book = paper("x");
        book.blocks.push(Block::Sheet("第二张".into()));
        let xml = |p: &Paper| String::from_utf8(package(p).document).unwrap();
        assert_eq!(xml(&book).matches("<w:pageBreakBefore").count(), 1);
        assert_eq!(xml(&book).matches("支委会记录").count(), 1);
        book.blocks.insert(0, Block::Cover(vec!["2026年度".into()]));
        assert_eq!(xml(&book).matches("支委会记录").count(), 1, "the title stands on the cover alone");
    }

    #[test]
    fn the_same_paper_gives_the_same_bytes() {
        assert_eq!(write(&paper("同")).unwrap(), write(&paper("同")).unwrap());
    }
}
