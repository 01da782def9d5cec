//! 调阅: the superior's words on the records of a quarter, entered as they were written.
//! Not here: the page that they are printed on (`papers`).

use super::{Book, Error, Result};
use crate::{
    model::{
        change::{Changed, Op},
        id::ReadingId,
        reading::{Reading, Since},
    },
    store,
};

impl Book {
    /// The readings of a year, by quarter; only quarters that were read.
    pub fn readings(&self, year: i32) -> Result<Vec<Reading>> {
        store::reading::list(self.store.conn(), self.here()?.id, year)
    }

    /// A reading of the organisation at hand that is still to be written: nothing stands in it but the day, today.
    pub fn new_reading(&self, year: i32, quarter: u32) -> Result<Reading> {
        Ok(Reading { read_on: Some(self.today()), ..Reading::blank(self.here()?.id, year, quarter) })
    }

    /// What was done to the records of the quarter after the day of the reading.
    pub fn since_reading(&self, reading: &Reading) -> Result<Since> {
        store::reading::since(self.store.conn(), reading)
    }

    /// Adds the reading of a quarter, or changes it.
    ///
    /// # Errors
    /// Refuses one that says nothing, and a day before the quarter began or after today.
    pub fn save_reading(&mut self, reading: &Reading) -> Result<Changed> {
        let opinion = reading.opinion.trim().to_owned();
        if opinion.is_empty() && reading.grade.is_none() {
            return Err(Error::refused("意见和等次都还没填。"));
        }
        let period = reading.period();
        if period.first() > self.today() {
            return Err(Error::refused(format!("{}还没到。", quarter(reading))));
        }
        match reading.read_on {
            Some(day) if day > self.today() => return Err(Error::refused(format!("调阅日期 {day} 还没到。"))),
            Some(day) if day < period.first() => {
                return Err(Error::refused(format!("调阅日期 {day} 在{}之前。", quarter(reading))));
            }
            _ => {}
        }
        let op = Op::SaveReading { quarter: quarter(reading) };
        let (_, changed) = self.act(&op, |tx| {
            let reader = reading.reader.trim().to_owned();
            store::reading::put(tx, &Reading { id: ReadingId(tx.new_id()), opinion, reader, ..reading.clone() })
        })?;
        Ok(changed)
    }

    /// Removes what was written about a quarter.
    pub fn delete_reading(&mut self, reading: &Reading) -> Result<Changed> {
        let op = Op::DeleteReading { quarter: quarter(reading) };
        Ok(self.act(&op, |tx| store::reading::delete(tx, reading.id))?.1)
    }
}

fn quarter(reading: &Reading) -> String {
    format!("{}年{}", reading.year, reading.period().name())
}
