internal import Glibc

/// Where commands write: data to stdout, messages to stderr.
enum Terminal {
  /// Whether messages go to a person's screen.
  static let isInteractive = isatty(2) == 1

  /// Writes data to stdout.
  static func output(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      var offset = 0
      while offset < buffer.count {
        let put = write(1, buffer.baseAddress! + offset, buffer.count - offset)
        if put < 0 {
          if errno == EINTR { continue }
          return
        }
        offset += put
      }
    }
  }

  /// Writes a text to stdout.
  static func output(_ text: String) { output(Array(text.utf8)) }

  /// Shows progress on stderr; a line that replaces the last one is cut to the screen's width.
  @Sendable static func progress(_ text: String, replaces: Bool) {
    guard isInteractive else { return message(text) }
    let bytes = Array("\r\u{1b}[K\(text)\(replaces ? "" : "\n")".utf8)
    bytes.withUnsafeBufferPointer { _ = write(2, $0.baseAddress, $0.count) }
  }

  /// Writes a line to stderr.
  static func message(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    bytes.withUnsafeBufferPointer { _ = write(2, $0.baseAddress, $0.count) }
  }
}
