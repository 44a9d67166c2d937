public import Bytes

extension ParquetReader {
  /// The file's size.
  public var byteCount: Int { file.size }

  /// The size of the footer, without its length and the closing magic.
  public var footerSize: Int { footer.byteCount }

  /// The greater of a column's sizes in a row group, in the file and before compression.
  public func byteCount(rowGroup: Int, column: Int) -> Int {
    let chunk = footer.metadata.rowGroups[rowGroup].chunks[tableColumns[column].leaf.chunk]
    return max(chunk.compressedSize, chunk.uncompressedSize)
  }

  /// Finds the first page of a column whose checksum does not fit its bytes.
  ///
  /// - Returns: Its number within the column of the row group, from 0, a dictionary included; nil
  ///   where all that can be found fit, or have no checksum.
  public func firstDamagedPage(rowGroup: Int, column: Int) throws(StorageError) -> Int? {
    let group = footer.metadata.rowGroups[rowGroup]
    let leaf = tableColumns[column].leaf
    let source = try PageSource(
      group.chunks[leaf.chunk], of: leaf, in: file, before: footer.offset,
      rowCount: group.rowCount, selected: RowSelection([0..<group.rowCount]))
    let pages = (source.dictionary.map { [$0] } ?? []) + source.pages.map(\.page)
    return pages.firstIndex { page in
      page.header.crc.map { Deflate.crc32(source.bytes.span.extracting(page.body)) != $0 } ?? false
    }
  }
}
