internal import Bytes

/// A stream of a compound file, or a whole file that is read in the same way.
struct CompoundStream: Sendable {
  /// A stretch of the stream that lies in the file in one piece.
  struct Extent: Sendable {
    var start: Int
    var fileOffset: Int
    var count: Int
  }

  let bytes: StoredBytes
  /// The stretches in the stream's order.
  let extents: [Extent]
  /// How many bytes the stream has.
  let size: Int

  init(bytes: StoredBytes, extents: [Extent], size: Int) {
    self.bytes = bytes
    self.extents = extents
    self.size = size
  }

  /// A file that is itself what a stream would hold.
  init(whole bytes: StoredBytes) {
    self.init(
      bytes: bytes, extents: [Extent(start: 0, fileOffset: 0, count: bytes.size)], size: bytes.size)
  }

  /// Appends a stretch, joined to the last one where it goes on.
  static func append(_ extent: Extent, to extents: inout [Extent]) {
    if let last = extents.last, last.fileOffset + last.count == extent.fileOffset {
      extents[extents.count - 1].count += extent.count
    } else {
      extents.append(extent)
    }
  }

  /// Appends up to `count` bytes that lie at an offset; fewer only at the stream's end.
  ///
  /// - Throws: `corrupt` when the file ends before the stream.
  func read(at offset: Int, count: Int, into output: inout [UInt8]) throws(StorageError) {
    var at = offset
    let end = min(size, offset + count)
    var index = self.index(of: at)
    while at < end && index < extents.count {
      let extent = extents[index]
      let inside = at - extent.start
      let wanted = min(end - at, extent.count - inside)
      let got = try bytes.read(at: extent.fileOffset + inside, count: wanted, into: &output)
      at += got
      if got < wanted { break }
      index += 1
    }
    if at < end { throw StorageError(.corrupt, "the file ends inside a stream: it is cut") }
  }

  /// Where a byte of the stream lies in the file.
  func fileOffset(of offset: Int) -> Int? {
    let index = self.index(of: offset)
    guard index < extents.count, offset - extents[index].start < extents[index].count else {
      return nil
    }
    return extents[index].fileOffset + offset - extents[index].start
  }

  /// The last stretch that starts at or before an offset.
  private func index(of offset: Int) -> Int {
    var low = 0
    var high = extents.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if extents[middle].start <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
