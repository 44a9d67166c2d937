/// The half of the authored texts that a record draws on; no record draws on both.
package enum Fold: UInt8, Sendable, CaseIterable {
  /// What lexicons and demo models may see.
  case a
  /// What quality is measured on.
  case b

  /// The letter in files.
  package var letter: String { self == .a ? "A" : "B" }
}

/// Which folds a city is made of.
package enum FoldChoice: String, Sendable, CaseIterable {
  /// A alone.
  case a = "A"
  /// B alone.
  case b = "B"
  /// Both, half each.
  case both = "AB"
}
