//! What an import can doubt, with the words for it in this one place: code decides by the [`Doubt`], people read its words.
//! Not here: finding it (`office`, `book::import`), what answers it (`book::issue`).

use serde::Serialize;
use std::fmt::Display;

/// A doubt in the words for the one cell or row that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InWords {
    pub doubt: Doubt,
    /// What is wrong and what to do, in plain Chinese.
    pub words: String,
}

/// One row a doubt: what it is, its stored code, which is also what gives its words, and those words.
macro_rules! doubts {
    ($($(#[$doc:meta])* $variant:ident: $code:ident($($part:ident),*) $words:literal;)+) => {
        /// What is wrong with a cell or a row of a file, told apart for the program.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Doubt {
            $($(#[$doc])* $variant),+
        }

        impl Doubt {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The doubt's code as stored.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => stringify!($code)),+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|doubt| doubt.code() == code)
            }

            $($(#[$doc])* pub fn $code($($part: impl Display),*) -> InWords {
                InWords { doubt: Self::$variant, words: format!($words) }
            })+
        }
    };
}

doubts! {
    // Any cell.
    /// The cell holds a spreadsheet's error value.
    ErrorValue: error_value(error) "单元格是错误值{error},请在原表中改正后补录";
    /// The cell holds characters that would harm the screen.
    ControlCharacters: control_characters() "含有看不见的控制字符,已显示为“·”,请核对";

    // A person of a roster.
    /// A row of a roster without a name.
    Nameless: nameless() "这一行没有姓名,没有导入;请补上姓名后重新导入,或手工录入";
    /// Another row has the same identity number.
    SameNumber: same_number(others) "身份证号与{others}相同,无法确定是谁的,没有导入;请核对后改正再导入";
    /// Another row has the same name, and no number tells the two apart.
    SameName: same_name(row) "与第{row}行同名,又没有可用的身份证号,请确认是不是同一个人";
    /// A member on record has the number, under another name.
    NumberOfAnother: number_of_another(name, no)
        "身份证号与名册上的{name}(序号{no})相同,姓名却不同,分不清是谁,没有导入;请核对后改正再导入";
    /// Members on record have the name, and nothing tells whether it is one of them. `how`: what differs.
    WhoUnclear: who_unclear(name, numbers, how)
        "名册上有同名的{name}({numbers}){how},身份证号、出生日期、电话都不足以判断是不是同一个人,没有导入;请补全后再导入,或手工录入";
    /// 流动党员 is neither yes nor no.
    FloatingUnclear: floating_unclear() "看不出是或否,暂按“否”";
    /// The number's last digits were lost in a number cell.
    IdDigitsLost: id_digits_lost() "这一格在表格里存成了数字,Excel 已丢失末尾数字;请按身份证补录";
    /// A number of the old kind.
    IdFifteen: id_fifteen() "15位旧号码,已按原样保留;请按现在的身份证补成18位";
    /// An identity number that is not made of digits: [`IdFault::NotDigits`](crate::text::idcard::IdFault::NotDigits).
    IdNotDigits: id_not_digits(fault) "{fault}";
    /// An identity number of a wrong length: [`IdFault::Length`](crate::text::idcard::IdFault::Length).
    IdLength: id_length(fault) "{fault}";
    /// An identity number whose birth is no day: [`IdFault::Birth`](crate::text::idcard::IdFault::Birth).
    IdBirth: id_birth(fault) "{fault}";
    /// An identity number whose check digit is wrong: [`IdFault::Check`](crate::text::idcard::IdFault::Check).
    IdCheck: id_check(fault) "{fault}";
    /// No phone number has as many digits, or such signs.
    PhoneUnlike: phone_unlike(digits) "不像电话号码(手机号应为11位,这里有{digits}位数字),请核对";
    /// No date can be read.
    NoDate: no_date() "不是有效日期,请查明后补录";
    /// January, or an October that lost its last digit in a number cell.
    MonthCut: month_cut() "表格里存成了数字,可能是1月,也可能是丢了末尾0的10月;请核对";
    /// A sex that is neither 男 nor 女.
    SexUnclear: sex_unclear() "应为“男”或“女”";
    /// The identity number says another sex.
    SexNotOfNumber: sex_not_of_number(said) "与身份证号不一致(身份证号为{said})";
    /// The identity number says another birth.
    BirthNotOfNumber: birth_not_of_number(said) "与身份证号不一致(身份证号为{said})";
    /// The category is not known.
    CategoryUnclear: category_unclear() "认不出是哪一类人员,暂按正式党员;请核对";
    /// Who is on probation has a part in the committee.
    ProbationerInOffice: probationer_in_office(role) "预备党员担任支部{role},请核对";
    /// Joined before the eighteenth birthday.
    UnderAge: under_age(birth, joined) "入党时不满18岁(出生{birth},入党{joined}),请核对";
    /// A full member without 转正时间.
    FullUnknown: full_unknown() "正式党员没有转正时间,请补录";
    /// 转正 before joining.
    FullBeforeJoined: full_before_joined(joined) "转正早于入党({joined}),请核对";
    /// 转正 within a year of joining.
    FullTooSoon: full_too_soon(joined) "转正距入党({joined})不满一年,请核对";
    /// 转正 long after joining.
    FullTooLate: full_too_late(joined) "转正距入党({joined})超过三年,请核对";
    /// 转正时间 of somebody who is no full member.
    FullNotYet: full_not_yet(category) "{category}不应有转正时间,请核对";

    // A meeting of an activities file.
    /// No day.
    DayMissing: day_missing() "没有日期,没有导入;请补上日期后重新导入";
    /// Nobody can tell which day.
    DayUnclear: day_unclear() "看不出是哪一天,没有导入;请写成 2025-03-05 这样再导入";
    /// A day to come.
    DayAhead: day_ahead() "日期在今天之后,没有导入;请核对日期后再导入";
    /// No kind of activity.
    KindMissing: kind_missing() "没有写类别,没有导入;请补上后重新导入";
    /// No kind is called that.
    KindUnknown: kind_unknown(known) "不认识这种类别,没有导入;可用的有: {known}";
    /// Several kinds in one row.
    KindsSeveral: kinds_several(kinds) "一行里有几类({kinds}),没有导入;请分成几行再导入";
    /// The row says what an earlier one says.
    SameRow: same_row(first) "与第{first}行完全相同,没有重复导入;如果确是两次活动,请在主题中写明区别";
    /// 应到人数 is no number.
    DueUnclear: due_unclear() "不是人数,请核对后补录";
    /// 实到人数 is no number.
    PresentUnclear: present_unclear() "不是人数,请核对后补录";
    /// More were there than were due.
    PresentAboveDue: present_above_due(present, due) "实到{present}人多于应到{due}人,请核对";
    /// More people, there and not there together, than were due.
    TogetherAboveDue: together_above_due(present, away, due) "实到{present}人,请假缺席{away}人,合计多于应到{due}人,请核对";
    /// A meeting of a 党小组 that does not say of which.
    GroupMissing: group_missing() "没有写明是哪个党小组,没有列出应到人员;请打开这次活动补上";
    /// A 党小组 that is not on the roster.
    GroupUnknown: group_unknown(group) "名册上没有“{group}”,没有列出应到人员;请核对党小组名称";
    /// Somebody named twice among those who did not come.
    AwayTwice: away_twice(name, places, roll) "{name}在{places},记为{roll};请核对";
    /// Somebody in the chair who stands among those who did not come.
    ChairAway: chair_away(name, column) "{name}既是主持人又在{column}中,请核对";
    /// Somebody taking the minutes who stands among those who did not come.
    RecorderAway: recorder_away(name, column) "{name}既是记录人又在{column}中,请核对";
    /// Several people who were due have the name.
    Namesakes: namesakes(name, roll) "名册上不止一个“{name}”,分不清是谁{roll},没有点名;请选是哪一个";
    /// The one of that name was not due on the day.
    AwayNotDue: away_not_due(name, roll) "按名册,“{name}”这一天不在应到人员中,没有记为{roll};请核对";
    /// Several people have the name, none of whom was due on the day.
    NamesakesNotDue: namesakes_not_due(name, roll) "名册上的“{name}”这一天都不在应到人员中,没有记为{roll};请核对";
    /// A reason without a name.
    AwayUnnamed: away_unnamed(reason, roll) "看不出“{reason}”说的是谁,没有记为{roll};请核对";
    /// Nobody on the roster has the name.
    AwayUnknown: away_unknown(name, roll) "名册上没有“{name}”,没有记为{roll};请核对姓名";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_one_doubt_in_the_books_and_in_json() {
        for (n, doubt) in Doubt::ALL.iter().enumerate() {
            assert_eq!(Doubt::from_code(doubt.code()), Some(*doubt));
            assert_eq!(serde_json::to_string(doubt).unwrap(), format!("\"{}\"", doubt.code()));
            assert!(!Doubt::ALL[..n].contains(doubt));
        }
        assert_eq!(Doubt::from_code("nothing"), None);
    }

    #[test]
    fn words_tell_what_they_are_about() {
        let said = Doubt::number_of_another("张三", 3);
        assert_eq!(said.doubt, Doubt::NumberOfAnother);
        assert!(said.words.starts_with("身份证号与名册上的张三(序号3)相同,"), "{}", said.words);
    }
}
