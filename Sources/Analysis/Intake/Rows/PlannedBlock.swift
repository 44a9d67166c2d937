internal import Columns
internal import Parallel
internal import Tabular

/// A block of raw rows of which it is settled what is a record.
public struct PlannedBlock: Sendable {
  let block: RawRows
  let plans: [RowPlan]
  let shared: RowReader.Shared
  /// What settling the rows left: notes, sums, counts.
  let batch: IntakeBatch
  let frame: BatchBuilder.Frame
  let personTokens: @Sendable (StringColumn, StringColumn) -> ValueColumn<Int64>

  /// How many rows one task reads.
  static let stretch = 4_096

  /// Reads the records on all cores, in stretches of fixed size, so that the outcome does not
  /// depend on their number.
  public func read() -> IntakeBatch {
    var batch = batch
    let ranges = Parallel.ranges(plans.count, of: Self.stretch)
    let parts = Parallel.map(chunks: ranges.count) { index in
      var rows = RowReader(shared)
      for row in plans[ranges[index]] { rows.read(block, row) }
      return rows.builder
    }
    BatchBuilder.assemble(parts, frame, into: &batch, tokens: personTokens)
    batch.rowsRead = plans.count
    precondition(
      batch.requests.rowCount + batch.rejects.count == batch.rowsRead,
      "rows accepted and rejected differ from rows read")
    return batch
  }
}
