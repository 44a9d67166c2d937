internal import Bytes
internal import Glibc

/// A fresh folder for one test, removed when the value goes away.
public final class TemporaryFolder {
  /// The folder's path.
  public let path: String

  /// Makes a folder under the system's temporary folder.
  public init() throws {
    var template = Array("/tmp/minsheng-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw StorageError(.io, "mkdtemp failed")
    }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  deinit { try? FileSystem.removeTree(path) }

  /// A path inside the folder.
  public func file(_ name: String) -> String { path + "/" + name }
}

/// A small seeded generator (SplitMix64), so that random tests repeat.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  /// Starts from a seed.
  public init(seed: UInt64) { state = seed }
  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
