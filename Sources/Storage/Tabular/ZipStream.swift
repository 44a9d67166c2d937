internal import Bytes

/// The content of a zip member.
final class ZipStream: ByteStream {
  private let member: ZipMemberStream

  init(_ member: ZipMemberStream) { self.member = member }

  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    try member.read(count, into: &output)
  }
}
