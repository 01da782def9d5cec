//! What goes with a record that somebody is about to delete, so that it can be named.
//! Not here: deleting (each noun's own file), the words (`model::belongings`).

use super::{Book, Result};
use crate::{
    model::{
        belongings::Belongings,
        id::{ActivityId, LedgerEntryId, MemberId, SheetId},
    },
    store::belongings,
};

impl Book {
    /// The history of somebody on the roster. How they came is none: everybody came somehow.
    pub fn member_belongings(&self, id: MemberId) -> Result<Belongings> {
        belongings::of_member(self.store.conn(), id)
    }

    /// The roll, the votes and the files of a record, and what leads to it.
    pub fn activity_belongings(&self, id: ActivityId) -> Result<Belongings> {
        belongings::of_activity(self.store.conn(), id)
    }

    /// The files of a ledger's row.
    pub fn ledger_row_belongings(&self, id: LedgerEntryId) -> Result<Belongings> {
        belongings::of_entry(self.store.conn(), id)
    }

    /// The decisions, notes, counted entries and files of a scoring sheet, and what leads to it.
    pub fn sheet_belongings(&self, id: SheetId) -> Result<Belongings> {
        belongings::of_sheet(self.store.conn(), id)
    }
}
