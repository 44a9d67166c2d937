internal import Bytes

/// The bytes of a file, on disk or in memory, that are read at any offset.
enum StoredBytes: Sendable {
  case file(FileReader)
  case memory([UInt8])

  /// How many bytes there are.
  var size: Int {
    switch self {
    case .file(let reader): reader.size
    case .memory(let bytes): bytes.count
    }
  }

  /// Appends up to `count` bytes that lie at an offset; fewer only at the end.
  ///
  /// - Returns: How many bytes were read.
  @discardableResult
  func read(at offset: Int, count: Int, into output: inout [UInt8]) throws(StorageError) -> Int {
    switch self {
    case .file(let reader): return try reader.read(at: offset, count: count, into: &output)
    case .memory(let bytes):
      let start = min(max(0, offset), bytes.count)
      let piece = bytes[start..<start + min(max(0, count), bytes.count - start)]
      output += piece
      return piece.count
    }
  }

  /// The bytes from an offset on, piece by piece.
  func stream(from offset: Int = 0) -> any ByteStream {
    switch self {
    case .file(let reader): FileStream(reader, from: offset)
    case .memory(let bytes): MemoryStream(bytes, from: min(offset, bytes.count))
    }
  }

  /// The zip file that the bytes are.
  func archive(path: String) throws(StorageError) -> ZipArchive {
    switch self {
    case .file(let reader): try ZipArchive(path: reader.path)
    case .memory(let bytes): try ZipArchive(bytes: bytes, path: path)
    }
  }
}
