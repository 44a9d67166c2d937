/// What has been made.
package struct GenerationSummary: Sendable {
  /// A file that was injected with a fault, or that did not come.
  package struct Mishap: Sendable {
    /// The platform's folder.
    package let platform: String
    /// The day that it is about.
    package let day: String
    /// `late`, `missing`, `duplicate` or `unreadable`.
    package let kind: String
  }

  /// How many requests there are.
  package var requests = 0
  /// How many rows the files hold, records with a new state among them.
  package var rows = 0
  /// How many files there are.
  package var files = 0
  /// How many bytes they have.
  package var bytes = 0
  /// The requests of each platform, by folder.
  package var requestsByPlatform: [(platform: String, requests: Int)] = []
  /// What was done to deliveries.
  package var mishaps: [Mishap] = []
}
