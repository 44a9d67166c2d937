internal import Bytes
public import Complaints

extension LinearModel {
  private static let magic = Array("MSLINEAR".utf8)
  private static let formatVersion: UInt32 = 2
  /// Names the parts of the format in their order; a change makes older files unreadable by intent.
  private static let layout =
    "fields,longest,least,limit,labels,count,calibration,scales,keys,rarities,weights"
  private static let schemaHash = Array(SHA256.hash(layout).prefix(8))

  /// The model as the bytes of a file: magic, format, schema hash, version, contents, CRC-32.
  public func encoded() -> [UInt8] {
    var writer = ModelWriter()
    for byte in Self.magic { writer.append(byte) }
    writer.append(Self.formatVersion)
    for byte in Self.schemaHash { writer.append(byte) }
    writer.append(version)
    appendContents(to: &writer)
    writer.append(Deflate.crc32(writer.bytes.span))
    return writer.bytes
  }

  /// Reads a model from the bytes of a file.
  ///
  /// - Throws: `AnalysisError` with code `model` for anything but a whole, unchanged model file.
  public init(decoding bytes: [UInt8]) throws(AnalysisError) {
    let headerSize = Self.magic.count + 4 + Self.schemaHash.count
    guard bytes.count > headerSize + 4, Array(bytes[0..<Self.magic.count]) == Self.magic else {
      throw AnalysisError(.model, "not a model file")
    }
    var reader = ModelReader(bytes, from: Self.magic.count, to: bytes.count - 4)
    let format = try reader.number(UInt32.self)
    guard format == Self.formatVersion,
      Array(bytes[reader.offset..<headerSize]) == Self.schemaHash
    else {
      throw AnalysisError(
        .model, "a model file of format \(format); this program reads \(Self.formatVersion)")
    }
    var trailer = ModelReader(bytes, from: bytes.count - 4, to: bytes.count)
    let expected = try trailer.number(UInt32.self)
    guard Deflate.crc32(bytes.span.extracting(0..<bytes.count - 4)) == expected else {
      throw AnalysisError(.model, "the model file is damaged: its checksum does not fit")
    }
    reader = ModelReader(bytes, from: headerSize, to: bytes.count - 4)
    try self.init(&reader)
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
    writer.append(UInt32(labels.count))
    for label in labels { writer.append(label) }
    writer.append(UInt32(vocabulary.keys.count))
    calibration.append(to: &writer)
    writer.append(scales)
    writer.append(vocabulary.keys)
    writer.append(rarities)
    writer.append(weights)
  }

  private init(_ reader: inout ModelReader) throws(AnalysisError) {
    let version = try reader.text()
    let fieldCount = Int(try reader.number(UInt32.self))
    let settings = FeatureSettings(
      longestNGram: Int(try reader.number(UInt32.self)),
      leastRows: Int(try reader.number(UInt32.self)),
      featureLimit: Int(try reader.number(UInt32.self)))
    let labelCount = Int(try reader.number(UInt32.self))
    var labels: [String] = []
    for _ in 0..<labelCount { labels.append(try reader.text()) }
    let featureCount = Int(try reader.number(UInt32.self))
    guard (1...8).contains(settings.longestNGram), labelCount >= 2, featureCount < 1 << 24,
      fieldCount >= 1
    else { throw AnalysisError(.model, "the model file contradicts itself") }
    let calibration = try Calibration(&reader, labelCount: labelCount)
    let scales = try reader.floats(labelCount)
    let keys = try reader.keys(featureCount)
    let rarities = try reader.floats(featureCount)
    let weights = try reader.weights(featureCount * Self.stride(for: labelCount))
    self.init(
      labels: labels, fieldCount: fieldCount, settings: settings, keys: keys, rarities: rarities,
      weights: weights, scales: scales, calibration: calibration,
      version: version)
  }
}
