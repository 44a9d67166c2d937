/// The cleaned values of one row, before it is accepted.
struct CleanRow {
  /// The bytes of all texts.
  var bytes: [UInt8] = []
  /// Where each target's text lies in `bytes`; empty for none.
  private var starts = [Int](repeating: 0, count: Target.allCases.count)
  private var ends = [Int](repeating: 0, count: Target.allCases.count)
  /// Times, whole numbers and, by their bits, decimals.
  private var numbers = [Int64](repeating: 0, count: Target.allCases.count)
  private var hasNumber = [Bool](repeating: false, count: Target.allCases.count)

  /// Forgets everything.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    for index in starts.indices {
      starts[index] = 0
      ends[index] = 0
      hasNumber[index] = false
    }
  }

  /// Where a target's text lies.
  func range(_ target: Int) -> Range<Int> { starts[target]..<ends[target] }
  /// Whether a target has a text.
  func hasText(_ target: Int) -> Bool { ends[target] > starts[target] }
  /// A target's number.
  func number(_ target: Int) -> Int64? { hasNumber[target] ? numbers[target] : nil }

  /// Makes the bytes from `start` on a target's text.
  mutating func setText(_ target: Int, from start: Int) {
    starts[target] = start
    ends[target] = bytes.count
  }

  /// Gives a target a text of its own.
  mutating func setText(_ target: Int, _ text: [UInt8]) {
    starts[target] = bytes.count
    bytes.append(contentsOf: text)
    ends[target] = bytes.count
  }

  /// Gives a target the text of some bytes that are there already.
  mutating func setText(_ target: Int, _ range: Range<Int>) {
    starts[target] = range.lowerBound
    ends[target] = range.upperBound
  }

  /// Gives a target a number.
  mutating func setNumber(_ target: Int, _ value: Int64) {
    numbers[target] = value
    hasNumber[target] = true
  }

  /// Takes a target's text away.
  mutating func clearText(_ target: Int) { ends[target] = starts[target] }

  /// Takes a target's number away.
  mutating func clearNumber(_ target: Int) { hasNumber[target] = false }
}
