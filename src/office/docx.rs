//! Writes a [`Paper`] as a Word file: A4, ruled tables with fixed column widths, Chinese fonts that WPS and Word have.
//! Not here: what stands on a paper (`book::papers`), ruled tables (`table`).

mod table;

use crate::{
    model::paper::{Block, Paper, Photo, head_rows},
    text::width::width,
};
use docx_rs::{
    AlignmentType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum, PageOrientationType, Paragraph,
    Pic, Run, RunFonts, XMLDocx,
};
use std::io;
use table::table;

/// A4 in twips (twentieths of a point).
const A4: (u32, u32) = (11_906, 16_838);
const SIDE_MARGIN: u32 = 1_304;
const TOP_MARGIN: u32 = 1_304;
/// The most that a photo is high, in twips, for two to fit a page with a title and their names.
const PHOTO_HEIGHT: u64 = 6_000;
/// How docx-rs writes that a row is not split over pages.
const WHOLE_ROW: &str = "<w:cantSplit />";
/// How docx-rs begins a table.
const TABLE: &str = "<w:tbl>";
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
    let mut after_table = false;
    let mut pictures = 0;
    for block in &paper.blocks {
        // Two tables with nothing between them are one table for Word.
        if after_table && matches!(block, Block::Table { .. }) {
            docx = docx.add_paragraph(body("", FOOTER_SIZE));
        }
        after_table = matches!(block, Block::Table { .. });
        docx = match block {
            Block::Text(text) => lines(text).fold(docx, |d, line| d.add_paragraph(body(line, BODY_SIZE))),
            Block::Heading(text) => docx.add_paragraph(heading(text)),
            Block::Table { widths, rows } => {
                docx.add_table(table(widths, rows, width - 2 * SIDE_MARGIN, paper.landscape))
            }
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
    let heads = paper.blocks.iter().filter_map(|b| if let Block::Table { rows, .. } = b { Some(rows) } else { None });
    package.document = with_repeated_heads(package.document, heads.map(|rows| head_rows(rows)));
    package
}

/// docx-rs knows no repeated head rows: of each table that many rows, the first that are not split, are made heads.
fn with_repeated_heads(document: Vec<u8>, heads: impl Iterator<Item = usize>) -> Vec<u8> {
    let xml = match String::from_utf8(document) {
        Ok(xml) => xml,
        Err(e) => return e.into_bytes(),
    };
    let head = format!("{WHOLE_ROW}<w:tblHeader />");
    let mut out = String::with_capacity(xml.len());
    let mut heads = std::iter::once(0).chain(heads);
    for part in xml.split_inclusive(TABLE) {
        out += &part.replacen(WHOLE_ROW, &head, heads.next().unwrap_or(0));
    }
    out.into_bytes()
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

/// A photo as large as two on a page can be. `number`: which picture of the file it is.
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

fn body(line: &str, size: usize) -> Paragraph {
    Paragraph::new()
        .line_spacing(
            LineSpacing::new().line_rule(LineSpacingType::AtLeast).line(i32::try_from(size * 15).unwrap_or(360)),
        )
        .add_run(run(line, "仿宋").size(size))
}

/// Labels in one line with room to sign after each.
fn signatures(labels: &[String]) -> Paragraph {
    let spacing = LineSpacing::new().before(480);
    Paragraph::new().line_spacing(spacing).add_run(run(&signature_line(labels), "仿宋"))
}

/// The labels in one line, with as much room to sign behind each as an upright page has.
fn signature_line(labels: &[String]) -> String {
    // A character of that size is so many twips wide.
    let columns = ((A4.0 - 2 * SIDE_MARGIN) as usize / (BODY_SIZE * 10)).saturating_sub(1);
    let taken: usize = labels.iter().map(|l| (width(l) + 1).div_ceil(2)).sum();
    let room = (columns.saturating_sub(taken) / labels.len().max(1)).clamp(4, 10);
    labels.iter().map(|l| format!("{l}:{}", "\u{3000}".repeat(room))).collect()
}

/// The lines of a text, at least one. `\r\n`, `\r` and `\n` all end a line.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|l| l.strip_suffix('\r').unwrap_or(l).split('\r'))
}

/// The text without the characters that XML 1.0 forbids: one of them would make the whole file unreadable.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\0'..='\x08' | '\x0b'..='\x1f' | '\x7f' | '\u{fffe}' | '\u{ffff}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::paper::PaperCell;
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
                PaperCell::label("时间"),
                PaperCell::content("2026年3月5日"),
                PaperCell::label("地点"),
                PaperCell::content("<村部> & 二楼"),
            ],
            vec![PaperCell::label("内容"), PaperCell::content(text).span(3).room(10)],
        ];
        Paper {
            title: "支委会记录".into(),
            landscape: false,
            blocks: vec![
                Block::Text("党组织:柳林村".into()),
                Block::Table { widths: vec![1, 2, 1, 2], rows },
                Block::Signatures(vec!["主持人(签字)".into(), "记录人(签字)".into()]),
            ],
        }
    }

    #[test]
    fn signatures_stand_in_one_line() {
        for labels in [
            &["主持人(签字)", "记录人(签字)", "书记(签字)"][..],
            &["主持人(签字)", "记录人(签字)"],
            &["签发人", "签收人", "签收日期"],
        ] {
            let labels: Vec<String> = labels.iter().map(|l| (*l).to_owned()).collect();
            // 38 characters of 12 points are as wide as the text on the page.
            let line = signature_line(&labels);
            assert!(width(&line) <= 2 * 38, "{line}");
            assert!(line.contains(&"\u{3000}".repeat(5)), "{line}");
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
        let xml = String::from_utf8(
            Docx::new().add_table(table(&[1, 2, 1, 2], &rows_of(&paper("x")), 9298, false)).build().document,
        )
        .unwrap();
        let widths: Vec<usize> =
            xml.split("<w:gridCol w:w=\"").skip(1).map(|s| s.split('"').next().unwrap().parse().unwrap()).collect();
        assert_eq!(widths, [1549, 3100, 1549, 3100]);
        assert!(xml.contains("w:tcW w:w=\"7749\" w:type=\"dxa\""), "the spanning cell is as wide as its columns");
        assert!(xml.contains("<w:tblLayout w:type=\"fixed\""));
        assert!(xml.contains("w:eastAsia=\"仿宋\"") && xml.contains("w:hint=\"eastAsia\""));
        assert!(!xml.to_lowercase().contains("theme"));
    }

    fn rows_of(paper: &Paper) -> Vec<Vec<PaperCell>> {
        paper
            .blocks
            .iter()
            .find_map(|b| if let Block::Table { rows, .. } = b { Some(rows.clone()) } else { None })
            .unwrap()
    }

    #[test]
    fn a_head_stands_again_on_every_page_and_pages_are_numbered() {
        let head = ["编号", "姓名"].map(PaperCell::label).to_vec();
        let row = ["1", "甲"].map(PaperCell::content).to_vec();
        let mut listed = paper("x");
        let all = |p: &Paper| String::from_utf8(package(p).document).unwrap().matches("<w:tblHeader").count();
        assert_eq!(all(&listed), 0, "a label-value table has no head");
        listed.blocks.push(Block::Table { widths: vec![1, 1], rows: vec![head.clone(), row.clone(), row] });
        assert_eq!(all(&listed), 1);
        listed.blocks.push(Block::Table { widths: vec![1, 1], rows: vec![head] });
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
