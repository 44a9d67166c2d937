/// Google's Snappy, raw format: fast compression that gains less than deflate.
///
/// A block is its size as a varint, then literals and copies of at most 64 bytes from before.
///
/// Source: google/snappy, `format_description.txt`.
public enum Snappy {
  /// The tag of an element: its two lowest bits.
  enum Tag {
    static let literal: UInt8 = 0
    static let nearCopy: UInt8 = 1
    static let copy: UInt8 = 2
  }

  /// The most bytes a block holds.
  public static let sizeLimit = Int(UInt32.max)
}
