package import Complaints

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
  /// - Throws: `StorageError` when a file cannot be written.
  package func build(_ lines: [OutboxLine]) throws -> [StagedBatch] { [] }
}
