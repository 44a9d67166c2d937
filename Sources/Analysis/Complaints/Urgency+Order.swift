extension Urgency: Comparable {
  /// Whether the left can wait longer than the right.
  public static func < (left: Urgency, right: Urgency) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .normal: 0
    case .elevated: 1
    case .urgent: 2
    }
  }
}
