/// A batch folder that was written to the staging folder and waits to be published.
package struct StagedBatch: Equatable, Sendable {
  /// The unit whose folder it goes to.
  package let unit: String
  /// The id derived from its content.
  package let batchID: String
  /// Where it stands now.
  package let stagedPath: String
  /// Where it belongs.
  package let targetPath: String
  /// The assignments it names, in order.
  package let assignmentIDs: [Int64]
  /// What left the vault with it, for the audit chain.
  package let releases: [ReleaseEntry]
}
