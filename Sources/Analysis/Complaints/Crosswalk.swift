/// A code of a source's own taxonomy and the leaf it stands for.
///
/// Read from `crosswalk.csv`: `scheme,kind,source_code,name,code,note`.
///
/// Codes of different standards collide (major 04 is 突发事件 in CJ/T 214—2007 and 街面秩序 in
/// GB/T 30428.2—2013), so a bare code never identifies a class. Lists without codes of their own,
/// such as the 归口 of a province's hotlines, have a scheme with the year they were printed in.
public struct CrosswalkLine: Equatable, Sendable {
  /// The standard of the source's code, as mappings name it.
  public let scheme: String
  /// 部件 or 事件, where the standard reuses codes; empty else.
  public let kind: String
  /// The source's code or name.
  public let sourceCode: String
  /// The leaf it stands for, or four digits for a second level.
  public let code: String

  /// Makes a line.
  public init(scheme: String, kind: String, sourceCode: String, code: String) {
    self.scheme = scheme
    self.kind = kind
    self.sourceCode = sourceCode
    self.code = code
  }
}
