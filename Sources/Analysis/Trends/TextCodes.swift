internal import Columns

/// Gives each distinct text of a dimension a small number, in the order of first sight.
struct TextCodes {
  /// The texts, by number.
  private(set) var texts: [String?] = [nil]
  private var buckets: [UInt64: [Int32]] = [:]
  private var bytes: [[UInt8]] = [[]]

  /// The place of each number's text in the order of bytes.
  var ranks: [Int32] {
    var ranks = [Int32](repeating: 0, count: bytes.count)
    let order = bytes.indices.sorted { bytes[$0].lexicographicallyPrecedes(bytes[$1]) }
    for (rank, code) in order.enumerated() { ranks[code] = Int32(rank) }
    return ranks
  }

  /// The number of each row's text; 0 where it has none.
  mutating func encode(_ column: StringColumn) -> [Int32] {
    var codes: [Int32] = []
    codes.reserveCapacity(column.count)
    var last: (range: Range<Int>, code: Int32)?
    for row in 0..<column.count {
      guard column.validity.isValid(row) else {
        codes.append(0)
        continue
      }
      let range = column.range(row)
      if let last, same(column.bytes, last.range, range) {
        codes.append(last.code)
        continue
      }
      let code = code(of: column.bytes[range])
      last = (range, code)
      codes.append(code)
    }
    return codes
  }

  private func same(_ bytes: [UInt8], _ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    for offset in 0..<left.count
    where bytes[left.lowerBound &+ offset] != bytes[right.lowerBound &+ offset] { return false }
    return true
  }

  private mutating func code(of text: ArraySlice<UInt8>) -> Int32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for code in buckets[hash] ?? [] where bytes[Int(code)].elementsEqual(text) { return code }
    let code = Int32(texts.count)
    texts.append(String(decoding: text, as: UTF8.self))
    bytes.append(Array(text))
    buckets[hash, default: []].append(code)
    return code
  }
}
