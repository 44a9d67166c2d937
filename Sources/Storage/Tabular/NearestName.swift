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

  /// How many scalars must be put in, left out, changed or swapped with their neighbour.
  ///
  /// The optimal string alignment distance: Levenshtein's, with swaps as one edit.
  static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        var distance = min(last[j] + (left[i] == right[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0 && j > 0 && left[i] == right[j - 1] && left[i - 1] == right[j] {
          distance = min(distance, beforeLast[j - 1] + 1)
        }
        row.append(distance)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
