/// A record of a block, before its cells are read.
struct RowPlan: Sendable {
  /// Its row in the block.
  var row: Int32
  /// Its layout among those of the session.
  var layout: Int32
  /// The row of the block whose cells fill its empty ones; -1 for none, -2 for the carried cells of
  /// an earlier block.
  var filledFrom: Int32
}
