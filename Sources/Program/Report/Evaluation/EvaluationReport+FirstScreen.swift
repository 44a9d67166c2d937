internal import Classification

extension EvaluationReport {
  func writeFirstScreen(_ page: inout ReportPage) {
    page.element("h1", "分类模型评测")
    page.element("p", ["class": "period"], "模型 \(model)，数据 \(input)")
    page.section("points", "主要情况") { page in
      page.element("ol", ["class": "points"]) { page in
        page.element("li") { writeAccuracy(&$0) }
        page.element("li") { writeTaken(&$0) }
        if evaluation.sets != nil { page.element("li") { writeSets(&$0) } }
        page.element("li") { page in
          page.text("报出的把握与实际答对的比例平均相差 ")
          page.figure("ece", Self.share(evaluation.expectedCalibrationError))
          page.text("。")
        }
      }
      writeHeadline(&page)
    }
  }

  private func writeAccuracy(_ page: inout ReportPage) {
    page.text("有标签的 ")
    page.figure("rows", .count(evaluation.rows))
    page.text(" 条中，首选答对 ")
    page.figure("right", .count(evaluation.right))
    page.text(" 条，占 ")
    page.figure("top1", Self.share(evaluation.top1))
    let all = evaluation.all
    page.text("（95% 区间 \(Self.interval(all.interval))），前三含正确类的占 ")
    page.figure("top3", Self.share(evaluation.top3))
    page.text("。")
  }

  private func writeTaken(_ page: inout ReportPage) {
    let taken = evaluation.taken
    page.text("把握够大、可直接采纳的 ")
    page.figure("taken", .count(taken.rows))
    page.text(" 条，占 ")
    page.figure("taken_share", share(taken.rows))
    page.text("，其中答对 ")
    page.figure("taken_right", .count(taken.right))
    page.text(" 条，占 ")
    page.figure("taken_accuracy", Self.share(taken))
    page.text("（95% 区间 \(Self.interval(taken.interval))）")
    if let accuracy { page.text("；训练时要求 \(Self.share(accuracy).printed)") }
    page.text("。其余 ")
    page.figure("others", .count(evaluation.rows - taken.rows))
    page.text(" 条交人判定。")
  }

  private func writeSets(_ page: inout ReportPage) {
    guard let sets = evaluation.sets else { return }
    page.text("交人判定的，候选集平均 ")
    page.figure("set_size", .decimal(sets.otherSize))
    page.text(" 个类，")
    page.figure("set_coverage", Self.share(sets.others))
    page.text(" 含正确类（要求 \(Self.share(setCoverage).printed)）。")
  }

  private func writeHeadline(_ page: inout ReportPage) {
    let figures: [(String, String, FigureValue)] = [
      ("首选正确率", "top1", Self.share(evaluation.top1)),
      ("前三包含率", "top3", Self.share(evaluation.top3)),
      ("宏平均 F1", "macro_f1", Self.share(evaluation.macroF1)),
      ("采纳率", "taken_share", share(evaluation.taken.rows)),
      ("采纳部分正确率", "taken_accuracy", Self.share(evaluation.taken)),
      ("校准误差", "ece", Self.share(evaluation.expectedCalibrationError)),
    ]
    page.element("dl", ["class": "headline"]) { page in
      for (title, key, value) in figures {
        page.element("div") { page in
          page.element("dt", title)
          page.element("dd") { $0.figure(key, value) }
        }
      }
    }
  }

  /// A share of all rows.
  func share(_ rows: Int) -> FigureValue {
    evaluation.rows == 0 ? .none : Self.share(Double(rows) / Double(evaluation.rows))
  }
}
