internal import Bytes
internal import Columns
internal import Complaints
internal import Lake

extension StoreVerification {
  /// Checks that every classified request has its whole, and that its parts are numbered from 1 on
  /// and cover its text one after the other.
  ///
  /// A request that no step has classified yet has no row at all.
  func checkClassifiedParts() throws {
    var parts: [Int64: [Part]] = [:]
    var wholes: [Int64] = []
    try lake.scan(
      Tables.classifications.name, columns: ["request_id", "part", "span_start", "span_end"]
    ) { batch, _ in
      let numbers = batch.int32s("part").values
      let starts = batch.int32s("span_start")
      let ends = batch.int32s("span_end")
      for (row, id) in batch.int64s("request_id").values.enumerated() {
        if numbers[row] == 0 {
          wholes.append(id)
        } else {
          parts[id, default: []].append(
            Part(number: numbers[row], start: starts[row] ?? -1, end: ends[row] ?? -1))
        }
      }
    }
    let known = SortedIDs(wholes)
    let orphans = parts.keys.count { !known.contains($0) }
    if orphans > 0 {
      report(
        .part, Tables.classifications, column: "part",
        "\(orphans) requests have parts but no part 0")
    }
    let wrong = parts.values.count { !Self.areWhole($0) }
    if wrong > 0 {
      report(
        .part, Tables.classifications, column: "part",
        "\(wrong) requests have one part alone, a number left out, or parts that do not follow "
          + "each other")
    }
  }

  /// A part of a request.
  private struct Part {
    let number: Int32
    let start: Int32
    let end: Int32
  }

  private static func areWhole(_ parts: [Part]) -> Bool {
    let parts = parts.sorted { $0.number < $1.number }
    guard parts.count > 1, parts[0].start == 0 else { return false }
    return parts.indices.allSatisfy { index in
      let part = parts[index]
      return part.number == Int32(index + 1) && part.start < part.end
        && (index == 0 || part.start == parts[index - 1].end)
    }
  }
}
