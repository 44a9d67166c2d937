/// Two requests that seem to be one matter; rows of the fact table.
struct MatterLink: Sendable {
  let first: UInt32
  let second: UInt32
  let score: PairScore

  /// The order in which groups grow.
  func isBetter(than other: MatterLink) -> Bool {
    if score.total != other.score.total { return score.total > other.score.total }
    return first == other.first ? second < other.second : first < other.first
  }
}
