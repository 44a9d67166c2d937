/// Draws the leaf that a new matter is about, by platform, month and district.
struct LeafChooser {
  private let cumulative: [[Double]]

  init(_ leaves: [Leaf]) {
    var cumulative: [[Double]] = []
    for weightIndex in 0..<5 {
      for month in 1...12 {
        for district in 0..<6 {
          var total = 0.0
          cumulative.append(
            leaves.map { leaf in
              total +=
                leaf.weights[weightIndex] * leaf.season.factor(month: month, district: district)
              return total
            })
        }
      }
    }
    self.cumulative = cumulative
  }

  /// A leaf's index.
  func leaf(_ platform: Platform, month: Int, district: Int, _ dice: inout Dice) -> Int {
    dice.index(cumulative: cumulative[Self.table(platform, month, district)])
  }

  /// How likely a leaf is.
  func probability(_ leaf: Int, _ platform: Platform, month: Int, district: Int) -> Double {
    let table = cumulative[Self.table(platform, month, district)]
    return (table[leaf] - (leaf == 0 ? 0 : table[leaf - 1])) / (table.last ?? 1)
  }

  private static func table(_ platform: Platform, _ month: Int, _ district: Int) -> Int {
    (platform.weightIndex * 12 + month - 1) * 6 + district
  }
}
