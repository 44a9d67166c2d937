internal import Bytes
internal import Parallel

/// A member of a zip file that grows and is deflated on all cores in pieces of a fixed size.
struct DeflatedPart: Sendable {
  private static let pieceBytes = 1 << 20
  private static let waitingBytes = 16 << 20
  private static let level: Int32 = 3

  /// What waits to be deflated; appended to from outside.
  var pending: [UInt8] = []
  private(set) var deflated: [UInt8] = []
  private(set) var size = 0
  private(set) var checksum: UInt32 = 0

  /// Deflates what waits once it is worth it.
  mutating func flushIfFull() {
    if pending.count >= Self.waitingBytes { flush(isLast: false) }
  }

  /// Deflates the rest and ends the stream.
  mutating func finish() { flush(isLast: true) }

  private mutating func flush(isLast: Bool) {
    let bytes = pending
    pending = []
    var ranges = Parallel.ranges(bytes.count, of: Self.pieceBytes)
    if isLast && ranges.isEmpty { ranges = [0..<0] }
    // Pieces are cut at multiples of their size, whenever flushing happens.
    if !isLast, let last = ranges.last, last.count < Self.pieceBytes {
      ranges.removeLast()
      pending = Array(bytes[last])
    }
    let cuts = ranges
    let count = cuts.count
    let pieces = Parallel.map(chunks: count) { index in
      Deflate.compressPiece(
        bytes.span.extracting(cuts[index]), level: Self.level,
        isLast: isLast && index == count - 1)
    }
    for piece in pieces { deflated += piece }
    let taken = bytes.count - pending.count
    checksum = Deflate.crc32(bytes.span.extracting(0..<taken), from: checksum)
    size += taken
  }
}
