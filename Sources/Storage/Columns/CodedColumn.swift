/// A column of texts as numbers into a dictionary of distinct texts.
///
/// What groups or counts rows by a text works on the numbers and looks at a text once.
public struct CodedColumn: Equatable, Sendable {
  /// For each row the place of its text in the dictionary; `dictionary.count` for no value.
  public var codes: [UInt32]
  /// The texts, none twice.
  public var dictionary: StringColumn

  /// Makes a column of its parts.
  public init(codes: [UInt32], dictionary: StringColumn) {
    self.codes = codes
    self.dictionary = dictionary
  }

  /// Finds the distinct texts of a column, in the order in which they come first.
  ///
  /// - Complexity: O(*n*) in the bytes of the column.
  public init(_ column: StringColumn) {
    var slots = [Int32](repeating: -1, count: 64)
    codes = []
    codes.reserveCapacity(column.count)
    dictionary = StringColumn()
    for row in 0..<column.count {
      guard column.validity.isValid(row) else {
        codes.append(UInt32.max)
        continue
      }
      if dictionary.count * 2 >= slots.count { slots = Self.slots(of: dictionary, slots.count * 4) }
      let range = column.range(row)
      var slot = Self.hash(column.bytes, range) & (slots.count - 1)
      while slots[slot] >= 0
        && column.bytes[range] != dictionary.bytes[dictionary.range(Int(slots[slot]))]
      { slot = (slot + 1) & (slots.count - 1) }
      if slots[slot] < 0 {
        slots[slot] = Int32(dictionary.count)
        column.withBytes(row) { dictionary.append(utf8: $0) }
      }
      codes.append(UInt32(slots[slot]))
    }
    let none = UInt32(dictionary.count)
    for row in codes.indices where codes[row] == UInt32.max { codes[row] = none }
  }

  /// The number of rows.
  public var count: Int { codes.count }

  private static func slots(of dictionary: StringColumn, _ size: Int) -> [Int32] {
    var slots = [Int32](repeating: -1, count: size)
    for entry in 0..<dictionary.count {
      var slot = hash(dictionary.bytes, dictionary.range(entry)) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(entry)
    }
    return slots
  }

  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 29)
  }
}
