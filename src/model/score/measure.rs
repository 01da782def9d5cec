//! What a rule finds in the records: the things counted, the gaps, and the finding in words.
//! Not here: duties (`duty`), ledgers (`ledger`), what the things are worth (`value`), what a finding is made of (`measured`).

use super::{
    Gap, duty, ledger,
    measured::{Draft, LEDGER_HOURS, Measured, Records, gap, shortfall, with_zero},
    value::Piece,
    words::{self, count},
};
use crate::model::{
    amount::Amount,
    checklist::{Item, Rule, RuleSource},
    duty::Status,
    facts::{ActivityFact, StudyFact},
    grounds::{Thing, Trace},
    id::MemberId,
    lack::Lacking,
};

/// Hours thought to be needed for a gap in the roster, where the rule says nothing.
const ROSTER_HOURS: Amount = Amount(10);

/// What a rule finds in the records; `None` where the rule does not bind this organisation.
pub(super) fn measure<'a>(item: &'a Item, rule: &'a Rule, of: &Records<'a>) -> Option<Measured<'a>> {
    if !rule.applies.to(of.facts) {
        return None;
    }
    match &rule.source {
        RuleSource::Ask => Some(asked(item, rule, of)),
        RuleSource::Duty(id) => duty::periods(rule, id, of),
        RuleSource::RosterGaps => Some(roster(rule, of)),
        RuleSource::Untalked => Some(untalked(rule, of)),
        RuleSource::Committee => Some(committee(rule, of)),
        RuleSource::FloatingGaps => Some(floating(rule, of)),
        RuleSource::Records(kinds) => Some(records(rule, kinds, of)),
        RuleSource::Attendance(kinds) => Some(attendance(rule, kinds, of)),
        RuleSource::Study { member, secretary } => Some(study(rule, *member, *secretary, of)),
        RuleSource::Ledger(count) => Some(ledger::rows(rule, count, of)),
        RuleSource::Without(of_whom) => Some(ledger::without(rule, of_whom, of)),
        RuleSource::Sheet(id) => Some(sheet(rule, id, of)),
    }
}

fn asked<'a>(item: &'a Item, rule: &'a Rule, of: &Records<'a>) -> Measured<'a> {
    let own = || of.entered.occurrences.iter().filter(|o| o.item == item.no && o.rule == rule.id && o.day <= of.on);
    let mut pieces: Vec<Piece<'a>> = own()
        .map(|o| Piece { num: o.amount, den: 100, day: Some(o.day), who: &o.who, choice: &o.choice, ..Piece::ONE })
        .collect();
    pieces.sort_by_key(|p| (p.day, p.who, p.choice, p.num));
    let text = words::entries(item, rule, &pieces);
    let grounds = of.traced(|| own().map(|o| Trace::on_day(&rule.id, o.day, o.id.0, String::new())).collect());
    Measured { evidence: !pieces.is_empty(), text, pieces, grounds, ..Measured::default() }
}

/// Gaps of the roster can always be put right.
fn roster<'a>(rule: &Rule, of: &Records<'a>) -> Measured<'a> {
    let roster = &of.facts.roster;
    let mut text = format!("花名册 {} 人", roster.members);
    let mut gaps = members_lacking(rule, &roster.incomplete);
    if !gaps.is_empty() {
        text += &format!(",缺项 {} 人", gaps.len());
    }
    let n = i64::from(roster.open_issues);
    if n > 0 {
        text += &format!(",存疑 {n} 处");
        let hours = Amount(rule.hours.unwrap_or(ROSTER_HOURS).0.saturating_mul(n));
        let gap = gap(format!("导入存疑 {n} 处未核"), Status::Due, hours);
        gaps.push(Draft { gap, piece: Some(Piece { num: n, lasting: false, ..Piece::ONE }), counted: true });
    }
    let lacking = || Trace::people(&Thing::RosterGaps.of(""), roster.incomplete.iter().map(|(id, ..)| *id));
    let grounds = of.traced(|| vec![lacking(), Trace::number_of(&Thing::OpenIssues.of(""), n * 100)]);
    Measured { evidence: roster.members > 0, text, grounds, ..Measured::counting(gaps) }
}

/// One gap for each member, with what lacks.
fn members_lacking<'a>(rule: &Rule, lacking: &[Lacking]) -> Vec<Draft<'a>> {
    let hours = rule.hours.unwrap_or(ROSTER_HOURS);
    let each = lacking.iter().map(|(id, name, fields)| {
        let lacks = fields.first().copied().unwrap_or_default().to_owned();
        let text = format!("{name} 缺 {}", fields.join("、"));
        let gap = Gap { member: Some(*id), lacks, ..gap(text, Status::Due, hours) };
        Draft { gap, piece: Some(Piece { lasting: false, ..Piece::ONE }), counted: true }
    });
    each.collect()
}

fn floating<'a>(rule: &Rule, of: &Records<'a>) -> Measured<'a> {
    let roster = &of.facts.roster;
    let gaps = members_lacking(rule, &roster.unreachable);
    let mut text = format!("流动党员 {} 人", roster.floating);
    if !gaps.is_empty() {
        text += &format!(",去向或电话不清 {} 人", gaps.len());
    }
    let lost = || Trace::people(&Thing::Unreachable.of(""), roster.unreachable.iter().map(|(id, ..)| *id));
    let grounds =
        of.traced(|| vec![lost(), Trace::number_of(&Thing::Floating.of(""), i64::from(roster.floating) * 100)]);
    Measured { evidence: roster.floating > 0, text, grounds, ..Measured::counting(gaps) }
}

/// Where the roster names nobody's post it says nothing.
fn committee<'a>(rule: &'a Rule, of: &Records<'a>) -> Measured<'a> {
    let n = of.facts.committee;
    let text = format!("{} {n} {}", words::name(rule, "班子成员"), words::unit(rule));
    let piece = Piece { num: i64::from(n), lasting: false, ..Piece::ONE };
    let gaps = rule.need.map(|need| shortfall(rule, need, i64::from(n) * 100, rule.hours.unwrap_or(Amount::ONE)));
    let gaps = gaps.flatten().map(|gap| Draft { gap, piece: Some(piece), counted: true }).into_iter().collect();
    let grounds = of.traced(|| vec![Trace::number_of(words::source(rule), i64::from(n) * 100)]);
    Measured { evidence: n > 0, pieces: vec![piece], text, gaps, grounds, ..Measured::default() }
}

/// Several people lack the same: one gap, since one piece of work serves them all.
fn together<'a>(text: String, people: &[MemberId], hours: Amount, of: &Records<'a>) -> Vec<Draft<'a>> {
    let over = of.year_over();
    let status = if over { Status::Missed } else { Status::Due };
    let member = people.first().copied().filter(|_| people.len() == 1);
    let piece = Some(Piece { num: count(people.len()), ..Piece::ONE });
    let gap = Gap { member, ..gap(text, status, hours) };
    if people.is_empty() { Vec::new() } else { vec![Draft { gap, piece, counted: over }] }
}

/// Nobody can be talked to any more once the year is over; until then nothing is missed.
fn untalked<'a>(rule: &Rule, of: &Records<'a>) -> Measured<'a> {
    let all = of.facts.roster.members as usize;
    let missing: Vec<MemberId> = of.facts.untalked.iter().map(|(id, _)| *id).collect();
    let text = format!("谈到 {}/{all} 人", all.saturating_sub(missing.len()));
    let evidence = all > 0 && (of.year_over() || missing.is_empty());
    let hours = Amount(rule.hours.unwrap_or(LEDGER_HOURS).0.saturating_mul(count(missing.len())));
    let gaps = together(format!("谈心谈话还没谈到的 {} 人", missing.len()), &missing, hours, of);
    let grounds = of.traced(|| vec![Trace::people(&Thing::Untalked.of(""), missing.into_iter())]);
    Measured { evidence, text, grounds, ..Measured::counting(gaps) }
}

fn of_kinds<'a>(kinds: &'a [String], of: &Records<'a>) -> Vec<&'a ActivityFact> {
    let mut held: Vec<_> = of.facts.activities.iter().filter(|a| a.on <= of.on && kinds.contains(&a.kind)).collect();
    held.sort_by_key(|a| (a.on, a.id));
    held
}

/// What is missing to a number of records can be made up while the year lasts, and costs nothing until then.
fn records<'a>(rule: &'a Rule, kinds: &'a [String], of: &Records<'a>) -> Measured<'a> {
    let held = of_kinds(kinds, of);
    let pieces: Vec<Piece<'a>> = held.iter().map(|a| Piece { day: Some(a.on), ..Piece::ONE }).collect();
    let records = held.iter().map(|a| a.id).collect();
    let name = words::source(rule);
    let trace = |a: &&ActivityFact| Trace::on_day(name, a.on, a.id.0, String::new());
    let grounds = of.traced(|| held.iter().map(trace).collect());
    let text = words::counted(rule, held.len());
    let Some(need) = rule.need else {
        return Measured { evidence: !held.is_empty(), pieces, text, records, grounds, ..Measured::default() };
    };
    let over = of.year_over();
    let missing = shortfall(rule, need, count(held.len()) * 100, rule.hours.unwrap_or(Amount::ONE));
    let evidence = over || missing.is_none();
    let gaps = missing.map(|gap| {
        let gap = Gap { status: if over { Status::Missed } else { Status::Due }, ..gap };
        // Without any record the whole shortfall is at stake.
        Draft { gap, piece: Some(Piece { num: count(held.len()), ..Piece::ONE }), counted: over }
    });
    let gaps = gaps.into_iter().collect();
    // Nothing is counted that still may be made up.
    let pieces = if evidence { with_zero(pieces) } else { Vec::new() };
    Measured { evidence, pieces, text, records, gaps, grounds, ..Measured::default() }
}

/// Records whose roll is not complete are left out, and told.
fn attendance<'a>(rule: &'a Rule, kinds: &'a [String], of: &Records<'a>) -> Measured<'a> {
    let held = of_kinds(kinds, of);
    let turnout = |a: &&ActivityFact| {
        let how = if a.unmarked > 0 { "untold".to_owned() } else { format!("{}/{}", a.present, a.due) };
        Trace::on_day(words::source(rule), a.on, a.id.0, how)
    };
    let grounds = of.traced(|| held.iter().map(turnout).collect());
    let (told, open): (Vec<_>, Vec<_>) =
        held.into_iter().filter(|a| a.due > 0).partition(|a| a.imported || a.unmarked == 0);
    let rate = |a: &&ActivityFact| {
        let (num, den) = (i64::from(a.present) * 100, i64::from(a.due));
        Piece { num, den, day: Some(a.on), ..Piece::ONE }
    };
    let unmarked = open.iter().map(|a| {
        let text = format!("{} {} 未点完名", a.on, a.title);
        Draft { gap: gap(text, Status::Due, ROSTER_HOURS), piece: None, counted: false }
    });
    let (present, due) = told.iter().fold((0, 0), |(p, d), a| (p + i64::from(a.present), d + i64::from(a.due)));
    let mut text = words::counted(rule, told.len());
    if due > 0 {
        text += &format!(",到会率 {}%", words::tenths(present * 100, due));
    }
    Measured {
        evidence: !told.is_empty(),
        pieces: told.iter().map(rate).collect(),
        text,
        records: told.iter().map(|a| a.id).collect(),
        gaps: unmarked.collect(),
        grounds,
        ..Measured::default()
    }
}

/// Hours can be made up while the year lasts. Where nobody's hours are kept, the records say nothing.
fn study<'a>(rule: &'a Rule, member: Amount, secretary: Amount, of: &Records<'a>) -> Measured<'a> {
    let study = &of.facts.study;
    let lacks = |s: &StudyFact| {
        if s.secretary { secretary.0.saturating_sub(s.hours) } else { member.0.saturating_sub(s.hours) }
    };
    let short: Vec<MemberId> = study.iter().filter(|s| lacks(s) > 0).map(|s| s.member).collect();
    let most = Amount(study.iter().map(lacks).max().unwrap_or_default());
    let name = words::name(rule, "集中培训");
    let kept = study.iter().any(|s| s.hours > 0);
    let mut gaps = together(format!("{name} {} 人学时不足,最多差 {most}", short.len()), &short, most, of);
    gaps.retain(|g| kept || !g.counted);
    let text = match kept {
        true => format!("{name} {}/{} 人够学时", study.len() - short.len(), study.len()),
        false => format!("{name} 无学时记录"),
    };
    let hours = study.iter().map(|s| s.hours).fold(0, i64::saturating_add);
    let source = words::source(rule);
    let lacking = || Trace::people(&Thing::ShortOfHours.of(source), short.iter().copied());
    let grounds = of.traced(|| vec![lacking(), Trace::number_of(&Thing::Hours.of(source), hours)]);
    Measured { evidence: kept && (of.year_over() || short.is_empty()), text, grounds, ..Measured::counting(gaps) }
}

fn sheet<'a>(rule: &'a Rule, id: &str, of: &Records<'a>) -> Measured<'a> {
    let name = words::name(rule, id);
    let Some(result) = of.entered.results.iter().find(|r| r.checklist == id) else {
        return Measured { text: format!("{name} 尚无结果"), ..Measured::default() };
    };
    let at = |num: i64| vec![Piece { num, den: 100, ..Piece::ONE }];
    Measured {
        evidence: true,
        pieces: at(result.expected.0),
        best: Some(at(result.reachable.0)),
        text: format!("{name} {} 分", result.expected),
        grounds: of.traced(|| vec![Trace::number_of(name, result.expected.0)]),
        ..Measured::default()
    }
}
