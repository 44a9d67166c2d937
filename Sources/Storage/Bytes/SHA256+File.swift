extension SHA256 {
  /// The digest of a file's bytes, read a stretch at a time.
  ///
  /// - Throws: `notFound`, `io`.
  public static func hash(fileAt path: String) throws(StorageError) -> [UInt8] {
    let reader = try FileReader(path: path)
    var digest = SHA256()
    var buffer: [UInt8] = []
    var offset = 0
    while true {
      buffer.removeAll(keepingCapacity: true)
      let count = try reader.read(at: offset, count: 1 << 20, into: &buffer)
      if count == 0 { return digest.finalize() }
      digest.update(buffer.span)
      offset += count
    }
  }
}
