/// A leaf of a taxonomy.
///
/// Read from `taxonomy.csv`, whose columns have these names.
public struct Category: Equatable, Sendable {
  /// The taxonomy it belongs to; codes of different schemes collide.
  public let scheme: String
  /// Six digits, two for each level.
  public let code: String
  /// The name of its first level.
  public let level1: String
  /// The name of its second level.
  public let level2: String
  /// Its own name.
  public let level3: String
  /// What belongs here.
  public let definition: String
  /// What belongs to the neighbours that it is confused with, and how to tell.
  public let boundary: String
  /// Whether the city takes such requests.
  public let inScope: Bool
  /// Where a request that is out of scope should go; nil within scope.
  public let redirectTo: String?
  /// How soon such a matter must be looked at.
  public let urgency: Urgency
  /// The usual type of such requests.
  public let defaultType: RequestType

  /// Makes a leaf.
  public init(
    scheme: String, code: String, level1: String, level2: String, level3: String,
    definition: String, boundary: String = "", inScope: Bool, redirectTo: String?, urgency: Urgency,
    defaultType: RequestType
  ) {
    self.scheme = scheme
    self.code = code
    self.level1 = level1
    self.level2 = level2
    self.level3 = level3
    self.definition = definition
    self.boundary = boundary
    self.inScope = inScope
    self.redirectTo = redirectTo
    self.urgency = urgency
    self.defaultType = defaultType
  }
}

/// All leaves of a city's taxonomy, in code order.
public struct Taxonomy: Sendable {
  /// The scheme's name.
  public let scheme: String
  /// The leaves, in code order.
  public let categories: [Category]
  private let indexes: [String: Int]

  /// Makes a taxonomy; codes must differ.
  public init(scheme: String, categories: [Category]) {
    self.scheme = scheme
    self.categories = categories.sorted { $0.code < $1.code }
    indexes = Dictionary(
      uniqueKeysWithValues: self.categories.enumerated().map { ($1.code, $0) })
  }

  /// A leaf by its code.
  public subscript(code: String) -> Category? { indexes[code].map { categories[$0] } }
  /// The position of a leaf in `categories`.
  public func index(of code: String) -> Int? { indexes[code] }
  /// The positions of the leaves whose codes start with some digits; nil where there are none.
  public func leaves(startingWith prefix: String) -> Range<Int>? {
    guard let first = categories.firstIndex(where: { $0.code.hasPrefix(prefix) }) else {
      return nil
    }
    let count = categories[first...].prefix { $0.code.hasPrefix(prefix) }.count
    return first..<first + count
  }
}
