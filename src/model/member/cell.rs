//! What a member's columns can hold: how each sort of value is read from people's words, shown, merged, kept in the file and
//! given to programs. Not here: which columns there are (`columns`), how a file's cell becomes text (`office::roster`).

use super::{Category, Role, Sex};
use crate::{
    model::date::PartialDate,
    text::{
        date::parse_partial,
        idcard::{IdNumber, normal},
        mask::{mask_text, unmask_text},
        number::{digits, half_width},
        phone::Phone,
    },
};
use serde_json::Value;

pub const YES: &str = "是";
pub const NO: &str = "否";

/// A value as a database or its journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    Nothing,
    Integer(i64),
    Text(String),
}

/// Why a text cannot be read as what its column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misread {
    Number,
    Date,
    Sex,
    Category,
    YesNo,
    /// Part of it is hidden, and nobody can tell which number was meant.
    Masked,
}

/// What a file says about a column: whether its cell says anything, and whether that is beyond doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub filled: bool,
    pub sure: bool,
}

/// One sort of value.
pub trait Cell: PartialEq + Sized {
    /// Whether it is a day, a month or a year.
    const IS_DATE: bool = false;

    /// The value in words with all its digits; empty where it is not known.
    fn whole(&self) -> String;

    /// The value in words, numbers of people without their middle.
    fn shown(&self) -> String {
        self.whole()
    }

    /// Somebody's words for such a value, numbers of people without their middle.
    fn masked(text: &str) -> String {
        mask_text(text).into_owned()
    }

    /// What a person's words mean.
    ///
    /// # Errors
    /// Why they mean nothing here.
    fn read(text: &str) -> Result<Self, Misread>;

    /// What was typed over the value as it was shown: what is still hidden stays as it is.
    ///
    /// # Errors
    /// As [`Cell::read`].
    fn retyped(&self, text: &str) -> Result<Self, Misread> {
        Self::read(text)
    }

    fn is_known(&self) -> bool;

    /// Takes over what a file says; a doubtful cell fills what is not known, but replaces nothing.
    fn merge(&mut self, new: &Self, told: Told);

    fn stored(&self) -> Stored;

    /// The value that was kept so; `None` for one that this program does not know.
    fn load(stored: Stored) -> Option<Self>;

    /// The value for programs: a code, an ISO date, a number; numbers of people are given masked unless `whole`.
    fn json(&self, whole: bool) -> Value {
        let text = if whole { self.whole() } else { self.shown() };
        Value::String(text)
    }

    /// Everything that it can be, in words; `None` where that is not limited.
    fn choices() -> Option<Vec<&'static str>> {
        None
    }
}

fn takes(old_known: bool, new_known: bool, told: Told) -> bool {
    new_known && (!old_known || told.sure)
}

/// Names, places, remarks. May hold anybody's numbers.
impl Cell for String {
    fn whole(&self) -> String {
        self.clone()
    }

    fn shown(&self) -> String {
        mask_text(self).into_owned()
    }

    fn read(text: &str) -> Result<Self, Misread> {
        Ok(text.to_owned())
    }

    fn retyped(&self, text: &str) -> Result<Self, Misread> {
        Ok(unmask_text(text, self))
    }

    fn is_known(&self) -> bool {
        !self.is_empty()
    }

    fn merge(&mut self, new: &Self, told: Told) {
        if takes(self.is_known(), new.is_known(), told) {
            self.clone_from(new);
        }
    }

    fn stored(&self) -> Stored {
        Stored::Text(self.clone())
    }

    fn load(stored: Stored) -> Option<Self> {
        text(stored)
    }
}

impl Cell for IdNumber {
    fn whole(&self) -> String {
        IdNumber::whole(self).to_owned()
    }

    fn shown(&self) -> String {
        self.to_string()
    }

    fn masked(text: &str) -> String {
        Self::from(text).to_string()
    }

    fn read(text: &str) -> Result<Self, Misread> {
        Ok(normal(text).into())
    }

    fn retyped(&self, text: &str) -> Result<Self, Misread> {
        retyped(self, text)
    }

    fn is_known(&self) -> bool {
        !self.is_empty()
    }

    fn merge(&mut self, new: &Self, told: Told) {
        if takes(self.is_known(), new.is_known(), told) {
            self.clone_from(new);
        }
    }

    fn stored(&self) -> Stored {
        Stored::Text(Cell::whole(self))
    }

    fn load(stored: Stored) -> Option<Self> {
        text(stored).map(Self::from)
    }
}

impl Cell for Phone {
    fn whole(&self) -> String {
        Phone::whole(self).to_owned()
    }

    fn shown(&self) -> String {
        self.to_string()
    }

    fn masked(text: &str) -> String {
        Self::from(text).to_string()
    }

    fn read(text: &str) -> Result<Self, Misread> {
        Ok(half_width(text).chars().filter(|c| !c.is_whitespace()).collect::<String>().into())
    }

    fn retyped(&self, text: &str) -> Result<Self, Misread> {
        retyped(self, text)
    }

    fn is_known(&self) -> bool {
        !self.is_empty()
    }

    fn merge(&mut self, new: &Self, told: Told) {
        if takes(self.is_known(), new.is_known(), told) {
            self.clone_from(new);
        }
    }

    fn stored(&self) -> Stored {
        Stored::Text(Cell::whole(self))
    }

    fn load(stored: Stored) -> Option<Self> {
        text(stored).map(Self::from)
    }
}

/// A masked number stands for itself until somebody types another; one that is still hidden in part would destroy it.
fn retyped<T: Cell + Clone>(old: &T, text: &str) -> Result<T, Misread> {
    match text {
        _ if text == old.shown() || text == Cell::whole(old) => Ok(old.clone()),
        _ if text.contains('*') => Err(Misread::Masked),
        _ => T::read(text),
    }
}

/// The number on the roster and on the sign-in sheet. What was given once stays.
impl Cell for u32 {
    fn whole(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Result<Self, Misread> {
        digits(text).filter(|n| *n > 0).ok_or(Misread::Number)
    }

    fn is_known(&self) -> bool {
        *self > 0
    }

    fn merge(&mut self, _new: &Self, _told: Told) {}

    fn stored(&self) -> Stored {
        Stored::Integer(i64::from(*self))
    }

    fn load(stored: Stored) -> Option<Self> {
        if let Stored::Integer(n) = stored { Self::try_from(n).ok() } else { None }
    }

    fn json(&self, _whole: bool) -> Value {
        (*self).into()
    }
}

impl Cell for Option<PartialDate> {
    const IS_DATE: bool = true;

    fn whole(&self) -> String {
        self.map(|d| d.to_string()).unwrap_or_default()
    }

    fn read(text: &str) -> Result<Self, Misread> {
        if text.is_empty() {
            return Ok(None);
        }
        let date = parse_partial(text).and_then(|(y, m, d)| PartialDate::new(y, m, d));
        date.map(Some).ok_or(Misread::Date)
    }

    fn is_known(&self) -> bool {
        self.is_some()
    }

    fn merge(&mut self, new: &Self, told: Told) {
        *self = match (*self, *new) {
            // The month alone does not replace the day.
            (Some(o), Some(n)) if !told.sure || (o.agrees_with(n) && precision(o) >= precision(n)) => Some(o),
            (o, n) => n.or(o),
        };
    }

    fn stored(&self) -> Stored {
        self.map_or(Stored::Nothing, |d| Stored::Text(d.to_string()))
    }

    fn load(stored: Stored) -> Option<Self> {
        known(stored, |text| text.parse().ok())
    }

    fn json(&self, _whole: bool) -> Value {
        self.map_or(Value::Null, |d| Value::String(d.to_string()))
    }
}

fn precision(date: PartialDate) -> u8 {
    u8::from(date.month().is_some()) + u8::from(date.day().is_some())
}

impl Cell for Option<Sex> {
    fn whole(&self) -> String {
        self.map_or("", Sex::name).to_owned()
    }

    fn read(text: &str) -> Result<Self, Misread> {
        match half_width(text).as_str() {
            "男" | "男性" | "1" | "M" => Ok(Some(Sex::Male)),
            "女" | "女性" | "2" | "F" => Ok(Some(Sex::Female)),
            "" => Ok(None),
            _ => Err(Misread::Sex),
        }
    }

    fn is_known(&self) -> bool {
        self.is_some()
    }

    fn merge(&mut self, new: &Self, told: Told) {
        if takes(self.is_known(), new.is_known(), told) {
            *self = *new;
        }
    }

    fn stored(&self) -> Stored {
        code(self.map(Sex::code))
    }

    fn load(stored: Stored) -> Option<Self> {
        known(stored, Sex::from_code)
    }

    fn json(&self, _whole: bool) -> Value {
        self.map(Sex::code).into()
    }

    fn choices() -> Option<Vec<&'static str>> {
        Some(Sex::ALL.iter().map(|s| s.name()).collect())
    }
}

impl Cell for Category {
    fn whole(&self) -> String {
        self.name().to_owned()
    }

    fn read(text: &str) -> Result<Self, Misread> {
        let text: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
        Ok(match text.trim_start_matches("中国共产党").trim_start_matches("中共") {
            "正式党员" | "正式" | "党员" => Self::Full,
            "预备党员" | "预备" => Self::Probationary,
            "发展对象" => Self::Candidate,
            "入党积极分子" | "积极分子" => Self::Activist,
            "入党申请人" | "申请人" | "申请入党人员" => Self::Applicant,
            _ => return Err(Misread::Category),
        })
    }

    fn is_known(&self) -> bool {
        true
    }

    fn merge(&mut self, new: &Self, told: Told) {
        if told.filled && told.sure {
            *self = *new;
        }
    }

    fn stored(&self) -> Stored {
        code(Some(self.code()))
    }

    fn load(stored: Stored) -> Option<Self> {
        text(stored).and_then(|text| Self::from_code(&text))
    }

    fn json(&self, _whole: bool) -> Value {
        self.code().into()
    }

    fn choices() -> Option<Vec<&'static str>> {
        Some(Self::ALL.iter().map(|c| c.name()).collect())
    }
}

/// The part in the committee. Files tell it by the post: see `office::roster`.
impl Cell for Option<Role> {
    fn whole(&self) -> String {
        self.map_or("", Role::name).to_owned()
    }

    fn read(text: &str) -> Result<Self, Misread> {
        Ok(Role::ALL.iter().copied().find(|r| r.name() == text))
    }

    fn is_known(&self) -> bool {
        self.is_some()
    }

    fn merge(&mut self, _new: &Self, _told: Told) {}

    fn stored(&self) -> Stored {
        code(self.map(Role::code))
    }

    fn load(stored: Stored) -> Option<Self> {
        known(stored, Role::from_code)
    }

    fn json(&self, _whole: bool) -> Value {
        self.map(Role::code).into()
    }

    fn choices() -> Option<Vec<&'static str>> {
        Some(std::iter::once("").chain(Role::ALL.iter().map(|r| r.name())).collect())
    }
}

impl Cell for bool {
    fn whole(&self) -> String {
        if *self { YES } else { NO }.to_owned()
    }

    fn read(text: &str) -> Result<Self, Misread> {
        match half_width(text).as_str() {
            YES | "√" | "Y" | "y" | "1" | "有" | "流动党员" | "流动" => Ok(true),
            NO | "不是" | "N" | "n" | "0" | "×" | "" => Ok(false),
            _ => Err(Misread::YesNo),
        }
    }

    fn is_known(&self) -> bool {
        true
    }

    fn merge(&mut self, new: &Self, told: Told) {
        if told.filled && told.sure {
            *self = *new;
        }
    }

    fn stored(&self) -> Stored {
        Stored::Integer(i64::from(*self))
    }

    fn load(stored: Stored) -> Option<Self> {
        if let Stored::Integer(n) = stored { Some(n != 0) } else { None }
    }

    fn json(&self, _whole: bool) -> Value {
        (*self).into()
    }

    fn choices() -> Option<Vec<&'static str>> {
        Some(vec![YES, NO])
    }
}

fn text(stored: Stored) -> Option<String> {
    if let Stored::Text(text) = stored { Some(text) } else { None }
}

fn code(code: Option<&str>) -> Stored {
    code.map_or(Stored::Nothing, |code| Stored::Text(code.to_owned()))
}

/// Nothing, or a text that must mean something.
fn known<T>(stored: Stored, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match stored {
        Stored::Nothing => Some(None),
        Stored::Text(text) => read(&text).map(Some),
        Stored::Integer(_) => None,
    }
}
