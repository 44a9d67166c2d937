import Bytes
import Testing

@testable import Parquet

@Suite struct CompactProtocolTests {
  private let sample = CompactWriter.structure { writer in
    writer.write(1, int32: -7)
    writer.write(2, int64: .max)
    writer.write(3, bool: true)
    writer.write(5, string: "表")
    writer.write(7, structure: { $0.write(1, int16: 300) })
    writer.write(8, list: Array(0..<20), of: .int32) { $0.element(int32: $1) }
    writer.write(9, list: [true, false], of: .yes) { $0.element(bool: $1) }
    writer.write(10, list: [[1], []] as [[UInt8]], of: .binary) { $0.element(binary: $1) }
  }

  @Test func `a small structure has the protocol's bytes`() {
    let bytes = CompactWriter.structure {
      $0.write(1, int32: 1)
      $0.write(4, bool: false)
      $0.write(5, string: "ab")
    }
    #expect(bytes == [0x15, 2, 0x32, 0x18, 2, 97, 98, 0])
  }

  private func read(_ bytes: [UInt8]) throws(StorageError) -> [String] {
    var found: [String] = []
    var reader = CompactReader(bytes, in: bytes.indices)
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1: found.append("\(try reader.int32(field))")
      case 2: found.append("\(try reader.integer(field))")
      case 3: found.append("\(try reader.bool(field))")
      case 5: found.append(try reader.string(field))
      case 8:
        found.append(
          "\(try reader.list(field, of: .int32) { (reader: inout CompactReader) throws(StorageError) in try reader.integerElement() }.reduce(0, +))"
        )
      case 9:
        found.append(
          "\(try reader.list(field, of: .yes) { (reader: inout CompactReader) throws(StorageError) in try reader.boolElement() })"
        )
      default: try reader.skip(field)
      }
    }
    return found
  }

  @Test func `what was written is read, and unknown fields are skipped`() throws {
    #expect(
      try read(sample) == ["-7", "\(Int64.max)", "true", "表", "190", "[true, false]"])
  }

  @Test func `a structure cut anywhere is refused`() {
    for count in 0..<sample.count {
      #expect(throws: StorageError.self) { try read(Array(sample[..<count])) }
    }
  }

  @Test func `structures nested too deeply are refused, not followed`() {
    let bytes = Array(repeating: UInt8(0x1c), count: 100_000)
    #expect(throws: StorageError(.corrupt, "Thrift structures are too deep")) {
      try read([0xbc] + bytes)
    }
  }

  @Test(
    arguments: [
      [0x18, 0xff, 0xff, 0xff, 0xff, 0x07],  // bytes past the end
      [0xb9, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x0f],  // a list past the end
      [0x0f],  // no such type
      [0xbb, 0xff, 0x7f, 0x55],  // a map past the end
      [0x15, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],  // over 64 bits
    ] as [[UInt8]])
  func `lengths that lie are refused`(bytes: [UInt8]) {
    #expect(throws: StorageError.self) { try read(bytes + [0]) }
  }
}
