internal import Bytes

/// Bytes in memory.
final class MemoryStream: ByteStream {
  private let bytes: [UInt8]
  private var offset: Int

  init(_ bytes: [UInt8], from offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    let end = min(bytes.count, offset + count)
    output += bytes[offset..<end]
    offset = end
  }
}
