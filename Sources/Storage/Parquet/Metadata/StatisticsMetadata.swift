internal import Bytes

/// The statistics of a column chunk as stored.
struct StatisticsMetadata: Equatable, Sendable {
  /// The deprecated bounds, by signed comparison; read for numbers, never written.
  var signedMinimum: [UInt8]?
  var signedMaximum: [UInt8]?
  var minimum: [UInt8]?
  var maximum: [UInt8]?
  var isMinimumExact: Bool?
  var isMaximumExact: Bool?
  var nullCount: Int64?
  var nanCount: Int64?

  init() {}

  init(_ reader: inout CompactReader) throws(StorageError) {
    var found = StatisticsMetadata()
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1: found.signedMaximum = try reader.binary(field)
      case 2: found.signedMinimum = try reader.binary(field)
      case 3: found.nullCount = try reader.integer(field)
      case 5: found.maximum = try reader.binary(field)
      case 6: found.minimum = try reader.binary(field)
      case 7: found.isMaximumExact = try reader.bool(field)
      case 8: found.isMinimumExact = try reader.bool(field)
      case 9: found.nanCount = try reader.integer(field)
      default: try reader.skip(field)
      }
    }
    self = found
  }

  func write(to writer: inout CompactWriter) {
    writer.write(3, int64: nullCount)
    writer.write(5, binary: maximum)
    writer.write(6, binary: minimum)
    writer.write(7, bool: isMaximumExact)
    writer.write(8, bool: isMinimumExact)
    writer.write(9, int64: nanCount)
  }
}
