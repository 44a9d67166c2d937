/// Where a run says what it is doing: one line that rewrites itself on a terminal, plain lines
/// elsewhere.
///
/// Counts and ids only.
package struct Progress: Sendable {
  /// Whether the line may be rewritten in place.
  package let isInteractive: Bool
  /// Writes to the person who watches; gets text without a line end, and whether it replaces the line.
  private let write: @Sendable (_ text: String, _ replaces: Bool) -> Void

  /// Makes a progress display.
  package init(
    isInteractive: Bool, write: @escaping @Sendable (_ text: String, _ replaces: Bool) -> Void
  ) {
    self.isInteractive = isInteractive
    self.write = write
  }

  /// A display for nobody.
  package static let silent = Progress(isInteractive: false) { _, _ in }

  /// Says that a step has come so far; only shown where the line can be rewritten.
  package func update(_ step: String, _ text: String) {
    if isInteractive { write("\(step)  \(text)", true) }
  }

  /// Says that a step is done.
  package func done(_ step: String, _ text: String) {
    write("\(step)  \(text)", false)
  }
}
