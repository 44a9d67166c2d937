extension LeafColumn {
  /// The bounds of the values of some rows.
  func bounds(_ rows: Range<Int>) -> ValueBounds {
    let entries = entries(rows)
    var bounds = ValueBounds()
    switch values {
    case .bool(let values):
      if let (least, greatest) = extremes(of: values, entries, by: { !$0 && $1 }) {
        (bounds.minimum, bounds.maximum) = (.bool(least), .bool(greatest))
      }
    case .int32(let values):
      if let (least, greatest) = extremes(of: values, entries, by: <) {
        (bounds.minimum, bounds.maximum) = (.int(Int64(least)), .int(Int64(greatest)))
      }
    case .int64(let values):
      if let (least, greatest) = extremes(of: values, entries, by: <) {
        (bounds.minimum, bounds.maximum) = (.int(least), .int(greatest))
      }
    case .double(let values): setBounds(of: values, entries, in: &bounds)
    case .text(let bytes, let offsets):
      if let (least, greatest) = textExtremes(bytes, offsets, entries) {
        bounds.minimum = .text(Array(bytes[Int(offsets[least])..<Int(offsets[least + 1])]))
        bounds.maximum = .text(Array(bytes[Int(offsets[greatest])..<Int(offsets[greatest + 1])]))
      }
    }
    count(rows, entries, in: &bounds)
    return bounds
  }

  private func extremes<Element>(
    of values: [Element], _ entries: Range<Int>, by precedes: (Element, Element) -> Bool
  ) -> (least: Element, greatest: Element)? {
    guard let first = entries.first(where: { validity.isEmpty || validity[$0] }) else { return nil }
    var least = values[first]
    var greatest = least
    for entry in first..<entries.upperBound where validity.isEmpty || validity[entry] {
      let value = values[entry]
      if precedes(value, least) { least = value }
      if precedes(greatest, value) { greatest = value }
    }
    return (least, greatest)
  }

  private func setBounds(of values: [Double], _ entries: Range<Int>, in bounds: inout ValueBounds) {
    var least = Double.infinity
    var greatest = -Double.infinity
    var numberCount = 0
    for entry in entries where validity.isEmpty || validity[entry] {
      let value = values[entry]
      if value.isNaN {
        bounds.nanCount += 1
        continue
      }
      numberCount += 1
      if value < least { least = value }
      if value > greatest { greatest = value }
    }
    if numberCount > 0 { (bounds.minimum, bounds.maximum) = (.double(least), .double(greatest)) }
  }

  /// The entries of the least and the greatest text, by bytes.
  private func textExtremes(_ bytes: [UInt8], _ offsets: [Int32], _ entries: Range<Int>)
    -> (least: Int, greatest: Int)?
  {
    guard let first = entries.first(where: { validity.isEmpty || validity[$0] }) else { return nil }
    var least = first
    var greatest = first
    bytes.withUnsafeBytes { bytes in
      var leastHead = TextOrder.head(bytes, offsets, first)
      var greatestHead = leastHead
      for entry in first &+ 1..<entries.upperBound where validity.isEmpty || validity[entry] {
        let head = TextOrder.head(bytes, offsets, entry)
        if head < leastHead
          || head == leastHead && TextOrder.precedes(bytes, offsets, entry, least)
        {
          (least, leastHead) = (entry, head)
        } else if head > greatestHead
          || head == greatestHead && TextOrder.precedes(bytes, offsets, greatest, entry)
        {
          (greatest, greatestHead) = (entry, head)
        }
      }
    }
    return (least, greatest)
  }

  /// Counts entries as levels are counted: a row without elements is one without a value.
  private func count(_ rows: Range<Int>, _ entries: Range<Int>, in bounds: inout ValueBounds) {
    if !validity.isEmpty {
      for entry in entries where !validity[entry] { bounds.nullCount += 1 }
    }
    bounds.entryCount = entries.count
    guard let lists else { return }
    for row in rows where lists.offsets[row] == lists.offsets[row + 1] {
      bounds.nullCount += 1
      bounds.entryCount += 1
    }
  }
}

/// The order of texts by their bytes, which for UTF-8 is that of their code points.
enum TextOrder {
  /// The first eight bytes of an entry, zeros behind its end; where they differ they tell the order.
  @inline(__always)
  static func head(_ bytes: UnsafeRawBufferPointer, _ offsets: [Int32], _ entry: Int) -> UInt64 {
    let start = Int(offsets[entry])
    let count = Int(offsets[entry &+ 1]) &- start
    if start &+ 8 <= bytes.count && count > 0 {
      let word = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      return count >= 8 ? word : word & ~(UInt64.max &>> UInt64(8 &* count))
    }
    var word: UInt64 = 0
    for index in 0..<min(8, count) {
      word |= UInt64(bytes[start &+ index]) &<< UInt64(56 &- 8 &* index)
    }
    return word
  }

  /// Whether one entry of a text column comes before another.
  static func precedes(
    _ bytes: UnsafeRawBufferPointer, _ offsets: [Int32], _ left: Int, _ right: Int
  ) -> Bool {
    let leftStart = Int(offsets[left])
    let rightStart = Int(offsets[right])
    let leftCount = Int(offsets[left &+ 1]) &- leftStart
    let rightCount = Int(offsets[right &+ 1]) &- rightStart
    let count = min(leftCount, rightCount)
    var index = 0
    while index < count {
      let one = bytes[leftStart &+ index]
      let other = bytes[rightStart &+ index]
      if one != other { return one < other }
      index &+= 1
    }
    return leftCount < rightCount
  }
}
