/// A header of two rows: groups above, their columns below, and columns of their own merged over
/// both.
enum TwoRowHeader {
  /// The names of the columns that two rows make; nil where they make no header.
  ///
  /// A column has the lower name, else the upper. A lower name that stands under several groups (姓名
  /// under 诉求人 and 被反映人) is told apart by the group before it: `被反映人/姓名`; its first use
  /// keeps the bare name.
  static func join(_ upper: [String], _ lower: [String]) -> [String]? {
    let width = max(upper.count, lower.count)
    var names: [String] = []
    var group = ""
    var hasLower = false
    var hasOnlyUpper = false
    for column in 0..<width {
      let above = column < upper.count ? upper[column] : ""
      let below = column < lower.count ? lower[column] : ""
      if !above.isEmpty { group = above }
      if below.isEmpty {
        if above.isEmpty { return nil }
        hasOnlyUpper = true
        names.append(above)
      } else if above == below {
        names.append(below)
      } else {
        hasLower = true
        names.append(names.contains(below) ? group + "/" + below : below)
      }
    }
    return hasLower && (hasOnlyUpper || upper.contains("")) ? names : nil
  }
}
