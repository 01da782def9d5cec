//! Every paper opened by LibreOffice: it is converted without repair, on A4, and every word of it stands in what comes out.
//! Not here: what the file itself holds (`main`).

use crate::{all, bytes, meetings::with_photos, texts};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};
use zhibu::model::{
    date::Period,
    paper::{Block, Paper},
};

/// Set where the machine must have the programs that this asks for: a check that is passed over proves nothing.
const MUST: &str = "ZHIBU_LIBREOFFICE";

fn has(program: &str, question: &str) -> bool {
    let there = Command::new(program).arg(question).output().is_ok();
    assert!(there || env::var_os(MUST).is_none(), "no {program} on this machine");
    there
}

/// Each paper as a PDF, in the order in which they come.
fn converted<'a>(folder: &Path, papers: impl Iterator<Item = &'a Paper>) -> Vec<PathBuf> {
    let files: Vec<PathBuf> = papers
        .enumerate()
        .map(|(i, paper)| {
            let file = folder.join(format!("{i}.docx"));
            fs::write(&file, bytes(paper)).unwrap();
            file
        })
        .collect();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut soffice = Command::new("soffice");
    soffice.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder).args(&files);
    let done = soffice.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    files.iter().map(|f| f.with_extension("pdf")).collect()
}

/// Without blanks, and without boxes: they come from another font, and in the PDF behind the line that they stand in.
fn words(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '☐' | '☑')).collect()
}

/// Without the line at the foot of the page.
fn plain(page: &str) -> String {
    let text = words(page);
    let foot = text.rfind('第').filter(|at| text[*at..].ends_with('页'));
    foot.map_or(text.clone(), |at| text[..at].to_owned())
}

/// Of a text over the end of a page the greater piece is at least so long: two short ones stand on most pages by chance.
const PIECE: usize = 4;

/// Whether a text stands there: in one piece, or with its beginning on one page and the rest on the next.
fn stands(text: &str, pages: &[String]) -> bool {
    let text = words(text);
    let chars = text.chars().count();
    let cuts = || text.char_indices().enumerate().skip(1).filter(|(n, _)| (*n).max(chars - n) >= PIECE);
    let over =
        |pair: &[String]| cuts().any(|(_, (at, _))| pair[0].contains(&text[..at]) && pair[1].contains(&text[at..]));
    pages.iter().any(|page| page.contains(&text)) || pages.windows(2).any(over)
}

#[test]
fn a_text_stands_in_one_piece_or_over_one_page_end() {
    let pages = ["甲乙丙丁戊己庚辛".to_owned(), "表头壬癸子丑寅卯".to_owned(), "辰巳午未".to_owned()];
    for there in ["甲乙丙", "戊己庚辛壬癸子丑", "丙丁 戊己庚辛\n壬", "辛壬癸子丑"] {
        assert!(stands(there, &pages), "{there}");
    }
    // In two pieces of one page, over two page ends, on the pages in the wrong order, in pieces that prove nothing.
    for not in ["甲乙丙丁庚辛戊己", "戊己庚辛辰巳午未", "壬癸子丑庚辛", "庚辛壬癸"] {
        assert!(!stands(not, &pages), "{not}");
    }
}

#[test]
fn libreoffice_opens_every_paper_on_a4_and_loses_no_word() {
    if !has("soffice", "--version") || !has("pdftotext", "-v") {
        eprintln!("SKIPPED: no soffice or no pdftotext on this machine; nothing was converted");
        return;
    }
    let (book, _folder) = with_photos();
    let mut papers = all(&book);
    papers.insert("有照片的党日材料".into(), book.pack_paper(Period::month(2026, 11)).unwrap());
    // What is read as one word stands on one line: a long date, a name of four characters.
    let whole = [("党课一次", "2026年11月19日(星期四)"), ("工作手册", "尉迟广林")];
    assert!(whole.iter().all(|(paper, _)| papers.contains_key(*paper)), "{:?}", papers.keys());
    let out = tempfile::tempdir().unwrap();
    let files = converted(out.path(), papers.values());
    for (file, (name, paper)) in files.iter().zip(&papers) {
        let pdf = fs::read(file).unwrap_or_else(|e| panic!("{name} was not converted: {e}"));
        let pdf = String::from_utf8_lossy(&pdf);
        assert!(pdf.starts_with("%PDF-"), "{name}");
        let sheets = paper.blocks.iter().filter(|b| matches!(b, Block::Sheet(_))).count();
        let pages = pdf.matches("/Type/Page/").count();
        assert!(pages > sheets, "{name}: {pages} pages for {} sheets", sheets + 1);
        let a4 = if paper.landscape { "/MediaBox[0 0 841." } else { "/MediaBox[0 0 595." };
        assert_eq!(pdf.matches(a4).count(), pages, "{name} is A4");
        let photos = paper.blocks.iter().any(|b| matches!(b, Block::Photos(_)));
        assert_eq!(pdf.contains("/Subtype/Image"), photos, "{name}");
        let text = Command::new("pdftotext").arg("-raw").arg(file).arg("-").output().unwrap();
        let text = String::from_utf8(text.stdout).unwrap();
        for (_, word) in whole.iter().filter(|(paper, _)| paper == name) {
            assert!(text.lines().any(|line| words(line).contains(word)), "{name} breaks {word:?} in {text}");
        }
        let pages: Vec<String> = text.split('\u{c}').map(plain).collect();
        for line in texts(paper) {
            assert!(stands(&line, &pages), "{name} lacks {line:?} in {pages:#?}");
        }
    }
}
