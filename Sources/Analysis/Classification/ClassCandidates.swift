/// The classes that came into question for a request, as they stand in the evidence of a decision.
///
/// What was decided says what else it might have been, what was not what it might be:
/// `候选 010101 0.41、010102 0.22`.
public enum ClassCandidates {
  private static let marker = "候选 "

  /// The candidates as text, for the end of an evidence; empty for none.
  ///
  /// - Parameter candidates: Codes and their shares from 0 to 1, best first.
  public static func text(_ candidates: [(code: String, share: Double)]) -> String {
    if candidates.isEmpty { return "" }
    return marker + candidates.map { "\($0.code) \(decimal($0.share))" }.joined(separator: "、")
  }

  /// The candidates that an evidence names, best first; none where it names none.
  public static func parse(_ evidence: String) -> [(code: String, share: Double)] {
    let bytes = Array(evidence.utf8)
    let marker = Array(marker.utf8)
    guard
      let start = bytes.indices.last(where: { bytes[$0...].starts(with: marker) })
    else { return [] }
    let list = String(decoding: bytes[(start + marker.count)...], as: UTF8.self)
    return list.split(separator: "、").compactMap { item in
      let fields = item.split(separator: " ")
      guard fields.count == 2, let share = Double(fields[1]), share.isFinite else { return nil }
      return (code: String(fields[0]), share: share)
    }
  }

  /// A share with two decimals.
  static func decimal(_ share: Double) -> String {
    let hundredths = Int((min(max(share, 0), 1) * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
