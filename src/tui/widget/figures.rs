//! Large figures, three rows high, of signs that are one column wide on every terminal.

use crate::tui::paint::Canvas;
use ratatui::style::Style;

/// How many rows a large figure takes.
pub const ROWS: u16 = 3;

/// The strokes of a sign, top to bottom; `None` for one that has no large form.
fn strokes(sign: char) -> Option<[&'static str; 3]> {
    Some(match sign {
        '0' => [" _ ", "| |", "|_|"],
        '1' => ["   ", "  |", "  |"],
        '2' => [" _ ", " _|", "|_ "],
        '3' => [" _ ", " _|", " _|"],
        '4' => ["   ", "|_|", "  |"],
        '5' => [" _ ", "|_ ", " _|"],
        '6' => [" _ ", "|_ ", "|_|"],
        '7' => [" _ ", "  |", "  |"],
        '8' => [" _ ", "|_|", "|_|"],
        '9' => [" _ ", "|_|", " _|"],
        '-' => ["   ", " _ ", "   "],
        '.' => [" ", " ", "."],
        _ => return None,
    })
}

/// Draws a number from the upper left corner; gives back the columns used.
pub fn draw(canvas: &mut Canvas, (x, y): (u16, u16), number: &str, style: Style) -> u16 {
    let mut used = 0;
    for rows in number.chars().filter_map(strokes) {
        let mut cols = 0;
        for (row, stroke) in (y..).zip(rows) {
            cols = canvas.text(x + used, row, 3, stroke, style);
        }
        used += cols + 1;
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_of_a_number_has_a_large_form_of_even_width() {
        for sign in "0123456789-.".chars() {
            let rows = strokes(sign).unwrap();
            assert!(rows.iter().all(|r| r.len() == rows[0].len() && r.is_ascii()), "{sign}");
        }
        assert_eq!(strokes('x'), None);
    }
}
