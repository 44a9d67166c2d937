package import Bytes

/// The pages of a file as they are stored, for those who measure a file rather than read it.
package struct StoredPages {
  private let file: FileReader
  private let chunks: [ColumnChunkMetadata]

  /// Opens a file and reads its footer.
  package init(path: String) throws(StorageError) {
    file = try FileReader(path: path)
    chunks = try ParquetFooter(of: file).metadata.rowGroups.flatMap(\.chunks)
  }

  /// The number of column chunks: columns times row groups.
  package var chunkCount: Int { chunks.count }

  /// The bodies of a chunk's pages, without their headers.
  package func bodies(ofChunk index: Int) throws(StorageError) -> [[UInt8]] {
    let chunk = chunks[index]
    let bytes = try file.bytes(at: chunk.offset, count: chunk.compressedSize)
    var bodies: [[UInt8]] = []
    var position = 0
    while position < bytes.count {
      var reader = CompactReader(bytes, in: position..<bytes.count)
      let header = try PageHeader(&reader)
      guard header.compressedSize <= bytes.count - reader.position else {
        throw .corrupt("a page reaches past its column")
      }
      position = reader.position + header.compressedSize
      bodies.append(Array(bytes[reader.position..<position]))
    }
    return bodies
  }
}
