/// The ways to write a place, by kind, fold and precision.
struct PlaceForms: Sendable {
  /// A way to write a place.
  struct Form: Sendable {
    let pieces: [PhrasePiece]
    let namesBuilding: Bool
    let namesTown: Bool
  }

  private var forms: [[Form]]

  init(_ resources: GeneratorResources) {
    forms = Array(repeating: [], count: 5 * 2 * 3)
    for row in TabTable(resources.placeForms).rows {
      let pieces = PhrasePiece.parse(row[3])
      let slots = PhrasePiece.slots(of: pieces)
      let form = Form(
        pieces: pieces, namesBuilding: slots.contains(.block),
        namesTown: slots.contains(.town) || slots.contains(.townShort))
      let precision: Site.Precision =
        row[2] == "0" ? .any : slots.contains(.crossing) ? .crossing : .number
      guard let shape = Self.shapes.firstIndex(of: row[1]) else {
        preconditionFailure("a place form of the unknown kind \(row[1])")
      }
      forms[(shape * 2 + (row[0] == "A" ? 0 : 1)) * 3 + Int(precision.rawValue)].append(form)
    }
  }

  /// Picks a way to write a thing.
  ///
  /// - Parameters:
  ///   - kind: What kind of thing it is.
  ///   - fold: The fold.
  ///   - precision: How exactly.
  ///   - withoutBuilding: Whether the building stands elsewhere in the sentence.
  func pick(
    _ kind: SiteKind, _ fold: Fold, _ precision: Site.Precision, withoutBuilding: Bool,
    _ dice: inout Dice
  ) -> Form {
    let base = (Self.shape(kind) * 2 + Int(fold.rawValue)) * 3
    let general = forms[base]
    if withoutBuilding { return dice.pick(general) }
    let exact = forms[base + Int(precision.rawValue)]
    if precision != .any && !exact.isEmpty { return dice.pick(exact) }
    let all = general.count + forms[base + 1].count + forms[base + 2].count
    let index = dice.below(all)
    if index < general.count { return general[index] }
    let rest = index - general.count
    return rest < forms[base + 1].count
      ? forms[base + 1][rest] : forms[base + 2][rest - forms[base + 1].count]
  }

  /// Whether a kind of thing can be written with a crossing.
  func hasCrossings(_ kind: SiteKind, _ fold: Fold) -> Bool {
    !forms[(Self.shape(kind) * 2 + Int(fold.rawValue)) * 3 + 2].isEmpty
  }

  private static let shapes = ["compound", "road", "village", "site", "town"]

  private static func shape(_ kind: SiteKind) -> Int {
    switch kind {
    case .compound: 0
    case .road: 1
    case .village: 2
    case .firm, .school, .hospital, .shop, .market: 3
    case .town, .river: 4
    }
  }
}
