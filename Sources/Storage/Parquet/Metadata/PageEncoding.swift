/// How the values of a page are encoded; open, so that unknown ones can be named.
struct PageEncoding: RawRepresentable, Hashable, Sendable {
  let rawValue: Int32

  static let plain = Self(rawValue: 0)
  static let plainDictionary = Self(rawValue: 2)
  static let rle = Self(rawValue: 3)
  static let bitPacked = Self(rawValue: 4)
  static let deltaBinaryPacked = Self(rawValue: 5)
  static let deltaLengthByteArray = Self(rawValue: 6)
  static let deltaByteArray = Self(rawValue: 7)
  static let rleDictionary = Self(rawValue: 8)
  static let byteStreamSplit = Self(rawValue: 9)

  private static let names = [
    "PLAIN", "GROUP_VAR_INT", "PLAIN_DICTIONARY", "RLE", "BIT_PACKED", "DELTA_BINARY_PACKED",
    "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY", "RLE_DICTIONARY", "BYTE_STREAM_SPLIT", "ALP",
  ]

  /// The name in the specification.
  var name: String {
    Self.names.indices.contains(Int(rawValue)) ? Self.names[Int(rawValue)] : "encoding \(rawValue)"
  }
}
