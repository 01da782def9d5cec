//! The places where commands act: what the top layer of the screen is.

/// Makes the enum and the list of all its values from one table.
macro_rules! places {
    ($($(#[$doc:meta])* $place:ident,)+) => {
        /// A place where commands act: what the top layer is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Place {
            $($(#[$doc])* $place,)+
        }

        impl Place {
            pub const ALL: &[Self] = &[$(Self::$place),+];
        }
    };
}

places! {
    Home,
    Meetings,
    ThemeDays,
    Members,
    /// The dues of a year, beside the roster on F5.
    Dues,
    /// What imports left open, over the list of members or meetings.
    Issues,
    Checklist,
    /// The ledgers, one of them in front.
    Ledgers,
    MeetingForm,
    MemberForm,
    /// A row of a ledger.
    LedgerForm,
    /// What a record's problems become.
    Rectify,
    RollCall,
    /// The roll call while the reason of somebody's absence is written.
    Reason,
    /// The votes of a meeting.
    Votes,
    /// The grades of 民主评议.
    Grades,
    Preview,
    /// Lists to choose from.
    Popup,
    /// The papers of a record, to choose one.
    Papers,
    /// Something to read.
    Paper,
    /// Short dialogues.
    Ask,
    /// What an item of the checklist is given.
    Decide,
    /// What an import would do, before it does it.
    ImportPreview,
    /// A township's scoring form, before it is taken in.
    ChecklistPreview,
    /// The name that it is to have.
    ChecklistName,
    /// What was typed and not saved.
    Drafts,
    /// The files of one record, item or row.
    Attachments,
    /// The year's scoring sheets.
    Sheets,
    /// Sheets side by side.
    Comparison,
    /// The rounds of a year.
    Rounds,
    /// All organisations side by side.
    AllOrgs,
    /// What was seen on one item.
    ItemNote,
    /// What was counted by hand on one item.
    Counted,
    /// What the superior wrote about the quarters of a year.
    Readings,
    /// The first start, before there is a branch.
    Start,
}

impl Place {
    /// Where a whole record is typed into, with a draft of its own.
    pub fn is_form(self) -> bool {
        matches!(self, Self::MeetingForm | Self::MemberForm | Self::LedgerForm)
    }

    /// Where there is nothing to see but what one is about to write: of no use in a book that cannot be written.
    pub fn only_writes(self) -> bool {
        matches!(
            self,
            Self::Ask
                | Self::Decide
                | Self::ItemNote
                | Self::ImportPreview
                | Self::ChecklistPreview
                | Self::ChecklistName
        )
    }

    /// Where text is typed that ends up in a record.
    pub fn is_written(self) -> bool {
        self.is_form()
            || self.only_writes()
            || matches!(self, Self::RollCall | Self::Reason | Self::Votes | Self::Grades)
    }
}
