internal import Bytes

/// UTF-16 text converted to UTF-8.
///
/// Half a surrogate pair becomes the three bytes that UTF-8 forbids for it, so that it is found as
/// a fault later and the text can be converted back exactly.
final class UTF16Stream: ByteStream {
  private let source: any ByteStream
  private let isBigEndian: Bool
  private var pending: [UInt8] = []
  private var high: UInt32?

  init(_ source: any ByteStream, isBigEndian: Bool) {
    self.source = source
    self.isBigEndian = isBigEndian
  }

  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    let before = output.count
    // Nothing may be given only at the end, so go on where a piece gave nothing.
    while output.count == before {
      let held = pending.count
      try source.read(max(2, count / 2), into: &pending)
      let isEnd = pending.count == held
      var at = 0
      while at + 1 < pending.count {
        let (first, second) = (UInt32(pending[at]), UInt32(pending[at + 1]))
        append(unit: isBigEndian ? first << 8 | second : second << 8 | first, to: &output)
        at += 2
      }
      pending.removeFirst(at)
      if isEnd {
        if let half = high { UTF8Text.append(half, to: &output) }
        high = nil
        if !pending.isEmpty { output.append(0xff) }  // half a unit at the file's end
        pending = []
        return
      }
    }
  }

  private func append(unit: UInt32, to output: inout [UInt8]) {
    if let half = high {
      high = nil
      if (0xdc00..<0xe000).contains(unit) {
        UTF8Text.append(0x10000 + (half - 0xd800) << 10 + (unit - 0xdc00), to: &output)
        return
      }
      UTF8Text.append(half, to: &output)
    }
    if (0xd800..<0xdc00).contains(unit) { high = unit } else { UTF8Text.append(unit, to: &output) }
  }

  /// How many bytes of UTF-16 some converted text was.
  static func byteCount(_ text: ArraySlice<UInt8>) -> Int {
    var units = 0
    for byte in text where byte & 0xc0 != 0x80 { units += byte >= 0xf0 && byte < 0xff ? 2 : 1 }
    // Half a unit, which stands at the file's end only.
    return units * 2 - (text.last == 0xff ? 1 : 0)
  }

  /// The UTF-16 bytes that converted text was.
  static func original(_ text: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    var output: [UInt8] = []
    func append(_ unit: UInt32) {
      let (upper, lower) = (UInt8(unit >> 8), UInt8(unit & 0xff))
      output.append(isBigEndian ? upper : lower)
      output.append(isBigEndian ? lower : upper)
    }
    var at = text.startIndex
    while at < text.endIndex {
      let lead = text[at]
      let length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
      guard lead != 0xff, at + length <= text.endIndex else { break }
      var point = length == 1 ? UInt32(lead) : UInt32(lead) & (0x7f >> UInt32(length))
      for next in at + 1..<at + length { point = point << 6 | UInt32(text[next]) & 0x3f }
      if point >= 0x10000 {
        append(0xd800 + (point - 0x10000) >> 10)
        append(0xdc00 + (point - 0x10000) & 0x3ff)
      } else {
        append(point)
      }
      at += length
    }
    return output
  }
}
