//! The columns of a member: one table from which the page's form, the import of rosters, what is missing, the history, the
//! search, the file of the book, exports and JSON are loops. Not here: what each sort of value is (`cell`).
//!
//! A new column is three files: its field in [`Member`], its row in [`COLUMNS`], and the schema's step that adds
//! it to the table `member`. No test walks every row through all doors yet.

use super::{
    Category, Member,
    cell::{Cell, Misread, Stored, Told},
};
use crate::text::names::closed_up;
use serde_json::Value;

/// One column of a member.
pub struct Column {
    /// Its name in forms, drafts and JSON.
    pub id: &'static str,
    /// Its name in the book's file.
    pub stored_as: &'static str,
    /// The heading that rosters have for it, by which doubts, gaps and exports call it.
    pub name: &'static str,
    /// What it is called on the member's page and in the history.
    pub label: &'static str,
    /// The headings that it goes by in other people's rosters, the surest first. None: no roster tells it.
    pub aliases: &'static [&'static str],
    /// The heading that tells of it too, where it follows from another column.
    pub follows: Option<&'static str>,
    /// Columns of a sheet that it takes on an exported roster; 0: it is not exported.
    pub width: u16,
    /// It takes a whole row of the page.
    pub wide: bool,
    /// People are searched for by it.
    pub searched: bool,
    /// The people of whom every form asks for the column.
    required: fn(&Member) -> bool,
    /// The way in which it is written, for what people write in several.
    tidy: fn(&str) -> String,
    access: &'static (dyn Access + Sync),
}

impl Column {
    /// What is known, in words with all digits; empty where nothing is. For whom tests/secrets.rs names.
    pub fn whole(&self, m: &Member) -> String {
        self.access.whole(m)
    }

    /// What is known, in words, numbers of people without their middle; empty where nothing is.
    pub fn shown(&self, m: &Member) -> String {
        self.access.shown(m)
    }

    /// Somebody's words for such a value, numbers of people without their middle.
    pub fn masked(&self, text: &str) -> String {
        self.access.masked(text)
    }

    /// Takes what people's words mean.
    ///
    /// # Errors
    /// Why they mean nothing here; the member is as before then.
    pub fn read(&self, m: &mut Member, text: &str) -> Result<(), Misread> {
        self.access.read(m, &(self.tidy)(text))
    }

    /// Takes what was typed over the value as it was shown: numbers whose middle is still hidden stay as they are.
    ///
    /// # Errors
    /// Why it means nothing here; the member is as before then.
    pub fn retype(&self, m: &mut Member, text: &str) -> Result<(), Misread> {
        if text == self.access.shown(m) { Ok(()) } else { self.access.retype(m, &(self.tidy)(text)) }
    }

    /// Whether every form asks this member for it and nobody has told.
    pub fn lacks(&self, m: &Member) -> bool {
        (self.required)(m) && !self.access.is_known(m)
    }

    /// Takes over what a file tells of a member.
    pub fn merge(&self, m: &mut Member, new: &Member, told: Told) {
        self.access.merge(m, new, told);
    }

    pub fn is_same(&self, one: &Member, other: &Member) -> bool {
        self.access.is_same(one, other)
    }

    /// Where in the value, in characters, the text stands that somebody looks for.
    pub fn find(&self, m: &Member, query: &str) -> Option<usize> {
        let (value, query) = (self.access.whole(m).to_ascii_lowercase(), query.to_ascii_lowercase());
        value.find(&query).map(|at| value[..at].chars().count())
    }

    /// The value for the book's file, with all digits. For whom tests/secrets.rs names.
    pub fn to_file(&self, m: &Member) -> Stored {
        self.access.stored(m)
    }

    /// Takes a value from the book's file; whether this program knows it.
    pub fn from_file(&self, m: &mut Member, stored: Stored) -> bool {
        self.access.load(m, stored)
    }

    /// The words for the code of a closed set, as the book's file has it; `None` for other columns and an unknown code.
    pub fn name_of(&self, code: &str) -> Option<String> {
        self.choices()?;
        let mut one = Member::default();
        let number = code.parse().ok().map(Stored::Integer);
        let known = self.from_file(&mut one, Stored::Text(code.to_owned()))
            || number.is_some_and(|n| self.from_file(&mut one, n));
        known.then(|| self.shown(&one))
    }

    /// The value for programs, numbers of people masked unless `whole`.
    pub fn json(&self, m: &Member, whole: bool) -> Value {
        self.access.json(m, whole)
    }

    /// Whether it holds a day, a month or a year.
    pub fn is_date(&self) -> bool {
        self.access.is_date()
    }

    /// Everything that it can be, in words; `None` where that is not limited.
    pub fn choices(&self) -> Option<Vec<&'static str>> {
        self.access.choices()
    }
}

/// By the name of a form's field.
pub fn by_id(id: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|c| c.id == id)
}

/// By the heading of a roster, ours or another.
pub fn by_heading(heading: &str) -> Option<&'static Column> {
    let ours = COLUMNS.iter().find(|c| c.name == heading);
    ours.or_else(|| COLUMNS.iter().find(|c| c.aliases.contains(&heading)))
}

/// A cell of a roster under this heading as it may be shown: numbers of people without their middle.
pub fn masked(heading: &str, text: &str) -> String {
    by_heading(heading).map_or_else(|| String::masked(text), |c| c.masked(text))
}

/// By the name in the book's file.
pub fn by_stored(name: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|c| c.stored_as == name)
}

/// The columns that a roster's file may have.
pub fn of_rosters() -> impl Iterator<Item = &'static Column> {
    COLUMNS.iter().filter(|c| !c.aliases.is_empty())
}

/// A field of a member and what can be done with it whatever it holds.
struct Field<T> {
    get: fn(&Member) -> &T,
    put: fn(&mut Member) -> &mut T,
}

trait Access {
    fn whole(&self, m: &Member) -> String;
    fn shown(&self, m: &Member) -> String;
    fn masked(&self, text: &str) -> String;
    fn read(&self, m: &mut Member, text: &str) -> Result<(), Misread>;
    fn retype(&self, m: &mut Member, text: &str) -> Result<(), Misread>;
    fn is_known(&self, m: &Member) -> bool;
    fn is_same(&self, one: &Member, other: &Member) -> bool;
    fn merge(&self, m: &mut Member, new: &Member, told: Told);
    fn stored(&self, m: &Member) -> Stored;
    fn load(&self, m: &mut Member, stored: Stored) -> bool;
    fn json(&self, m: &Member, whole: bool) -> Value;
    fn is_date(&self) -> bool;
    fn choices(&self) -> Option<Vec<&'static str>>;
}

impl<T: Cell> Access for Field<T> {
    fn whole(&self, m: &Member) -> String {
        Cell::whole((self.get)(m))
    }

    fn shown(&self, m: &Member) -> String {
        (self.get)(m).shown()
    }

    fn masked(&self, text: &str) -> String {
        T::masked(text)
    }

    fn read(&self, m: &mut Member, text: &str) -> Result<(), Misread> {
        *(self.put)(m) = T::read(text)?;
        Ok(())
    }

    fn retype(&self, m: &mut Member, text: &str) -> Result<(), Misread> {
        let new = (self.get)(m).retyped(text)?;
        *(self.put)(m) = new;
        Ok(())
    }

    fn is_known(&self, m: &Member) -> bool {
        (self.get)(m).is_known()
    }

    fn is_same(&self, one: &Member, other: &Member) -> bool {
        (self.get)(one) == (self.get)(other)
    }

    fn merge(&self, m: &mut Member, new: &Member, told: Told) {
        (self.put)(m).merge((self.get)(new), told);
    }

    fn stored(&self, m: &Member) -> Stored {
        (self.get)(m).stored()
    }

    fn load(&self, m: &mut Member, stored: Stored) -> bool {
        let value = T::load(stored);
        let known = value.is_some();
        if let Some(value) = value {
            *(self.put)(m) = value;
        }
        known
    }

    fn json(&self, m: &Member, whole: bool) -> Value {
        (self.get)(m).json(whole)
    }

    fn is_date(&self) -> bool {
        T::IS_DATE
    }

    fn choices(&self) -> Option<Vec<&'static str>> {
        T::choices()
    }
}

macro_rules! field {
    ($name:ident) => {
        &Field { get: |m| &m.$name, put: |m| &mut m.$name }
    };
}

fn always(_: &Member) -> bool {
    true
}

fn never(_: &Member) -> bool {
    false
}

fn of_full(m: &Member) -> bool {
    m.category == Category::Full
}

fn as_typed(text: &str) -> String {
    text.to_owned()
}

#[rustfmt::skip]
const PEOPLES: &[&str] = &[
    "汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼", "哈萨克", "傣", "黎",
    "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南",
    "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固", "京", "塔塔尔", "独龙",
    "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
];

/// 民族 in full: `汉族` for 汉.
fn ethnicity(text: &str) -> String {
    if PEOPLES.contains(&text) { format!("{text}族") } else { text.to_owned() }
}

/// What most columns are.
const PLAIN: Column = Column {
    id: "",
    stored_as: "",
    name: "",
    label: "",
    aliases: &[],
    follows: None,
    width: 0,
    wide: false,
    searched: false,
    required: never,
    tidy: as_typed,
    access: field!(note),
};

/// All columns of a member, in the order of an exported roster.
#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    Column {
        id: "no", stored_as: "no", name: "序号", label: "编号", width: 6, access: field!(no),
        aliases: &["序号", "编号", "签到号", "No", "NO"],
        ..PLAIN
    },
    Column {
        id: "name", stored_as: "name", name: "姓名", label: "姓名", width: 9, access: field!(name),
        aliases: &["姓名", "党员姓名", "名字", "姓名名称"],
        required: always, tidy: closed_up, ..PLAIN
    },
    Column {
        id: "sex", stored_as: "sex", name: "性别", label: "性别", width: 5, access: field!(sex),
        aliases: &["性别"],
        required: always, ..PLAIN
    },
    Column {
        id: "ethnicity", stored_as: "ethnicity", name: "民族", label: "民族", width: 7, access: field!(ethnicity),
        aliases: &["民族", "族别"],
        required: always, tidy: ethnicity, ..PLAIN
    },
    Column {
        id: "birth", stored_as: "birth", name: "出生日期", label: "出生日期", width: 11, access: field!(birth),
        aliases: &["出生日期", "出生年月日", "出生年月", "出生时间", "生日"],
        required: always, ..PLAIN
    },
    Column {
        id: "id_number", stored_as: "id_number", name: "公民身份号码", label: "身份证号", width: 20, access: field!(id_number),
        aliases: &["公民身份号码", "公民身份证号", "公民身份证号码", "居民身份证号码", "身份证号码", "身份证号", "身份证", "证件号码", "身份证件号码", "居民身份证号"],
        searched: true, required: always, ..PLAIN
    },
    Column {
        id: "education", stored_as: "education", name: "学历", label: "学历", width: 9, access: field!(education),
        aliases: &["学历", "最高学历", "文化程度", "全日制学历", "学历学位"],
        required: always, ..PLAIN
    },
    Column {
        id: "category", stored_as: "category", name: "人员类别", label: "类别", width: 9, access: field!(category),
        aliases: &["人员类别", "党员类别", "党员类型", "党员身份", "政治面貌", "组织身份", "类别", "人员类型"],
        ..PLAIN
    },
    Column {
        id: "joined", stored_as: "joined", name: "入党时间", label: "入党时间", width: 11, access: field!(joined),
        aliases: &["入党时间", "入党日期", "入党年月", "入党年月日", "接收预备党员日期", "接收预备党员时间", "加入党组织日期", "加入中共组织日期", "加入中共组织的时间", "加入党组织时间", "成为预备党员时间", "成为预备党员日期", "预备党员时间", "何时入党"],
        required: always, ..PLAIN
    },
    Column {
        id: "full", stored_as: "full_since", name: "转正时间", label: "转正时间", width: 11, access: field!(full),
        aliases: &["转正时间", "转正日期", "正式转正日期", "正式转正时间", "转正年月", "转为正式党员日期", "转为正式党员时间", "成为正式党员时间", "成为正式党员日期", "转正年月日"],
        required: of_full, ..PLAIN
    },
    Column {
        id: "group", stored_as: "party_group", name: "党小组", label: "党小组", width: 11, access: field!(group),
        aliases: &["党小组", "所在党小组", "所属党小组", "所在小组", "党小组名称"],
        searched: true, ..PLAIN
    },
    Column {
        id: "role", stored_as: "role", name: "支委职务", label: "支委职务", access: field!(role),
        follows: Some("职务"), ..PLAIN
    },
    Column {
        id: "post", stored_as: "post", name: "职务", label: "党内外职务", width: 14, access: field!(post),
        aliases: &["党内职务", "党内外职务", "职务", "党内外职务情况", "党务职务", "村内职务", "工作岗位", "现任职务", "担任职务", "岗位职务", "党务工作者"],
        searched: true, ..PLAIN
    },
    Column {
        id: "job", stored_as: "job", name: "从业情况", label: "从业情况", width: 14, access: field!(job),
        aliases: &["从业情况", "职业", "从事职业", "工作单位及职务", "单位、职务或职业", "现从事职业", "就业情况", "工作单位"],
        searched: true, ..PLAIN
    },
    Column {
        id: "phone", stored_as: "phone", name: "联系电话", label: "联系电话", width: 13, access: field!(phone),
        aliases: &["联系电话", "手机号码", "手机号", "电话号码", "联系方式", "手机", "电话", "移动电话", "联系电话号码"],
        searched: true, required: always, ..PLAIN
    },
    Column {
        id: "address", stored_as: "address", name: "家庭住址", label: "家庭住址", width: 22, access: field!(address),
        aliases: &["家庭住址", "现居住地", "家庭地址", "住址", "现住址", "居住地", "常住地址", "家庭详细住址", "现居住地址", "居住地址"],
        wide: true, searched: true, ..PLAIN
    },
    Column {
        id: "floating", stored_as: "floating", name: "流动党员", label: "流动党员", width: 9, access: field!(floating),
        aliases: &["是否流动党员", "流动党员", "是否流动", "是否为流动党员", "是否外出流动党员"],
        ..PLAIN
    },
    Column {
        id: "floating_place", stored_as: "floating_place", name: "外出地点", label: "外出地点", width: 12, access: field!(floating_place),
        aliases: &["外出地点", "流动地点", "流入地", "外出流向", "流动去向", "外出务工地点", "外出地", "流向"],
        searched: true, ..PLAIN
    },
    Column {
        id: "note", stored_as: "note", name: "备注", label: "备注", width: 14, access: field!(note),
        aliases: &["备注", "备注说明", "说明"],
        wide: true, searched: true, ..PLAIN
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_heading_means_two_columns_and_no_name_is_used_twice() {
        for names in [
            COLUMNS.iter().flat_map(|c| c.aliases.iter().copied()).collect::<Vec<_>>(),
            COLUMNS.iter().map(|c| c.id).collect(),
            COLUMNS.iter().map(|c| c.stored_as).collect(),
            COLUMNS.iter().map(|c| c.name).collect(),
            COLUMNS.iter().map(|c| c.label).collect(),
        ] {
            let different: BTreeSet<_> = names.iter().collect();
            assert_eq!(different.len(), names.len(), "{names:?}");
        }
        for c in of_rosters() {
            assert!(c.aliases.contains(&c.name), "a roster that we wrote is read again: {}", c.name);
        }
    }

    #[test]
    fn masked_is_what_may_be_shown_of_a_cell() {
        assert_eq!(masked("公民身份号码", "419923196406033589"), "419923********3589");
        assert_eq!(masked("身份证号", "4199"), "****", "what is too short to be one is hidden all the same");
        assert_eq!(masked("联系电话", "0393 1234567"), "039* ***4567");
        assert_eq!(masked("出生日期", "419923196406033589"), "419923********3589");
        assert_eq!(masked("家属", "女儿13900001234"), "女儿139****1234", "in a column that is none of ours too");
        assert_eq!(masked("备注", "女儿13900001234"), "女儿139****1234");
    }
}
