internal import Bytes

/// A file's footer, and where it starts.
struct ParquetFooter: Sendable {
  let metadata: FileMetadata
  /// Where the data end and the footer starts.
  let offset: Int
  /// The footer's size without its length and the closing magic.
  let byteCount: Int

  private static let magic = Array("PAR1".utf8)
  private static let encryptedMagic = Array("PARE".utf8)

  init(of file: FileReader) throws(StorageError) {
    guard file.size >= 12 else { throw .corrupt("not a Parquet file: too short") }
    let head = try file.bytes(at: 0, count: 4)
    let tail = try file.bytes(at: file.size - 8, count: 8)
    guard Array(tail[4...]) != Self.encryptedMagic else { throw .unsupported("encrypted footers") }
    guard head == Self.magic, Array(tail[4...]) == Self.magic else {
      throw .corrupt("not a Parquet file: no PAR1 at either end")
    }
    var size = 0
    for step in 0..<4 { size |= Int(tail[step]) << (8 * step) }
    guard size <= file.size - 12 else {
      throw .corrupt("a footer of \(size) bytes in a file of \(file.size)")
    }
    byteCount = size
    offset = file.size - 8 - size
    metadata = try FileMetadata(try file.bytes(at: offset, count: size))
  }

  /// Checks that row groups fit the schema and the number of rows.
  func check(leafCount: Int) throws(StorageError) {
    var rowCount = 0
    for group in metadata.rowGroups {
      guard group.chunks.count == leafCount else {
        throw .corrupt("a row group of \(group.chunks.count) columns where \(leafCount) belong")
      }
      let (sum, isOver) = rowCount.addingReportingOverflow(group.rowCount)
      guard !isOver else { throw .corrupt("row counts over 64 bits") }
      rowCount = sum
    }
    guard rowCount == metadata.rowCount else {
      throw .corrupt("row groups of \(rowCount) rows in a file of \(metadata.rowCount)")
    }
  }
}
