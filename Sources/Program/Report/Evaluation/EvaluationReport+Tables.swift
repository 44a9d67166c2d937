internal import Classification

extension EvaluationReport {
  func writeLabels(_ page: inout ReportPage) {
    var table = ReportTable(
      "by-label", "各类：查准、查全与采纳", query: "“实有”为标签是该类的行数，“答为”为首选是该类的行数；区间为 95%。",
      columns: [
        .text("类"), .number("实有"), .number("答为"), .number("答对"), .number("查准率"), .number("查准区间"),
        .number("查全率"), .number("查全区间"), .number("F1"), .number("F1 区间"), .number("采纳"),
        .number("采纳答对"), .number("采纳正确率"),
      ])
    let labels = evaluation.byLabel.sorted { ($1.rows, $0.label) < ($0.rows, $1.label) }
    table.rows = labels.map { label in
      [
        .text(label.label), .count(label.rows), .count(label.answers), .count(label.right),
        .value(Self.share(label.precision)), .text(Self.interval(label.precision.interval)),
        .value(Self.share(label.recall)), .text(Self.interval(label.recall.interval)),
        .value(Self.share(label.f1)), .text(Self.interval(label.f1Interval)),
        .count(label.taken.rows), .count(label.taken.right), .value(Self.share(label.taken)),
      ]
    }
    let all = evaluation.all
    table.total = [
      .text("合计"), .count(evaluation.rows), .count(evaluation.rows), .count(evaluation.right),
      .value(Self.share(all)), .text(Self.interval(all.interval)), .value(Self.share(all)),
      .text(Self.interval(all.interval)), .value(Self.share(evaluation.macroF1)), .text("宏平均"),
      .count(evaluation.taken.rows), .count(evaluation.taken.right),
      .value(Self.share(evaluation.taken)),
    ]
    page.table(table)
  }

  func writeGroups(_ page: inout ReportPage) {
    for (index, group) in groups.enumerated() {
      var table = ReportTable(
        "by-\(index + 1)", "按\(group.title)", query: "按数据中“\(group.title)”一列的值分组，空值单列；合计与全部行相等。",
        columns: [
          .text(group.title), .number("行数"), .number("答对"), .number("正确率"), .number("95% 区间"),
          .number("采纳"), .number("采纳率"), .number("采纳答对"), .number("采纳正确率"),
        ])
      table.rows = group.scores.map { row($0.value.isEmpty ? "（空）" : $0.value, $0.all, $0.taken) }
      table.total = row("合计", evaluation.all, evaluation.taken)
      page.table(table)
    }
  }

  private func row(_ name: String, _ all: Evaluation.Tally, _ taken: Evaluation.Tally)
    -> [ReportTable.Cell]
  {
    [
      .text(name), .count(all.rows), .count(all.right), .value(Self.share(all)),
      .text(Self.interval(all.interval)), .count(taken.rows),
      .value(all.rows == 0 ? .none : Self.share(Double(taken.rows) / Double(all.rows))),
      .count(taken.right), .value(Self.share(taken)),
    ]
  }

  func writeMistakes(_ page: inout ReportPage) {
    if mistakes.isEmpty {
      page.element("p", ["class": "empty"], "没有错答。")
      return
    }
    page.element(
      "p", ["class": "lead"], "模型很有把握却与标签不符的答案：先看标签是否填错，再看两类的界限是否清楚。")
    var table = ReportTable(
      "worst", "最有把握的 \(mistakes.count) 条错答", query: "答错的行按把握从大到小；行号为数据行，首行为 1；文字已脱敏并截短。",
      columns: [.text("行号"), .text("标签"), .text("答为"), .number("把握"), .text("文字")])
    table.rows = mistakes.map { quote in
      [
        .text(String(quote.mistake.row + 1)), .text(quote.mistake.truth),
        .text(quote.mistake.answer), .value(Self.share(quote.mistake.confidence)),
        .text(quote.text),
      ]
    }
    page.table(table)
  }

  func writeDefinitions(_ page: inout ReportPage) {
    let definitions = [
      ("首选正确率", "把握最大的类与标签相同的行 ÷ 有标签的行"),
      ("前三包含率", "标签在把握最大的三个类之中的行 ÷ 有标签的行"),
      ("查准率、查全率", "答对的 ÷ 答为该类的；答对的 ÷ 实有该类的"),
      ("F1", "2 × 答对 ÷（实有 + 答为）；宏平均为各类 F1 的简单平均"),
      ("采纳", "把握达到该类门槛的答案；门槛在训练时定，使采纳的答案达到要求的正确率"),
      ("候选集", "以给定比例含正确类的最少几个类，供人选择；至多 16 个"),
      ("校准误差", "把握分 15 段，各段平均把握与实际正确率之差按行数加权平均（ECE）"),
      ("95% 区间", "Wilson 区间；F1 的区间由答对 ÷（实有 + 答为 − 答对）的区间换算"),
    ]
    page.element("dl", ["class": "definitions"]) { page in
      for (name, meaning) in definitions {
        page.element("dt", name)
        page.element("dd", meaning)
      }
    }
  }
}
