/// The columns of the lake whose texts are masked before they are stored.
public enum MaskedColumns {
  /// Those of `requests`; lake and vault together give their cleaned texts back.
  public static let requests = names { !$0.isState }
  /// Those of `request_states`; what was taken out of them is not kept.
  public static let states = names { $0.isState }

  private static func names(_ isWanted: (Target) -> Bool) -> [String] {
    Target.allCases.filter { $0.kind == .masked && isWanted($0) }.map(\.name)
  }
}
