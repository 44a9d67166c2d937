public import Bytes
public import Columns
internal import Synchronization

/// Reads the columns of a Parquet file, one row group at a time.
///
/// May be used from several threads at once. Bytes are not trusted: every length is checked
/// against what is there, checksums are verified where the file has them, and texts must be UTF-8.
/// What is not read is refused by name, column by column, and only when it is asked for: ZSTD,
/// LZ4, BROTLI, encryption, INT96, decimals, maps, lists of the older forms.
public final class ParquetReader: Sendable {
  /// The columns that a table can have: flat ones, and lists of texts.
  public let columns: [ParquetColumn]
  /// All columns of the file as found; those of any shape are read with `readStored`.
  public let fileColumns: [ParquetFileColumn]
  /// The number of rows in each row group.
  public let rowGroupRowCounts: [Int]
  /// The file's key-value metadata; of equal keys the last counts.
  public let metadata: [String: String]

  let file: FileReader
  let footer: ParquetFooter
  let tableColumns: [TableColumn]
  let pagesRead = Atomic(0)
  let bytesRead = Atomic(0)
  private let refused: [ParquetFileColumn.Refusal]

  /// Opens a file and reads its footer.
  ///
  /// - Throws: `io`, `notFound`, `corrupt`, `unsupported` for an encrypted footer.
  public init(path: String) throws(StorageError) {
    var found: [TableColumn] = []
    var refused: [ParquetFileColumn.Refusal] = []
    do throws(StorageError) {
      file = try FileReader(path: path)
      footer = try ParquetFooter(of: file)
      let tree = try SchemaTree(footer.metadata.schema)
      try footer.check(leafCount: tree.leafCount)
      let counts = Dictionary(tree.columns.map { ($0.element.name, 1) }, uniquingKeysWith: +)
      fileColumns = tree.columns.map {
        ParquetFileColumn($0, isNamedTwice: counts[$0.element.name] != 1)
      }
      for (node, column) in zip(tree.columns, fileColumns) {
        do throws(StorageError) {
          if let refusal = column.refusal { throw refusal }
          found.append(try TableColumn(node))
        } catch {
          refused.append(
            .init(
              name: column.name, fieldID: column.fieldID,
              error: error.at(column: column.name).at(path: path)))
        }
      }
    } catch {
      throw error.at(path: path)
    }
    tableColumns = found
    self.refused = refused
    columns = found.map(\.column)
    rowGroupRowCounts = footer.metadata.rowGroups.map(\.rowCount)
    metadata = Dictionary(footer.metadata.keyValues.map { ($0.key, $0.value) }) { $1 }
  }

  /// The number of rows.
  public var rowCount: Int { footer.metadata.rowCount }

  /// The position of a column by its field id, nil where there is none.
  public func index(ofFieldID id: Int32) -> Int? { columns.firstIndex { $0.fieldID == id } }

  /// The position of a column by name, nil where there is none.
  public func index(of name: String) -> Int? { columns.firstIndex { $0.field.name == name } }

  /// Why the file's column of a field id is not among `columns`; nil where it has none, or is.
  public func refusal(ofFieldID id: Int32) -> StorageError? {
    refused.first { $0.fieldID == id }?.error
  }

  /// How much has been read of the file so far.
  public var readCounts: ParquetReadCounts {
    ParquetReadCounts(
      pageCount: pagesRead.load(ordering: .relaxed), byteCount: bytesRead.load(ordering: .relaxed))
  }

  /// The statistics of a column in a row group, each nil where the file has none that can be used.
  ///
  /// Bounds of texts may be shorter than any text of the column.
  public func statistics(
    rowGroup: Int, column: Int
  ) -> (minimum: Value?, maximum: Value?, nullCount: Int?) {
    let leaf = tableColumns[column].leaf
    let chunk = footer.metadata.rowGroups[rowGroup].chunks[leaf.chunk]
    guard chunk.type == leaf.physicalType, let found = chunk.statistics else {
      return (nil, nil, nil)
    }
    return (
      leaf.value(found.minimum ?? leaf.signed(found.signedMinimum)),
      leaf.value(found.maximum ?? leaf.signed(found.signedMaximum)),
      found.nullCount.flatMap { $0 >= 0 ? Int($0) : nil }
    )
  }

  /// Reads some columns of a row group, in the order asked for.
  ///
  /// Pages are decompressed on all cores. With `rows`, pages that hold none of them are neither
  /// read nor decompressed where the file says where they lie.
  ///
  /// - Parameters:
  ///   - rowGroup: The row group.
  ///   - columns: The positions of the columns in `columns`.
  ///   - rows: The rows wanted, nil for all.
  /// - Throws: `io`, `corrupt`, `unsupported` for a codec or encoding, `limitExceeded` past 2 GiB of
  ///   text or 32 Mi entries in the row group.
  public func read(
    rowGroup: Int, columns: [Int], rows: RowSelection? = nil
  ) throws(StorageError) -> [Column] {
    let wanted = columns.map { (name: tableColumns[$0].column.field.name, $0) }
    let parts = try read(
      rowGroup: rowGroup, wanted.map { ($0.name, tableColumns[$0.1].shape) }, rows: rows)
    return parts.map { part in
      guard let column = part.values.column else { preconditionFailure("not a table's column") }
      return part.positions.map { column.gathering($0) } ?? column
    }
  }
}

extension ParquetFileColumn {
  /// Why a column is not among those of a table.
  struct Refusal: Sendable {
    let name: String
    let fieldID: Int32
    let error: StorageError
  }
}
