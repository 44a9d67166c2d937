/// Bits on their way into memory, the lowest first.
struct BitWriter {
  private let target: UnsafeMutableRawPointer
  private(set) var byteCount = 0
  private var bits: UInt64 = 0
  private var bitCount: UInt64 = 0

  /// Writes from `target` on; the caller vouches for the room, eight bytes more than the bits take.
  init(_ target: UnsafeMutableRawPointer) { self.target = target }

  /// Adds bits; at most 56 between two calls of `flush`.
  @inline(__always)
  mutating func put(_ value: UInt64, _ count: UInt64) {
    bits |= value &<< bitCount
    bitCount &+= count
  }

  /// Adds a code and its length as `HuffmanCode` packs them.
  @inline(__always)
  mutating func put(_ code: UInt32) {
    put(UInt64(code &>> 8), UInt64(code & 0xff))
  }

  /// Moves whole bytes to memory.
  @inline(__always)
  mutating func flush() {
    (target + byteCount).storeBytes(of: bits.littleEndian, as: UInt64.self)
    byteCount &+= Int(truncatingIfNeeded: bitCount &>> 3)
    bits &>>= bitCount & ~7
    bitCount &= 7
  }

  /// Fills the last byte with zeros.
  mutating func align() {
    flush()
    if bitCount > 0 { bitCount = 8 }
    flush()
  }

  /// Adds whole bytes after `align`.
  mutating func append(_ bytes: UnsafeRawPointer, _ count: Int) {
    (target + byteCount).copyMemory(from: bytes, byteCount: count)
    byteCount += count
  }

  /// Ends the last byte; gives how many there are.
  mutating func finish() -> Int {
    align()
    return byteCount
  }
}
