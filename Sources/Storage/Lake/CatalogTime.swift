internal import Columns
internal import Glibc

/// Times and ids of the catalog, which are outside the rule that equal input gives equal bytes.
package enum CatalogTime {
  /// The present in UTC, as the catalog writes it: `2026-11-23 14:10:40.635607+00`.
  static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return text(Int64(time.tv_sec) * CivilTime.second + Int64(time.tv_nsec / 1000))
  }

  /// A time in microseconds since 1970, as the catalog writes it.
  package static func text(_ microseconds: Int64) -> String {
    let fraction = (microseconds % CivilTime.second + CivilTime.second) % CivilTime.second
    return CivilTime.format(microseconds) + "." + CivilTime.padded(Int(fraction), 6) + "+00"
  }

  /// Reads a time of the catalog as microseconds since 1970, nil where it is none.
  ///
  /// A DuckDB client writes times in its own zone: `2026-11-23 22:10:40.6+08`, `…-03:30`.
  package static func microseconds(_ text: String) -> Int64? {
    guard let sign = text.utf8.lastIndex(where: { $0 == 0x2b || $0 == 0x2d }),
      text.utf8.distance(from: text.startIndex, to: sign) > 10
    else { return StatisticsText.parseTimestamp(text) }
    let offset = text[text.utf8.index(after: sign)...].split(separator: ":")
    guard let local = StatisticsText.parseTimestamp(String(text[..<sign])),
      let hours = offset.first.flatMap({ Int64($0) }),
      let minutes = offset.count > 1 ? Int64(offset[1]) : 0
    else { return nil }
    let east = (hours * 3600 + minutes * 60) * CivilTime.second
    return text.utf8[sign] == 0x2b ? local - east : local + east
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
