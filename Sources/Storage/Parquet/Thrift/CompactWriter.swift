/// Writes Thrift's compact protocol, as far as Parquet's footer and page headers use it.
///
/// Fields of a structure must be written in ascending order of their ids, none skipped by more
/// than 15.
struct CompactWriter {
  /// What has been written.
  private(set) var bytes: [UInt8] = []
  private var lastFieldID = 0

  /// One structure on its own.
  static func structure(_ body: (inout CompactWriter) -> Void) -> [UInt8] {
    var writer = CompactWriter()
    body(&writer)
    writer.bytes.append(0)
    return writer.bytes
  }

  mutating func write(_ id: Int, int32 value: Int32?) {
    guard let value else { return }
    header(id, .int32)
    varint(zigzag(Int64(value)))
  }

  mutating func write(_ id: Int, int64 value: Int64?) {
    guard let value else { return }
    header(id, .int64)
    varint(zigzag(value))
  }

  mutating func write(_ id: Int, int16 value: Int16) {
    header(id, .int16)
    varint(zigzag(Int64(value)))
  }

  mutating func write(_ id: Int, int8 value: Int8) {
    header(id, .int8)
    bytes.append(UInt8(bitPattern: value))
  }

  mutating func write(_ id: Int, bool value: Bool?) {
    guard let value else { return }
    header(id, value ? .yes : .no)
  }

  mutating func write(_ id: Int, binary value: [UInt8]?) {
    guard let value else { return }
    header(id, .binary)
    element(binary: value)
  }

  mutating func write(_ id: Int, string value: String?) {
    guard let value else { return }
    write(id, binary: Array(value.utf8))
  }

  mutating func write(_ id: Int, structure body: (inout CompactWriter) -> Void) {
    header(id, .structure)
    element(structure: body)
  }

  mutating func write<Element>(
    _ id: Int, list elements: [Element], of type: CompactType,
    _ body: (inout CompactWriter, Element) -> Void
  ) {
    header(id, .list)
    if elements.count < 15 {
      bytes.append(UInt8(elements.count) << 4 | type.rawValue)
    } else {
      bytes.append(0xf0 | type.rawValue)
      varint(UInt64(elements.count))
    }
    for element in elements { body(&self, element) }
  }

  // MARK: - Elements of lists

  mutating func element(structure body: (inout CompactWriter) -> Void) {
    let outer = lastFieldID
    lastFieldID = 0
    body(&self)
    bytes.append(0)
    lastFieldID = outer
  }

  mutating func element(binary value: [UInt8]) {
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func element(int32 value: Int32) { varint(zigzag(Int64(value))) }

  mutating func element(int64 value: Int64) { varint(zigzag(value)) }

  mutating func element(bool value: Bool) {
    bytes.append(value ? CompactType.yes.rawValue : CompactType.no.rawValue)
  }

  // MARK: - Parts

  private mutating func header(_ id: Int, _ type: CompactType) {
    let step = id - lastFieldID
    precondition((1...15).contains(step), "field ids of a structure ascend by 1 to 15")
    bytes.append(UInt8(step) << 4 | type.rawValue)
    lastFieldID = id
  }

  private mutating func varint(_ value: UInt64) { Varint.append(value, to: &bytes) }

  private func zigzag(_ value: Int64) -> UInt64 { Varint.zigzag(value) }
}
