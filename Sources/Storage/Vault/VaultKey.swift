internal import Bytes

/// The 32 random bytes under which persons become tokens and audit entries are sealed.
struct VaultKey: Sendable {
  private let bytes: [UInt8]
  private let inner: SHA256
  private let outer: SHA256

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var inner = SHA256()
    inner.update(bytes.map { $0 ^ 0x36 } + Array(repeating: 0x36, count: 64 - bytes.count))
    var outer = SHA256()
    outer.update(bytes.map { $0 ^ 0x5c } + Array(repeating: 0x5c, count: 64 - bytes.count))
    self.inner = inner
    self.outer = outer
  }

  /// Reads the key file, or makes it where that is allowed and there is none.
  static func read(_ path: String, mayCreate: Bool) throws(StorageError) -> VaultKey {
    if !FileSystem.exists(path) && mayCreate {
      var random = SystemRandomNumberGenerator()
      let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
      try FileSystem.replace(path, with: bytes.span, mode: 0o600)
      try Failpoint.reach(.vaultKeyWritten)
    }
    let bytes = try FileSystem.read(path)
    guard bytes.count == 32 else {
      throw StorageError(.corrupt, path: path, "\(bytes.count) bytes, where a key has 32")
    }
    return VaultKey(bytes)
  }

  /// What tells this key from others without giving it away.
  var fingerprint: String { code(of: Array("minsheng vault key".utf8).span).hexadecimal }

  /// HMAC-SHA256 of a message; the padded key's blocks are hashed once, not for each message.
  func code(of message: Span<UInt8>) -> [UInt8] {
    var inner = inner
    inner.update(message)
    var outer = outer
    outer.update(inner.finalize())
    return outer.finalize()
  }

  /// The first 63 bits of the code; allocates nothing.
  func token(of message: Span<UInt8>) -> Int64 {
    var inner = inner
    inner.update(message)
    let words = inner.finalizeWords()
    var bytes = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 {
      bytes[index] = UInt8(truncatingIfNeeded: words[index / 4] >> UInt32(24 &- index % 4 &* 8))
    }
    var outer = outer
    outer.update(bytes.span)
    let code = outer.finalizeWords()
    return Int64((UInt64(code[0]) << 32 | UInt64(code[1])) >> 1)
  }
}
