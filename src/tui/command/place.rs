//! The places where commands act: what the top layer of the screen is, and what holds of each, in one table.

/// What holds of a place, for whatever acts on all places of one nature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// One of the screens of the second line.
    Screen,
    /// There is a branch to work on, and more to do here than one short thing: from here one can go anywhere.
    Work,
    /// Acts and typing can be undone here.
    Undoable,
    /// A whole record is typed into it, with a draft of its own.
    Form,
    /// There is nothing to see but what one is about to write: of no use in a book that cannot be written.
    OnlyWrites,
    /// Text is typed that ends up in a record.
    Written,
    /// Typing can be taken back here while a form is open below.
    OverForm,
}

/// Makes the enum, the list of all its values and what holds of each from one table.
macro_rules! places {
    ($($(#[$doc:meta])* $place:ident [$($is:ident)*],)+) => {
        /// A place where commands act: what the top layer is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Place {
            $($(#[$doc])* $place,)+
        }

        impl Place {
            pub const ALL: &[Self] = &[$(Self::$place),+];

            /// Whether it is of this nature.
            pub fn is(self, nature: Is) -> bool {
                let natures: &[Is] = match self {
                    $(Self::$place => &[$(Is::$is),*],)+
                };
                natures.contains(&nature)
            }
        }
    };
}

places! {
    Home [Screen Work Undoable],
    Meetings [Screen Work Undoable],
    ThemeDays [Screen Work Undoable],
    Members [Screen Work Undoable],
    /// The dues of a year, beside the roster on F5.
    Dues [Screen Work Undoable],
    /// What imports left open, over the list of members or meetings.
    Issues [Work Undoable],
    Checklist [Screen Work Undoable],
    /// The ledgers, one of them in front.
    Ledgers [Screen Work Undoable],
    MeetingForm [Work Undoable Form Written],
    MemberForm [Work Undoable Form Written],
    /// A row of a ledger.
    LedgerForm [Work Undoable Form Written],
    /// What a record's problems become.
    Rectify [Undoable],
    RollCall [Work Undoable Written OverForm],
    /// The roll call while the reason of somebody's absence is written.
    Reason [Work Undoable Written OverForm],
    /// The votes of a meeting.
    Votes [Undoable Written OverForm],
    /// The grades of 民主评议.
    Grades [Undoable Written OverForm],
    Preview [Work Undoable],
    /// Lists to choose from.
    Popup [],
    /// The steps of the whole book, to go back to one.
    History [],
    /// The papers of a record, to choose one.
    Papers [],
    /// Something to read.
    Paper [],
    /// Short dialogues.
    Ask [Undoable OnlyWrites Written OverForm],
    /// What an item of the checklist is given.
    Decide [Undoable OnlyWrites Written OverForm],
    /// What an import would do, before it does it.
    ImportPreview [OnlyWrites Written],
    /// A township's checklist, before it is taken in.
    ChecklistPreview [Undoable OnlyWrites Written],
    /// The name that it is to have.
    ChecklistName [Undoable OnlyWrites Written],
    /// What was typed and not saved.
    Drafts [],
    /// The files of one record, item or row.
    Attachments [],
    /// The year's scoring sheets.
    Sheets [Undoable],
    /// Sheets side by side.
    Comparison [],
    /// The rounds of a year.
    Rounds [],
    /// All organisations side by side.
    AllOrgs [],
    /// What was seen on one item.
    ItemNote [Undoable OnlyWrites Written],
    /// What was counted by hand on one item.
    Counted [Undoable],
    /// What the superior wrote about the quarters of a year.
    Readings [Undoable],
    /// The first start, before there is a branch.
    Start [Undoable],
}
