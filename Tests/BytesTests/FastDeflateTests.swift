import TestSupport
import Testing

@testable import Bytes

@Suite struct FastDeflateTests {
  private func roundTrip(_ bytes: [UInt8]) throws -> Int {
    let packed = FastDeflate.gzip(bytes.span)
    #expect(try Deflate.decompress(packed.span, wrapper: .gzip, exactly: bytes.count) == bytes)
    #expect(packed == FastDeflate.gzip(bytes.span))
    return packed.count
  }

  /// Bytes of some kinds in turn: random, repeated from near, repeated from afar.
  private static func bytes(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    let spread = UInt8.random(in: 1...255, using: &random)
    while bytes.count < count {
      let length = min(count - bytes.count, Int.random(in: 1...600, using: &random))
      if bytes.isEmpty || Bool.random(using: &random) {
        for _ in 0..<length { bytes.append(UInt8.random(in: 0...spread, using: &random)) }
      } else {
        let limit = min(bytes.count, Bool.random(using: &random) ? 12 : 40_000)
        let distance = Int.random(in: 1...limit, using: &random)
        for _ in 0..<length { bytes.append(bytes[bytes.count - distance]) }
      }
    }
    return bytes
  }

  @Test func `what is compressed inflates to the same`() throws {
    var random = SeededGenerator(seed: 1)
    let block = DeflateBlock.inputLimit
    let edges = [-17, -16, -1, 0, 1, 15, 16, 17]
    for count in Array(0...70) + edges.map({ block + $0 }) + edges.map({ 65_535 + $0 })
      + [300_000, 1_000_003]
    {
      _ = try roundTrip(Self.bytes(count, &random))
    }
  }

  @Test func `runs, short sequences and bytes of one kind are compressed`() throws {
    #expect(try roundTrip([UInt8](repeating: 7, count: 1_000_000)) < 6000)
    // Ever the same five bytes among others: more sequences than a block holds.
    var random = SeededGenerator(seed: 2)
    var bytes: [UInt8] = []
    while bytes.count < 400_000 {
      bytes += [1, 2, 3, 4, 5, UInt8.random(in: .min ... .max, using: &random)]
    }
    #expect(try roundTrip(bytes) < bytes.count / 2)
    let two = (0..<300_000).map { _ in UInt8.random(in: 0...1, using: &random) }
    #expect(try roundTrip(two) < two.count / 5)
  }

  @Test(arguments: [1, 65_535, 65_536, 131_072, 500_000])
  func `what gains nothing is stored`(count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    let noise = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    #expect(try roundTrip(noise) <= count + (count / 65_535 + 4) * 6 + 18)
  }

  @Test func `texts are about as small as zlib makes them at level 1`() throws {
    var random = SeededGenerator(seed: 3)
    let words = (0..<3000).map { _ in
      String(
        String.UnicodeScalarView(
          (0..<Int.random(in: 2...4, using: &random)).map { _ in
            Unicode.Scalar(UInt16.random(in: 0x4e00...0x5800, using: &random)) ?? "路"
          }))
    }
    let wide = Array(
      (0..<80_000).map { _ in words.randomElement(using: &random) ?? "" }
        .joined().utf8)
    let narrow = Array(
      (0..<60_000).map { "2026-06-\($0 % 28 + 1) \($0 * 7 % 86_400),\($0)\n" }
        .joined().utf8)
    for text in [wide, narrow] {
      let size = try roundTrip(text)
      #expect(size * 100 < Deflate.compress(text.span, level: 1, wrapper: .gzip).count * 105)
    }
  }

  // MARK: - Codes

  @Test(arguments: [
    ([0, 0, 0], 7), ([5, 0, 0], 7), ([1, 1], 7), ([1, 2, 4, 8, 16, 32], 3),
    // Fibonacci's numbers give the longest codes there are.
    ([1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181], 7),
    ([1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181], 14),
  ])
  func `codes are complete, no longer than allowed, and short for what is frequent`(
    counts: [UInt32], limit: Int
  ) {
    let code = HuffmanCode(counts, limit: limit)
    let used = code.lengths.filter { $0 > 0 }
    #expect(used.count == max(2, counts.count { $0 > 0 }))
    #expect(used.allSatisfy { $0 <= limit })
    #expect(used.reduce(0) { $0 + 1 << (limit - Int($1)) } == 1 << limit)
    for (one, other) in zip(counts.indices, counts.indices.dropFirst())
    where counts[one] > 0 && counts[one] < counts[other] {
      #expect(code.lengths[one] >= code.lengths[other])
    }
  }

  @Test func `random counts give codes that cost no more than a slow Huffman tree`() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<200 {
      let counts = (0..<Int.random(in: 2...286, using: &random)).map { _ in
        UInt32.random(in: 1...1 << UInt32.random(in: 0...6, using: &random), using: &random)
      }
      var weights = counts.map(Int.init)
      var cost = 0
      while weights.count > 1 {
        weights.sort(by: >)
        let sum = weights.removeLast() + weights.removeLast()
        cost += sum
        weights.append(sum)
      }
      #expect(HuffmanCode(counts, limit: 16).size(counts) == cost)
    }
  }

  @Test func `every length and distance has the symbol that the table gives`() {
    for length in 3...258 {
      let symbol = Int(DeflateSymbols.lengthSymbols[length - 3])
      let base = DeflateSymbols.lengthBase(symbol)
      #expect(length >= base && length - base < 1 << DeflateSymbols.lengthExtra(symbol))
    }
    #expect(DeflateSymbols.lengthSymbols[255] == 28)
    for distance in 1...32_768 {
      let symbol = DeflateSymbols.distanceSymbol(distance)
      let base = DeflateSymbols.distanceBase(symbol)
      #expect(
        symbol < 30 && distance >= base
          && distance - base < 1 << DeflateSymbols.distanceExtra(symbol))
    }
  }
}
