//! Which step undo or redo comes to next, and which ones a return to an earlier state takes back: always steps of one's
//! own origin. Not here: how rows are put back (`journal::replay`), what asks first (`model::undo`).

use super::{StepId, history::local};
use crate::{
    model::undo::Way,
    store::{
        error::{Error, Result},
        schema,
    },
    text::quote::quoted,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// An act that may be undone or redone, and who did last what would be reversed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The act itself.
    pub id: StepId,
    /// The act's place in the file's journal.
    pub n: i64,
    pub op: String,
    pub label: String,
    /// The step that would be reversed: the act, or the undo that took it back. The next three are of that step.
    pub reverses: StepId,
    pub wall_ms: i64,
    pub person: String,
    pub device: String,
    schema: i64,
}

impl Target {
    /// The act's label with when and by whom, to stand in a sentence.
    pub fn named(&self) -> String {
        format!("{}({})", quoted(&self.label), self.made())
    }

    /// When the act was made and by whom, as a person reads it (`2026-03-05 09:12 王秀英`).
    pub fn made(&self) -> String {
        format!("{} {}", local(self.wall_ms).format("%Y-%m-%d %H:%M"), self.person).trim_end().to_owned()
    }

    /// Why the act cannot be reversed under this origin on this device, whatever its rows are now.
    fn refusal(&self, own: Option<i64>, device: &str, way: Way) -> Option<String> {
        let (what, word) = (self.named(), way.name());
        if Some(self.reverses.origin) != own {
            let why = if self.device == device {
                "是恢复备份、换数据文件或意外中断以前做的".to_owned()
            } else {
                format!("是在另一台电脑“{}”上做的", self.device)
            };
            return Some(format!("{what}{why},这里不能{word};在改动记录里可以看。"));
        }
        let old = self.schema != schema::LATEST;
        old.then(|| format!("{what}是程序升级以前做的,那时的记录格式不同,不能{word};在改动记录里可以看。"))
    }
}

/// What last happened to an act: its newest undo or redo.
const FATE: &str = "SELECT f.n FROM journal_step f WHERE f.target_origin = s.origin AND f.target_seq = s.seq \
                    ORDER BY f.n DESC LIMIT 1";

/// Whether an act stands: never undone, or redone since.
fn stands() -> String {
    format!("coalesce((SELECT k.kind FROM journal_step k WHERE k.n = ({FATE})), 'redo') = 'redo'")
}

/// The columns of a target; `by` is the step that would be reversed.
fn columns(by: &str) -> String {
    format!(
        "s.origin, s.seq, s.n, s.op, s.label, {by}.origin, {by}.seq, {by}.wall_ms, {by}.person, {by}.device, s.schema"
    )
}

fn read(r: &Row<'_>) -> rusqlite::Result<Target> {
    Ok(Target {
        id: StepId { origin: r.get(0)?, seq: r.get(1)? },
        n: r.get(2)?,
        op: r.get(3)?,
        label: r.get(4)?,
        reverses: StepId { origin: r.get(5)?, seq: r.get(6)? },
        wall_ms: r.get(7)?,
        person: r.get(8)?,
        device: r.get(9)?,
        schema: r.get(10)?,
    })
}

/// The act that undo takes back next: the newest of this origin that stands. Or the one that redo does again next: the
/// first of those that this origin took back, unless something new was done since.
///
/// # Errors
/// Refused, with the reason, where there is none: nothing was done, or only elsewhere or before an upgrade.
pub fn next(conn: &Connection, own: Option<i64>, device: &str, way: Way) -> Result<Target> {
    let one = |whose: &str| -> Result<Option<Target>> {
        let sql = match way {
            Way::Back => format!(
                "SELECT {} FROM journal_step s WHERE s.kind = 'do' AND {} AND s.origin {whose} ?1
                 ORDER BY s.n DESC LIMIT 1",
                columns("s"),
                stands()
            ),
            Way::Forth => format!(
                "SELECT {} FROM journal_step u
                 JOIN journal_step s ON s.origin = u.target_origin AND s.seq = u.target_seq
                 WHERE u.n > (SELECT n FROM journal_step WHERE kind = 'do' ORDER BY n DESC LIMIT 1)
                   AND u.kind = 'undo' AND u.n = ({FATE}) AND u.origin {whose} ?1
                 ORDER BY s.n LIMIT 1",
                columns("u")
            ),
        };
        Ok(conn.prepare_cached(&sql)?.query_row([own], read).optional()?)
    };
    // Without an own origin `=` finds none.
    let found = match one("=")? {
        None => one("IS NOT")?,
        own => own,
    };
    let target = found.ok_or_else(|| Error::refused(format!("没有可以{}的操作。", way.name())))?;
    match target.refusal(own, device, way) {
        Some(why) => Err(Error::refused(why)),
        None => Ok(target),
    }
}

/// How many acts of other origins stand that were done after this one: undo passes them over.
pub fn passed_over(conn: &Connection, target: &Target) -> Result<usize> {
    let sql = format!(
        "SELECT count(*) FROM journal_step s WHERE s.n > ?1 AND s.origin <> ?2 AND s.kind = 'do' AND {}",
        stands()
    );
    let n: i64 = conn.prepare_cached(&sql)?.query_row([target.n, target.id.origin], |r| r.get(0))?;
    Ok(usize::try_from(n).unwrap_or(0))
}

/// What going back to an earlier state takes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// The acts that stand now and did not then, the newest first.
    pub later: Vec<Target>,
    /// Why going back cannot be done; `None` where it can be tried.
    pub refusal: Option<String>,
}

/// What there is to take back for the state right after the step with this place in the file's journal.
pub fn later(conn: &Connection, own: Option<i64>, device: &str, n: i64) -> Result<Return> {
    // Only acts that were done, undone or redone since can differ.
    let sql = format!(
        "WITH touched AS (
           SELECT n FROM journal_step WHERE n > ?1 AND kind = 'do'
           UNION
           SELECT s.n FROM journal_step f JOIN journal_step s ON s.origin = f.target_origin AND s.seq = f.target_seq
             WHERE f.n > ?1 AND f.kind <> 'do')
         SELECT {}, {}, s.n <= ?1 AND coalesce((SELECT f.kind FROM journal_step f WHERE f.target_origin = s.origin
             AND f.target_seq = s.seq AND f.n <= ?1 ORDER BY f.n DESC LIMIT 1), 'redo') = 'redo'
         FROM touched JOIN journal_step s USING (n) ORDER BY s.n DESC",
        columns("s"),
        stands()
    );
    let mut stmt = conn.prepare_cached(&sql)?;
    let acts = stmt.query_map(params![n], |r| Ok((read(r)?, r.get::<_, bool>(11)?, r.get::<_, bool>(12)?)))?;
    let (mut later, mut lost) = (Vec::new(), None);
    for act in acts {
        match act? {
            (act, true, false) => later.push(act),
            (act, false, true) => lost = Some(act),
            _ => {}
        }
    }
    let undone = lost.map(|act| format!("{}后来撤销了,要先重做它。", act.named()));
    let refusal = undone.or_else(|| later.iter().find_map(|act| act.refusal(own, device, Way::Back)));
    Ok(Return {
        refusal: refusal.or_else(|| later.is_empty().then(|| "现在就是这一步以后的样子。".to_owned())), later
    })
}
