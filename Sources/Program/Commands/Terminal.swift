internal import Bytes
internal import Glibc

/// Where commands write: data to stdout, messages to stderr.
enum Terminal {
  /// Whether messages go to a person's screen.
  static let isInteractive = isatty(2) == 1

  /// Writes data to stdout.
  ///
  /// - Throws: When they cannot be written, as on a full disk.
  static func send(_ bytes: [UInt8]) throws(StorageError) {
    var offset = 0
    while offset < bytes.count {
      let put = bytes.withUnsafeBytes {
        write(1, $0.baseAddress! + offset, bytes.count - offset)
      }
      if put >= 0 {
        offset += put
      } else if errno != EINTR {
        throw StorageError(.io, path: "standard output", "cannot be written (errno \(errno))")
      }
    }
  }

  /// Writes data to stdout; where that fails the process says so and ends, for its answer is lost.
  static func output(_ bytes: [UInt8]) {
    do {
      try send(bytes)
    } catch {
      message("minsheng: \(error)")
      exit(ExitCode.failure.rawValue)
    }
  }

  /// Writes a text to stdout, as `output(_:)` of bytes.
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
