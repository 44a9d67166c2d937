internal import Bytes
internal import Columns
package import Complaints
internal import Parallel

/// Writes the files that units pull.
package struct OutboxBuilder: Sendable {
  let city: CityConfiguration
  let runID: String
  let issuedAt: Int64
  let stagingFolder: String
  let outboxFolder: String

  /// Makes a builder.
  ///
  /// - Parameters:
  ///   - city: The units, the taxonomy, and what may leave the vault.
  ///   - runID: The run.
  ///   - issuedAt: When the run issues, wall clock.
  ///   - stagingFolder: Where batch folders are written, on the file system of the outbox.
  ///   - outboxFolder: Where they belong once published.
  package init(
    city: CityConfiguration, runID: String, issuedAt: Int64, stagingFolder: String,
    outboxFolder: String
  ) {
    self.city = city
    self.runID = runID
    self.issuedAt = issuedAt
    self.stagingFolder = stagingFolder
    self.outboxFolder = outboxFolder
  }

  /// Stages one batch for each receiving unit that has a line, in unit order.
  ///
  /// The unit that receives is the `route_to` of the unit that was assigned. The order of lines does
  /// not matter.
  ///
  /// - Throws: `accounting` when a restricted request or an unknown unit is among the lines, before
  ///   anything is written; `StorageError` when a file cannot be written.
  package func build(_ lines: [OutboxLine]) throws -> [StagedBatch] {
    var byReceiver: [String: [OutboxLine]] = [:]
    for line in lines {
      guard line.access != .restricted else {
        throw AnalysisError(
          .accounting, "\(line.assignmentNo): a restricted request must not reach an outbox")
      }
      guard let unit = city.units[line.unitCode] else {
        throw AnalysisError(
          .accounting, "\(line.assignmentNo): unit \(line.unitCode) is not in units.csv")
      }
      byReceiver[unit.routeTo ?? unit.code, default: []].append(line)
    }
    let receivers = byReceiver.keys.sorted()
    let groups = receivers.map { byReceiver[$0] ?? [] }
    return try Parallel.map(chunks: receivers.count) { index in
      try stage(receivers[index], groups[index])
    }
  }

  private func stage(_ receiver: String, _ lines: [OutboxLine]) throws -> StagedBatch {
    let maker = OutboxRowMaker(city: city, issuedAt: issuedAt)
    let unsorted = lines.map { maker.row($0, receiver: receiver) }
    let order = unsorted.indices.sorted { OutboxRow.comesBefore(unsorted[$0], unsorted[$1]) }
    let rows = order.map { unsorted[$0] }
    let unitName = Self.cleaned(
      city.units[receiver]?.name(on: CivilTime.day(of: issuedAt)) ?? receiver)
    let batch = OutboxBatch(
      receiver: receiver, unitName: unitName, runID: runID, issuedAt: issuedAt, rows: rows)
    let batchID = batch.batchID
    let code = Self.cleaned(receiver)
    let staged = "\(stagingFolder)/\(code)-\(batchID)"
    if FileSystem.exists(staged) { try FileSystem.removeTree(staged) }
    try FileSystem.makeFolder(staged, syncs: false)
    for file in batch.files() {
      try FileSystem.write("\(staged)/\(file.name)", file.bytes.span, syncs: false)
      try Failpoint.reach(.outboxFileWritten)
    }
    return StagedBatch(
      unit: receiver, batchID: batchID, stagedPath: staged,
      targetPath: "\(outboxFolder)/\(code)/\(batchID)", assignmentIDs: batch.assignmentIDs,
      releases: batch.releases)
  }

  /// A name of units.csv as a part of a file's name: no separators, no dots in front, not too long.
  static func cleaned(_ name: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in name.unicodeScalars.prefix(40) {
      let isSafe =
        scalar.value > 0x20 && scalar.value != 0x7F
        && !"/\\:*?\"<>|.".unicodeScalars.contains(scalar)
        && scalar.properties.generalCategory != .control
        && scalar.properties.generalCategory != .format
      text.append(isSafe ? scalar : "_")
    }
    return text.isEmpty ? "_" : String(text)
  }
}
