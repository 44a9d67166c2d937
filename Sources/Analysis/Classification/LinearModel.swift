/// A trained classifier of texts: one weight for each character n-gram and label.
public struct LinearModel: Sendable {
  /// The labels, in byte order.
  public let labels: [String]
  /// What the model is called in decisions: a hash of its contents.
  public let version: String
}
