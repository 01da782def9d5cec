//! throwaway
use zhibu::{book::papers, model::paper::*, model::score::*};
fn main() {
    let minutes = (1..90).map(|i| format!("{i}. 会上,同志们围绕“年度计划”——村集体经济发展等议题逐一发言,记录人如实记录每位同志的意见与建议,不作概括性的套话。")).collect::<Vec<_>>().join("\n");
    let rows = vec![
        vec![
            FormCell::label("时间"),
            FormCell::content("2026年3月5日(星期四) 09:00至11:00"),
            FormCell::label("地点"),
            FormCell::content("村党群服务中心二楼"),
        ],
        vec![
            FormCell::label("应到"),
            FormCell::content("46人(其中有表决权44人)"),
            FormCell::label("实到"),
            FormCell::content("43人(其中有表决权41人)"),
        ],
        vec![
            FormCell::label("请假、缺席\n人员及原因"),
            FormCell::content("请假2人:张三(住院)、李四(外出务工)\n缺席1人:王五").span(3).room(2),
        ],
        vec![FormCell::label("内容记录"), FormCell::content(minutes).span(3).room(12)],
        vec![FormCell::label("表决情况"), FormCell::content("").span(3).room(2)],
    ];
    let p = Paper {
        title: "党员大会记录".into(),
        landscape: false,
        blocks: vec![
            Block::Text("党组织:柳林村党支部  编号:2026-003".into()),
            Block::Form { widths: vec![15, 37, 13, 35], rows },
            Block::Signatures(vec!["主持人(签字)".into(), "记录人(签字)".into()]),
        ],
    };
    std::fs::write("/tmp/pp/a.docx", zhibu::office::docx::write(&p).unwrap()).unwrap();
    let pt = |s: &str| s.parse::<Points>().unwrap();
    let items = (1..20)
        .map(|i| Scored {
            no: format!("1.{i}"),
            text: "组织设置规范,班子健全,按期换届,书记履职尽责,职责分工明确".into(),
            max: pt("3"),
            state: if i % 3 == 0 { State::Open } else { State::Suggested },
            suggestion: None,
            decided: None,
            reason: "2月支委会未开;3月主题党日补录".into(),
            stale: false,
            expected: pt("2.25"),
            reachable: pt("3"),
            records: vec![],
            gaps: vec![],
        })
        .collect();
    let t = Totals { max: pt("100"), ..Default::default() };
    let s = Score {
        checklist: "village".into(),
        name: "村(社区)党建观摩测评得分表".into(),
        on: "2026-03-31".parse().unwrap(),
        totals: t,
        sections: vec![ScoredSection { name: "组织建设".into(), totals: t, items }],
        warnings: vec![],
    };
    let table = papers::score_table(None, &s);
    for e in ["docx", "xlsx", "csv"] {
        std::fs::write(format!("/tmp/pp/s.{e}"), zhibu::book::print::table_bytes(&table, e).unwrap().unwrap()).unwrap();
    }
}
