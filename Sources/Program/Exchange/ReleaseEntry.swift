/// A fact that left the vault with a batch, for the audit chain.
///
/// It never holds the fact itself.
package struct ReleaseEntry: Equatable, Sendable {
  /// The unit that received it.
  package let recipient: String
  /// The assignment it belongs to.
  package let assignmentNo: String
  /// The field of `releases.csv`.
  package let field: String
  /// The line of `releases.csv` that granted it.
  package let rule: String
  /// The legal basis.
  package let basis: String
  /// The batch.
  package let batchID: String
}
