internal import Bytes

/// Decodes the values of one page.
struct ValueDecoder {
  private var bytes: [UInt8]
  private var position: Int
  private var end: Int
  private let conversion: ColumnConversion
  private let physicalType: PhysicalType
  private let dictionary: DecodedValues?

  init(_ content: PageContent, from position: Int, leaf: LeafSchema, dictionary: DecodedValues?) {
    bytes = content.bytes
    end = content.range.upperBound
    self.position = position
    self.dictionary = dictionary
    conversion = leaf.conversion
    physicalType = leaf.physicalType
  }

  private var remaining: Int { end - position }

  /// Decodes as many values as the levels say.
  mutating func values(_ count: Int, _ encoding: PageEncoding) throws(StorageError)
    -> DecodedValues
  {
    if encoding == .rleDictionary || encoding == .plainDictionary { return try indexed(count) }
    if encoding == .byteStreamSplit { try joinStreams(count) }
    switch (conversion, encoding == .byteStreamSplit ? .plain : encoding) {
    case (.bool, .plain): return .bool(try bits(count))
    case (.bool, .rle): return .bool(try bitRuns(count))
    case (.int32, .plain): return .int32(try fixed(count))
    case (.int32, .deltaBinaryPacked):
      return .int32(try deltas(count).map { Int32(truncatingIfNeeded: $0) })
    case (.unsigned32, .plain):
      let values: [UInt32] = try fixed(count)
      return .int64(values.map { Int64($0) })
    case (.unsigned32, .deltaBinaryPacked):
      return .int64(try deltas(count).map { Int64(UInt32(truncatingIfNeeded: $0)) })
    case (.int64, .plain), (.unsigned64, .plain), (.timestamp, .plain):
      return .int64(try conversion.convert(try fixed(count)))
    case (.int64, .deltaBinaryPacked), (.unsigned64, .deltaBinaryPacked),
      (.timestamp, .deltaBinaryPacked):
      return .int64(try conversion.convert(try deltas(count)))
    case (.float, .plain):
      let values: [Float] = try fixed(count)
      return .double(values.map(Double.init))
    case (.double, .plain): return .double(try fixed(count))
    case (.text, .plain), (.bytes, .plain): return try checked(try plainTexts(count))
    case (.text, .deltaLengthByteArray), (.bytes, .deltaLengthByteArray):
      return try checked(try deltaLengthTexts(count))
    case (.text, .deltaByteArray), (.bytes, .deltaByteArray):
      return try checked(try deltaTexts(count))
    default: throw .unsupported("\(encoding.name) encoding of \(physicalType.name)")
    }
  }

  // MARK: - Dictionaries

  private mutating func indexed(_ count: Int) throws(StorageError) -> DecodedValues {
    if count == 0 { return try empty() }
    guard let dictionary else { throw .corrupt("a page needs a dictionary that is not there") }
    guard remaining >= 1 else { throw .corrupt("a page of dictionary indexes is empty") }
    let width = Int(bytes[position])
    position += 1
    let indexes: [UInt32] = try HybridEncoding.read(
      bytes, in: position..<end, width: width, count: count)
    var greatest: UInt32 = 0
    for index in indexes { greatest = max(greatest, index) }
    guard Int(greatest) < dictionary.count else {
      throw .corrupt("index \(greatest) into a dictionary of \(dictionary.count)")
    }
    switch dictionary {
    case .bool(let values): return .bool(indexes.map { values[Int($0)] })
    case .int32(let values): return .int32(indexes.map { values[Int($0)] })
    case .int64(let values): return .int64(indexes.map { values[Int($0)] })
    case .double(let values): return .double(indexes.map { values[Int($0)] })
    case .text: return .indexes(indexes)
    case .indexes: preconditionFailure("a dictionary of indexes")
    }
  }

  private func empty() throws(StorageError) -> DecodedValues {
    switch conversion {
    case .bool: .bool([])
    case .int32: .int32([])
    case .unsigned32, .int64, .unsigned64, .timestamp: .int64([])
    case .float, .double: .double([])
    case .text, .bytes: .text(bytes: [], offsets: [0])
    }
  }

  // MARK: - Fixed width

  private mutating func fixed<Element: BitwiseCopyable>(_ count: Int) throws(StorageError)
    -> [Element]
  {
    let size = MemoryLayout<Element>.size
    guard count <= remaining / size else { throw .corrupt("a page is cut within its values") }
    let start = position
    position += count * size
    return [Element](unsafeUninitializedCapacity: count) { output, initialized in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(output).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[start..<start + count * size]))
      }
      initialized = count
    }
  }

  /// Puts values together of which each byte lies in a stream of its own.
  private mutating func joinStreams(_ count: Int) throws(StorageError) {
    let width: Int
    switch physicalType {
    case .int32, .float: width = 4
    case .int64, .double: width = 8
    default: throw .unsupported("BYTE_STREAM_SPLIT encoding of \(physicalType.name)")
    }
    guard count <= remaining / width else { throw .corrupt("a page is cut within its values") }
    var joined = [UInt8](repeating: 0, count: count * width)
    for stream in 0..<width {
      let start = position + stream * count
      for index in 0..<count { joined[index &* width &+ stream] = bytes[start &+ index] }
    }
    bytes = joined
    position = 0
    end = joined.count
  }

  private mutating func deltas(_ count: Int) throws(StorageError) -> [Int64] {
    if count == 0 && remaining == 0 { return [] }
    return try DeltaEncoding.read(bytes, at: &position, end: end, count: count)
  }

  private mutating func bits(_ count: Int) throws(StorageError) -> [Bool] {
    guard (count + 7) / 8 <= remaining else { throw .corrupt("a page is cut within its values") }
    var output: [Bool] = []
    output.reserveCapacity(count)
    for index in 0..<count {
      output.append(bytes[position &+ index &>> 3] &>> UInt8(index & 7) & 1 == 1)
    }
    return output
  }

  private mutating func bitRuns(_ count: Int) throws(StorageError) -> [Bool] {
    if count == 0 { return [] }
    let size = try length()
    guard size <= remaining else { throw .corrupt("a page is cut within its values") }
    let runs: [UInt8] = try HybridEncoding.read(
      bytes, in: position..<position + size, width: 1, count: count)
    return runs.map { $0 == 1 }
  }

  private mutating func length() throws(StorageError) -> Int {
    guard remaining >= 4 else { throw .corrupt("a page is cut within a length") }
    var value = 0
    for step in 0..<4 { value |= Int(bytes[position + step]) << (8 * step) }
    position += 4
    return value
  }

  // MARK: - Texts

  private mutating func plainTexts(_ count: Int) throws(StorageError) -> StringParts {
    guard count <= remaining / 4 else { throw .corrupt("a page is cut within its texts") }
    let start = position
    let end = end
    let size = remaining - count * 4
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(count + 1)
    var isWhole = true
    let texts = [UInt8](unsafeUninitializedCapacity: size) { output, initialized in
      bytes.withUnsafeBytes { source in
        var position = start
        for _ in 0..<count {
          guard end &- position >= 4 else {
            isWhole = false
            return
          }
          let length = Int(
            source.loadUnaligned(fromByteOffset: position, as: UInt32.self).littleEndian)
          position &+= 4
          guard length <= end &- position, length <= size &- initialized else {
            isWhole = false
            return
          }
          if length > 0 {
            UnsafeMutableRawBufferPointer(
              rebasing: UnsafeMutableRawBufferPointer(output)[initialized..<initialized &+ length]
            ).copyMemory(
              from: UnsafeRawBufferPointer(rebasing: source[position..<position &+ length]))
          }
          position &+= length
          initialized &+= length
          offsets.append(Int32(truncatingIfNeeded: initialized))
        }
      }
    }
    guard isWhole else { throw .corrupt("a page is cut within its texts") }
    return StringParts(bytes: texts, offsets: offsets)
  }

  private mutating func deltaLengthTexts(_ count: Int) throws(StorageError) -> StringParts {
    let lengths = try deltas(count)
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(count + 1)
    var size = 0
    for length in lengths {
      guard length >= 0, length <= Int64(remaining - size) else {
        throw .corrupt("a page is cut within its texts")
      }
      size += Int(length)
      offsets.append(Int32(truncatingIfNeeded: size))
    }
    defer { position += size }
    return StringParts(bytes: Array(bytes[position..<position + size]), offsets: offsets)
  }

  /// Texts that share their start with the text before them.
  private mutating func deltaTexts(_ count: Int) throws(StorageError) -> StringParts {
    let prefixes = try deltas(count)
    let suffixes = try deltaLengthTexts(count)
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(count + 1)
    var texts: [UInt8] = []
    texts.reserveCapacity(suffixes.bytes.count)
    var last = 0..<0
    for index in 0..<count {
      guard prefixes[index] >= 0, prefixes[index] <= Int64(last.count) else {
        throw .corrupt("a text shares more with the one before than that has")
      }
      let start = texts.count
      let prefix = Int(prefixes[index])
      let suffix = Int(suffixes.offsets[index])..<Int(suffixes.offsets[index + 1])
      // A few bytes can ask for ever longer prefixes.
      guard start + prefix + suffix.count <= Self.sharedTextLimit else {
        throw StorageError(.limitExceeded, "a page of texts over \(Self.sharedTextLimit) bytes")
      }
      if prefix > 0 { texts.append(contentsOf: Array(texts[last.prefix(prefix)])) }
      texts.append(contentsOf: suffixes.bytes[suffix])
      last = start..<texts.count
      offsets.append(Int32(truncatingIfNeeded: texts.count))
    }
    return StringParts(bytes: texts, offsets: offsets)
  }

  private static let sharedTextLimit = 256 << 20

  private struct StringParts {
    let bytes: [UInt8]
    let offsets: [Int32]
  }

  /// Texts that are UTF-8, each for itself; other bytes as they are.
  private func checked(_ texts: StringParts) throws(StorageError) -> DecodedValues {
    if conversion == .bytes { return .text(bytes: texts.bytes, offsets: texts.offsets) }
    let isValid = UTF8Validation.isValid(texts.bytes, cutAt: texts.offsets)
    guard isValid else { throw .corrupt("a text is not UTF-8") }
    return .text(bytes: texts.bytes, offsets: texts.offsets)
  }
}
