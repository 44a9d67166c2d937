import Bytes
import TestSupport
import Testing

@testable import Tabular

@Suite struct CompoundFileTests {
  private static func pattern(_ count: Int, _ seed: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in .random(in: 0...255, using: &random) }
  }

  private func content(_ file: CompoundFile, _ name: String) throws -> [UInt8]? {
    guard let stream = try file.stream(named: name) else { return nil }
    var bytes: [UInt8] = []
    // In uneven pieces, so that they cross the sectors' ends.
    while bytes.count < stream.size {
      try stream.read(at: bytes.count, count: 777, into: &bytes)
    }
    return bytes
  }

  @Test(arguments: [(512, false), (512, true), (4096, false), (4096, true)])
  func `streams of all sizes are read back`(sectorBytes: Int, isScattered: Bool) throws {
    let sizes = [0, 1, 63, 64, 65, 4095, 4096, 4097, 20_000, 100_000]
    let streams = sizes.map { ("s\($0)", Self.pattern($0, UInt64($0))) }
    let bytes = CompoundFileBuilder(
      sectorBytes: sectorBytes, streams: streams, isScattered: isScattered
    ).build()
    let file = try CompoundFile(.memory(bytes))
    #expect(file.entries.map(\.name) == streams.map(\.0))
    for (name, expected) in streams {
      let isSame = try content(file, name.uppercased()) == expected
      #expect(isSame, "\(name)")
    }
    #expect(try content(file, "s") == nil)
  }

  @Test func `a table too long for the header goes on in a list of its own`() throws {
    let stream = Self.pattern(15 << 20, 1)
    let bytes = CompoundFileBuilder(streams: [("Workbook", stream), ("x", [7])]).build()
    let file = try CompoundFile(.memory(bytes))
    let isSame = try content(file, "Workbook") == stream
    #expect(isSame)
    #expect(try content(file, "x") == [7])
    var cyclic = bytes
    // The list's last sector leads back to its first.
    let list = Int(bytes.number32(at: 68))
    let count = Int(bytes.number32(at: 72))
    #expect(count == 2)
    let last = (list + count) * 512
    cyclic.replaceSubrange(last + 508..<last + 512, with: bytes[68..<72])
    cyclic.replaceSubrange(last..<last + 508, with: [UInt8](repeating: 0xff, count: 508))
    let error = #expect(throws: StorageError.self) { try CompoundFile(.memory(cyclic)) }
    #expect(error?.detail.contains("in a circle") == true)
  }

  @Test func `the last sector may be cut where nothing is missing`() throws {
    let stream = Self.pattern(5_000, 2)
    let bytes = CompoundFileBuilder(streams: [("Workbook", stream)]).build()
    // Sectors: the stream's ten, then the directory, then the table.
    #expect(throws: StorageError.self) { try CompoundFile(.memory(Array(bytes.dropLast(600)))) }
    let file = try CompoundFile(.memory(Array(bytes.dropLast(100))))
    #expect(try content(file, "Workbook") == stream)
  }

  private static func changed(_ offset: Int, to number: UInt32) -> [UInt8] {
    var bytes = CompoundFileBuilder(
      streams: [("Workbook", pattern(5_000, 3)), ("small", pattern(200, 4)), ("x", [1])]
    ).build()
    let at = offset >= 0 ? offset : bytes.count + offset
    bytes.replaceSubrange(at..<at + 4, with: CompoundFileBuilder.bytes(number))
    return bytes
  }

  /// Where the chain table and the directory of `changed` lie.
  private static let table = -512
  private static let directory = -1024

  static let faults: [(offset: Int, number: UInt32, detail: String)] = [
    (table, 0, "in a circle"), (table + 4 * 9, 0, "in a circle"),
    (table + 4 * 4, 1_000_000, "points outside itself"),
    (table + 4 * 4, 0xffff_fffe, "ends too early"), (48, 99_999, "points outside itself"),
    (60, 12_345, "points outside itself"), (76, 0xffff_fff0, "points outside itself"),
    (30, 31, "sectors of 2^"), (directory + 66, 0, "no root folder"),
    // The first child is its own neighbour; the second names one that is not there.
    (directory + 128 + 72, 1, "in a circle"), (directory + 76, 99, "directory is broken"),
    (directory + 128 + 120, 0xffff_ffff, "ends too early"),
    (directory + 120, 0xffff_fff0, "ends too early"),
  ]

  @Test(arguments: faults.indices)
  func `broken tables are faults with a reason`(index: Int) throws {
    let (offset, number, detail) = Self.faults[index]
    let bytes = Self.changed(offset, to: number)
    let error = #expect(throws: StorageError.self) {
      let file = try CompoundFile(.memory(bytes))
      _ = try content(file, "Workbook")
    }
    #expect(error?.code == .corrupt)
    #expect(error?.detail.contains(detail) == true, "\(error?.detail ?? "")")
  }

  @Test func `streams inside folders are not the file's own`() throws {
    // A document with a workbook embedded in it.
    var bytes = CompoundFileBuilder(streams: [("WordDocument", [1]), ("Workbook", [2])]).build()
    let directory = (Int(bytes.number32(at: 48)) + 1) * 512
    // The document becomes a folder whose child the workbook is.
    bytes.replaceSubrange(directory + 128 + 72..<directory + 128 + 76, with: [255, 255, 255, 255])
    bytes.replaceSubrange(directory + 128 + 76..<directory + 128 + 80, with: [2, 0, 0, 0])
    bytes[directory + 128 + 66] = 1
    let file = try CompoundFile(.memory(bytes))
    #expect(file.entries.map(\.name) == ["WordDocument"])
  }
}
