internal import Bytes
internal import Classification
internal import Columns
internal import Complaints

/// The input of `train` and `evaluate`: texts and labels out of a file of any format.
struct LabelledTable {
  /// The texts, labels, groups and times.
  let data: TrainingData
  /// How many rows have a label.
  let labelled: Int
  /// The columns by which figures are given, with their names.
  let by: [(name: String, values: StringColumn)]

  /// Reads the columns that `--input`, `--text`, `--label`, `--group`, `--time` and `--by` name.
  init(_ arguments: Arguments) throws {
    let texts = arguments.list("--text")
    guard !texts.isEmpty else { throw UsageError("--text COL[,COL] is missing") }
    let path = arguments.required("--input")
    let (group, time) = (arguments.optional("--group"), arguments.optional("--time"))
    let by = arguments.list("--by")
    let table = try TextTable(
      path: path,
      columns: texts + [arguments.required("--label")] + [group, time].compactMap { $0 } + by)
    let labels = Self.trimmed(table.columns[texts.count])
    var next = texts.count + 1
    var groups: StringColumn?
    if group != nil {
      groups = table.columns[next]
      next += 1
    }
    data = TrainingData(
      texts: Array(table.columns[0..<texts.count]), labels: labels, groups: groups,
      times: time == nil ? nil : Self.times(table.columns[next]))
    self.by = zip(by, table.columns.suffix(by.count)).map { ($0, Self.trimmed($1)) }
    labelled = (0..<labels.count).count { !labels.range($0).isEmpty }
    if labelled == 0 {
      throw AnalysisError(
        .model, at: .init(path: path), "no row has a label in \(arguments.required("--label"))")
    }
  }

  /// The texts without blanks around them.
  private static func trimmed(_ column: StringColumn) -> StringColumn {
    var output = StringColumn()
    for row in 0..<column.count {
      var range = column.range(row)
      while let first = range.first, column.bytes[first] <= 32 { range.removeFirst() }
      while let last = range.last, column.bytes[last] <= 32 { range.removeLast() }
      output.append(utf8: column.bytes.span.extracting(range))
    }
    return output
  }

  private static func times(_ column: StringColumn) -> ValueColumn<Int64> {
    var times = ValueColumn<Int64>()
    for row in 0..<column.count {
      times.append(column.withBytes(row) { WallClockText.read($0) }, zero: 0)
    }
    return times
  }
}
