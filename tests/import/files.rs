//! Files that cannot be used, and unusual ones that can: the first change nothing and say why.

use super::*;
use encoding_rs::GB18030;

#[test]
fn an_unusable_file_is_refused_in_plain_words_and_changes_nothing() {
    let mut place = Place::with_people(&[person(1, "张三")]);
    let whole = fs::read(place.roster_file(&[person(2, "李四")])).unwrap();
    let only_heading = sheet(&[HEADING.map(str::to_owned).to_vec()], std::iter::empty());
    let no_heading = sheet(&[], [vec!["收入".to_owned(), "支出".to_owned()]].into_iter());
    let cases: [(&str, &[u8], &str); 7] = [
        ("空.xlsx", b"", "文件是空的"),
        ("残缺.xlsx", &whole[..whole.len() / 2], "已损坏或不完整"),
        ("图片.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "不是表格文件"),
        ("压缩包.xlsx", b"PK\x03\x04\x14\x00\x00\x00rest of an archive", ""),
        ("空表.xlsx", &sheet(&[], std::iter::empty()), "没有内容"),
        ("只有表头.xlsx", &only_heading, "没有内容"),
        ("没有表头.xlsx", &no_heading, "没有找到表头"),
    ];
    let before = place.bytes();
    for (name, bytes, reason) in cases {
        let file = place.write(name, bytes);
        for dry_run in [true, false] {
            let roster = place.book.import_roster(&file, dry_run).unwrap_err().to_string();
            let ledger = place.book.import_activities(&file, dry_run).unwrap_err().to_string();
            assert!(roster.contains(reason) && !roster.is_ascii(), "{name}: {roster}");
            assert!(!ledger.is_ascii(), "{name}: {ledger}");
        }
    }
    let missing = place.dir.path().join("没有.xlsx");
    assert!(place.book.import_roster(&missing, false).unwrap_err().to_string().contains("找不到文件"));
    assert!(place.book.import_roster(place.dir.path(), false).unwrap_err().to_string().contains("是文件夹"));
    assert_eq!(place.bytes(), before);
}

#[test]
fn two_hundred_columns_are_kept_every_one() {
    let mut place = Place::new();
    let more = |prefix: &str| (COLUMNS..200).map(|n| format!("{prefix}{n}")).collect::<Vec<_>>();
    let heading = [HEADING.map(str::to_owned).to_vec(), more("栏")].concat();
    let row = [person(1, "张三").to_vec(), more("值")].concat();
    let file = place.write("宽表.xlsx", &sheet(&[heading], [row].into_iter()));
    for added in [1, 0] {
        let report = place.book.import_roster(&file, false).unwrap();
        assert_eq!(counts(&report), [added, 0, 1 - added, 0, 0]);
    }
    let member = place.member("张三");
    assert_eq!(member.extra.len(), 200 - COLUMNS);
    assert_eq!(member.extra["栏199"], "值199");
}

#[test]
fn a_table_in_the_old_chinese_encoding_is_read() {
    let mut place = Place::new();
    let number = id("19720828", "003");
    let text = format!(
        "姓名,身份证号,性别,民族,学历,入党日期,人员类别,手机号码\r\n\
         单小芳,{number}\t,男,汉,\"高中,函授\",1999/11/15,正式党员,13900000001\r\n\
         李䶮,{}\t,男,汉族,高中,199911,正式党员,13900000002\r\n",
        id("19720828", "005")
    );
    let (bytes, ..) = GB18030.encode(&text);
    let file = place.write("党员信息.csv", &bytes);
    let report = place.book.import_roster(&file, false).unwrap();
    assert_eq!((counts(&report), report.problems.len()), ([2, 0, 0, 0, 0], 0), "{report:?}");
    let m = place.member("单小芳");
    assert_eq!(
        (m.no, m.id_number.whole(), m.education.as_str(), m.ethnicity.as_str()),
        (1, number.as_str(), "高中,函授", "汉族")
    );
    assert_eq!(place.member("李䶮").joined.unwrap().to_string(), "1999-11");
}
