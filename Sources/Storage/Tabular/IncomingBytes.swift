internal import Bytes
internal import Glibc

/// Bytes that come through a pipe: what was read to recognise them, and the rest, once.
struct IncomingBytes: Sendable {
  private let head: [UInt8]
  private let descriptor: Int32

  init(head: [UInt8], descriptor: Int32) {
    self.head = head
    self.descriptor = descriptor
  }

  /// The bytes from an offset in the head on; the rest can be read once only.
  func stream(from offset: Int) -> any ByteStream {
    PrefixedStream(Array(head.dropFirst(offset)), DescriptorStream(descriptor))
  }

  /// The first bytes; fewer than asked for only when no more come.
  static func head(of descriptor: Int32, _ count: Int) throws(StorageError) -> [UInt8] {
    let stream = DescriptorStream(descriptor)
    var head: [UInt8] = []
    while head.count < count {
      let before = head.count
      try stream.read(count - head.count, into: &head)
      if head.count == before { break }
    }
    return head
  }

  /// Writes all bytes to a file.
  func copy(to path: String) throws(StorageError) {
    let stream = stream(from: 0)
    var piece: [UInt8] = []
    while true {
      piece.removeAll(keepingCapacity: true)
      try stream.read(4 << 20, into: &piece)
      if piece.isEmpty { return }
      try FileSystem.append(path, piece.span)
    }
  }
}

/// What comes through a descriptor.
final class DescriptorStream: ByteStream {
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    let asked = min(count, buffer.count)
    while true {
      let got = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, asked) }
      if got >= 0 {
        output += buffer[0..<got]
        return
      }
      if errno != EINTR {
        throw StorageError(.io, "it cannot be read (errno \(errno))")
      }
    }
  }
}
