internal import Complaints

/// On which business days a platform should deliver, and how many files.
public struct ExpectedDelivery: Equatable, Sendable {
  /// The days.
  public enum Days: String, CaseIterable, Sendable {
    /// Every calendar day.
    case everyDay = "every_day"
    /// Working days of the city's calendar.
    case workdays
    /// One day a week.
    case weekly
    /// No day: files are welcome when they come.
    case none
  }

  /// The days.
  public var days: Days
  /// The day of a weekly delivery, 1 for Monday to 7 for Sunday.
  public var weekday: Int
  /// How many files at least.
  public var files: Int

  /// Makes an expectation.
  public init(days: Days, weekday: Int = 1, files: Int = 1) {
    self.days = days
    self.weekday = weekday
    self.files = files
  }
}
