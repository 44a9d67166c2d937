internal import Bytes

/// Bytes that come piece by piece: a file, or what is unpacked or converted from one.
protocol ByteStream: AnyObject {
  /// Appends about `count` more bytes; none only at the end.
  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError)
}

/// A file's bytes from an offset on.
final class FileStream: ByteStream {
  private let reader: FileReader
  private var offset: Int
  private let end: Int

  init(_ reader: FileReader, from offset: Int = 0, to end: Int? = nil) {
    self.reader = reader
    self.offset = offset
    self.end = end ?? reader.size
  }

  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    offset += try reader.read(at: offset, count: min(count, end - offset), into: &output)
  }
}

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
