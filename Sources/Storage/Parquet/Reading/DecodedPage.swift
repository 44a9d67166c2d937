internal import Bytes

/// A data page decoded: its levels, and the values that are there.
struct DecodedPage: Sendable {
  /// The number of entries, with those that lack a value.
  let entryCount: Int
  /// 0 where a row starts; empty for a leaf outside lists.
  let repetition: [UInt8]
  /// How much of an entry is there; empty when every entry of the leaf holds a value by schema.
  let definition: [UInt8]
  let values: DecodedValues

  init(
    _ page: PageSource.Page, of source: PageSource, leaf: LeafSchema, dictionary: DecodedValues?
  ) throws(StorageError) {
    let content = try source.content(of: page)
    let header = page.header
    var position = content.range.lowerBound
    if header.kind == .dataV2 {
      repetition = try Self.levels(
        content, &position, size: header.repetitionSize, maximum: leaf.maximumRepetition,
        count: header.valueCount)
      definition = try Self.levels(
        content, &position, size: header.definitionSize, maximum: leaf.maximumDefinition,
        count: header.valueCount)
    } else {
      repetition = try Self.levels(
        content, &position, header.repetitionEncoding, maximum: leaf.maximumRepetition,
        count: header.valueCount)
      definition = try Self.levels(
        content, &position, header.definitionEncoding, maximum: leaf.maximumDefinition,
        count: header.valueCount)
    }
    entryCount = header.valueCount
    var valueCount = entryCount
    for level in definition where level != leaf.maximumDefinition { valueCount &-= 1 }
    var decoder = ValueDecoder(content, from: position, leaf: leaf, dictionary: dictionary)
    values = try decoder.values(valueCount, header.encoding)
  }

  /// Levels of a version 1 page, which stand behind their size.
  private static func levels(
    _ content: PageContent, _ position: inout Int, _ encoding: PageEncoding, maximum: UInt8,
    count: Int
  ) throws(StorageError) -> [UInt8] {
    if maximum == 0 { return [] }
    guard encoding == .rle else { throw .unsupported("\(encoding.name) encoding of levels") }
    guard content.range.upperBound - position >= 4 else {
      throw .corrupt("a page is cut within its levels")
    }
    var size = 0
    for step in 0..<4 { size |= Int(content.bytes[position + step]) << (8 * step) }
    position += 4
    return try levels(content, &position, size: size, maximum: maximum, count: count)
  }

  private static func levels(
    _ content: PageContent, _ position: inout Int, size: Int, maximum: UInt8, count: Int
  ) throws(StorageError) -> [UInt8] {
    guard size <= content.range.upperBound - position else {
      throw .corrupt("a page is cut within its levels")
    }
    defer { position += size }
    if maximum == 0 { return [] }
    let levels: [UInt8] = try HybridEncoding.read(
      content.bytes, in: position..<position + size, width: BitPacking.width(of: UInt64(maximum)),
      count: count)
    var greatest: UInt8 = 0
    for level in levels { greatest = max(greatest, level) }
    guard greatest <= maximum else { throw .corrupt("a level of \(greatest) over \(maximum)") }
    return levels
  }
}
