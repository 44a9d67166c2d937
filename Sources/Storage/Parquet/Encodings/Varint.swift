internal import Bytes

/// Integers of variable length: seven bits a byte, the lowest first (ULEB128).
enum Varint {
  /// Maps signed integers to unsigned ones so that small magnitudes stay small.
  static func zigzag(_ value: Int64) -> UInt64 {
    UInt64(bitPattern: value &<< 1) ^ UInt64(bitPattern: value &>> 63)
  }

  /// Undoes `zigzag`.
  static func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value &>> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// Appends an integer.
  static func append(_ value: UInt64, to output: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest &>>= 7
    }
    output.append(UInt8(rest))
  }

  /// Reads an integer that ends before `end`, and moves `position` behind it.
  static func read(_ bytes: [UInt8], at position: inout Int, end: Int) throws(StorageError)
    -> UInt64
  {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < end {
      let byte = bytes[position]
      position += 1
      if shift == 63 && byte > 1 { throw .corrupt("an integer has more than 64 bits") }
      value |= UInt64(byte & 0x7f) &<< shift
      if byte < 0x80 { return value }
      shift += 7
      if shift > 63 { throw .corrupt("an integer has more than 64 bits") }
    }
    throw .corrupt("data end within an integer")
  }
}
