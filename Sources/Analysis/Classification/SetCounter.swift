/// Counts whether sets hold the right label.
struct SetCounter {
  let hasSets: Bool
  private var taken = (rows: 0, right: 0)
  private var others = (rows: 0, right: 0, labels: 0)

  init(hasSets: Bool) { self.hasSets = hasSets }

  mutating func count(_ row: Int, rank: Int?, isTaken: Bool, _ predictions: Predictions) {
    guard hasSets else { return }
    let size = Int(predictions.setSizes[row])
    let holds = rank.map { $0 < size } ?? false
    if isTaken {
      taken.rows += 1
      taken.right += holds ? 1 : 0
    } else {
      others.rows += 1
      others.right += holds ? 1 : 0
      others.labels += size
    }
  }

  var score: Evaluation.SetScore? {
    guard hasSets else { return nil }
    return Evaluation.SetScore(
      taken: Evaluation.Tally(rows: taken.rows, right: taken.right),
      others: Evaluation.Tally(rows: others.rows, right: others.right), otherLabels: others.labels)
  }
}
