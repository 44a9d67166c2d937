internal import Bytes
internal import Classification
internal import Columns

/// Adds a model's likeliest labels and how sure it is of each.
struct LabelAnnotator: RowAnnotator {
  let predictor: Predictor
  /// The text columns.
  let reads: [String]
  /// How many labels each row gets.
  let top: Int

  var adds: [AddedColumn] {
    (1...top).flatMap {
      [AddedColumn(name: "label_\($0)"), AddedColumn(name: "confidence_\($0)", isNumber: true)]
    }
  }

  func annotate(_ columns: [StringColumn]) -> [StringColumn] {
    let predictions = predictor.predict(columns, top: top)
    return (0..<top).flatMap { rank in
      var labels = StringColumn()
      var confidences = StringColumn()
      for row in 0..<predictions.count {
        labels.append(predictor.labels[predictions.label(row, rank: rank)])
        confidences.append(Self.decimal(predictions.confidence(row, rank: rank)))
      }
      return [labels, confidences]
    }
  }

  private static func decimal(_ share: Double) -> String {
    let units = Int((share * 10_000).rounded())
    return "\(units / 10_000).\(CivilTime.padded(units % 10_000, 4))"
  }
}
