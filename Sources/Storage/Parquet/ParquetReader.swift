public import Bytes
public import Columns
internal import Parallel

/// Reads the columns of a Parquet file, one row group at a time.
///
/// May be used from several threads at once. Bytes are not trusted: every length is checked
/// against what is there, checksums are verified where the file has them, and texts must be UTF-8.
/// What is not read is refused by name: ZSTD, LZ4, BROTLI, encryption, INT96, decimals, maps, and
/// nesting deeper than lists of texts.
public final class ParquetReader: Sendable {
  /// The file's columns as found.
  public let columns: [ParquetColumn]
  /// The number of rows in each row group.
  public let rowGroupRowCounts: [Int]
  /// The file's key-value metadata; of equal keys the last counts.
  public let metadata: [String: String]

  let file: FileReader
  let footer: ParquetFooter
  private let leaves: [LeafSchema]
  /// The most entries of a column in a row group; more is not read.
  private static let entryLimit = 1 << 26

  /// Opens a file and reads its footer.
  ///
  /// - Throws: `io`, `notFound`, `corrupt`, and `unsupported` for a column that is never read.
  public init(path: String) throws(StorageError) {
    do throws(StorageError) {
      file = try FileReader(path: path)
      footer = try ParquetFooter(of: file)
      leaves = try LeafSchema.columns(of: footer.metadata.schema)
      try footer.check(leaves)
    } catch {
      throw error.at(path: path)
    }
    columns = leaves.map(\.column)
    rowGroupRowCounts = footer.metadata.rowGroups.map(\.rowCount)
    metadata = Dictionary(footer.metadata.keyValues.map { ($0.key, $0.value) }) { $1 }
  }

  /// The number of rows.
  public var rowCount: Int { footer.metadata.rowCount }

  /// The position of a column by its field id, nil where there is none.
  public func index(ofFieldID id: Int32) -> Int? { columns.firstIndex { $0.fieldID == id } }

  /// The position of a column by name, nil where there is none.
  public func index(of name: String) -> Int? { columns.firstIndex { $0.field.name == name } }

  /// The statistics of a column in a row group, each nil where the file has none that can be used.
  ///
  /// Bounds of texts may be shorter than any text of the column.
  public func statistics(
    rowGroup: Int, column: Int
  ) -> (minimum: Value?, maximum: Value?, nullCount: Int?) {
    guard let found = footer.metadata.rowGroups[rowGroup].chunks[column].statistics else {
      return (nil, nil, nil)
    }
    return (
      leaves[column].value(found.minimum ?? leaves[column].signed(found.signedMinimum)),
      leaves[column].value(found.maximum ?? leaves[column].signed(found.signedMaximum)),
      found.nullCount.flatMap { $0 >= 0 ? Int($0) : nil }
    )
  }

  /// Reads some columns of a row group, in the order asked for.
  ///
  /// Pages are decompressed on all cores.
  ///
  /// - Throws: `io`, `corrupt`, `unsupported` for a codec or encoding, `limitExceeded` past 2 GiB of
  ///   text or 64 Mi rows in the row group.
  public func read(rowGroup: Int, columns: [Int]) throws(StorageError) -> [Column] {
    do throws(StorageError) {
      return try readColumns(footer.metadata.rowGroups[rowGroup], columns)
    } catch {
      throw error.at(path: file.path)
    }
  }

  private func readColumns(_ group: RowGroupMetadata, _ columns: [Int]) throws(StorageError)
    -> [Column]
  {
    let sources = try Parallel.map(chunks: columns.count) { index throws(StorageError) in
      try named(columns[index]) { leaf throws(StorageError) in
        try source(group, columns[index], leaf)
      }
    }
    var tasks: [(source: Int, page: Int)] = []
    for (source, found) in sources.enumerated() {
      for page in found.pages.pages.indices { tasks.append((source, page)) }
    }
    let work = tasks
    let pages = try Parallel.map(chunks: work.count) { index throws(StorageError) in
      let found = sources[work[index].source]
      return try named(columns[work[index].source]) { leaf throws(StorageError) in
        try DecodedPage(
          found.pages.pages[work[index].page], of: found.pages, leaf: leaf,
          dictionary: found.dictionary)
      }
    }
    var starts = [0]
    for found in sources { starts.append(starts[starts.count - 1] + found.pages.pages.count) }
    let ends = starts
    return try Parallel.map(chunks: columns.count) { index throws(StorageError) in
      try named(columns[index]) { leaf throws(StorageError) in
        try ColumnAssembly(
          leaf: leaf, dictionary: sources[index].dictionary,
          pages: Array(pages[ends[index]..<ends[index + 1]]), rowCount: group.rowCount
        ).column()
      }
    }
  }

  private func named<Result>(
    _ column: Int, _ body: (LeafSchema) throws(StorageError) -> Result
  ) throws(StorageError) -> Result {
    do throws(StorageError) {
      return try body(leaves[column])
    } catch {
      throw error.at(column: columns[column].field.name)
    }
  }

  private func source(_ group: RowGroupMetadata, _ column: Int, _ leaf: LeafSchema)
    throws(StorageError) -> (pages: PageSource, dictionary: DecodedValues?)
  {
    let chunk = group.chunks[column]
    guard group.rowCount <= Self.entryLimit, chunk.valueCount <= Self.entryLimit else {
      throw StorageError(.limitExceeded, "a row group of over \(Self.entryLimit) entries")
    }
    guard leaf.isList ? chunk.valueCount >= group.rowCount : chunk.valueCount == group.rowCount
    else { throw .corrupt("\(chunk.valueCount) values where \(group.rowCount) rows belong") }
    let source = try PageSource(chunk, of: file, before: footer.offset)
    guard let page = source.dictionary else { return (source, nil) }
    guard [.plain, .plainDictionary].contains(page.header.encoding) else {
      throw .unsupported("\(page.header.encoding.name) encoding of a dictionary")
    }
    var decoder = ValueDecoder(
      try source.content(of: page), from: 0, leaf: leaf, dictionary: nil)
    return (source, try decoder.values(page.header.valueCount, .plain))
  }
}
