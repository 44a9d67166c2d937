internal import Bytes

/// The id of a request, computed where the row is read.
///
/// Days since 2000-01-01 of the day it was received at first sight, shifted left by 48 bits, then
/// the first 48 bits of SHA-256 of platform, a zero byte and the source's own record id. A clash
/// takes the next free value. The id never changes.
public enum RequestID {
  /// 2000-01-01 in days since 1970-01-01.
  public static let epoch: Int32 = 10_957

  private static let separator: [UInt8] = [0]

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
    digest.update(Self.separator.span)
    digest.update(sourceRecordID)
    let words = digest.finalizeWords()
    return days << 48 | Int64(words[0]) << 16 | Int64(words[1] >> 16)
  }

  /// The value that a clash tries next: it stays within its day.
  public static func next(after id: Int64) -> Int64 {
    id & ~0xffff_ffff_ffff | (id &+ 1) & 0xffff_ffff_ffff
  }
}
