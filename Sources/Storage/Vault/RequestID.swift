internal import Bytes

/// The id of a request, computed where the row is read.
///
/// Days since 2000-01-01 of the day it was received at first sight, shifted left by 48 bits, then
/// the first 48 bits of SHA-256 of platform, a zero byte and the source's own record id. A clash
/// takes the next free value. The id never changes.
public enum RequestID {
  /// 2000-01-01 in days since 1970-01-01.
  public static let epoch: Int32 = 10_957

  /// The id that a record has unless another one holds it already.
  ///
  /// - Parameters:
  ///   - receivedOn: Days since 1970-01-01, not before 2000-01-01 nor past 2089.
  ///   - platform: The platform's name.
  ///   - sourceRecordID: The record's id on that platform.
  public static func make(receivedOn: Int32, platform: String, sourceRecordID: String) -> Int64 {
    make(
      receivedOn: receivedOn, platform: Array(platform.utf8).span,
      sourceRecordID: Array(sourceRecordID.utf8).span)
  }

  /// The same from UTF-8 bytes.
  public static func make(
    receivedOn: Int32, platform: Span<UInt8>, sourceRecordID: Span<UInt8>
  ) -> Int64 {
    let days = Int64(receivedOn) - Int64(epoch)
    precondition((0..<32_768).contains(days), "received_on outside 2000 to 2089")
    var digest = SHA256()
    digest.update(platform)
    digest.update([0])
    digest.update(sourceRecordID)
    var low: Int64 = 0
    for byte in digest.finalize()[..<6] { low = low << 8 | Int64(byte) }
    return days << 48 | low
  }

  /// Settles clashes: gives each wanted id the next value that is free, within its day.
  ///
  /// - Parameters:
  ///   - wanted: The ids that `make` gave, in key order, so that the outcome does not depend on
  ///     the order of arrival.
  ///   - isTaken: Whether an earlier record holds an id.
  public static func settle(_ wanted: [Int64], isTaken: (Int64) -> Bool) -> [Int64] {
    var given: Set<Int64> = []
    given.reserveCapacity(wanted.count)
    return wanted.map { id in
      var candidate = id
      while isTaken(candidate) || !given.insert(candidate).inserted {
        let low = (candidate &+ 1) & 0xffff_ffff_ffff
        candidate = id & ~0xffff_ffff_ffff | low
      }
      return candidate
    }
  }
}
