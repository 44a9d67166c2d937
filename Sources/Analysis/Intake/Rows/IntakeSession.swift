internal import Bytes
internal import Columns
public import Complaints
internal import Parallel
public import Tabular

/// The intake of one file: blocks of raw rows in, clean batches out.
///
/// Which rows are records is settled front to back; the records of a block are then read on all
/// cores in stretches of fixed size, so the outcome does not depend on their number.
public struct IntakeSession: Sendable {
  /// A header that was found.
  public struct Header: Equatable, Sendable {
    /// The sheet's index.
    public let sheet: Int
    /// The line or sheet row.
    public let line: Int
    /// The names as they stand there.
    public let names: [String]
  }

  /// The most rows of a sheet that holds no table.
  private static let maximumNoteRows = 10_000

  /// The headers found so far, in file order.
  public private(set) var headers: [Header] = []
  let mapping: SourceMapping
  let context: IntakeContext
  private let plan: RowReader.Plan
  var layouts: [Layout] = []
  /// What the rows under each layout hold.
  var profiles: [SheetProfile] = []
  private var search: HeaderSearch?
  private var sheet = -1
  private var foundHeader = false
  /// The cells of the last block start, for rows of the next block that are filled from it.
  private var carried: [[UInt8]] = []
  private var hasBlockStart = false
  /// What `carried` becomes once the block is read.
  private var nextCarried: [[UInt8]]?
  /// Titles above headers, which may stand again on later pages.
  private(set) var titles: Set<String> = []

  /// Whether headers are judged by the values under them.
  let judgesHeaders: Bool

  /// Starts a file.
  ///
  /// - Parameter judgesHeaders: Whether headers are judged by the values under them; rows mended by
  ///   hand are few, and their header was judged with their file.
  public init(
    mapping: SourceMapping, city: CityConfiguration, context: IntakeContext,
    judgesHeaders: Bool = true
  ) {
    self.judgesHeaders = judgesHeaders
    self.mapping = mapping
    self.context = context
    plan = RowReader.Plan(mapping, city)
  }

  /// Takes the next block of the file: settles which of its rows are records.
  ///
  /// Blocks are planned one after the other; planned ones may be read in any order, on any thread.
  ///
  /// - Throws: `missingColumn` when no row within reach is a header with the columns needed,
  ///   naming file, sheet, line and the nearest header.
  public mutating func plan(_ block: RawRows) throws(AnalysisError) -> PlannedBlock {
    var batch = IntakeBatch()
    let plans = try records(block, &batch)
    let shared = RowReader.Shared(
      plan, layouts: layouts, profiles: profiles, carried: carried, context: context)
    carry()
    return PlannedBlock(
      block: block, plans: plans, shared: shared, batch: batch,
      frame: BatchBuilder.Frame(
        platform: mapping.platform, source: mapping.source.rawValue, fileID: context.fileID,
        runID: context.runID, seenAt: context.seenAt), personTokens: context.personTokens)
  }

  /// Takes and reads the next block of the file.
  ///
  /// - Throws: As `plan`.
  public mutating func add(_ block: RawRows) throws(AnalysisError) -> IntakeBatch {
    try plan(block).read()
  }

  /// Ends the file.
  ///
  /// - Throws: `missingColumn` when no header was found.
  public func finish() throws(AnalysisError) {
    if !foundHeader, mapping.header.isPresent {
      throw (search ?? HeaderSearch()).error(mapping, sheet: max(sheet, 0), context: context)
    }
    if let search, search.sawTable {
      throw search.error(mapping, sheet: sheet, context: context)
    }
  }

  /// Tells records from titles, headers, sums and page heads.
  private mutating func records(
    _ block: RawRows, _ batch: inout IntakeBatch
  ) throws(AnalysisError) -> [RowPlan] {
    if block.sheet != sheet {
      try startSheet(block.sheet)
      if search == nil { try judge(block, under: nil, &batch) }
    }
    var plans: [RowPlan] = []
    plans.reserveCapacity(block.rowCount)
    var blockStart: Int32 = hasBlockStart ? -2 : -1
    for row in 0..<block.rowCount {
      if search != nil {
        try lookForHeader(block, row, &batch)
        batch.structuralRows += 1
        continue
      }
      let layout = layouts[layouts.count - 1]
      if isFatal(block.problems[row]) {
        plans.append(RowPlan(row: Int32(row), layout: Int32(layouts.count - 1), filledFrom: -1))
        continue
      }
      switch StructuralRow.kind(block, row, layout, mapping.header, titles) {
      case .record:
        var filledFrom: Int32 = -1
        if let anchor = layout.fill.first, anchor >= 0 {
          if block.cell(row: row, column: anchor).isEmpty {
            filledFrom = blockStart
          } else {
            blockStart = Int32(row)
          }
        }
        plans.append(
          RowPlan(row: Int32(row), layout: Int32(layouts.count - 1), filledFrom: filledFrom))
      case .header:
        batch.structuralRows += 1
        var again = HeaderSearch()
        if let next = try again.look(block, row, mapping, context) {
          if next.layout != layout {
            layouts.append(next.layout)
            profiles.append(SheetProfile())
          }
        } else if again.isWaiting {
          search = again
        }
      case .total(let figure):
        batch.structuralRows += 1
        if let figure { batch.totalsSeen.append(figure) }
      case .other:
        batch.structuralRows += 1
      }
    }
    if blockStart >= 0 {
      remember(block, Int(blockStart))
    }
    return plans
  }

  private mutating func startSheet(_ next: Int) throws(AnalysisError) {
    if let search, search.sawTable {
      throw search.error(mapping, sheet: sheet, context: context)
    }
    sheet = next
    hasBlockStart = false
    carried = []
    if mapping.header.isPresent {
      search = HeaderSearch()
    } else {
      layouts = [Layout.positional(mapping)]
      profiles = []
    }
  }

  private mutating func lookForHeader(
    _ block: RawRows, _ row: Int, _ batch: inout IntakeBatch
  ) throws(AnalysisError) {
    guard var current = search else { return }
    if let found = try current.look(block, row, mapping, context) {
      layouts.append(found.layout)
      titles.formUnion(current.titles)
      search = nil
      foundHeader = true
      headers.append(
        Header(
          sheet: block.sheet, line: Int(block.lineNumbers[row]), names: found.names))
      try noteUnknown(found.columns, line: Int(block.lineNumbers[row]), &batch)
      batch.headers.append(headers[headers.count - 1])
      try judge(block, under: row, &batch)
      return
    }
    search = current
    // A sheet of notes is passed over; no such sheet is endless.
    let within = current.sawTable ? mapping.header.within : Self.maximumNoteRows
    if current.rows >= within {
      throw current.error(mapping, sheet: sheet, context: context)
    }
  }

  private func noteUnknown(
    _ columns: [String: Int], line: Int, _ batch: inout IntakeBatch
  ) throws(AnalysisError) {
    guard mapping.unknownColumns != .ignore else { return }
    var known = mapping.ignored
    for rule in mapping.rules {
      for cell in rule.cells + rule.fallbacks { known.formUnion(cell.keys) }
    }
    for cell in mapping.fillDown { known.formUnion(cell.keys) }
    let unknown = columns.sorted { $0.value < $1.value }.map(\.key).filter { !known.contains($0) }
    guard !unknown.isEmpty else { return }
    let names = unknown.prefix(20).map { String($0.prefix(20)) }.joined(separator: ", ")
    if mapping.unknownColumns == .refuse {
      throw AnalysisError(
        .unknownColumn, at: HeaderSearch.place(sheet, line, context),
        "columns that the mapping does not name: \(names)")
    }
    batch.notes.append("columns that the mapping does not name: \(names)")
  }

  private func isFatal(_ problem: RowProblem) -> Bool {
    switch problem {
    case .unterminatedQuote, .tooLarge, .notAnObject: true
    case .none, .strayQuote, .invalidBytes, .zeroByte: false
    }
  }

  private mutating func remember(_ block: RawRows, _ row: Int) {
    nextCarried = layouts[layouts.count - 1].fill.map { column in
      column < 0 ? [] : Array(block.cells.bytes[block.cell(row: row, column: column)])
    }
  }

  private mutating func carry() {
    guard let next = nextCarried else { return }
    carried = next
    hasBlockStart = true
    nextCarried = nil
  }
}

extension AnalysisError.Code {
  /// A file has a column that its mapping neither uses nor ignores.
  public static let unknownColumn = Self("unknown-column")
}
