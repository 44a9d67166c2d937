/// When a change, a matter or a word is worth a leader's attention.
public struct AlertThresholds: Equatable, Sendable {
  /// The least requests of a day for a statistical alert.
  public var minimumRequests = 8
  /// The least distinct persons of a day for a statistical alert: one caller alone is no trend.
  public var minimumPersons = 3
  /// How far above the expected, in standard deviations.
  public var score = 3.0
  /// How many days of history are looked at, the day itself apart.
  public var historyDays = 56
  /// The least days of history; fewer give no statistical alerts.
  public var minimumHistoryDays = 14
  /// The least requests within seven days of a hot matter.
  public var hotRequests = 5
  /// The least persons of a hot matter.
  public var hotPersons = 3
  /// At most so many alerts of one kind a day.
  public var limit = 12

  /// Makes the default thresholds.
  public init() {}
}
