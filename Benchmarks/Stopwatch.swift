internal import Glibc

/// The wall time and the process's CPU time since it was started.
struct Stopwatch {
  private let wallStart = Stopwatch.seconds(CLOCK_MONOTONIC)
  private let cpuStart = Stopwatch.seconds(CLOCK_PROCESS_CPUTIME_ID)

  /// Seconds of wall time.
  var wall: Double { Stopwatch.seconds(CLOCK_MONOTONIC) - wallStart }
  /// Seconds of CPU time of all threads, user and system.
  var cpu: Double { Stopwatch.seconds(CLOCK_PROCESS_CPUTIME_ID) - cpuStart }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
