//! Which checklist an organisation is scored by.
//! Not here: scoring (`score`), where the checklists come from (`catalog`).

use super::{Book, Error, Result};
use crate::{
    model::change::{Changed, Op},
    store,
    text::quote::quoted,
};

impl Book {
    /// The id of the checklist in force: the chosen one, else the one for this kind of organisation.
    pub fn checklist_in_force(&self) -> Result<String> {
        let org = self.here()?;
        let chosen = store::org::checklist(self.store.conn(), org.id)?;
        Ok(if chosen.is_empty() { org.checklist().to_owned() } else { chosen })
    }

    /// Chooses the checklist that the organisation at hand is scored by from now on. Sheets of others stay.
    ///
    /// # Errors
    /// No such checklist; it is in force already.
    pub fn use_checklist(&mut self, id: &str) -> Result<Changed> {
        let org = self.here()?.id;
        let Some(list) = self.catalog.checklist(id) else {
            return Err(Error::refused(format!("没有考核表“{id}”。")));
        };
        if self.checklist_in_force()? == id {
            return Err(Error::refused(format!("现在用的就是{}。", quoted(&list.name))));
        }
        let op = Op::UseChecklist { name: list.name.clone() };
        Ok(self.act(&op, |tx| store::org::set_checklist(tx, org, id))?.1)
    }
}
