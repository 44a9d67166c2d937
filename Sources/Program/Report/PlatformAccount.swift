package import Complaints

/// What one platform delivered and what became of it; the report checks that it adds up.
package struct PlatformAccount: Equatable, Sendable {
  /// One channel of a platform, as the source names it.
  package struct Channel: Equatable, Sendable {
    /// The channel's name.
    package var name: String
    /// The day's requests through it.
    package var requests: Int
    /// Makes a channel's count.
    package init(name: String, requests: Int) {
      self.name = name
      self.requests = requests
    }
  }

  /// The platform's code.
  package var platform: String
  /// The platform's name.
  package var label: String
  /// The kind of system.
  package var source: Source
  /// Rows read from the files this run took.
  package var read: Int
  /// Rows that became new requests, of whatever day.
  package var accepted: Int
  /// Rows that changed a known request.
  package var updated: Int
  /// Rows that said nothing new.
  package var unchanged: Int
  /// Rows set aside with a reason.
  package var quarantined: Int
  /// Requests of the business day in the store.
  package var received: Int
  /// The same requests by what became of them; one without a disposition is `transit`.
  package var dispositions: [Disposition: Int]
  /// The same requests by channel; empty where the platform names none.
  package var channels: [Channel]

  /// Makes an account.
  package init(
    platform: String, label: String, source: Source, read: Int, accepted: Int, updated: Int,
    unchanged: Int, quarantined: Int, received: Int, dispositions: [Disposition: Int],
    channels: [Channel] = []
  ) {
    self.platform = platform
    self.label = label
    self.source = source
    self.read = read
    self.accepted = accepted
    self.updated = updated
    self.unchanged = unchanged
    self.quarantined = quarantined
    self.received = received
    self.dispositions = dispositions
    self.channels = channels
  }
}
