public import Columns
internal import Complaints

/// The rows that a run adds: assignments, their clocks and their first events.
public struct AssignmentPlan: Equatable, Sendable {
  /// Rows of `Tables.assignments`, in id order.
  public var assignments: RecordBatch
  /// Rows of `Tables.assignmentClocks`, in the order (assignment, clock).
  public var clocks: RecordBatch
  /// Rows of `Tables.assignmentEvents`, in the order (assignment, time).
  public var events: RecordBatch

  /// Starts an empty plan.
  public init() {
    assignments = RecordBatch(schema: Tables.assignments.schema)
    clocks = RecordBatch(schema: Tables.assignmentClocks.schema)
    events = RecordBatch(schema: Tables.assignmentEvents.schema)
  }
}
