import Bytes
import TestSupport
import Testing

@Suite struct DeflateTests {
  private func pack(_ bytes: [UInt8], _ wrapper: Deflate.Wrapper) -> [UInt8] {
    Deflate.compress(bytes.span, wrapper: wrapper)
  }

  private func unpack(_ bytes: [UInt8], _ wrapper: Deflate.Wrapper, limit: Int) throws(StorageError)
    -> [UInt8]
  {
    try Deflate.decompress(bytes.span, wrapper: wrapper, limit: limit)
  }

  @Test(arguments: [Deflate.Wrapper.raw, .zlib, .gzip], [0, 1, 100, 300_000, 1_500_000])
  func `what is packed unpacks to the same`(wrapper: Deflate.Wrapper, count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    let bytes = (0..<count).map { _ in UInt8.random(in: 0..<20, using: &random) }
    for level: Int32 in [1, 6, 9] {
      let packed = Deflate.compress(bytes.span, level: level, wrapper: wrapper)
      #expect(packed == Deflate.compress(bytes.span, level: level, wrapper: wrapper))
      let unpacked = try Deflate.decompress(packed.span, wrapper: wrapper, limit: count)
      #expect(unpacked == bytes)
    }
  }

  @Test func `pieces make one stream`() throws {
    let pieces = [Array("路灯".utf8), [], [UInt8](repeating: 1, count: 100_000), Array("不亮".utf8)]
    var packed: [UInt8] = []
    for (index, piece) in pieces.enumerated() {
      packed += Deflate.compressPiece(piece.span, isLast: index == pieces.count - 1)
    }
    let unpacked = try Deflate.decompress(packed.span, wrapper: .raw, limit: 1 << 20)
    #expect(unpacked == Array(pieces.joined()))
  }

  @Test func `gzip members that follow one another are one message`() throws {
    let first = pack([1, 2], .gzip)
    let second = pack([3], .gzip)
    #expect(
      try unpack(first + second, .gzip, limit: 3) == [1, 2, 3])
  }

  @Test func `a cut or broken stream is a fault`() {
    let packed = pack([UInt8](repeating: 65, count: 1000), .zlib)
    for count in 1..<packed.count {
      #expect(throws: StorageError.self) {
        try unpack(Array(packed[..<count]), .zlib, limit: 1 << 20)
      }
    }
    #expect(throws: StorageError.self) {
      try unpack([1, 2, 3, 4], .zlib, limit: 10)
    }
  }

  @Test func `more than the limit is a fault`() {
    let packed = pack([UInt8](repeating: 0, count: 10 << 20), .zlib)
    let error = #expect(throws: StorageError.self) {
      try Deflate.decompress(packed.span, wrapper: .zlib, limit: (10 << 20) - 1)
    }
    #expect(error?.code == .limitExceeded)
  }

  @Test(arguments: [("", UInt32(0)), ("123456789", 0xcbf4_3926), ("a", 0xe8b7_be43)])
  func `checksums are the standard ones`(text: String, expected: UInt32) {
    let bytes = Array(text.utf8)
    #expect(Deflate.crc32(bytes.span) == expected)
    for cut in 0...bytes.count {
      let (left, right) = (Array(bytes[..<cut]), Array(bytes[cut...]))
      let start = Deflate.crc32(left.span)
      let whole = Deflate.crc32(right.span, from: start)
      #expect(whole == expected)
    }
  }
}
