extension Snappy {
  /// Decompresses a block that must give exactly `count` bytes.
  ///
  /// Every element is checked against the input and against what has been written, so that no
  /// input reads or writes outside.
  ///
  /// - Throws: `corrupt` for a broken or cut block, and for one of another size.
  public static func decompress(
    _ bytes: Span<UInt8>, exactly count: Int
  ) throws(StorageError) -> [UInt8] {
    let (stated, start) = try size(of: bytes)
    guard stated == count else {
      throw StorageError(.corrupt, "Snappy data of \(stated) bytes where \(count) belong")
    }
    var isWhole = false
    let output = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      bytes.withUnsafeBytes { source in
        var expansion = Expansion(source, from: start, into: UnsafeMutableRawBufferPointer(output))
        isWhole = expansion.run()
        initialized = expansion.written
      }
    }
    guard isWhole else { throw StorageError(.corrupt, "Snappy data are broken or cut") }
    return output
  }

  /// The size that a block states, and where its elements start.
  private static func size(of bytes: Span<UInt8>) throws(StorageError) -> (size: Int, start: Int) {
    var size: UInt64 = 0
    for position in 0..<min(5, bytes.count) {
      let byte = bytes[position]
      size |= UInt64(byte & 0x7f) << UInt64(7 * position)
      if byte < 0x80 && size <= UInt64(sizeLimit) { return (Int(size), position + 1) }
    }
    throw StorageError(.corrupt, "Snappy data have no size")
  }
}

/// A block on its way out.
private struct Expansion {
  private let source: UnsafeRawBufferPointer
  private let target: UnsafeMutableRawBufferPointer
  private var position: Int
  private(set) var written = 0

  init(
    _ source: UnsafeRawBufferPointer, from start: Int, into target: UnsafeMutableRawBufferPointer
  ) {
    self.source = source
    self.target = target
    position = start
  }

  /// Writes all elements; says whether they fill the target exactly.
  mutating func run() -> Bool {
    guard let input = source.baseAddress, let output = target.baseAddress else {
      return target.count == 0 && position == source.count
    }
    // SAFETY: an element is read and written by whole words only while that many bytes lie before
    // both ends; near the ends every length is compared with what is left first.
    while position < source.count {
      let tag = Int(input.load(fromByteOffset: position, as: UInt8.self))
      let isRoomy = source.count &- position >= 24 && target.count &- written >= 72
      if tag & 3 == 0 {
        let length = tag &>> 2 &+ 1
        if length <= 16 && isRoomy {
          copy16(output + written, input + (position &+ 1))
          position &+= length &+ 1
          written &+= length
        } else if !literal(tag &>> 2, input, output) {
          return false
        }
        continue
      }
      guard let (length, offset) = element(tag, input, isRoomy: isRoomy) else { return false }
      guard offset > 0, offset <= written, length <= target.count &- written else { return false }
      if offset >= 16 && isRoomy {
        // Sixteen bytes at a time never read what they have yet to write.
        let end = written &+ length
        var place = written
        repeat {
          copy16(output + place, output + (place &- offset))
          place &+= 16
        } while place < end
      } else {
        repeating(output + written, distance: offset, length)
      }
      written &+= length
    }
    return written == target.count
  }

  @inline(__always)
  private func copy16(_ target: UnsafeMutableRawPointer, _ source: UnsafeRawPointer) {
    target.storeBytes(
      of: source.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
  }

  /// A literal whose tag states its length less one, or how many bytes state that.
  private mutating func literal(
    _ stated: Int, _ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer
  ) -> Bool {
    position &+= 1
    var length = stated
    if stated >= 60 {
      let size = stated &- 59
      guard source.count &- position >= size else { return false }
      length = 0
      for step in 0..<size {
        length |= Int(input.load(fromByteOffset: position &+ step, as: UInt8.self)) &<< (8 &* step)
      }
      position &+= size
    }
    length &+= 1
    guard length <= source.count &- position, length <= target.count &- written else {
      return false
    }
    (output + written).copyMemory(from: input + position, byteCount: length)
    position &+= length
    written &+= length
    return true
  }

  /// The length and the offset of a copy, nil where it is cut.
  @inline(__always)
  private mutating func element(_ tag: Int, _ input: UnsafeRawPointer, isRoomy: Bool)
    -> (length: Int, offset: Int)?
  {
    let extra = 1 &<< ((tag & 3) &- 1)
    var word: UInt32 = 0
    if isRoomy {
      word = (input + (position &+ 1)).loadUnaligned(as: UInt32.self).littleEndian
    } else {
      guard source.count &- position > extra else { return nil }
      for step in 0..<extra {
        word |=
          UInt32(input.load(fromByteOffset: position &+ 1 &+ step, as: UInt8.self))
          &<< UInt32(8 &* step)
      }
    }
    position &+= 1 &+ extra
    switch tag & 3 {
    case 1: return ((tag &>> 2) & 7 &+ 4, Int(word & 0xff) | (tag &>> 5) &<< 8)
    case 2: return (tag &>> 2 &+ 1, Int(word & 0xffff))
    default: return (tag &>> 2 &+ 1, Int(word))
    }
  }

  /// Copies from `distance` bytes before; a copy longer than that repeats itself.
  private func repeating(_ target: UnsafeMutableRawPointer, distance: Int, _ length: Int) {
    if distance >= length {
      target.copyMemory(from: target - distance, byteCount: length)
      return
    }
    for index in 0..<length {
      target.storeBytes(
        of: (target - distance).load(fromByteOffset: index, as: UInt8.self), toByteOffset: index,
        as: UInt8.self)
    }
  }
}
