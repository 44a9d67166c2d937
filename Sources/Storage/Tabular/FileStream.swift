internal import Bytes

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
