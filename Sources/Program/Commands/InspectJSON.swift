internal import Bytes
internal import Parquet
internal import Tabular

/// A Parquet file's description and rows as JSON.
enum InspectJSON {
  /// The members that describe the file.
  static func members(of file: ParquetDescription) -> [JSONValue.Member] {
    [
      .init("path", .string(file.path)), .init("byte_count", .int(file.byteCount)),
      .init("row_count", .int(file.rowCount)), .init("footer_byte_count", .int(file.footerSize)),
      .init("created_by", .text(file.createdBy)),
      .init("metadata", .array(file.metadata.map(pair))),
      .init("schema", .array(file.schema.map(node))),
      .init("row_groups", .array(file.rowGroups.map(rowGroup))),
    ]
  }

  /// A column that is not shown.
  static func refusal(_ error: StorageError) -> JSONValue {
    .object([
      .init("column", .text(error.location.column)),
      .init("reason", .string("\(error.code.rawValue): \(error.detail)")),
    ])
  }

  /// A row as an object, columns in the file's order.
  static func row(_ columns: [InspectedRows.Column], _ row: Int) -> JSONValue {
    .object(columns.map { .init($0.name, value($0.values[row])) })
  }

  /// A value; what JSON's numbers cannot hold exactly is a text, bytes that are no text are an
  /// object of their hexadecimal digits.
  static func value(_ value: StoredValue) -> JSONValue {
    switch value {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value):
      value.magnitude <= 1 << 53 ? .integer(value) : .string(String(value))
    case .unsigned(let value): .string(String(value))
    case .number(let value):
      if value.isFinite {
        .number(value)
      } else {
        .string(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
      }
    case .text(let text): .string(text)
    case .bytes(let bytes): .object([.init("hex", .string(hexadecimal(bytes)))])
    case .list(let values): .array(values.map(Self.value))
    case .structure(let members):
      .object(members.map { .init($0.name, Self.value($0.value)) })
    }
  }

  /// Two digits for each byte.
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func pair(_ pair: ParquetDescription.KeyValue) -> JSONValue {
    .object([.init("key", .string(pair.key)), .init("value", .string(pair.value))])
  }

  private static func node(_ node: ParquetDescription.SchemaNode) -> JSONValue {
    .object([
      .init("name", .string(node.name)), .init("depth", .int(node.depth)),
      .init("repetition", .string(node.repetition)),
      .init("physical_type", .text(node.physicalType)),
      .init("logical_type", .text(node.logicalType)), .init("field_id", .int(node.fieldID)),
      .init("refused", .text(node.refusal)),
    ])
  }

  private static func rowGroup(_ group: ParquetDescription.RowGroup) -> JSONValue {
    .object([
      .init("row_count", .int(group.rowCount)),
      .init("compressed_byte_count", .int(group.compressedSize)),
      .init("uncompressed_byte_count", .int(group.uncompressedSize)),
      .init(
        "sorted_by",
        .array(
          group.sortedBy.map {
            .object([
              .init("path", .string($0.path)), .init("descending", .bool($0.isDescending)),
              .init("nulls_first", .bool($0.areNullsFirst)),
            ])
          })),
      .init("columns", .array(group.chunks.map(chunk))),
    ])
  }

  private static func chunk(_ chunk: ParquetChunkDescription) -> JSONValue {
    .object([
      .init("path", .string(chunk.path)), .init("codec", .string(chunk.codec)),
      .init("encodings", .texts(chunk.encodings)),
      .init(
        "page_encodings",
        .array(
          chunk.encodingCounts.map {
            .object([
              .init("page", .string($0.page)), .init("encoding", .string($0.encoding)),
              .init("count", .int($0.count)),
            ])
          })),
      .init("value_count", .int(chunk.valueCount)),
      .init("compressed_byte_count", .int(chunk.compressedSize)),
      .init("uncompressed_byte_count", .int(chunk.uncompressedSize)),
      .init("null_count", .int(chunk.nullCount)), .init("nan_count", .int(chunk.nanCount)),
      .init("minimum", bound(chunk.minimum)), .init("maximum", bound(chunk.maximum)),
      .init("dictionary", .bool(chunk.hasDictionary)),
      .init("column_index", .bool(chunk.hasColumnIndex)),
      .init("offset_index", .bool(chunk.hasOffsetIndex)),
      .init("bloom_filter", .bool(chunk.hasBloomFilter)),
      .init("encrypted", .bool(chunk.isEncrypted)),
      .init("metadata", .array(chunk.metadata.map(pair))),
    ])
  }

  private static func bound(_ bound: ParquetChunkDescription.Bound?) -> JSONValue {
    guard let bound else { return .null }
    return .object([
      .init("value", value(bound.value)),
      .init("exact", bound.isExact.map(JSONValue.bool) ?? .null),
    ])
  }
}
