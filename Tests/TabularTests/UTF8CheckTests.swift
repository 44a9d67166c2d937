import TestSupport
import Testing

@testable import Tabular

@Suite struct UTF8CheckTests {
  @Test func `what is clean is what the standard library takes, without zeros`() {
    var random = SeededGenerator(seed: 1)
    let pieces: [[UInt8]] = [
      Array("abcdefghij".utf8), Array("路灯不亮".utf8), Array("é".utf8), Array("😀".utf8), [0],
      [0xe0, 0x9f, 0x80], [0xed, 0xa0, 0x80], [0xe0, 0xa0, 0x80], [0xed, 0x9f, 0xbf], [0xc1, 0x80],
      [0xf4, 0x90, 0x80, 0x80], [0xf0, 0x8f, 0xbf, 0xbf], [0xe4, 0xb8], [0x80], [0xff],
      [0xef, 0xbf, 0xbf],
    ]
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<8, using: &random) {
        bytes += pieces[Int.random(in: 0..<(Bool.random(using: &random) ? 4 : 16), using: &random)]
      }
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      let isClean = bytes.withUnsafeBufferPointer { UTF8Check.isClean($0) }
      #expect(isClean == (isValid && !bytes.contains(0)), "\(bytes)")
      let (mended, faults) = UTF8Check.mended(bytes)
      #expect((faults == 0) == isValid)
      #expect(String(validating: mended, as: UTF8.self) != nil)
    }
  }
}
