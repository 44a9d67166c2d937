/// An occurrence of a pattern in a text.
@frozen public struct PatternMatch: Equatable, Hashable, Sendable {
  /// The pattern's position in the list that the set was made of.
  public let patternID: Int32
  /// The byte offset at which the occurrence starts.
  public let start: Int32
  /// The byte offset after its last byte.
  public let end: Int32

  /// Makes a match.
  @inlinable public init(patternID: Int32, start: Int32, end: Int32) {
    self.patternID = patternID
    self.start = start
    self.end = end
  }

  /// How many bytes it covers.
  @inlinable public var byteCount: Int { Int(end &- start) }
}
