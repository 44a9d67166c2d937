/// Which rows of a column hold a value.
///
/// An empty mask means that all do, so columns without nulls cost nothing.
@frozen public struct Validity: Equatable, Sendable {
  /// True for rows with a value; empty when every row has one.
  public var mask: [Bool]

  /// A mask for which every row has a value.
  @inlinable public init() { mask = [] }
  /// Makes a validity from a mask with one entry for each row, or an empty one.
  @inlinable public init(mask: [Bool]) { self.mask = mask }

  /// Whether a row holds a value.
  @inlinable public func isValid(_ row: Int) -> Bool { mask.isEmpty || mask[row] }

  /// The number of rows without a value.
  @inlinable public var nullCount: Int {
    var count = 0
    for valid in mask where !valid { count &+= 1 }
    return count
  }

  /// Adds a row, given how many came before it.
  @inlinable public mutating func append(_ valid: Bool, after rowCount: Int) {
    if mask.isEmpty {
      if valid { return }
      mask = Array(repeating: true, count: rowCount)
    }
    mask.append(valid)
  }

  /// The validity of some rows.
  @inlinable public func gathering(_ rows: [Int]) -> Validity {
    mask.isEmpty ? self : Validity(mask: rows.map { mask[$0] })
  }
}

/// A column of fixed-width values; rows without a value hold a zero.
@frozen public struct ValueColumn<Element: Sendable & Equatable>: Equatable, Sendable {
  /// One value for each row.
  public var values: [Element]
  /// Which rows hold a value.
  public var validity: Validity

  /// Makes a column.
  @inlinable public init(_ values: [Element] = [], validity: Validity = Validity()) {
    self.values = values
    self.validity = validity
  }

  /// The number of rows.
  @inlinable public var count: Int { values.count }

  /// A row's value, nil where it has none.
  @inlinable public subscript(row: Int) -> Element? {
    validity.isValid(row) ? values[row] : nil
  }

  /// Adds a value, or none, in whose place `zero` is kept.
  @inlinable public mutating func append(_ value: Element?, zero: Element) {
    validity.append(value != nil, after: values.count)
    values.append(value ?? zero)
  }

  /// The column of some rows.
  @inlinable public func gathering(_ rows: [Int]) -> ValueColumn {
    ValueColumn(rows.map { values[$0] }, validity: validity.gathering(rows))
  }
}

/// A column of texts: all UTF-8 in one buffer, cut by offsets.
@frozen public struct StringColumn: Equatable, Sendable {
  /// The UTF-8 of all rows, one after the other.
  public var bytes: [UInt8]
  /// Where each row's text starts; one more entry than rows, the last being `bytes.count`.
  public var offsets: [Int32]
  /// Which rows hold a value; a row without one has no bytes.
  public var validity: Validity

  /// Makes an empty column.
  @inlinable public init() {
    bytes = []
    offsets = [0]
    validity = Validity()
  }

  /// Makes a column of its parts.
  @inlinable public init(bytes: [UInt8], offsets: [Int32], validity: Validity = Validity()) {
    self.bytes = bytes
    self.offsets = offsets
    self.validity = validity
  }

  /// Makes a column of texts.
  public init(_ texts: [String?]) {
    self.init()
    for text in texts { append(text) }
  }

  /// The number of rows.
  @inlinable public var count: Int { offsets.count &- 1 }

  /// Where a row's text lies in `bytes`; empty where it has none.
  @inlinable public func range(_ row: Int) -> Range<Int> {
    Int(offsets[row])..<Int(offsets[row &+ 1])
  }

  /// A row's text, nil where it has none.
  ///
  /// Makes a `String`: not for hot loops.
  public subscript(row: Int) -> String? {
    validity.isValid(row) ? String(decoding: bytes[range(row)], as: UTF8.self) : nil
  }

  /// A row's text, empty where it has none.
  ///
  /// Makes a `String`: not for hot loops.
  public func text(_ row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

  /// Calls `body` with a row's bytes.
  @inlinable public func withBytes<Result>(_ row: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(range(row)))
  }

  /// Adds a text, or none.
  public mutating func append(_ text: String?) {
    validity.append(text != nil, after: count)
    if let text { bytes.append(contentsOf: text.utf8) }
    closeRow()
  }

  /// Adds a text given as UTF-8 bytes, which the caller knows to be valid.
  public mutating func append(utf8 text: Span<UInt8>) {
    validity.append(true, after: count)
    text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    closeRow()
  }

  /// Adds a row without a value.
  public mutating func appendNull() {
    validity.append(false, after: count)
    closeRow()
  }

  /// The column of some rows.
  public func gathering(_ rows: [Int]) -> StringColumn {
    var output = StringColumn()
    output.offsets.reserveCapacity(rows.count + 1)
    for row in rows {
      output.bytes.append(contentsOf: bytes[range(row)])
      output.closeRow()
    }
    output.validity = validity.gathering(rows)
    return output
  }

  @usableFromInline mutating func closeRow() {
    precondition(bytes.count <= Int(Int32.max), "a text column holds at most 2 GiB a batch")
    offsets.append(Int32(truncatingIfNeeded: bytes.count))
  }
}

/// A column of lists of texts.
@frozen public struct StringListColumn: Equatable, Sendable {
  /// The texts of all rows, one after the other.
  public var elements: StringColumn
  /// Where each row's list starts in `elements`; one more entry than rows.
  public var offsets: [Int32]
  /// Which rows hold a list; a row without one has no elements.
  public var validity: Validity

  /// Makes an empty column.
  public init() {
    elements = StringColumn()
    offsets = [0]
    validity = Validity()
  }

  /// Makes a column of its parts.
  public init(elements: StringColumn, offsets: [Int32], validity: Validity = Validity()) {
    self.elements = elements
    self.offsets = offsets
    self.validity = validity
  }

  /// The number of rows.
  public var count: Int { offsets.count - 1 }

  /// A row's list, nil where it has none.
  public subscript(row: Int) -> [String]? {
    guard validity.isValid(row) else { return nil }
    return (Int(offsets[row])..<Int(offsets[row + 1])).map { elements.text($0) }
  }

  /// Adds a list, or none.
  public mutating func append(_ list: [String]?) {
    validity.append(list != nil, after: count)
    for text in list ?? [] { elements.append(text) }
    offsets.append(Int32(elements.count))
  }

  /// The column of some rows.
  public func gathering(_ rows: [Int]) -> StringListColumn {
    var output = StringListColumn()
    output.offsets.reserveCapacity(rows.count + 1)
    for row in rows {
      for element in Int(offsets[row])..<Int(offsets[row + 1]) {
        elements.withBytes(element) { output.elements.append(utf8: $0) }
      }
      output.offsets.append(Int32(output.elements.count))
    }
    output.validity = validity.gathering(rows)
    return output
  }
}
