internal import Bytes

/// Cuts JSON text into the objects it holds: lines, or the elements of one array.
///
/// Knows GB18030, where a backslash may be the second half of a character.
struct JSONElementCutter {
  /// An object's text, still in the file's encoding, and where it stood.
  struct Element {
    var bytes: [UInt8]
    /// The line, or the place in the array; from 1.
    var number: Int
    var offset: Int
  }

  private let stream: any ByteStream
  private let isArray: Bool
  private let isGB18030: Bool
  private let limits: TabularLimits
  private var buffer: [UInt8] = []
  private var at = 0
  private var base: Int
  private var isAtEnd = false
  private var number = 0
  private var isInArray = false

  init(
    _ stream: any ByteStream, isArray: Bool, isGB18030: Bool, startingAt offset: Int,
    limits: TabularLimits
  ) {
    self.stream = stream
    self.isArray = isArray
    self.isGB18030 = isGB18030
    self.limits = limits
    base = offset
  }

  /// The next element; nil at the end.
  mutating func next() throws(StorageError) -> Element? {
    isArray ? try nextInArray() : try nextLine()
  }

  private mutating func fill() throws(StorageError) -> Bool {
    if isAtEnd { return false }
    if at > 0 {
      buffer.removeFirst(at)
      base += at
      at = 0
    }
    if buffer.count > limits.rowBytes {
      throw StorageError(
        .limitExceeded, at: .init(byteOffset: base),
        "a JSON object is longer than \(limits.rowBytes) bytes: it is no record, or a text in it never"
          + " ends; export it again")
    }
    let before = buffer.count
    try stream.read(1 << 20, into: &buffer)
    isAtEnd = buffer.count == before
    return !isAtEnd
  }

  private mutating func nextLine() throws(StorageError) -> Element? {
    while true {
      var end = search(10, from: at)
      while end == buffer.count, !isAtEnd {
        let known = end - at
        _ = try fill()
        end = search(10, from: at + known)
      }
      if at == buffer.count { return nil }
      number += 1
      let line = trimmed(at..<end)
      let element = Element(
        bytes: Array(buffer[line]), number: number, offset: base + line.lowerBound)
      at = min(end + 1, buffer.count)
      if !line.isEmpty { return element }
    }
  }

  private func search(_ byte: UInt8, from start: Int) -> Int {
    buffer.withUnsafeBufferPointer { ByteSearch.first(byte, or: byte, in: $0, from: start) }
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end && Self.isBlank(buffer[start]) { start += 1 }
    while start < end && Self.isBlank(buffer[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 9 || byte == 10 || byte == 13
  }

  // MARK: - Arrays

  private mutating func nextInArray() throws(StorageError) -> Element? {
    if !isInArray {
      guard try skipBlanks() == UInt8(ascii: "[") else { return nil }
      at += 1
      isInArray = true
    }
    guard let first = try skipBlanks() else {
      throw StorageError(.corrupt, "the JSON array is never closed: the file is cut")
    }
    if first == UInt8(ascii: "]") {
      at += 1
      if try skipBlanks() != nil {
        throw StorageError(
          .corrupt, at: .init(byteOffset: base + at), "text after the end of the JSON array")
      }
      isInArray = false
      buffer = []
      at = 0
      isAtEnd = true
      return nil
    }
    let end = try findElementEnd()
    number += 1
    let range = trimmed(at..<end)
    let element = Element(
      bytes: Array(buffer[range]), number: number, offset: base + range.lowerBound)
    at = end
    if buffer[end] == UInt8(ascii: ",") { at += 1 }
    return element
  }

  private mutating func skipBlanks() throws(StorageError) -> UInt8? {
    while true {
      while at < buffer.count {
        if !Self.isBlank(buffer[at]) { return buffer[at] }
        at += 1
      }
      if try !fill() { return nil }
    }
  }

  /// Finds the comma or bracket after the element at `at`.
  private mutating func findElementEnd() throws(StorageError) -> Int {
    var depth = 0
    var isInText = false
    var offset = 0
    while true {
      let end = buffer.withUnsafeBufferPointer {
        elementEnd($0, from: at + offset, depth: &depth, isInText: &isInText)
      }
      if end < buffer.count { return end }
      // An escape or a character may reach beyond what is there.
      offset = end - at
      guard try fill() else {
        throw StorageError(.corrupt, "the JSON array is never closed: the file is cut")
      }
    }
  }

  /// Goes on looking for an element's end; gives the buffer's end or more where it is not in it.
  private func elementEnd(
    _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, depth: inout Int, isInText: inout Bool
  ) -> Int {
    var at = start
    while at < buffer.count {
      if isInText && !isGB18030 {
        at = ByteSearch.first(UInt8(ascii: "\""), or: UInt8(ascii: "\\"), in: buffer, from: at)
        if at == buffer.count { return at }
      }
      let byte = buffer[at]
      if isGB18030 && byte >= 0x81 {
        at += 2
        continue
      }
      if isInText {
        if byte == UInt8(ascii: "\\") { at += 1 }
        if byte == UInt8(ascii: "\"") { isInText = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInText = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"): depth -= 1
        case UInt8(ascii: "]"):
          if depth <= 0 { return at }
          depth -= 1
        case UInt8(ascii: ","): if depth <= 0 { return at }
        default: break
        }
      }
      at += 1
    }
    return at
  }
}
