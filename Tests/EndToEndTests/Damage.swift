import Testing

/// One thing that is broken in a sound workspace, and what has to be found then.
struct Damage: Sendable, CustomTestStringConvertible {
  /// What is broken, in words.
  let name: String
  /// The codes that have to be found, no others.
  let codes: [String]
  /// Whether `--repair` mends it.
  let isMendable: Bool
  /// Breaks it.
  let plant: @Sendable (DamagedWorkspace) throws -> Void

  init(
    _ name: String, _ codes: String..., mends: Bool = false,
    plant: @escaping @Sendable (DamagedWorkspace) throws -> Void
  ) {
    self.name = name
    self.codes = codes.sorted()
    isMendable = mends
    self.plant = plant
  }

  var testDescription: String { name }

  /// All that is known.
  static let all = lakeFiles + catalog + vault + store + ledger
}
