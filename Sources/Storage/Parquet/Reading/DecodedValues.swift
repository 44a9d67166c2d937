/// The values of a page or of a dictionary, those that are there one after the other.
enum DecodedValues: Sendable {
  case bool([Bool])
  case int32([Int32])
  case int64([Int64])
  case double([Double])
  /// Value `i` is `bytes[offsets[i]..<offsets[i + 1]]`.
  case text(bytes: [UInt8], offsets: [Int32])
  /// Indexes into a dictionary of texts.
  case indexes([UInt32])

  /// The number of values.
  var count: Int {
    switch self {
    case .bool(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    case .double(let values): values.count
    case .text(_, let offsets): offsets.count - 1
    case .indexes(let values): values.count
    }
  }
}
