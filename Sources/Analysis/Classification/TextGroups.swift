internal import Columns
internal import Language
internal import Parallel

/// Finds rows that were written from one draft: petitions copied by many hands, clerks' set phrases.
///
/// A row belongs to the clause of eight characters or more that it shares with most rows of its
/// label, when hardly any other label has that clause. A model that has seen the draft knows the
/// copy; so what it is worth on new texts shows only when drafts are not parted.
struct TextGroups: Sendable {
  /// The group of each row; rows that share nothing have one of their own.
  let groups: [UInt64]

  /// The shortest clause that marks a draft, in letters and digits.
  private static let leastLetters = 8
  private static let chunkRows = 4096

  /// A clause of a row.
  private struct Clause: Sendable {
    let hash: UInt64
    let position: Int32
    let label: Int32
  }

  /// Groups rows; `labels` and the result are in the order of `rows`.
  init(_ texts: [StringColumn], rows: [Int32], labels: [Int32]) {
    let chunks = Parallel.ranges(rows.count, of: Self.chunkRows)
    let bodies = texts.count > 1 ? Array(texts.dropFirst()) : texts
    var clauses = Parallel.map(chunks: chunks.count) { chunk in
      Self.clauses(bodies, rows: rows, labels: labels, chunks[chunk])
    }.flatMap { $0 }
    clauses.sort { ($0.hash, $0.position) < ($1.hash, $1.position) }
    var best = [(hash: UInt64, rows: Int)](repeating: (0, 1), count: rows.count)
    var start = 0
    while start < clauses.count {
      var end = start + 1
      while end < clauses.count, clauses[end].hash == clauses[start].hash { end += 1 }
      Self.offer(clauses[start..<end], to: &best)
      start = end
    }
    groups = best.enumerated().map { position, clause in
      clause.rows > 1
        ? clause.hash : Self.textHash(texts, Int(rows[position]))
    }
  }

  /// Gives a clause to the rows for which it is the most frequent yet.
  private static func offer(
    _ clauses: ArraySlice<Clause>, to best: inout [(hash: UInt64, rows: Int)]
  ) {
    guard clauses.count > 1 else { return }
    var counts: [Int32: Int] = [:]
    for clause in clauses { counts[clause.label, default: 0] += 1 }
    guard let most = counts.values.max(), most > 1, most * 10 >= clauses.count * 9 else { return }
    for clause in clauses where counts[clause.label] == most {
      let position = Int(clause.position)
      if most > best[position].rows
        || (most == best[position].rows && clause.hash > best[position].hash)
      {
        best[position] = (clause.hash, most)
      }
    }
  }

  private static func clauses(
    _ texts: [StringColumn], rows: [Int32], labels: [Int32], _ range: Range<Int>
  ) -> [Clause] {
    let normalizer = TextNormalizer(foldsDigits: true)
    var scalars: [UInt32] = []
    var output: [Clause] = []
    for position in range {
      var hashes: [UInt64] = []
      for column in texts {
        scalars.removeAll(keepingCapacity: true)
        normalizer.append(
          column.bytes.span.extracting(column.range(Int(rows[position]))), to: &scalars)
        appendClauses(of: scalars, to: &hashes)
      }
      hashes.sort()
      var last: UInt64?
      for hash in hashes where hash != last {
        output.append(Clause(hash: hash, position: Int32(position), label: labels[position]))
        last = hash
      }
    }
    return output
  }

  private static func appendClauses(of scalars: [UInt32], to hashes: inout [UInt64]) {
    var hash: UInt64 = 0
    var letters = 0
    var last: UInt32 = 0
    for scalar in scalars + [0x20] {
      if TextNormalizer.isLetterOrDigit(scalar) {
        // A number counts as one digit, however long.
        if scalar != 0x30 || last != 0x30 {
          hash = CharacterNGrams.mix(hash ^ UInt64(scalar))
          letters += 1
        }
      } else {
        if letters >= leastLetters { hashes.append(hash) }
        hash = 0
        letters = 0
      }
      last = scalar
    }
  }

  private static func textHash(_ texts: [StringColumn], _ row: Int) -> UInt64 {
    var hash: UInt64 = 2
    for column in texts {
      for index in column.range(row) {
        hash = (hash ^ UInt64(column.bytes[index])) &* 0x100_0000_01B3
      }
    }
    return CharacterNGrams.mix(hash)
  }
}
