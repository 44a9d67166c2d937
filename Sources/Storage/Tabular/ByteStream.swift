internal import Bytes

/// Bytes that come piece by piece: a file, or what is unpacked or converted from one.
protocol ByteStream: AnyObject {
  /// Appends about `count` more bytes; none only at the end.
  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError)
}
