internal import Bytes
internal import Columns
internal import Parquet

/// A data file whose every value is being read.
struct FileExamination {
  /// A column of a row group.
  struct Task: Sendable {
    /// The file's position among those that are examined together.
    let file: Int
    let rowGroup: Int
    let column: Int
    /// About how much memory it takes.
    let byteCount: Int
    /// Whether its integers are wanted, not only counted.
    let wantsValues: Bool

    /// Reads the column.
    func run(_ reader: ParquetReader) -> Result {
      do throws(StorageError) {
        let column = try reader.read(rowGroup: rowGroup, columns: [column])[0]
        let facts = ColumnFacts(column)
        let bounds = reader.statistics(rowGroup: rowGroup, column: self.column)
        var result = Result(facts: facts)
        if !facts.fits(bounds.minimum, bounds.maximum) {
          result.fault = .statistics("bounds")
        } else if let count = bounds.nullCount, !column.isList, count != facts.nullCount {
          result.fault = .statistics("null_count")
        }
        if wantsValues, case .int64(let values) = column {
          result.values = values.validity.nullCount == 0 ? values.values : []
        }
        return result
      } catch {
        if error.code == .corrupt,
          let page = try? reader.firstDamagedPage(rowGroup: rowGroup, column: self.column)
        {
          return Result(fault: .checksum(page: page))
        }
        if error.code == .unsupported { return Result(fault: .unsupported(error.detail)) }
        return Result(fault: .corrupt(error.detail))
      }
    }
  }

  /// What reading a column of a row group gave.
  struct Result: Sendable {
    var facts = ColumnFacts()
    var values: [Int64] = []
    var fault: Fault?
  }

  enum Fault: Sendable {
    case checksum(page: Int)
    case corrupt(String)
    case unsupported(String)
    case statistics(String)
  }

  let entry: CatalogImage.File
  let reader: ParquetReader
  /// The facts of each column of the file.
  private(set) var facts: [ColumnFacts]
  /// The first fault of each column, with its row group.
  private(set) var faults: [Int: (rowGroup: Int, fault: Fault)] = [:]
  /// The lineage ids that the file itself holds; nil where it holds none.
  private(set) var rowIDs: [Int64]?
  private let rowIDColumn: Int?

  init(_ entry: CatalogImage.File, _ reader: ParquetReader, _ image: CatalogImage) {
    self.entry = entry
    self.reader = reader
    facts = Array(repeating: ColumnFacts(), count: reader.columns.count)
    rowIDColumn = reader.columns.firstIndex { $0.fieldID == ReservedField.rowID }
    if rowIDColumn != nil { rowIDs = [] }
  }

  /// The columns of all row groups.
  func tasks(_ file: Int) -> [Task] {
    var tasks: [Task] = []
    for (group, rowCount) in reader.rowGroupRowCounts.enumerated() {
      for column in reader.columns.indices {
        tasks.append(
          Task(
            file: file, rowGroup: group, column: column,
            byteCount: max(rowCount * 16, reader.byteCount(rowGroup: group, column: column)),
            wantsValues: column == rowIDColumn))
      }
    }
    return tasks
  }

  /// Adds what reading a column gave; row groups come in order.
  mutating func add(_ result: Result, of task: Task) {
    facts[task.column].merge(result.facts)
    if task.column == rowIDColumn { rowIDs?.append(contentsOf: result.values) }
    if let fault = result.fault, faults[task.column] == nil {
      faults[task.column] = (task.rowGroup, fault)
    }
  }

  /// Whether a column was read to its end.
  func isRead(_ column: Int) -> Bool {
    switch faults[column]?.fault {
    case nil, .statistics: true
    default: false
    }
  }
}

extension Column {
  /// Whether rows hold lists.
  var isList: Bool {
    if case .stringList = self { return true }
    return false
  }
}
