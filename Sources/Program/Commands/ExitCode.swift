/// How a command ended, as the process's exit code.
package enum ExitCode: Int32, Sendable {
  /// Finished.
  case success = 0
  /// Failed; nothing was published.
  case failure = 1
  /// Wrong usage or configuration; nothing was written.
  case usage = 2
  /// Finished and published, but something needs a look; the summary names it.
  case attention = 3
}
