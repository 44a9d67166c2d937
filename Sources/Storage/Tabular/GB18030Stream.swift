internal import Bytes

/// GB18030 text converted to UTF-8; what is no character becomes U+FFFD.
final class GB18030Stream: ByteStream {
  private let source: any ByteStream
  private var pending: [UInt8] = []

  init(_ source: any ByteStream) { self.source = source }

  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    let before = output.count
    while output.count == before {
      let held = pending.count
      try source.read(count, into: &pending)
      let isEnd = pending.count == held
      // Bytes below 30 are no part of a longer character: text may be cut after them.
      let cut = isEnd ? pending.count : (pending.lastIndex { $0 < 0x30 } ?? -1) + 1
      output += GB18030.decode(Array(pending[..<cut])).utf8
      pending.removeFirst(cut)
      if isEnd { return }
    }
  }
}
