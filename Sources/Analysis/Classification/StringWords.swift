/// A list of words as bytes, for writing them without making strings.
struct StringWords: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int32]

  init(_ words: [String]) {
    bytes = words.flatMap { Array($0.utf8) }
    starts = words.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.utf8.count)) }
  }

  var count: Int { starts.count - 1 }

  subscript(index: Int) -> ArraySlice<UInt8> { bytes[Int(starts[index])..<Int(starts[index + 1])] }
}
