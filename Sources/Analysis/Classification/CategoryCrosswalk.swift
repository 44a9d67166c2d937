internal import Complaints

/// Leaves for the categories that sources print, looked up by bytes.
///
/// A category may be a code of a standard, with the kind before it (`事件0405`), or a name. A code
/// of a standard decides; a name was chosen by a clerk in a hurry and only hints.
struct CategoryCrosswalk: Sendable {
  /// What a source's category says.
  struct Answer: Equatable, Sendable {
    /// The leaf's position in the taxonomy.
    let leaf: Int
    /// Whether it is a code of a standard, which decides.
    let decides: Bool
    /// Whether only a wider class of the standard had a line.
    let isWide: Bool
    /// Whether it names a second level only, whose first leaf `leaf` is.
    var isGroup = false
  }

  /// The first leaf of each second level, by name.
  private let groups: [ArraySlice<UInt8>: Int]
  private let schemes: [ArraySlice<UInt8>: [ArraySlice<UInt8>: Target]]

  /// What a line names: a leaf, or a second level by its first leaf.
  private struct Target: Equatable {
    let leaf: Int
    let isGroup: Bool
  }

  init(_ lines: [CrosswalkLine], taxonomy: Taxonomy) {
    var schemes: [ArraySlice<UInt8>: [ArraySlice<UInt8>: Target]] = [:]
    var ambiguous: Set<[UInt8]> = []
    for line in lines {
      guard let target = Self.target(of: line.code, taxonomy) else { continue }
      let scheme = Array(line.scheme.utf8)[...]
      let code = Array(line.sourceCode.utf8)
      schemes[scheme, default: [:]][(Array(line.kind.utf8) + code)[...]] = target
      if line.kind.isEmpty { continue }
      // Without its kind a code counts only while both kinds mean the same.
      let known = schemes[scheme, default: [:]][code[...]]
      if known != nil, known != target { ambiguous.insert(scheme + [0] + code) }
      schemes[scheme, default: [:]][code[...]] = target
    }
    for key in ambiguous {
      guard let cut = key.firstIndex(of: 0) else { continue }
      schemes[key[..<cut]]?[key[(cut + 1)...]] = nil
    }
    self.schemes = schemes
    var groups: [ArraySlice<UInt8>: Int] = [:]
    for (leaf, category) in taxonomy.categories.enumerated().reversed() {
      groups[Array(category.level2.utf8)[...]] = leaf
    }
    self.groups = groups
  }

  /// What a source's category says; nil where nothing is known of it.
  ///
  /// A code without a line falls back to the code of its major, two digits, where that has one.
  func answer(scheme: ArraySlice<UInt8>, category: ArraySlice<UInt8>) -> Answer? {
    guard !category.isEmpty, let lines = schemes[scheme] else { return nil }
    let digits = category.reversed().prefix { $0 &- 0x30 < 10 }.count
    let isCode = digits >= 2
    if let target = lines[category] { return Self.answer(target, isCode: isCode, isWide: false) }
    guard isCode else { return name(category, lines) }
    let kind = category.prefix(category.count - digits)
    for code in Self.variants(Array(category.suffix(digits))) {
      if let target = lines[(kind + code)[...]] {
        return Self.answer(target, isCode: true, isWide: false)
      }
    }
    let major = category.prefix(kind.count + 2)
    return lines[major].map { Self.answer($0, isCode: true, isWide: true) }
  }

  private static func target(of code: String, _ taxonomy: Taxonomy) -> Target? {
    if let leaf = taxonomy.index(of: code) { return Target(leaf: leaf, isGroup: false) }
    guard code.utf8.count == 4, let group = taxonomy.leaves(startingWith: code) else { return nil }
    return Target(leaf: group.lowerBound, isGroup: true)
  }

  /// A code of a standard decides, unless it names a second level only.
  private static func answer(_ target: Target, isCode: Bool, isWide: Bool) -> Answer {
    Answer(
      leaf: target.leaf, decides: isCode && !target.isGroup, isWide: isWide || target.isGroup,
      isGroup: target.isGroup)
  }

  /// Standards write a minor with two digits or with three: `0405` and `04005` are one code.
  private static func variants(_ code: [UInt8]) -> [[UInt8]] {
    if code.count == 4 { return [Array(code[..<2]) + [0x30] + Array(code[2...])] }
    if code.count == 5, code[2] == 0x30 { return [Array(code[..<2]) + Array(code[3...])] }
    return []
  }

  /// A name such as `市容管理-占道经营`: the whole, else what follows the last dash, else a second
  /// level.
  private func name(
    _ category: ArraySlice<UInt8>, _ lines: [ArraySlice<UInt8>: Target]
  ) -> Answer? {
    guard let dash = category.lastIndex(of: 0x2D) else {
      return groups[category].map {
        Answer(leaf: $0, decides: false, isWide: true, isGroup: true)
      }
    }
    return lines[category[(dash + 1)...]].map { Self.answer($0, isCode: false, isWide: true) }
  }
}
