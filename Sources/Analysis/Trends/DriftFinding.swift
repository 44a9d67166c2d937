/// Whether and how one measure of a platform moved.
public struct DriftFinding: Equatable, Sendable {
  /// A category whose share moved.
  public struct Mover: Equatable, Sendable {
    /// The category.
    public let category: String
    /// Its share in the weeks before.
    public let before: Double
    /// Its share in the last seven days.
    public let now: Double
    /// The day from which on it was different, counted from the first day.
    public let sinceDay: Int
    /// How likely so large a move of any category is by chance.
    public let chance: Double
  }

  /// The platform.
  public let platform: String
  /// What was compared.
  public let kind: DriftKind
  /// How many were counted in the last seven days.
  public let nowCount: Int
  /// How many in the weeks before.
  public let beforeCount: Int
  /// How far the two distributions lie apart: Jensen–Shannon divergence in bits, or of an ordered
  /// kind the greatest distance of the cumulated shares; from 0 to 1.
  public let distance: Double
  /// How far they would usually lie apart if nothing had moved.
  public let usualDistance: Double
  /// How likely so great a distance is by chance, all measures taken together.
  public let chance: Double
  /// Whether it is sure and large enough to be said unasked.
  public let isStrong: Bool
  /// What moved, the surest first; empty where nothing did.
  public let movers: [Mover]
  /// The mean step of an ordered kind, before and now, from 0 to 1; else nil.
  public let means: (before: Double, now: Double)?

  /// Whether two findings say the same.
  public static func == (a: DriftFinding, b: DriftFinding) -> Bool {
    a.platform == b.platform && a.kind == b.kind && a.nowCount == b.nowCount
      && a.beforeCount == b.beforeCount && a.distance == b.distance
      && a.usualDistance == b.usualDistance && a.chance == b.chance && a.isStrong == b.isStrong
      && a.movers == b.movers && a.means?.before == b.means?.before && a.means?.now == b.means?.now
  }
}
