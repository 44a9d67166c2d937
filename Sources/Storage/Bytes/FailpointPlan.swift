internal import Glibc
internal import Synchronization

/// What `MINSHENG_FAILPOINT` asks for.
///
/// * `NAME[:N]`: the process kills itself (SIGKILL) when it reaches the failpoint the N-th time;
/// * `NAME[:N]=EIO` or `=ENOSPC`, `=EACCES`: from the N-th time on the failpoint fails so;
/// * `file.write=short`: every write takes at most half of what it is given;
/// * `trace=PATH`: each name is appended to a file as it is reached.
///
/// `*` stands for any name. A value that asks for nothing known ends the process with 2.
final class FailpointPlan: Sendable {
  private enum Mode: Equatable {
    case kill
    case fail(Int32)
    case short
    case trace(String)
  }

  private let point: Failpoint?
  private let occurrence: Int
  private let mode: Mode
  private let hits = Mutex(0)

  /// The plan of this process, nil for none.
  static let current: FailpointPlan? = {
    guard let value = getenv("MINSHENG_FAILPOINT").map({ String(cString: $0) }), !value.isEmpty
    else { return nil }
    if let plan = FailpointPlan(value) { return plan }
    let message = Array("MINSHENG_FAILPOINT=\(value): no such failpoint or mode\n".utf8)
    _ = Glibc.write(STDERR_FILENO, message, message.count)
    exit(2)
  }()

  init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 && parts[0] == "trace" {
      (point, occurrence, mode) = (nil, 1, .trace(String(parts[1])))
      return
    }
    let name = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    point = Failpoint(rawValue: String(name[0]))
    guard point != nil || name[0] == "*" else { return nil }
    guard let occurrence = name.count == 1 ? 1 : Int(name[1]), occurrence > 0 else { return nil }
    self.occurrence = occurrence
    switch parts.count == 1 ? "" : parts[1] {
    case "": mode = .kill
    case "EIO": mode = .fail(EIO)
    case "ENOSPC": mode = .fail(ENOSPC)
    case "EACCES": mode = .fail(EACCES)
    case "short" where point == .fileWrite: mode = .short
    default: return nil
    }
  }

  /// Does what is asked for where a failpoint is reached.
  func reach(_ reached: Failpoint, path: String?) throws(StorageError) {
    guard point == nil || point == reached else { return }
    let hit = hits.withLock { count in
      count += 1
      return count
    }
    switch mode {
    case .short: return
    case .trace(let log): Self.append(reached.rawValue + "\n", to: log)
    case .kill where hit == occurrence:
      kill(getpid(), SIGKILL)
      while true { pause() }
    case .fail(let number) where hit >= occurrence:
      errno = number
      throw FileSystem.lastError(reached.rawValue, path)
    case .kill, .fail: return
    }
  }

  /// Half of the bytes, at least one, in mode `short`.
  func writable(_ count: Int) -> Int { mode == .short ? (count + 1) / 2 : count }

  /// Appends without any failpoint of its own.
  private static func append(_ text: String, to path: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    _ = Array(text.utf8).withUnsafeBufferPointer {
      Glibc.write(descriptor, $0.baseAddress, $0.count)
    }
  }
}
