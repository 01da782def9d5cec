//! Whose books a command is about: trees of organisations, the one that is named, who still belongs to it.

use crate::{Place, people};
use std::fs;
use zhibu::{
    book::Access,
    model::member::{EventKind, MemberEvent},
};

#[test]
fn nothing_is_missed_before_a_branch_was_founded() {
    let place = Place::empty();
    place.refused(&["init", "--name", "甲", "--kind", "village", "--founded", "去年"], 2);
    place.done(&["init", "--name", "甲", "--kind", "village", "--founded", "2026-03"]);
    let duties = place.json(&["list", "duties"]);
    let statuses = |what: &str| duties.as_array().unwrap().iter().filter(|d| d["status"] == what).count();
    assert_eq!(statuses("missed"), 0, "{duties}");
    assert!(statuses("due") > 0);
}

#[test]
fn a_township_holds_many_branches() {
    let place = Place::empty();
    place.done(&["init", "--name", "河东镇", "--kind", "township"]);
    place.done(&["init", "--name", "柳林村党支部", "--kind", "village", "--parent", "河东镇"]);
    place.done(&["init", "--name", "新城公司党支部", "--kind", "enterprise", "--parent", "河东镇"]);
    place.refused(&["init", "--name", "另一个", "--kind", "village"], 1);
    place.refused(&["init", "--name", "柳林村党支部", "--kind", "village", "--parent", "河东镇"], 1);
    let file = place.roster(&people());
    place.done(&["--org", "柳林村党支部", "import", "roster", file.to_str().unwrap()]);
    assert_eq!(place.names(&["--org", "柳林"]).len(), 3);
    assert!(place.names(&["--org", "新城公司党支部"]).is_empty());
    assert_eq!(place.json(&["score", "--org", "新城公司党支部"])["checklist"], "enterprise");
    let why = place.refused(&["list", "members", "--org", "没有的村"], 1);
    assert!(why.contains("柳林村党支部"), "the message names those there are: {why}");
}

#[test]
fn a_paper_names_the_organisation_whose_record_it_is() {
    let place = Place::empty();
    place.done(&["init", "--name", "河东镇", "--kind", "township"]);
    for village in ["甲村党支部", "乙村党支部"] {
        place.done(&["init", "--name", village, "--kind", "village", "--parent", "河东镇"]);
    }
    let ledger = place.file("台账.csv");
    fs::write(&ledger, "日期,类别,主题\n2026-03-05,主题党日,学习\n").unwrap();
    place.done(&["--org", "乙村党支部", "import", "activities", ledger.to_str().unwrap()]);
    let list = place.json(&["--org", "乙村党支部", "list", "activities"]);
    let book = place.book(Access::Read);
    assert_eq!(book.org().unwrap().name, "甲村党支部");
    let meeting = book.meeting(list[0]["id"].as_str().unwrap().parse().unwrap()).unwrap().unwrap();
    let paper = format!("{:?}", book.meeting_paper(&meeting));
    assert!(paper.contains("党组织:乙村党支部"), "{paper}");
}

/// Three townships, of which two have a branch of the same name.
fn county() -> Place {
    let place = Place::empty();
    place.done(&["init", "--name", "清河县", "--kind", "county"]);
    for township in ["河东镇", "河西镇", "河北镇"] {
        place.done(&["init", "--name", township, "--kind", "township", "--parent", "清河县"]);
    }
    for (village, above) in [("柳林村党支部", "河东镇"), ("柳林村党支部", "河西镇"), ("桃源村党支部", "河西镇")]
    {
        place.done(&["init", "--name", village, "--kind", "village", "--parent", above]);
    }
    place
}

#[test]
fn the_screen_opens_at_the_organisation_named_and_no_name_means_two() {
    let place = county();
    let why = place.refused(&["--org", "没有的村"], 1);
    assert!(why.contains("没有党组织“没有的村”"), "{why}");
    assert!(place.refused(&["--org", "河东镇"], 1).contains("没有自己的党员"));
    assert!(place.refused(&["list", "members", "--org", "柳林村党支部"], 1).contains("不止一个党组织叫"));
    assert!(place.names(&["--org", "桃源"]).is_empty());
}

#[test]
fn nothing_is_written_or_reckoned_for_an_organisation_that_was_not_meant() {
    let place = county();
    let file = place.roster(&people());
    let import = ["import", "roster", file.to_str().unwrap()];
    assert!(place.refused(&import, 1).contains("桃源村党支部"), "whom one might have meant is listed");
    for command in [&import[..], &["score"], &["list", "members"], &["list", "activities"]] {
        let why = place.refused(&[command, &["--org", "河东镇"]].concat(), 1);
        assert!(why.contains("没有自己的党员"), "{why}");
    }
    place.done(&[&import[..], &["--org", "桃源村党支部"]].concat());
    assert_eq!(place.names(&["--org", "桃源村党支部"]).len(), 3);
    for (kind, above) in [("county", "桃源村党支部"), ("village", "桃源村党支部"), ("township", "河东镇")]
    {
        place.refused(&["init", "--name", "新", "--kind", kind, "--parent", above], 1);
    }
    place.refused(&["init", "--name", "新", "--kind", "township", "--parent", "清河县", "--demo"], 1);
    place.done(&["init", "--name", "一支部", "--kind", "branch", "--parent", "桃源村党支部"]);
}

#[test]
fn who_has_left_is_listed_only_when_asked_for() {
    let place = Place::with_roster();
    let mut book = place.book(Access::Write);
    let member = book.members().unwrap().remove(0);
    let event = MemberEvent::new(&member, EventKind::Died, "2026-02-03".parse().unwrap());
    book.add_member_event(&event).unwrap();
    drop(book);
    assert_eq!(place.names(&[]), ["单小芳", "李四"]);
    let standings = |args: &[&str]| -> Vec<String> {
        let list = place.json(&[&["list", "members"], args].concat());
        list.as_array().unwrap().iter().map(|m| m["standing"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(standings(&["--left"]), ["left", "full", "probationary"]);
    assert!(place.done(&["list", "members", "--left"]).contains("去世 2026-02-03"));
    let out = place.file("名册.csv");
    place.done(&["export", "roster", "--to", out.to_str().unwrap()]);
    let roster = fs::read_to_string(&out).unwrap();
    assert!(roster.contains("单小芳") && !roster.contains("张三"), "{roster}");
}

#[test]
fn all_organisations_are_listed_in_the_order_of_the_tree() {
    let place = Place::empty();
    place.done(&["init", "--name", "河东镇", "--kind", "township"]);
    for village in ["甲村党支部", "乙村党支部"] {
        place.done(&["init", "--name", village, "--kind", "village", "--parent", "河东镇"]);
    }
    place.done(&["init", "--name", "新城公司党支部", "--kind", "enterprise", "--parent", "河东镇"]);
    let file = place.roster(&people());
    place.done(&["--org", "乙村党支部", "import", "roster", file.to_str().unwrap()]);
    let all = place.json(&["score", "--all"]);
    let names: Vec<_> = all["organisations"].as_array().unwrap().iter().map(|o| o["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["甲村党支部", "乙村党支部"]);
    assert_eq!(all["left_out"][0], "新城公司党支部");
    for (i, name) in names.iter().enumerate() {
        let own = place.json(&["--org", name, "score"]);
        for figure in ["expected", "confirmed", "open", "reachable", "max"] {
            assert_eq!(all["organisations"][i][figure], own[figure], "{name} {figure}");
        }
    }
    let text = place.done(&["score", "--all", "--by-points"]);
    let at = |name: &str| text.find(name).unwrap();
    assert!(at("乙村党支部") < at("甲村党支部") && text.contains("得分相同的不分先后"), "{text}");
    let firms = place.json(&["score", "--all", "--checklist", "enterprise"]);
    assert_eq!(firms["organisations"].as_array().unwrap().len(), 1);
    let why = place.refused(&["score", "--all", "--round", "三季度观摩"], 1);
    assert!(why.contains("还没有评分人的表"), "{why}");
    place.refused(&["score", "--round", "三季度观摩"], 2);
    let to = place.file("各单位.xlsx");
    place.done(&["export", "all-scores", "--to", to.to_str().unwrap()]);
    assert!(to.exists());
}
