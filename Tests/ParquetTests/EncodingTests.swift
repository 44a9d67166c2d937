import Bytes
import TestSupport
import Testing

@testable import Parquet

@Suite struct EncodingTests {
  // MARK: - Bit packing

  @Test func `one to seven in three bits are the specification's three bytes`() {
    var bytes: [UInt8] = []
    BitPacking.append([0, 1, 2, 3, 4, 5, 6, 7] as [UInt32], 0..<8, width: 3, to: &bytes)
    #expect(bytes == [0b1000_1000, 0b1100_0110, 0b1111_1010])
  }

  @Test(arguments: 0...64)
  func `packed integers come back at every width`(width: Int) {
    var generator = SeededGenerator(seed: UInt64(width))
    let mask = width == 64 ? UInt64.max : (1 << UInt64(width)) - 1
    for count in [0, 1, 7, 8, 9, 33, 100] {
      let values = (0..<count).map { _ in generator.next() & mask }
      var bytes: [UInt8] = [0xaa]
      BitPacking.append(values, values.indices, width: width, to: &bytes)
      #expect(bytes.count == 1 + BitPacking.byteCount(count, width: width))
      var read = [UInt64](repeating: 1, count: count)
      bytes.withUnsafeBytes { source in
        read.withUnsafeMutableBufferPointer {
          guard let base = $0.baseAddress else { return }
          BitPacking.unpack(source, at: 1, width: width, count: count, into: base)
        }
      }
      #expect(read == values)
    }
  }

  // MARK: - Runs and groups

  @Test(arguments: [
    ([], 1, []),
    ([1, 1, 1, 1, 1], 1, [10, 1]),
    (Array(repeating: 3, count: 100), 2, [200, 1, 3]),
    ([0, 1, 0, 1, 1, 0, 0, 1], 1, [3, 0b1001_1010]),
    ([5, 6], 3, [3, 0b0011_0101, 0, 0]),
    (Array(repeating: 300, count: 64), 9, [128, 1, 44, 1]),
  ])
  func `levels and indexes are runs or groups of eight`(
    values: [UInt32], width: Int, expected: [UInt8]
  ) {
    var bytes: [UInt8] = []
    HybridEncoding.append(values, values.indices, width: width, to: &bytes)
    #expect(bytes == expected)
  }

  @Test(arguments: [[], [84], [85], [20, 64]] as [[UInt8]])
  func `indexes of no bits are all zero, however their runs are written`(bytes: [UInt8]) throws {
    let read: [UInt32] = try HybridEncoding.read(bytes, in: bytes.indices, width: 0, count: 42)
    #expect(read == Array(repeating: 0, count: 42))
  }

  @Test(arguments: 0..<60)
  func `runs and groups come back`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let width = seed % 21
    var values: [UInt32] = []
    for _ in 0..<Int(generator.next() % 30) {
      let value = UInt32(truncatingIfNeeded: generator.next()) & UInt32((1 << width) - 1)
      let count = generator.next() % 3 == 0 ? Int(generator.next() % 200) : 1
      values += Array(repeating: value, count: count)
    }
    var bytes: [UInt8] = [9, 9]
    HybridEncoding.append(values, values.indices, width: width, to: &bytes)
    let read: [UInt32] = try HybridEncoding.read(
      bytes, in: 2..<bytes.count, width: width, count: values.count)
    #expect(read == values)
    // A cut anywhere is seen, unless no bits are left to miss.
    if width > 0 && !values.isEmpty {
      #expect(throws: StorageError.self) {
        let _: [UInt32] = try HybridEncoding.read(
          bytes, in: 2..<bytes.count - 1, width: width, count: values.count + 8)
      }
    }
  }

  @Test func `a run that claims more than belongs is cut to what belongs`() throws {
    let read: [UInt8] = try HybridEncoding.read(
      [0xfe, 0xff, 0xff, 0xff, 0x0f, 1], in: 0..<6, width: 1, count: 3)
    #expect(read == [1, 1, 1])
  }

  // MARK: - Differences

  @Test func `one to five are a block of no bits`() {
    var bytes: [UInt8] = []
    DeltaEncoding.append([1, 2, 3, 4, 5], 0..<5, to: &bytes)
    // Block of 128 in 4 parts, 5 values from 1 (zigzag 2), least difference 1, four widths of 0.
    #expect(bytes == [0x80, 0x01, 4, 5, 2, 2, 0, 0, 0, 0])
  }

  @Test(arguments: [0, 1, 2, 32, 33, 128, 129, 130, 1000])
  func `differences come back, overflow included`(count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    for spread in [UInt64(1), 5, 1 << 20, .max] {
      var values = (0..<count).map { _ in
        Int64(bitPattern: spread == .max ? generator.next() : generator.next() % spread)
      }
      if count > 2 && spread == .max { (values[0], values[1]) = (.min, .max) }
      var bytes: [UInt8] = []
      DeltaEncoding.append(values, values.indices, to: &bytes)
      var position = 0
      let read = try DeltaEncoding.read(bytes, at: &position, end: bytes.count, count: count)
      #expect(read == values)
      #expect(position == bytes.count)
    }
  }

  @Test(arguments: [
    [0x80, 0x01, 4, 6, 2, 2, 0, 0, 0, 0],  // six values where five belong
    [0x80, 0x01, 0, 5, 2],  // no miniblocks
    [0x7f, 4, 5, 2, 2, 0, 0, 0, 0],  // a block of 127
    [0x80, 0x01, 4, 5, 2, 2, 65, 0, 0, 0],  // 65 bits
    [0x80, 0x01, 4, 5, 2, 2, 9, 0, 0],  // cut
    [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1],  // no end
  ])
  func `broken differences are refused`(bytes: [UInt8]) {
    #expect(throws: StorageError.self) {
      var position = 0
      _ = try DeltaEncoding.read(bytes, at: &position, end: bytes.count, count: 5)
    }
  }

  // MARK: - Bounds of texts

  @Test(arguments: [
    ("", "", ""),
    ("短", "短", "短"),
    (
      String(repeating: "a", count: 64), String(repeating: "a", count: 64),
      String(repeating: "a", count: 64)
    ),
    (
      String(repeating: "a", count: 65), String(repeating: "a", count: 64),
      String(repeating: "a", count: 63) + "b"
    ),
    // 21 characters of three bytes are 63; the next does not fit.
    (
      String(repeating: "路", count: 30), String(repeating: "路", count: 21),
      String(repeating: "路", count: 20) + "跰"
    ),
    // Behind U+D7FF comes U+E000.
    (
      String(repeating: "x", count: 61) + "\u{d7ff}yy",
      String(repeating: "x", count: 61) + "\u{d7ff}",
      String(repeating: "x", count: 61) + "\u{e000}"
    ),
    (
      "b" + String(repeating: "\u{10ffff}", count: 20),
      "b" + String(repeating: "\u{10ffff}", count: 15), "c"
    ),
  ])
  func `bounds are cut at a character, the upper one raised`(
    text: String, lower: String, upper: String
  ) {
    #expect(TextBound.lower(Array(text.utf8)) == Array(lower.utf8))
    #expect(TextBound.upper(Array(text.utf8)) == Array(upper.utf8))
  }

  @Test func `a text of greatest characters has no upper bound`() {
    #expect(TextBound.upper(Array(String(repeating: "\u{10ffff}", count: 20).utf8)) == nil)
  }

  @Test func `bounds hold for random texts`() {
    var generator = SeededGenerator(seed: 4)
    let alphabet: [Unicode.Scalar] = [
      "a", "\u{7f}", "é", "路", "\u{ffff}", "\u{1f600}", "\u{10ffff}",
    ]
    for _ in 0..<2000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<generator.next() % 50 { text.append(alphabet[Int(generator.next() % 7)]) }
      let bytes = Array(String(text).utf8)
      #expect(!bytes.lexicographicallyPrecedes(TextBound.lower(bytes)))
      guard let upper = TextBound.upper(bytes) else { continue }
      #expect(!upper.lexicographicallyPrecedes(bytes))
      #expect(String(validating: upper, as: UTF8.self) != nil)
    }
  }
}
