internal import Columns
internal import Glibc

/// The machine's clock: for catalog times and for "yesterday", never for rows.
enum SystemClock {
  /// The time now in UTC, as the catalog writes it: `2026-11-23 14:10:40.635607+00`.
  static func now() -> String {
    let (seconds, nanoseconds) = read()
    let micros = CivilTime.padded(nanoseconds / 1000, 6)
    return "\(CivilTime.format(seconds * CivilTime.second)).\(micros)+00"
  }

  /// The wall clock in Asia/Shanghai, microseconds since 1970-01-01: for what people do now.
  static func wallClock() -> Int64 {
    let (seconds, nanoseconds) = read()
    return (seconds + 8 * 3600) * CivilTime.second + Int64(nanoseconds / 1000)
  }

  /// Today in Asia/Shanghai (UTC+8, without summer time), days since 1970-01-01.
  static func today() -> Int32 {
    CivilTime.day(of: (read().seconds + 8 * 3600) * CivilTime.second)
  }

  private static func read() -> (seconds: Int64, nanoseconds: Int) {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return (Int64(time.tv_sec), Int(time.tv_nsec))
  }
}
