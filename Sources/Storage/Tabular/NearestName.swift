/// The known name that an unknown one most likely means.
public enum NearestName {
  /// The name with the fewest edits to `name`; nil when more than a third of it would change.
  ///
  /// Of equally near names the first one counts.
  public static func nearest(_ name: String, in names: [String]) -> String? {
    let wanted = Array(name.unicodeScalars)
    var best: (name: String, distance: Int)?
    for candidate in names {
      let distance = editDistance(wanted, Array(candidate.unicodeScalars))
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best else { return nil }
    let length = max(wanted.count, best.name.unicodeScalars.count)
    return best.distance <= max(1, length / 3) ? best.name : nil
  }

  /// ` (did you mean X?)` when a name is near, else empty: the end of an error's detail.
  public static func hint(_ name: String, in names: [String]) -> String {
    nearest(name, in: names).map { " (did you mean \($0)?)" } ?? ""
  }

  /// How many scalars must be put in, left out or changed (Levenshtein).
  static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let change = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, diagonal + 1, row[j] + 1)
      }
    }
    return row[right.count]
  }
}
