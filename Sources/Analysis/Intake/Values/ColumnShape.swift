/// What the cells of a column look like: how many have each shape.
///
/// A cell counts for every shape that it may be, so that counts do not add up to the cells.
package struct ColumnShape: Equatable, Sendable {
  /// How many cells were looked at.
  package private(set) var cells = 0
  /// The most characters a cell has.
  package private(set) var longest = 0
  private var counts = [Int](repeating: 0, count: ValueShape.count)
  private var formCounts = [Int](repeating: 0, count: TimeForm.allCases.count)
  private var scratch: [UInt8] = []

  /// Makes the shape of a column without cells.
  package init() {}

  /// How many cells hold something.
  package var filled: Int { cells - count(.empty) }
  /// How many cells hold something that is no word for nothing.
  package var meaning: Int { filled - count(.null) }

  /// How many cells have a shape.
  ///
  /// - Parameter shape: One shape.
  package func count(_ shape: ValueShape) -> Int { counts[shape.rawValue.trailingZeroBitCount] }

  /// The share of a shape among the cells that mean something; 0 where none does.
  package func share(_ shape: ValueShape) -> Double {
    meaning == 0 ? 0 : Double(count(shape)) / Double(meaning)
  }

  /// How many cells are times of a form.
  func count(_ form: TimeForm) -> Int {
    TimeForm.allCases.firstIndex(of: form).map { formCounts[$0] } ?? 0
  }

  /// Looks at a cell as it stands in the file; gives its shape.
  @discardableResult
  package mutating func add(_ cell: Span<UInt8>) -> ValueShape {
    scratch.removeAll(keepingCapacity: true)
    TextCleaner.append(cell, to: &scratch, style: .lines)
    return add(cleaned: scratch)
  }

  /// Looks at a cell whose text is clean already.
  @discardableResult
  mutating func add(cleaned text: [UInt8]) -> ValueShape {
    let span = text.span
    let shape = ValueShape.of(span)
    cells += 1
    longest = max(longest, span.count <= longest ? 0 : ValueShape.Signs(span).characters)
    var rest = shape.rawValue
    while rest != 0 {
      counts[rest.trailingZeroBitCount] += 1
      rest &= rest &- 1
    }
    if shape.contains(.time) {
      for (index, reader) in Self.readers.enumerated() where reader.read(span) != nil {
        formCounts[index] += 1
      }
    }
    return shape
  }

  private static let readers = TimeForm.allCases.map { TimeReader([$0]) }

  package static func == (left: ColumnShape, right: ColumnShape) -> Bool {
    left.cells == right.cells && left.longest == right.longest && left.counts == right.counts
      && left.formCounts == right.formCounts
  }
}
