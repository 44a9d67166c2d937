internal import Columns
internal import Glibc

/// Times and ids of the catalog, which are outside the rule that equal input gives equal bytes.
enum CatalogTime {
  /// The present in UTC, as the catalog writes it: `2026-11-23 14:10:40.635607+00`.
  static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let microseconds = Int64(time.tv_sec) * CivilTime.second + Int64(time.tv_nsec / 1000)
    return CivilTime.format(microseconds) + "."
      + CivilTime.padded(Int(microseconds % CivilTime.second), 6) + "+00"
  }

  /// A random UUID (version 4).
  static func uuid() -> String {
    var random = SystemRandomNumberGenerator()
    let high = random.next() & 0xffff_ffff_ffff_0fff | 0x4000
    let low = random.next() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    func digits(_ value: UInt64, _ range: Range<Int>) -> String {
      let text = String(value, radix: 16)
      let padded = Array((String(repeating: "0", count: 16 - text.utf8.count) + text).utf8)
      return String(decoding: padded[range], as: UTF8.self)
    }
    return [
      digits(high, 0..<8), digits(high, 8..<12), digits(high, 12..<16), digits(low, 0..<4),
      digits(low, 4..<16),
    ].joined(separator: "-")
  }
}
