internal import Glibc

/// The command line of the `minsheng` binary.
public enum Commands {
  /// Runs the command that the process was called with, and ends the process with its exit code.
  public static func run() {
    exit(2)
  }
}
