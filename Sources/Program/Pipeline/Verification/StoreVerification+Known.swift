internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import Parallel
internal import Vault

extension StoreVerification {
  /// Compares the index of known records with the requests.
  func checkKnownRecords(_ vault: Vault) throws {
    var (missing, wrong) = (0, 0)
    try forEachKey { keys, ids in
      let contents = try vault.lookup(keys: keys)
      let states = try vault.lookup(keys: keys.map { ~$0 })
      for (row, id) in ids.enumerated() {
        guard let content = contents[row], let state = states[row] else {
          missing += 1
          continue
        }
        let revision = requests.rank(of: id).map { Int64(revisions[$0]) } ?? -1
        if content.requestID != id || state.requestID != revision { wrong += 1 }
      }
    }
    var strays = 0
    try vault.forEachKnown { keys, ids in
      for (row, key) in keys.enumerated() where key >= 0 && !requests.contains(ids[row]) {
        strays += 1
      }
    }
    let mending = knownMending(vault)
    if missing > 0 {
      report(
        .unknownRecord, nil, "\(missing) requests are not among the known records",
        mending: mending)
    }
    if wrong + strays > 0 {
      report(
        .wrongRecord, nil,
        "\(wrong + strays) known records stand for another request, revision, or none",
        mending: mending)
    }
  }

  /// Makes the index of known records from the lake.
  ///
  /// Needs `requests` and `revisions`.
  func knownMending(_ vault: Vault) -> Finding.Mending {
    Finding.Mending(
      "makes the index of known records anew; records whose hashes were lost count as changed when "
        + "they are seen next"
    ) {
      var keys: [Int64] = []
      var values: [Int64] = []
      try self.forEachKey { found, ids in
        for (row, id) in ids.enumerated() {
          let revision = self.requests.rank(of: id).map { Int64(self.revisions[$0]) } ?? 0
          keys += [found[row], ~found[row]]
          values += [id, revision]
        }
      }
      try vault.rebuildKnown(keys: keys, requestIDs: values)
    }
  }

  /// Calls `body` with the record keys and ids of all requests, piece by piece.
  private func forEachKey(_ body: ([Int64], [Int64]) throws -> Void) throws {
    try lake.scan(
      Tables.requests.name, columns: ["request_id", "platform", "source_record_id"]
    ) { batch, _ in
      let platforms = batch.strings("platform")
      let records = batch.strings("source_record_id")
      let ranges = Parallel.ranges(batch.rowCount, of: 8192)
      let keys = Parallel.map(chunks: ranges.count) { chunk in
        ranges[chunk].map { row in
          let platform = Array(platforms.bytes[platforms.range(row)])
          let record = Array(records.bytes[records.range(row)])
          return RecordKey.make(platform: platform.span, sourceRecordID: record.span)
        }
      }
      try body(keys.flatMap { $0 }, batch.int64s("request_id").values)
    }
  }
}
