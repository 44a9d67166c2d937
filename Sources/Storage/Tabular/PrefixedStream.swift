internal import Bytes

/// Some bytes, and after them a stream.
final class PrefixedStream: ByteStream {
  private var prefix: [UInt8]
  private let rest: any ByteStream

  init(_ prefix: [UInt8], _ rest: any ByteStream) {
    self.prefix = prefix
    self.rest = rest
  }

  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    if prefix.isEmpty { return try rest.read(count, into: &output) }
    output += prefix
    prefix = []
  }
}
