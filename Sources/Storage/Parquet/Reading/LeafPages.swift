internal import Bytes
internal import Columns

/// The decoded pages of a leaf in a row group.
struct LeafPages: Sendable {
  let leaf: LeafSchema
  let dictionary: DecodedValues?
  let pages: [DecodedPage]

  /// The lists that instances are, as offsets into their elements.
  struct Lists: Equatable {
    var offsets: [Int32] = []
    var validity: [Bool] = []
  }

  /// Which instances of a structure are there.
  struct Structures: Equatable {
    var count = 0
    var validity: [Bool] = []
  }

  /// Checks that levels tell as many rows as there must be, and nothing impossible.
  ///
  /// After this no combination of levels can trap.
  func check(rowCount: Int) throws(StorageError) {
    var rows = 0
    var entries = 0
    for page in pages { entries += page.entryCount }
    if leaf.maximumRepetition == 0 {
      rows = entries
    } else {
      var last: UInt8 = 0
      for page in pages {
        for entry in 0..<page.entryCount {
          let repetition = page.repetition[entry]
          let definition = page.definition[entry]
          if repetition == 0 {
            rows += 1
          } else {
            let least = leaf.listEntries[Int(repetition) - 1]
            guard rows > 0, definition >= least, last >= least else {
              throw .corrupt("a list goes on that has not begun")
            }
          }
          last = definition
        }
      }
    }
    guard rows == rowCount else { throw .corrupt("\(rows) rows where \(rowCount) belong") }
    guard entries <= Int(Int32.max) else {
      throw StorageError(.limitExceeded, "over 2 Gi entries in a row group")
    }
  }

  /// Calls `body` with the levels of each entry.
  @inline(__always)
  private func forEachEntry(_ body: (_ repetition: UInt8, _ definition: UInt8) -> Void) {
    for page in pages {
      for entry in 0..<page.entryCount {
        body(
          page.repetition.isEmpty ? 0 : page.repetition[entry],
          page.definition.isEmpty ? leaf.maximumDefinition : page.definition[entry])
      }
    }
  }

  /// The lists of a level.
  func lists(entry: UInt8, repetition: UInt8, definition: UInt8, elementRepetition: UInt8)
    -> Lists
  {
    var found = Lists()
    var elementCount: Int32 = 0
    var areAllThere = true
    forEachEntry { level, present in
      if level <= repetition && present >= entry {
        found.offsets.append(elementCount)
        found.validity.append(present >= definition)
        if present < definition { areAllThere = false }
      }
      if level <= elementRepetition && present > definition { elementCount &+= 1 }
    }
    found.offsets.append(elementCount)
    if areAllThere { found.validity = [] }
    return found
  }

  /// The structures of a level.
  func structures(entry: UInt8, repetition: UInt8, definition: UInt8) -> Structures {
    var found = Structures()
    var areAllThere = true
    forEachEntry { level, present in
      guard level <= repetition && present >= entry else { return }
      found.count += 1
      found.validity.append(present >= definition)
      if present < definition { areAllThere = false }
    }
    if areAllThere { found.validity = [] }
    return found
  }

  // MARK: - Values

  /// The values of all instances, which entries are from a definition level on.
  func column(entry: UInt8) throws(StorageError) -> Column {
    let mask = presence(entry: entry)
    switch leaf.conversion {
    case .bool: return .bool(values(mask, zero: false) { $0.bools })
    case .int32: return .int32(values(mask, zero: 0) { $0.int32s })
    case .unsigned32, .int64, .unsigned64, .timestamp:
      return .int64(values(mask, zero: 0) { $0.int64s })
    case .float, .double: return .double(values(mask, zero: 0) { $0.doubles })
    case .text, .bytes:
      let texts = try texts()
      return .string(
        StringColumn(
          bytes: texts.bytes, offsets: Self.expand(texts.offsets, mask),
          validity: Validity(mask: mask)))
    }
  }

  /// Which instances hold a value; empty when all do.
  private func presence(entry: UInt8) -> [Bool] {
    let maximum = leaf.maximumDefinition
    guard pages.contains(where: { $0.lacksValues(entry: entry, maximum: maximum) }) else {
      return []
    }
    var mask: [Bool] = []
    mask.reserveCapacity(pages.reduce(0) { $0 + $1.entryCount })
    for page in pages {
      if page.definition.isEmpty {
        mask.append(contentsOf: repeatElement(true, count: page.entryCount))
      } else if entry == 0 {
        for level in page.definition { mask.append(level == maximum) }
      } else {
        for level in page.definition where level >= entry { mask.append(level == maximum) }
      }
    }
    return mask
  }

  private func values<Element>(
    _ mask: [Bool], zero: Element, _ part: (DecodedValues) -> [Element]?
  ) -> ValueColumn<Element> {
    var present: [Element] = []
    if pages.count == 1, let only = part(pages[0].values) {
      present = only
    } else {
      present.reserveCapacity(pages.reduce(0) { $0 + $1.values.count })
      for page in pages {
        guard let values = part(page.values) else {
          preconditionFailure("pages of different kinds")
        }
        present.append(contentsOf: values)
      }
    }
    if mask.isEmpty { return ValueColumn(present) }
    var all: [Element] = []
    all.reserveCapacity(mask.count)
    var next = 0
    for isPresent in mask {
      if isPresent {
        all.append(present[next])
        next &+= 1
      } else {
        all.append(zero)
      }
    }
    return ValueColumn(all, validity: Validity(mask: mask))
  }
}

extension DecodedPage {
  /// Whether an instance lacks its value.
  fileprivate func lacksValues(entry: UInt8, maximum: UInt8) -> Bool {
    definition.contains { $0 != maximum && $0 >= entry }
  }
}

extension DecodedValues {
  fileprivate var bools: [Bool]? {
    guard case .bool(let values) = self else { return nil }
    return values
  }
  fileprivate var int32s: [Int32]? {
    guard case .int32(let values) = self else { return nil }
    return values
  }
  fileprivate var int64s: [Int64]? {
    guard case .int64(let values) = self else { return nil }
    return values
  }
  fileprivate var doubles: [Double]? {
    guard case .double(let values) = self else { return nil }
    return values
  }
}
