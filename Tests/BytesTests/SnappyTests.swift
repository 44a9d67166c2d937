import Bytes
import TestSupport
import Testing

@Suite struct SnappyTests {
  @Test(arguments: [
    ([0], []),
    ([5, 0b0001_0000, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
    // "ab", then a copy of eight bytes from two before.
    ([10, 0b0000_0100, 97, 98, 0b0001_0001, 2], Array("ababababab".utf8)),
    ([6, 0b0000_1000, 7, 8, 9, 0b0000_1010, 3, 0], [7, 8, 9, 7, 8, 9]),
    // A copy with an offset of four bytes, and a literal that states its length in two.
    ([6, 0b0000_1000, 7, 8, 9, 0b0000_1011, 3, 0, 0, 0], [7, 8, 9, 7, 8, 9]),
    ([2, 0b1111_0100, 1, 0, 7, 8], [7, 8]),
  ])
  func `blocks are decompressed`(packed: [UInt8], expected: [UInt8]) throws {
    #expect(try Snappy.decompress(packed.span, exactly: expected.count) == expected)
  }

  @Test(arguments: [
    [],
    [5],
    [5, 0b0001_0000, 1, 2, 3, 4],  // a cut literal
    [5, 0b0001_0001, 1],  // a copy from before the start
    [4, 0b0001_0000, 1, 2, 3, 4, 5],  // more than stated
    [6, 0b0001_0000, 1, 2, 3, 4, 5],  // less than stated
    [10, 0b0000_0100, 97, 98, 0b0001_0001, 0],  // a copy from nowhere
    [10, 0b0000_0100, 97, 98, 0b0001_0010, 1],  // a cut offset
    [3, 0b1111_1100, 0xff, 0xff, 0xff, 0xff, 1, 2, 3],  // a literal of 4 GiB
    [0x83, 0x80, 0x80, 0x80, 0x10, 0b0000_1000, 1, 2, 3],  // a size past 4 GiB
    [0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
  ])
  func `broken blocks are refused`(packed: [UInt8]) {
    #expect(throws: StorageError.self) {
      _ = try Snappy.decompress(packed.span, exactly: Int(packed.first ?? 5))
    }
  }

  /// Bytes with repetitions at distances short and long: random, or copied from earlier ones.
  private static func bytes(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    let spread = UInt8.random(in: 1...255, using: &random)
    while bytes.count < count {
      let length = min(count - bytes.count, Int.random(in: 1...200, using: &random))
      if bytes.isEmpty || Bool.random(using: &random) {
        for _ in 0..<length { bytes.append(UInt8.random(in: 0...spread, using: &random)) }
      } else {
        let limit = min(bytes.count, Bool.random(using: &random) ? 12 : 100_000)
        let distance = Int.random(in: 1...limit, using: &random)
        for _ in 0..<length { bytes.append(bytes[bytes.count - distance]) }
      }
    }
    return bytes
  }

  @Test func `what is compressed decompresses to the same`() throws {
    var random = SeededGenerator(seed: 1)
    for count in Array(0...80) + [1000, 2047, 2048, 65_535, 65_536, 65_537, 300_000] {
      let bytes = Self.bytes(count, &random)
      let packed = Snappy.compress(bytes.span)
      #expect(packed.count <= count + count / 6 + 32)
      #expect(try Snappy.decompress(packed.span, exactly: count) == bytes)
    }
  }

  @Test func `texts of complaints gain what Snappy gains`() throws {
    var random = SeededGenerator(seed: 2)
    let words = (0..<400).map { _ in
      String(
        String.UnicodeScalarView(
          (0..<Int.random(in: 2...5, using: &random)).map { _ in
            Unicode.Scalar(UInt16.random(in: 0x4e00...0x5e00, using: &random)) ?? "路"
          }))
    }
    let text = (0..<20_000).map { _ in words.randomElement(using: &random) ?? "" }.joined()
    let packed = Snappy.compress(Array(text.utf8).span)
    #expect(packed.count * 2 < text.utf8.count)
    #expect(
      try Snappy.decompress(packed.span, exactly: text.utf8.count) == Array(text.utf8))
    let noise = (0..<100_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    #expect(Snappy.compress(noise.span).count <= noise.count + 32)
  }

  /// The bytes of a block by the description alone, nil for a broken one.
  private static func slowly(_ packed: [UInt8], _ count: Int) -> [UInt8]? {
    var output: [UInt8] = []
    var rest = packed[...]
    func number(_ size: Int) -> Int? {
      guard rest.count >= size else { return nil }
      defer { rest = rest.dropFirst(size) }
      return rest.prefix(size).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    var size = 0
    for step in 0..<5 {
      guard let byte = number(1) else { return nil }
      size |= (byte & 0x7f) << (7 * step)
      if byte < 0x80 { break }
      if step == 4 { return nil }
    }
    guard size == count else { return nil }
    while let tag = number(1) {
      var length = tag >> 2 + 1
      var offset = 0
      switch tag & 3 {
      case 0:
        if length > 60 {
          guard let stated = number(length - 60) else { return nil }
          length = stated + 1
        }
        guard rest.count >= length, output.count + length <= count else { return nil }
        output += rest.prefix(length)
        rest = rest.dropFirst(length)
        continue
      case 1:
        guard let low = number(1) else { return nil }
        (length, offset) = (tag >> 2 & 7 + 4, (tag >> 5) << 8 | low)
      default:
        guard let stated = number(tag & 3 == 2 ? 2 : 4) else { return nil }
        offset = stated
      }
      guard offset > 0, offset <= output.count, output.count + length <= count else { return nil }
      for _ in 0..<length { output.append(output[output.count - offset]) }
    }
    return output.count == count ? output : nil
  }

  @Test func `damaged blocks are read as the description says or refused`() throws {
    var random = SeededGenerator(seed: 3)
    var refusedCount = 0
    for _ in 0..<3000 {
      let count = Int.random(in: 1...400, using: &random)
      var packed = Snappy.compress(Self.bytes(count, &random).span)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0..<packed.count, using: &random)
        packed[place] = UInt8.random(in: .min ... .max, using: &random)
      }
      if Bool.random(using: &random) {
        packed.removeLast(Int.random(in: 0...min(4, packed.count), using: &random))
      }
      let found = try? Snappy.decompress(packed.span, exactly: count)
      #expect(found == Self.slowly(packed, count))
      if found == nil { refusedCount += 1 }
    }
    #expect(refusedCount > 500)
  }
}
