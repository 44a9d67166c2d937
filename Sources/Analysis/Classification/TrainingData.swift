public import Columns

/// Labelled texts to learn from, or to measure a model on.
public struct TrainingData: Sendable {
  /// The text columns, in the order in which they are named, all of one length.
  public var texts: [StringColumn]
  /// The label of each row; rows without one are passed over.
  public var labels: StringColumn
  /// What keeps rows together that must not be parted between learning and measuring, such as
  /// reports of one event.
  public var groups: StringColumn?
  /// When each row was received; with it, measuring is done on the latest rows.
  public var times: ValueColumn<Int64>?

  /// Makes training data of columns of one length.
  public init(
    texts: [StringColumn], labels: StringColumn, groups: StringColumn? = nil,
    times: ValueColumn<Int64>? = nil
  ) {
    precondition(!texts.isEmpty, "a text column at least")
    precondition(texts.allSatisfy { $0.count == labels.count }, "columns differ in length")
    precondition(groups.map { $0.count == labels.count } ?? true, "columns differ in length")
    precondition(times.map { $0.count == labels.count } ?? true, "columns differ in length")
    self.texts = texts
    self.labels = labels
    self.groups = groups
    self.times = times
  }
}
