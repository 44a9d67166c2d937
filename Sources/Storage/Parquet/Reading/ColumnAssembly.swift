internal import Bytes
internal import Columns

/// Joins the pages of a column chunk to a column.
struct ColumnAssembly {
  let leaf: LeafSchema
  let dictionary: DecodedValues?
  let pages: [DecodedPage]
  let rowCount: Int

  /// The column of all rows.
  func column() throws(StorageError) -> Column {
    if leaf.isList { return .stringList(try lists()) }
    let mask = presence()
    switch leaf.conversion {
    case .bool: return .bool(try values(mask, zero: false) { $0.bools })
    case .int32: return .int32(try values(mask, zero: 0) { $0.int32s })
    case .unsigned32, .int64, .unsigned64, .timestamp:
      return .int64(try values(mask, zero: 0) { $0.int64s })
    case .float, .double: return .double(try values(mask, zero: 0) { $0.doubles })
    case .text:
      let texts = try texts()
      return .string(
        StringColumn(
          bytes: texts.bytes, offsets: Self.expand(texts.offsets, mask),
          validity: Validity(mask: mask)))
    }
  }

  /// Which entries hold a value; empty when all do.
  private func presence() -> [Bool] {
    let maximum = leaf.maximumDefinition
    guard pages.contains(where: { $0.definition.contains { $0 != maximum } }) else { return [] }
    var mask: [Bool] = []
    mask.reserveCapacity(pages.reduce(0) { $0 + $1.entryCount })
    for page in pages {
      for level in page.definition { mask.append(level == maximum) }
    }
    return mask
  }

  private func values<Element>(
    _ mask: [Bool], zero: Element, _ part: (DecodedValues) -> [Element]?
  ) throws(StorageError) -> ValueColumn<Element> {
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

  // MARK: - Texts

  /// The texts that are there, one after the other.
  private func texts() throws(StorageError) -> (bytes: [UInt8], offsets: [Int32]) {
    if pages.count == 1, case .text(let bytes, let offsets) = pages[0].values {
      return (bytes, offsets)
    }
    let lengths = dictionaryLengths()
    var size = 0
    for page in pages {
      switch page.values {
      case .text(let bytes, _): size += bytes.count
      case .indexes(let indexes): for index in indexes { size &+= Int(lengths[Int(index)]) }
      default: preconditionFailure("pages of different kinds")
      }
    }
    guard size <= Int(Int32.max) else {
      throw StorageError(.limitExceeded, "a row group's texts are over 2 GiB")
    }
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(pages.reduce(1) { $0 + $1.values.count })
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    for page in pages {
      switch page.values {
      case .text(let text, let ends):
        let base = Int32(truncatingIfNeeded: bytes.count)
        for end in ends.dropFirst() { offsets.append(base &+ end) }
        bytes.append(contentsOf: text)
      case .indexes(let indexes): append(indexes, to: &bytes, &offsets)
      default: preconditionFailure("pages of different kinds")
      }
    }
    return (bytes, offsets)
  }

  private func dictionaryLengths() -> [Int32] {
    guard case .text(_, let offsets)? = dictionary else { return [] }
    return (0..<offsets.count - 1).map { offsets[$0 + 1] - offsets[$0] }
  }

  private func append(_ indexes: [UInt32], to bytes: inout [UInt8], _ offsets: inout [Int32]) {
    guard case .text(let text, let starts)? = dictionary else {
      preconditionFailure("indexes without a dictionary")
    }
    text.withUnsafeBufferPointer { text in
      for index in indexes {
        let range = Int(starts[Int(index)])..<Int(starts[Int(index) &+ 1])
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[range]))
        offsets.append(Int32(truncatingIfNeeded: bytes.count))
      }
    }
  }

  /// The offsets of entries, those without a value being empty.
  private static func expand(_ offsets: [Int32], _ mask: [Bool]) -> [Int32] {
    if mask.isEmpty { return offsets }
    var expanded: [Int32] = [0]
    expanded.reserveCapacity(mask.count + 1)
    var next = 0
    for isPresent in mask {
      if isPresent { next &+= 1 }
      expanded.append(offsets[next])
    }
    return expanded
  }

  // MARK: - Lists

  private func lists() throws(StorageError) -> StringListColumn {
    guard let listDefinition = leaf.listDefinition else { preconditionFailure("not a list") }
    var offsets: [Int32] = []
    var validity: [Bool] = []
    var elements: [Bool] = []
    for page in pages {
      for entry in 0..<page.entryCount {
        let level = page.definition[entry]
        let hasElement = level > listDefinition
        if page.repetition[entry] == 0 {
          offsets.append(Int32(truncatingIfNeeded: elements.count))
          validity.append(level >= listDefinition)
        } else if offsets.isEmpty || !hasElement {
          throw .corrupt("a list goes on that has not begun")
        }
        if hasElement { elements.append(level == leaf.maximumDefinition) }
      }
    }
    guard offsets.count == rowCount else {
      throw .corrupt("\(offsets.count) lists where \(rowCount) rows belong")
    }
    offsets.append(Int32(truncatingIfNeeded: elements.count))
    let texts = try texts()
    let mask = elements.contains(false) ? elements : []
    return StringListColumn(
      elements: StringColumn(
        bytes: texts.bytes, offsets: Self.expand(texts.offsets, mask),
        validity: Validity(mask: mask)),
      offsets: offsets, validity: Validity(mask: validity.contains(false) ? validity : []))
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
