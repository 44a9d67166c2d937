/// The hash by which a record of a source is known again.
public enum RecordKey {
  /// The key of a record, never negative.
  ///
  /// - Parameters:
  ///   - platform: The platform's name.
  ///   - sourceRecordID: The record's id on that platform.
  public static func make(platform: Span<UInt8>, sourceRecordID: Span<UInt8>) -> Int64 {
    var hash = StableHash(seed: 1)
    hash.add(platform)
    hash.add(sourceRecordID)
    return hash.value
  }
}
