internal import Bytes

/// The content of gzip members that follow one another.
final class GzipStream: ByteStream {
  private let source: any ByteStream
  private let limits: TabularLimits
  private var inflater = Inflater(wrapper: .gzip)
  private var pending: [UInt8] = []
  private var at = 0
  private var byteCount = 0
  private var packedCount = 0
  private var hasEnded = false

  init(_ source: any ByteStream, limits: TabularLimits) {
    self.source = source
    self.limits = limits
  }

  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    let start = output.count
    while output.count - start < count && !hasEnded {
      if at == pending.count {
        pending.removeAll(keepingCapacity: true)
        at = 0
        try source.read(32 << 10, into: &pending)
        packedCount += pending.count
        if pending.isEmpty {
          if inflater.hasEnded || packedCount == 0 {
            hasEnded = true
            return
          }
          throw StorageError(.corrupt, "the gzip data end too early: the file is cut")
        }
      }
      if inflater.hasEnded {
        // What follows a member is another one, or padding that gzip ignores too.
        guard pending[at] == 0x1f else {
          hasEnded = true
          return
        }
        inflater = Inflater(wrapper: .gzip)
      }
      let before = output.count
      let allowed = max(64 << 20, packedCount * limits.expansion)
      let room = min(limits.decompressedBytes, allowed) - byteCount
      let piece = pending
      let (consumed, _) = try inflater.step(
        piece.span.extracting(at..<piece.count), into: &output, limit: before + room)
      at += consumed
      byteCount += output.count - before
    }
  }
}
