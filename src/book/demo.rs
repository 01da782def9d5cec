//! A demo branch of invented people with two years of records, the same for every day it is asked for but for the years.
//! Not here: its ledgers (`ledgers`), how it goes into a book; its ids are placeholders (1, 2, 3 …) that the store renumbers.

mod ledgers;

mod dues;

use crate::model::{
    activity::{Activity, Attendance, Meeting, Roll, Source, Tally},
    date::{Date, PartialDate},
    dues::{Payment, Standard},
    id::{ActivityId, EventId, MarkId, MemberId, OrgId, SheetId},
    ledger::LedgerEntry,
    member::{Category, EventKind, Member, MemberEvent, Role, Sex, event::votes_on, standing_on},
    org::{Org, OrgKind},
    points::Points,
    sheet::{Decision, Mark, Sheet},
    vote::Vote,
};
use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use serde::Deserialize;
use std::collections::BTreeMap;

const BRANCH: &str = include_str!("../../data/demo/branch.toml");
const LAST_YEAR: &str = include_str!("../../data/demo/last_year.toml");
const THIS_YEAR: &str = include_str!("../../data/demo/this_year.toml");
const ORG: OrgId = OrgId(1);

/// A branch with its people and books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demo {
    pub org: Org,
    pub members: Vec<Member>,
    pub events: Vec<MemberEvent>,
    /// The meetings, by the day held.
    pub meetings: Vec<Meeting>,
    /// The running sheet of each year.
    pub sheets: Vec<(Sheet, Vec<Mark>)>,
    /// What members pay a month as 党费.
    pub standards: Vec<Standard>,
    pub payments: Vec<Payment>,
    pub rows: Vec<LedgerEntry>,
}

/// The sample branch as of a day: last year and this year up to that day.
///
/// # Errors
///
/// Fails only if the files in the program are faulty.
pub fn demo(today: Date) -> Result<Demo, Faulty> {
    years(2, today)
}

/// The sample branch with so many years of records: the two years of the files by turns.
///
/// # Errors
///
/// Fails only if the files in the program are faulty.
pub fn years(count: i32, today: Date) -> Result<Demo, Faulty> {
    let branch: BranchFile = toml::from_str(BRANCH)?;
    let files: [RecordsFile; 2] = [toml::from_str(THIS_YEAR)?, toml::from_str(LAST_YEAR)?];
    let years = Years { this: today.year() };
    let mut members = Vec::new();
    let mut events = Vec::new();
    for row in &branch.members.list {
        let member = row.member(MemberId(i64::from(row.no)), years)?;
        if let Some(on) = &row.transferred_in {
            let id_no = EventId(events.len() as i64 + 1);
            let event = MemberEvent::new(&member, EventKind::TransferredIn, years.date(on)?);
            events.push(MemberEvent { id: id_no, ..event });
        }
        members.push(member);
    }
    let cast = Cast { branch: &branch, members: &members, events: &events };
    let mut meetings = Vec::new();
    for (back, file) in (0..count).zip(files.iter().cycle()) {
        for record in &file.record {
            let meeting = record.meeting(years.this - back, &cast)?;
            if meeting.activity.recorded_at.date() <= today {
                meetings.push((meeting, record.within.as_deref()));
            }
        }
    }
    meetings.sort_by_key(|(m, _)| m.activity.on);
    for (id, (meeting, _)) in (1..).zip(&mut meetings) {
        meeting.activity.id = ActivityId(id);
    }
    let occasions: BTreeMap<_, _> = meetings.iter().map(|(m, _)| (day_and_kind(m), m.activity.id)).collect();
    let linked = meetings.into_iter().map(|(mut meeting, within)| {
        let (day, _) = day_and_kind(&meeting);
        meeting.activity.held_with = within.and_then(|kind| occasions.get(&(day, kind.to_owned())).copied());
        meeting
    });
    let meetings = linked.collect();
    let rows = ledgers::rows(count, today, &members)?;
    let kept = (years, count, branch.org.theme_day);
    let (standards, payments) = dues::dues(&branch.dues, (&members, &events), kept, today)?;
    let sheets = branch.sheets(years);
    Ok(Demo { org: branch.org.org()?, members, events, meetings, sheets, standards, payments, rows })
}

fn day_and_kind(meeting: &Meeting) -> (Date, String) {
    (meeting.activity.on, meeting.activity.kind.clone())
}

/// A file of the demo cannot be read: a fault of the build, which the tests keep from being made.
#[derive(Debug, thiserror::Error)]
#[error("示例数据有误:{0}")]
pub struct Faulty(String);

impl From<toml::de::Error> for Faulty {
    fn from(e: toml::de::Error) -> Self {
        Self(e.to_string())
    }
}

fn faulty(text: &str) -> Faulty {
    Faulty(text.to_owned())
}

/// Which years the files mean: B is this one, A the one before, Z the one before that.
#[derive(Clone, Copy)]
struct Years {
    this: i32,
}

impl Years {
    fn of(self, letter: &str) -> i32 {
        match letter {
            "Z" => self.this - 2,
            "A" => self.this - 1,
            _ => self.this,
        }
    }

    /// The date of a text in the files: `1971-03-12`, or with a letter for the year, `A-12-26`.
    fn date(self, text: &str) -> Result<PartialDate, Faulty> {
        let text = match text.strip_prefix(['Z', 'A', 'B']) {
            Some(rest) => format!("{:04}{rest}", self.of(text.get(..1).unwrap_or_default())),
            None => text.to_owned(),
        };
        text.parse().map_err(|_| faulty(&text))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BranchFile {
    org: OrgRow,
    /// Who chairs a 党小组.
    leaders: BTreeMap<String, String>,
    decision: Vec<Decisions>,
    dues: dues::DuesRows,
    members: MemberRows,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrgRow {
    name: String,
    township: String,
    founded: String,
    theme_day: u8,
    /// Who chairs whatever names no other.
    chair: String,
    recorder: String,
    place: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decisions {
    year: String,
    marks: Vec<MarkRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkRow {
    item: String,
    points: Option<Points>,
    #[serde(default)]
    reason: String,
    /// The points that the records suggested then.
    suggested: Option<Points>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberRows {
    list: Vec<MemberRow>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct MemberRow {
    no: u32,
    name: String,
    sex: String,
    birth: String,
    id: String,
    ethnicity: Option<String>,
    education: String,
    category: Category,
    joined: String,
    full: Option<String>,
    group: String,
    post: String,
    role: Option<Role>,
    job: String,
    phone: String,
    address: String,
    floating: Option<String>,
    away: Option<String>,
    transferred_in: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordsFile {
    record: Vec<Record>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Record {
    kind: String,
    on: String,
    title: String,
    group: String,
    starts: String,
    ends: String,
    place: Option<String>,
    chair: Option<String>,
    recorder: Option<String>,
    minutes: String,
    extra: BTreeMap<String, String>,
    /// Who was there, at activities that people are named to one by one.
    with: Vec<String>,
    /// Who came though usually away.
    came: Vec<String>,
    excused: BTreeMap<String, String>,
    /// The roll was never called.
    unmarked: bool,
    votes: Vec<VoteRow>,
    /// Days until it was typed in.
    late: u64,
    /// The kind of the record of that day in whose course it was held.
    within: Option<String>,
}

/// Whoever was there with a vote and neither against nor abstaining agreed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VoteRow {
    matter: String,
    rule: String,
    against: u32,
    abstain: u32,
}

struct Cast<'a> {
    branch: &'a BranchFile,
    members: &'a [Member],
    events: &'a [MemberEvent],
}

impl OrgRow {
    fn org(&self) -> Result<Org, Faulty> {
        Ok(Org {
            id: ORG,
            parent: None,
            kind: OrgKind::Village,
            name: self.name.clone(),
            township: self.township.clone(),
            founded: Some(self.founded.parse().map_err(|_| faulty(&self.founded))?),
            theme_day: self.theme_day,
        })
    }
}

impl BranchFile {
    /// Decisions on items that no duty is about: mostly those that only eyes can judge.
    fn sheets(&self, years: Years) -> Vec<(Sheet, Vec<Mark>)> {
        let sheets = (1..).zip(&self.decision).map(|(sheet, decisions)| {
            let sheet = SheetId(sheet);
            let marks = decisions.marks.iter().map(|row| Mark {
                decision: Some(row.points.map_or(Decision::NotApplicable, Decision::Points)),
                reason: row.reason.clone(),
                suggested: row.suggested,
                ..Mark::blank(MarkId(0), ORG, sheet, row.item.clone())
            });
            (Sheet { id: sheet, ..Sheet::running(ORG, "village", 0, years.of(&decisions.year)) }, marks.collect())
        });
        sheets.collect()
    }
}

impl MemberRow {
    fn member(&self, id: MemberId, years: Years) -> Result<Member, Faulty> {
        Ok(Member {
            sex: Sex::ALL.iter().copied().find(|s| s.name() == self.sex),
            ethnicity: self.ethnicity.clone().unwrap_or_else(|| "汉族".to_owned()),
            birth: Some(years.date(&self.birth)?),
            id_number: self.id.as_str().into(),
            education: self.education.clone(),
            category: self.category,
            joined: Some(years.date(&self.joined)?),
            full: self.full.as_deref().map(|d| years.date(d)).transpose()?,
            group: self.group.clone(),
            post: self.post.clone(),
            role: self.role,
            job: self.job.clone(),
            phone: self.phone.as_str().into(),
            address: self.address.clone(),
            floating: self.floating.is_some(),
            floating_place: self.floating.clone().unwrap_or_default(),
            ..Member::named(id, ORG, self.no, &self.name)
        })
    }
}

impl Record {
    fn meeting(&self, year: i32, cast: &Cast) -> Result<Meeting, Faulty> {
        let org = &cast.branch.org;
        let on: NaiveDate = format!("{year:04}-{}", self.on).parse().map_err(|_| faulty(&self.on))?;
        let named = self.excused.keys().chain(&self.with).chain(&self.came);
        if let Some(name) = named.into_iter().find(|n| cast.members.iter().all(|m| m.name != **n)) {
            return Err(faulty(name));
        }
        let attendance = self.attendance(on, cast);
        let tally = Tally::of(&attendance);
        let vote = |v: &VoteRow| Vote {
            matter: v.matter.clone(),
            agree: tally.present_voting.saturating_sub(v.against + v.abstain),
            against: v.against,
            abstain: v.abstain,
            rule: v.rule.clone(),
            ..Vote::default()
        };
        let or = |own: &Option<String>, usual: &String| own.as_ref().unwrap_or(usual).clone();
        let activity = Activity {
            id: ActivityId(0),
            org: ORG,
            no: String::new(),
            kind: self.kind.clone(),
            on,
            starts: self.starts.clone(),
            ends: self.ends.clone(),
            place: or(&self.place, &org.place),
            chair: or(&self.chair, cast.branch.leaders.get(&self.group).unwrap_or(&org.chair)),
            recorder: or(&self.recorder, &org.recorder),
            title: self.title.clone(),
            topics: String::new(),
            minutes: self.minutes.clone(),
            group: self.group.clone(),
            stated_due: None,
            stated_present: None,
            extra: self.extra.clone(),
            source: Source::Typed,
            recorded_at: (on + Days::new(self.late)).and_time(NaiveTime::from_hms_opt(20, 10, 0).unwrap_or_default()),
            held_with: None,
            from_row: None,
        };
        Ok(Meeting { activity, votes: self.votes.iter().map(vote).collect(), attendance })
    }

    fn attendance(&self, day: Date, cast: &Cast) -> Vec<Attendance> {
        let due = |m: &&Member| match self.kind.as_str() {
            _ if !self.with.is_empty() => self.with.contains(&m.name),
            "committee_meeting" => m.role.is_some(),
            "group_meeting" => m.group == self.group,
            _ => true,
        };
        let rows = cast.members.iter().zip(&cast.branch.members.list);
        rows.filter(|(m, _)| due(m))
            .filter_map(|(m, row)| {
                let own: Vec<MemberEvent> = cast.events.iter().filter(|e| e.member == m.id).cloned().collect();
                standing_on(m, &own, day)?;
                let usually = row.away.as_ref().filter(|_| self.with.is_empty() && !self.came.contains(&m.name));
                let excuse = self.excused.get(&m.name).or(usually);
                let roll = match excuse {
                    Some(_) => Roll::Excused,
                    None if self.unmarked => Roll::Unmarked,
                    None => Roll::Present,
                };
                let reason = excuse.cloned().unwrap_or_default();
                let (member, votes) = (Some(m.id), votes_on(m, &own, day));
                Some(Attendance {
                    member,
                    name: m.name.clone(),
                    no: m.no,
                    roll,
                    reason,
                    votes,
                    ..Attendance::default()
                })
            })
            .collect()
    }
}
