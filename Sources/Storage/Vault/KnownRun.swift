internal import Bytes
internal import Glibc

/// A sorted run of known records in a file: keys, then request ids, then content hashes.
///
/// Sixteen bytes of head (`MSKNOWN1` and the count), then three arrays of little-endian 64-bit
/// integers, so that a probe touches pages of keys and of hits only; four bytes of CRC-32 close it.
final class KnownRun {
  let path: String
  let count: Int
  private let mapping: UnsafeRawBufferPointer

  private static let magic = Array("MSKNOWN1".utf8)

  /// Maps a file.
  init(path: String) throws(StorageError) {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw StorageError(errno == ENOENT ? .notFound : .io, path: path, "open: errno \(errno)")
    }
    defer { close(descriptor) }
    let size = try FileSystem.size(path)
    guard size >= 20, (size - 20) % 24 == 0,
      let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != UnsafeMutableRawPointer(bitPattern: -1)
    else { throw StorageError(.corrupt, path: path, "not a run of known records") }
    self.path = path
    count = (size - 20) / 24
    mapping = UnsafeRawBufferPointer(start: address, count: size)
    guard Array(mapping[..<8]) == Self.magic, integer(at: 8) == Int64(count) else {
      throw StorageError(.corrupt, path: path, "not a run of known records, or cut")
    }
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: mapping.baseAddress), mapping.count) }

  /// A key, by its rank.
  func key(_ index: Int) -> Int64 { integer(at: 16 + index * 8) }
  /// A record's request.
  func requestID(_ index: Int) -> Int64 { integer(at: 16 + (count + index) * 8) }
  /// A record's content hash.
  func contentHash(_ index: Int) -> Int64 { integer(at: 16 + (2 * count + index) * 8) }

  /// The first rank, from `start` on, whose key is not below `key`.
  ///
  /// - Complexity: O(log *d*) in the distance *d* from `start`.
  func lowerBound(_ key: Int64, from start: Int) -> Int {
    var (low, step) = (start, 1)
    while low + step < count && self.key(low + step) < key {
      low += step
      step *= 2
    }
    var high = min(count, low + step)
    while low < high {
      let middle = (low + high) / 2
      if self.key(middle) < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether the closing checksum is that of the content.
  func isIntact() -> Bool {
    let body = UnsafeRawBufferPointer(rebasing: mapping[..<(mapping.count - 4)])
    let crc = body.withMemoryRebound(to: UInt8.self) {
      Deflate.crc32(Span(_unsafeElements: $0))
    }
    let stored = mapping.loadUnaligned(fromByteOffset: mapping.count - 4, as: UInt32.self)
    return UInt32(littleEndian: stored) == crc
  }

  private func integer(at offset: Int) -> Int64 {
    Int64(littleEndian: mapping.loadUnaligned(fromByteOffset: offset, as: Int64.self))
  }

  /// Writes and syncs a run of strictly ascending keys.
  static func write(
    _ path: String, keys: [Int64], requestIDs: [Int64], contentHashes: [Int64]
  ) throws(StorageError) {
    var bytes = magic
    bytes.reserveCapacity(20 + keys.count * 24)
    append(Int64(keys.count), to: &bytes)
    for values in [keys, requestIDs, contentHashes] {
      #if _endian(little)
        values.withUnsafeBytes { bytes.append(contentsOf: $0) }
      #else
        for value in values { append(value, to: &bytes) }
      #endif
    }
    let crc = Deflate.crc32(bytes.span)
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: crc >> shift))
    }
    try FileSystem.remove(path)
    try FileSystem.write(path, bytes.span, mode: 0o600)
  }

  private static func append(_ value: Int64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
