//! A ledger's days in every shape that its cells have them in: typed as text, and as the date cells of a workbook.

use super::*;
use rust_xlsxwriter::{ExcelDateTime, Format};

#[test]
fn a_day_is_read_from_text_and_from_a_date_cell_with_its_hour() {
    let mut place = Place::with_people(&[person(1, "张三")]);
    let mut file = Workbook::new();
    let sheet = file.add_worksheet();
    for (c, heading) in (0..).zip(["时间", "类别", "主题", "地点"]) {
        sheet.write(1, c, heading).unwrap();
    }
    sheet.write(0, 0, "柳林村党支部2025年度组织生活台账").unwrap();
    let texts = ["2025年1月5日上午9时", "2025.1.22", "2025-02-16"];
    for (r, day) in (2..).zip(texts) {
        sheet.write(r, 0, day).unwrap();
    }
    let (day, hour) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("yyyy/m/d h:mm"));
    sheet.write_with_format(5, 0, ExcelDateTime::from_ymd(2025, 3, 12).unwrap(), &day).unwrap();
    let nine = ExcelDateTime::from_ymd(2025, 4, 5).unwrap().and_hms(9, 30, 0).unwrap();
    sheet.write_with_format(6, 0, nine, &hour).unwrap();
    for r in 2..7 {
        sheet.write(r, 1, "主题党日").unwrap();
        sheet.write(r, 2, format!("第{r}行")).unwrap();
    }
    let file = place.write("台账.xlsx", &file.save_to_buffer().unwrap());
    let report = place.book.import_activities(&file, false).unwrap();
    assert_eq!((counts(&report), report.problems.len()), ([5, 0, 0, 0, 0], 0), "{report:?}");
    let days: Vec<String> = place
        .book
        .activities(2025)
        .unwrap()
        .iter()
        .map(|row| {
            let a = place.book.meeting(row.id).unwrap().unwrap().activity;
            format!("{} {}", a.on, a.starts)
        })
        .collect();
    assert_eq!(days, ["2025-01-05 09:00", "2025-01-22 ", "2025-02-16 ", "2025-03-12 ", "2025-04-05 09:30"]);
    assert_eq!(counts(&place.book.import_activities(&file, false).unwrap()), [0, 0, 5, 0, 0]);
}
