public import Bytes

extension Vault {
  /// Looks records up by the hash of their key.
  ///
  /// Probes are sorted and walk each run once, newest first; nothing is read row by row.
  ///
  /// - Parameter keys: In any order, repeated or not.
  /// - Returns: For each key what the latest commit said of it, nil for an unknown one.
  public func lookup(keys: [Int64]) throws(StorageError) -> [(
    requestID: Int64, contentHash: Int64
  )?] {
    var found = [(requestID: Int64, contentHash: Int64)?](repeating: nil, count: keys.count)
    var probes: [(key: Int64, row: Int)] = []
    probes.reserveCapacity(keys.count)
    for row in keys.indices { probes.append((keys[row], row)) }
    probes.sort { ($0.key, $0.row) < ($1.key, $1.row) }
    for file in try files(.known).reversed() {
      let run = try run(of: file)
      var missed: [(key: Int64, row: Int)] = []
      missed.reserveCapacity(probes.count)
      var position = 0
      for probe in probes {
        position = run.lowerBound(probe.key, from: position)
        if position < run.count && run.key(position) == probe.key {
          found[probe.row] = (run.requestID(position), run.contentHash(position))
        } else {
          missed.append(probe)
        }
      }
      probes = missed
    }
    return found
  }

  /// The number of known records, counting a key once for each run it is in.
  public func knownRecordCount() throws(StorageError) -> Int {
    try files(.known).reduce(0) { $0 + $1.rowCount }
  }

  /// The mapped run of a listed file.
  func run(of file: VaultFile) throws(StorageError) -> KnownRun {
    if let run = openRuns[file.name] { return run }
    let run = try KnownRun(path: folder + "/" + file.name)
    guard run.count == file.rowCount else {
      throw StorageError(.corrupt, path: run.path, "\(run.count) records, listed \(file.rowCount)")
    }
    openRuns[file.name] = run
    return run
  }
}
