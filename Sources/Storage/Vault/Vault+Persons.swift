public import Bytes
public import Columns
internal import Parallel
internal import SQLite

extension Vault {
  /// The token of a person, by ID number, else by phone; nil where neither is known.
  ///
  /// Texts must be normalised: the same person has the same token only for the same bytes.
  public func personID(idNumber: String?, phone: String?) -> Int64? {
    personIDs(idNumbers: StringColumn([idNumber]), phones: StringColumn([phone]))[0]
  }

  /// The tokens of a batch of persons, on all cores; empty texts count as none.
  public func personIDs(idNumbers: StringColumn, phones: StringColumn) -> ValueColumn<Int64> {
    personTokens(idNumbers, phones)
  }

  /// `personIDs` as a function that may be called from any thread: it holds the key and nothing else.
  public var personTokens: @Sendable (StringColumn, StringColumn) -> ValueColumn<Int64> {
    let key = key
    return { idNumbers, phones in
      precondition(idNumbers.count == phones.count, "columns differ in length")
      let ranges = Parallel.ranges(phones.count, of: 8192)
      let parts = Parallel.map(chunks: ranges.count) { chunk in
        key.tokens(idNumbers, phones, rows: ranges[chunk])
      }
      var result = ValueColumn<Int64>()
      for part in parts { result.append(contentsOf: part) }
      return result
    }
  }

  /// Enters that two tokens are one person; the lake keeps both.
  public func link(
    _ personID: Int64, sameAs other: Int64, reason: String, actor: String, at time: String
  ) throws(StorageError) {
    let links = try personLinks()
    let (first, second) = (links[personID] ?? personID, links[other] ?? other)
    if first == second { return }
    try connection.transaction { () throws(StorageError) in
      try connection.execute(
        "INSERT INTO person_links VALUES(?, ?, ?, ?, ?)",
        [
          .integer(max(first, second)), .integer(min(first, second)), .text(reason),
          .text(actor), .text(time),
        ])
    }
  }

  /// For each token that stands for the same person as a smaller one, the smallest.
  public func personLinks() throws(StorageError) -> [Int64: Int64] {
    var links: [Int64: Int64] = [:]
    // A link always points to a smaller token, so that ascending order meets targets first.
    try connection.query("SELECT person_id, same_as FROM person_links ORDER BY person_id") { row in
      links[row.int64(0)] = links[row.int64(1)] ?? row.int64(1)
    }
    return links
  }
}

extension VaultKey {
  /// The tokens of some rows' persons: by ID number, else by phone, else none.
  fileprivate func tokens(_ idNumbers: StringColumn, _ phones: StringColumn, rows: Range<Int>)
    -> ValueColumn<Int64>
  {
    var tokens = ValueColumn<Int64>()
    var message: [UInt8] = []
    for row in rows {
      message.removeAll(keepingCapacity: true)
      if !idNumbers.range(row).isEmpty {
        message.append(contentsOf: "id:".utf8)
        message.append(contentsOf: idNumbers.bytes[idNumbers.range(row)])
      } else if !phones.range(row).isEmpty {
        message.append(contentsOf: "tel:".utf8)
        message.append(contentsOf: phones.bytes[phones.range(row)])
      }
      tokens.append(message.isEmpty ? nil : token(of: message.span), zero: 0)
    }
    return tokens
  }
}
