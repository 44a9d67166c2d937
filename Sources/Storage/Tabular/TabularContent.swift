internal import Bytes

/// Where a tabular file's content is found: in the file itself, packed in it, or still
/// to come through a pipe.
enum TabularContent: Sendable {
  case plain(StoredBytes)
  case incoming(IncomingBytes)
  case gzip(StoredBytes)
  case zip(ZipArchive, ZipArchive.Member)

  /// The content from an offset on.
  func stream(from offset: Int = 0, limits: TabularLimits) throws(StorageError) -> any ByteStream {
    let stream: any ByteStream
    switch self {
    case .plain(let bytes): return bytes.stream(from: offset)
    case .incoming(let bytes): return bytes.stream(from: offset)
    case .gzip(let bytes): stream = GzipStream(bytes.stream(), limits: limits)
    case .zip(let archive, let member):
      stream = ZipStream(try archive.stream(member, limit: limits.decompressedBytes))
    }
    if offset == 0 { return stream }
    var start: [UInt8] = []
    while start.count < offset {
      let before = start.count
      try stream.read(offset - start.count, into: &start)
      if start.count == before { break }
    }
    return PrefixedStream(Array(start.dropFirst(offset)), stream)
  }

  /// The first bytes of the content.
  func head(_ count: Int, limits: TabularLimits) throws(StorageError) -> [UInt8] {
    let stream = try stream(limits: limits)
    var head: [UInt8] = []
    // Pages that stay empty cost nothing; growing would hold the bytes twice. Streams give a little
    // more than they are asked for.
    head.reserveCapacity(count + (1 << 20))
    while head.count < count {
      let before = head.count
      try stream.read(count - head.count, into: &head)
      if head.count == before { break }
    }
    return head
  }

  /// Whether the content can be read from its start again.
  var canBeReadTwice: Bool {
    if case .incoming = self { return false }
    return true
  }
}
