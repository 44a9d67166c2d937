import TestSupport
import Testing

@testable import Parquet

@Suite struct UTF8ValidationTests {
  private func isValid(_ bytes: [UInt8]) -> Bool { UTF8Validation.isValid(bytes, cutAt: []) }

  @Test(
    arguments: [
      [0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xc2], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80],
      [0xed, 0xbf, 0xbf], [0xe8, 0xb7], [0xf0, 0x8f, 0xbf, 0xbf], [0xf4, 0x90, 0x80, 0x80],
      [0xf5, 0x80, 0x80, 0x80], [0xff], [0xe8, 0xb7, 0x2f],
    ] as [[UInt8]])
  func `bytes that are no character are refused wherever they stand`(bytes: [UInt8]) {
    for lead in 0..<12 {
      for trail in 0..<12 {
        let text = Array("路灯不亮".utf8.prefix(lead / 3 * 3)) + bytes
        #expect(!isValid(text + Array(repeating: 0x61, count: trail)))
        #expect(!isValid(Array(repeating: 0x61, count: lead) + bytes + Array("路灯不亮".utf8)))
      }
    }
  }

  @Test func `every character is accepted, between others`() {
    for value in UInt32(0)..<0x11_0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      guard value < 0x3000 || value % 61 == 0 || (0xd700..<0xe100).contains(value) else { continue }
      #expect(isValid(Array("路\(Character(scalar))abcdefgh灯\(Character(scalar))".utf8)))
    }
  }

  @Test func `damaged texts are judged as the standard library does`() {
    var generator = SeededGenerator(seed: 8)
    let sample = Array("路灯不亮abc，é井盖\u{1f600}缺失 0123456789 请处理。\u{d7ff}\u{e000}".utf8)
    for _ in 0..<20_000 {
      var bytes = sample
      for _ in 0..<generator.next() % 3 {
        bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(
          truncatingIfNeeded: generator.next())
      }
      bytes.removeLast(Int(generator.next() % 9))
      #expect(isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil))
    }
  }

  @Test func `a cut through a character is refused`() {
    let bytes = Array("路灯".utf8)
    #expect(UTF8Validation.isValid(bytes, cutAt: [0, 3, 6]))
    #expect(!UTF8Validation.isValid(bytes, cutAt: [0, 4, 6]))
  }
}
