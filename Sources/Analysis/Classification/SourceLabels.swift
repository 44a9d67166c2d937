public import Complaints

/// What the platforms' own categories say in our taxonomy.
public struct SourceLabels: Sendable {
  /// What a platform's category says.
  public struct Label: Equatable, Sendable {
    /// The leaf's code; of a label for a whole second level that of its first leaf.
    public let code: String
    /// Whether it names exactly this leaf.
    public let isLeaf: Bool
    /// Whether it is a code of a standard, not a name that a clerk chose.
    public let isCode: Bool
  }

  private let crosswalk: CategoryCrosswalk
  private let taxonomy: Taxonomy

  /// Makes labels by a city's crosswalk.
  public init(city: CityConfiguration) {
    crosswalk = CategoryCrosswalk(city.crosswalk, taxonomy: city.taxonomy)
    taxonomy = city.taxonomy
  }

  /// What a category says; nil where nothing is known of it.
  public func label(scheme: String, category: String) -> Label? {
    guard
      let answer = crosswalk.answer(
        scheme: Array(scheme.utf8)[...], category: Array(category.utf8)[...])
    else { return nil }
    return Label(
      code: taxonomy.categories[answer.leaf].code, isLeaf: !answer.isWide && !answer.isGroup,
      isCode: answer.decides)
  }
}
