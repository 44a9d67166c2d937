internal import Classification
internal import Tabular

/// What `evaluate --json` prints.
struct EvaluationJSON {
  /// Figures by the values of one column.
  struct Group {
    let key: String
    let title: String
    let scores: [Evaluation.GroupScore]
  }

  /// The object.
  let value: JSONValue

  init(_ result: Evaluation, rate: Double, groups: [Group]) {
    var members: [JSONValue.Member] = [
      .init("rows", .int(result.rows)), .init("labels", .int(result.labels)),
      .init("top1", Self.share(result.top1)), .init("top3", Self.share(result.top3)),
      .init("macro_f1", Self.share(result.macroF1)),
      .init("weighted_f1", Self.share(result.weightedF1)),
      .init("ece", Self.share(result.expectedCalibrationError)),
      .init("rows_per_second", .number((rate * 10).rounded() / 10)),
      .init("taken", Self.tally(result.taken)),
    ]
    if let sets = result.sets {
      let others: JSONValue = [
        "rows": .int(sets.others.rows), "holding": .int(sets.others.right),
        "mean_size": Self.share(sets.otherSize),
      ]
      let taken: JSONValue = ["rows": .int(sets.taken.rows), "holding": .int(sets.taken.right)]
      members.append(.init("sets", ["not_taken": others, "taken": taken]))
    }
    members.append(.init("coverage", .array(result.coverage.map(Self.point))))
    members.append(.init("calibration", .array(result.bins.filter { $0.rows > 0 }.map(Self.bin))))
    members.append(.init("by_label", .array(result.byLabel.map(Self.label))))
    members.append(
      .init(
        "mistakes",
        .array(
          result.confusions.filter { $0.truth != $0.answer }.map {
            ["label": .string($0.truth), "answer": .string($0.answer), "rows": .int($0.rows)]
          })))
    if !groups.isEmpty {
      members.append(
        .init(
          "by",
          .object(
            groups.map { .init($0.key, .array($0.scores.map(Self.group))) })))
    }
    value = .object(members)
  }

  private static func share(_ share: Double) -> JSONValue { .number(ModelFolder.rounded(share)) }

  private static func tally(_ tally: Evaluation.Tally) -> JSONValue {
    ["rows": .int(tally.rows), "right": .int(tally.right), "accuracy": share(tally.accuracy)]
  }

  private static func interval(_ bounds: ClosedRange<Double>?) -> JSONValue {
    bounds.map { .array([share($0.lowerBound), share($0.upperBound)]) } ?? .null
  }

  private static func point(_ point: Evaluation.CoveragePoint) -> JSONValue {
    [
      "threshold": .number((point.threshold * 1e6).rounded() / 1e6),
      "coverage": share(point.coverage), "accuracy": share(point.accuracy),
    ]
  }

  private static func bin(_ bin: Evaluation.Bin) -> JSONValue {
    [
      "from": share(bin.bounds.lowerBound), "to": share(bin.bounds.upperBound),
      "rows": .int(bin.rows), "right": .int(bin.right),
      "mean_confidence": share(bin.confidenceSum / Double(max(1, bin.rows))),
    ]
  }

  private static func label(_ label: Evaluation.LabelScore) -> JSONValue {
    [
      "label": .string(label.label), "rows": .int(label.rows), "answers": .int(label.answers),
      "right": .int(label.right), "precision": share(label.precision.accuracy),
      "precision_interval": interval(label.precision.interval),
      "recall": share(label.recall.accuracy), "recall_interval": interval(label.recall.interval),
      "f1": share(label.f1), "f1_interval": interval(label.f1Interval),
      "taken": tally(label.taken),
    ]
  }

  private static func group(_ group: Evaluation.GroupScore) -> JSONValue {
    ["value": .string(group.value), "all": tally(group.all), "taken": tally(group.taken)]
  }
}
