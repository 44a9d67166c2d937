internal import Columns

/// What several annotators say, one after the other.
struct JoinedAnnotator: RowAnnotator {
  let parts: [any RowAnnotator]

  var reads: [String] { parts.flatMap(\.reads) }
  var adds: [AddedColumn] { parts.flatMap(\.adds) }

  func annotate(_ columns: [StringColumn]) throws -> [StringColumn] {
    var first = 0
    return try parts.flatMap { part in
      defer { first += part.reads.count }
      return try part.annotate(Array(columns[first..<first + part.reads.count]))
    }
  }
}
