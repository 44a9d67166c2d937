/// What goes wrong with deliveries, once each in a period that is long enough.
struct DeliveryPlan {
  /// What happens to one platform's file of one day.
  enum Mishap {
    case late, missing, duplicate, unreadable
  }

  private let days: Int

  init(days: Int) { self.days = days }

  /// What happens to a platform's files of a day, counted from the first.
  func mishap(_ platform: Platform, dayIndex: Int) -> Mishap? {
    guard days >= 8 else { return nil }
    switch (platform, dayIndex) {
    case (.taixing, days * 45 / 100): return .late
    case (.xinghua, days * 60 / 100): return .missing
    case (.taizhou, days * 30 / 100): return .duplicate
    case (.petition, days * 75 / 100): return .unreadable
    default: return nil
    }
  }

  /// All mishaps, in the order of days.
  var all: [(platform: Platform, dayIndex: Int, mishap: Mishap)] {
    (0..<days).flatMap { dayIndex in
      Platform.allCases.compactMap { platform in
        mishap(platform, dayIndex: dayIndex).map { (platform, dayIndex, $0) }
      }
    }
  }
}
