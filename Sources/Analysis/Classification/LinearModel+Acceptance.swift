extension LinearModel {
  /// From which confidence on answers of a label are taken without a person.
  ///
  /// - Parameter label: A position in `labels`.
  /// - Returns: The threshold; one where no answer of the label is taken.
  public func threshold(label: Int) -> Double { Double(calibration.labelThresholds[label]) }

  /// Whether an answer is sure enough to be taken without a person.
  ///
  /// It is, when its confidence reaches the threshold of its label.
  ///
  /// - Parameters:
  ///   - label: The position of the likeliest label in `labels`.
  ///   - confidence: Its probability.
  public func isAccepted(label: Int, confidence: Double) -> Bool {
    RiskControl.isTaken(Float(confidence), from: calibration.labelThresholds[label])
  }

  /// How many of the likeliest labels form the smallest set that holds the right one so often.
  ///
  /// The set is for people who decide: with a coverage of 0.95 it holds the right label of nineteen
  /// in twenty rows, of those that are taken and of those that are not, as long as rows are drawn as
  /// those of the training data were.
  ///
  /// - Parameters:
  ///   - label: The position of the likeliest label in `labels`.
  ///   - probabilities: The probabilities of the likeliest labels, best first; sixteen or all.
  ///   - coverage: How often the right label is in the set: 0.8, 0.9, 0.95 or 0.98; another is
  ///     rounded up to one of these.
  /// - Returns: One at least, sixteen at most.
  public func setSize(label: Int, probabilities: [Float], coverage: Double = 0.95) -> Int {
    guard let best = probabilities.first else { return 0 }
    return calibration.sets.size(
      probabilities, isAccepted: isAccepted(label: label, confidence: Double(best)),
      coverage: coverage)
  }
}
