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
      [0xef, 0xbf, 0xbf], [0xc1], [0xc0],
    ]
    for round in 0..<30_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<(round % 3 == 0 ? 30 : 8), using: &random) {
        bytes += pieces[Int.random(in: 0..<(Bool.random(using: &random) ? 4 : 18), using: &random)]
      }
      // Most long texts are right but for one byte.
      if round % 3 == 0 && !bytes.isEmpty && Bool.random(using: &random) {
        bytes = (0..<40).flatMap { _ in pieces[Int.random(in: 0..<4, using: &random)] }
        bytes.removeLast(Int.random(in: 0..<20, using: &random))
        let at = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: at)
        default: break
        }
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
