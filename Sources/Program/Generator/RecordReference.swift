/// A record by its platform, day and place among that day's.
struct RecordReference {
  var platform: Platform
  var day: Int32
  var serial: Int32

  /// The record's number at its platform.
  var id: String { platform.recordID(day: day, serial: serial) }
}
