public import Bytes
public import Complaints

extension LinearModel {
  private static let magic = Array("MSLINEAR".utf8)
  private static let formatVersion: UInt32 = 4
  /// The version of the file format that this program reads and writes.
  public static var fileFormat: Int { Int(formatVersion) }
  /// How the keys of n-grams in a model file are made of text.
  public static let keyDefinition =
    "letters and digits, width and case folded, 21 bits each, at most three exact, longer ones "
    + "hashed; xorshift-multiply mix 0xD6E8FEB86659FD93, no seed"
  /// Names the parts of the format in their order; a change makes older files unreadable by intent.
  private static let layout =
    "fields,longest,least,limit,head,labels,count,calibration,scales,keys,rarities,classes,padding,bytes"
  private static let schemaHash = Array(SHA256.hash(layout).prefix(8))
  /// Behind magic, format and schema hash: how many bytes the file has.
  private static let sizeOffset = magic.count + 4 + schemaHash.count

  /// The model as the bytes of a file: magic, format, schema hash, size, version, contents, CRC-32.
  public func encoded() -> [UInt8] {
    var writer = ModelWriter()
    writer.reserve(weights.bytes.count + featureCount * 12 + 1 << 16)
    for byte in Self.magic { writer.append(byte) }
    writer.append(Self.formatVersion)
    for byte in Self.schemaHash { writer.append(byte) }
    writer.append(UInt64(0))
    writer.append(version)
    appendContents(to: &writer)
    writer.put(UInt64(writer.bytes.count + 4), at: Self.sizeOffset)
    writer.append(Deflate.crc32(writer.bytes.span))
    return writer.bytes
  }

  /// Reads a model from the bytes of a file.
  ///
  /// - Throws: `AnalysisError` with code `model` for anything but a whole, unchanged model file.
  public init(decoding bytes: [UInt8]) throws(AnalysisError) {
    let result = bytes.withUnsafeBytes { bytes -> Result<LinearModel, AnalysisError> in
      do throws(AnalysisError) {
        return .success(try LinearModel(bytes, file: nil))
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  /// Reads a model from a file whose weights stay where they are and are read as they are needed.
  ///
  /// - Throws: `AnalysisError` with code `model`, naming the file, for anything but a whole, unchanged
  ///   model file.
  /// - Complexity: O(*n*) in the bytes of the file, whose checksum is computed; a model of 30 MB takes
  ///   some 20 ms.
  public init(mapping file: MappedFile) throws(AnalysisError) {
    do throws(AnalysisError) {
      try self.init(file.bytes, file: file)
    } catch {
      throw AnalysisError(error.code, at: .init(path: file.path), error.detail)
    }
  }

  private init(_ bytes: UnsafeRawBufferPointer, file: MappedFile?) throws(AnalysisError) {
    let end = bytes.count - 4
    let contents = Self.sizeOffset + 8
    guard bytes.count >= Self.magic.count, bytes.starts(with: Self.magic) else {
      throw AnalysisError(.model, "not a model file")
    }
    var reader = ModelReader(bytes, from: Self.magic.count, to: bytes.count)
    let format = try reader.number(UInt32.self)
    guard format == Self.formatVersion else {
      throw AnalysisError(
        .model, "a model file of format \(format); this program reads \(Self.formatVersion)")
    }
    guard bytes.count >= contents + 4 else {
      throw AnalysisError(.model, "the model file ends too early: \(bytes.count) bytes")
    }
    guard bytes[reader.offset..<Self.sizeOffset].elementsEqual(Self.schemaHash) else {
      throw AnalysisError(.model, "a model file of another build of this program: train it again")
    }
    reader = ModelReader(bytes, from: Self.sizeOffset, to: bytes.count)
    let size = try reader.number(UInt64.self)
    guard size <= bytes.count else {
      throw AnalysisError(
        .model, "the model file ends too early: \(bytes.count) of \(size) bytes")
    }
    var trailer = ModelReader(bytes, from: end, to: bytes.count)
    let checksum = bytes[..<end].withMemoryRebound(to: UInt8.self) {
      Deflate.crc32(Span(_unsafeElements: $0))
    }
    guard size == bytes.count, try trailer.number(UInt32.self) == checksum else {
      throw AnalysisError(.model, "the model file is damaged: its checksum does not fit")
    }
    reader = ModelReader(bytes, from: contents, to: end)
    try self.init(&reader, bytes, file: file)
  }

  /// The same model, its version computed from its contents.
  func signed() -> LinearModel {
    var writer = ModelWriter()
    appendContents(to: &writer)
    var copy = self
    copy.version = "linear-" + Array(SHA256.hash(writer.bytes)[0..<6]).hexadecimal
    return copy
  }

  private func appendContents(to writer: inout ModelWriter) {
    writer.append(UInt32(fieldCount))
    writer.append(UInt32(settings.longestNGram))
    writer.append(UInt32(settings.leastRows))
    writer.append(UInt32(settings.featureLimit))
    writer.append(UInt32(settings.headLength))
    writer.append(UInt32(labels.count))
    for label in labels { writer.append(label) }
    writer.append(UInt32(vocabulary.keys.count))
    calibration.append(to: &writer)
    writer.append(scales)
    writer.append(vocabulary.keys)
    writer.append(traits.map(\.rarity))
    for row in weights.classes { writer.append(row) }
    writer.align(to: Self.alignment)
    writer.append(weights.bytes)
  }

  /// Where weights begin in a file: at a multiple of a cache line.
  private static let alignment = 64

  private init(_ reader: inout ModelReader, _ bytes: UnsafeRawBufferPointer, file: MappedFile?)
    throws(AnalysisError)
  {
    let version = try reader.text()
    let fieldCount = Int(try reader.number(UInt32.self))
    let settings = FeatureSettings(
      longestNGram: Int(try reader.number(UInt32.self)),
      leastRows: Int(try reader.number(UInt32.self)),
      featureLimit: Int(try reader.number(UInt32.self)),
      headLength: Int(try reader.number(UInt32.self)))
    let labelCount = Int(try reader.number(UInt32.self))
    var labels: [String] = []
    for _ in 0..<labelCount { labels.append(try reader.text()) }
    let featureCount = Int(try reader.number(UInt32.self))
    guard (1...8).contains(settings.longestNGram), settings.headLength <= 1 << 16, labelCount >= 2,
      featureCount < 1 << 24,
      fieldCount >= 1
    else { throw AnalysisError(.model, "the model file contradicts itself") }
    let calibration = try Calibration(&reader, labelCount: labelCount)
    let scales = try reader.floats(labelCount)
    let keys = try reader.keys(featureCount)
    let rarities = try reader.floats(featureCount)
    let classes = Array(bytes[try reader.range(featureCount, alignedTo: 1)])
    guard classes.allSatisfy({ $0 < WeightTable.remainderClass }) else {
      throw AnalysisError(.model, "the model file contradicts itself")
    }
    let range = try reader.range(
      WeightTable.rowCount(classes) * WeightTable.stride(for: labelCount),
      alignedTo: Self.alignment)
    let rows = UnsafeRawBufferPointer(rebasing: bytes[range])
    let weights =
      file.map { WeightTable(classes: classes, labelCount: labelCount, bytes: rows, in: $0) }
      ?? WeightTable(classes: classes, labelCount: labelCount) { $0.copyMemory(from: rows) }
    guard reader.isAtEnd else {
      throw AnalysisError(.model, "the model file contradicts itself")
    }
    self.init(
      labels: labels, fieldCount: fieldCount, settings: settings, keys: keys, rarities: rarities,
      weights: weights, scales: scales, calibration: calibration, version: version)
  }
}
