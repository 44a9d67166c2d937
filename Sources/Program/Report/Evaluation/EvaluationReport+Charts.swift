internal import Classification

extension EvaluationReport {
  /// How many labels a confusion map shows at most.
  static let mapLabels = 30

  func writeConfusion(_ page: inout ReportPage) {
    let counts = evaluation.confusions.map { ($0.truth, $0.answer, $0.rows) }
    let names = evaluation.byLabel.map(\.label)
    if let levels = LabelLevels(names) {
      ConfusionMap(
        id: "level1", title: "第一级分类：行为标签，列为答案",
        ConfusionMatrix(levels.raise(counts), limit: Self.mapLabels)
      ).write(to: &page)
    }
    let matrix = ConfusionMatrix(counts, limit: Self.mapLabels)
    ConfusionMap(
      id: "matrix",
      title: matrix.isWhole ? "各类：行为标签，列为答案" : "最容易相混的 \(Self.mapLabels) 类：行为标签，列为答案",
      matrix
    ).write(to: &page)
    writePairs(&page)
  }

  private func writePairs(_ page: inout ReportPage) {
    let pairs = evaluation.confusions.filter { $0.truth != $0.answer }.prefix(15)
    if pairs.isEmpty { return }
    let rows = Dictionary(uniqueKeysWithValues: evaluation.byLabel.map { ($0.label, $0.rows) })
    var table = ReportTable(
      "pairs", "最常见的错答", query: "标签与答案不同的行，按两者计数，取最多的 15 对。",
      columns: [.text("标签"), .text("答为"), .number("行数"), .number("占该标签")])
    table.rows = pairs.map { pair in
      [
        .text(pair.truth), .text(pair.answer), .count(pair.rows),
        .value(Self.share(Double(pair.rows) / Double(max(1, rows[pair.truth] ?? 1)))),
      ]
    }
    page.table(table)
  }

  func writeCoverage(_ page: inout ReportPage) {
    let points = evaluation.coverage
    let taken = evaluation.taken
    let name =
      taken.rows == 0
      ? nil
      : "采纳 \(share(taken.rows).printed)，答对 \(Self.share(taken).printed)"
    ShareChart(
      id: "coverage-chart", title: "只采纳把握最大的一部分时，答对的比例", horizontal: "采纳的比例",
      vertical: "答对的比例", line: points.map { ($0.coverage, $0.accuracy) },
      marks: name.map {
        [
          ShareChart.Mark(
            x: Double(taken.rows) / Double(max(1, evaluation.rows)), y: taken.accuracy,
            range: taken.interval, name: $0)
        ]
      } ?? [],
      note: "曲线为按把握从大到小采纳；圆点为按各类门槛采纳的实际结果，竖线为其 95% 区间。"
    ).write(to: &page)
    var table = ReportTable(
      "coverage-table", "采纳比例与正确率", query: "按把握从大到小取若干比例的行。",
      columns: [.text("采纳"), .number("答对的比例"), .number("最低把握")])
    table.rows = points.enumerated().filter { ($0.offset + 1) % 5 == 0 }.map {
      [
        .text("\($0.offset + 1)%"), .value(Self.share($0.element.accuracy)),
        .value(Self.share($0.element.threshold)),
      ]
    }
    page.table(table, isFolded: true)
  }

  func writeCalibration(_ page: inout ReportPage) {
    let bins = evaluation.bins.filter { $0.rows > 0 }
    ShareChart(
      id: "calibration-chart", title: "报出的把握与实际答对的比例", horizontal: "平均把握", vertical: "答对的比例",
      line: [], marks: bins.map(mark), hasDiagonal: true,
      note: "每个圆点为一段把握的答案，旁注为行数，竖线为 95% 区间；在斜线上即说到做到，线下为过于自信。"
    ).write(to: &page)
    var table = ReportTable(
      "calibration-table", "各段把握的答对比例", query: "把握等分 15 段，空段不列。",
      columns: [
        .text("把握"), .number("行数"), .number("平均把握"), .number("答对"), .number("答对的比例"),
        .number("95% 区间"),
      ])
    table.rows = bins.map { bin in
      let tally = bin.tally
      return [
        .text(Self.interval(bin.bounds)), .count(bin.rows),
        .value(Self.share(bin.confidenceSum / Double(bin.rows))), .count(bin.right),
        .value(Self.share(tally)), .text(Self.interval(tally.interval)),
      ]
    }
    let all = evaluation.all
    table.total = [
      .text("合计"), .count(evaluation.rows),
      .value(share(sum: bins.map(\.confidenceSum).reduce(0, +))), .count(evaluation.right),
      .value(Self.share(all)), .text(Self.interval(all.interval)),
    ]
    page.table(table, isFolded: true)
  }

  private func share(sum: Double) -> FigureValue {
    evaluation.rows == 0 ? .none : Self.share(sum / Double(evaluation.rows))
  }

  private func mark(_ bin: Evaluation.Bin) -> ShareChart.Mark {
    let tally = bin.tally
    return ShareChart.Mark(
      x: bin.confidenceSum / Double(bin.rows), y: tally.accuracy, range: tally.interval,
      name: NumberText.grouped(bin.rows))
  }
}
