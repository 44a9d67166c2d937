public import Bytes

/// Describes Parquet files without reading their data.
public enum ParquetInspection {
  /// Reads a file's footer and says what is in it.
  ///
  /// - Throws: `io`, `notFound`, `corrupt`; `unsupported` for an encrypted footer.
  public static func describe(path: String) throws(StorageError) -> ParquetDescription {
    do throws(StorageError) {
      let file = try FileReader(path: path)
      let footer = try ParquetFooter(of: file)
      let tree = try SchemaTree(footer.metadata.schema)
      try footer.check(leafCount: tree.leafCount)
      let leaves = footer.metadata.schema.filter { $0.type != nil }
      var nodes: [ParquetDescription.SchemaNode] = []
      for column in tree.columns { append(column, depth: 0, to: &nodes) }
      return ParquetDescription(
        path: path, byteCount: file.size, footerSize: footer.byteCount,
        createdBy: footer.metadata.createdBy, rowCount: footer.metadata.rowCount,
        metadata: footer.metadata.keyValues.map { .init(key: $0.key, value: $0.value) },
        schema: nodes, rowGroups: footer.metadata.rowGroups.map { rowGroup($0, leaves) })
    } catch {
      throw error.at(path: path)
    }
  }

  private static func append(
    _ node: SchemaTree.Node, depth: Int, to nodes: inout [ParquetDescription.SchemaNode]
  ) {
    let element = node.element
    let repetition =
      switch element.repetition {
      case .required, nil: "REQUIRED"
      case .optional: "OPTIONAL"
      case .repeated: "REPEATED"
      }
    var refusal: String?
    if depth == 0 { refusal = ParquetFileColumn(node, isNamedTwice: false).refusal?.detail }
    nodes.append(
      ParquetDescription.SchemaNode(
        name: element.name, depth: depth, repetition: repetition,
        physicalType: element.typeName, logicalType: element.meaning?.name,
        fieldID: element.fieldID, refusal: refusal))
    for child in node.children { append(child, depth: depth + 1, to: &nodes) }
  }

  private static func rowGroup(_ group: RowGroupMetadata, _ leaves: [SchemaElement])
    -> ParquetDescription.RowGroup
  {
    ParquetDescription.RowGroup(
      rowCount: group.rowCount, chunks: zip(group.chunks, leaves).map { chunk($0, $1) },
      sortedBy: group.sorting.map { sorting in
        let index = Int(sorting.column)
        let path =
          group.chunks.indices.contains(index)
          ? group.chunks[index].path.joined(separator: ".") : "\(index)"
        return ParquetDescription.Sorting(
          path: path, isDescending: sorting.isDescending, areNullsFirst: sorting.areNullsFirst)
      })
  }

  private static func chunk(_ chunk: ColumnChunkMetadata, _ element: SchemaElement)
    -> ParquetChunkDescription
  {
    let found = chunk.statistics
    func count(_ value: Int64?) -> Int? { value.flatMap { $0 >= 0 ? Int($0) : nil } }
    func bound(_ bytes: [UInt8]?, _ signed: [UInt8]?, _ isExact: Bool?)
      -> ParquetChunkDescription.Bound?
    {
      let stored = bytes ?? (element.isOrderedBySign ? signed : nil)
      return StoredColumn.value(of: stored, element).map { .init(value: $0, isExact: isExact) }
    }
    return ParquetChunkDescription(
      path: chunk.path.joined(separator: "."), codec: chunk.codec.name,
      encodings: chunk.encodings.map(\.name),
      encodingCounts: chunk.encodingCounts.map {
        .init(page: $0.page.name, encoding: $0.encoding.name, count: Int($0.count))
      },
      valueCount: chunk.valueCount, compressedSize: chunk.compressedSize,
      uncompressedSize: chunk.uncompressedSize, hasDictionary: chunk.hasDictionary,
      hasColumnIndex: chunk.columnIndex != nil, hasOffsetIndex: chunk.offsetIndex != nil,
      hasBloomFilter: chunk.hasBloomFilter, isEncrypted: chunk.isEncrypted,
      minimum: bound(found?.minimum, found?.signedMinimum, found?.isMinimumExact),
      maximum: bound(found?.maximum, found?.signedMaximum, found?.isMaximumExact),
      nullCount: count(found?.nullCount), nanCount: count(found?.nanCount),
      metadata: chunk.keyValues.map { .init(key: $0.key, value: $0.value) })
  }
}

extension SchemaElement {
  /// The stored type with its length; nil for a group.
  fileprivate var typeName: String? {
    guard let type else { return nil }
    guard type == .fixedLengthByteArray, let typeLength else { return type.name }
    return "\(type.name)(\(typeLength))"
  }

  /// Whether the deprecated bounds, which compare with a sign, are bounds of its values.
  fileprivate var isOrderedBySign: Bool {
    switch (type, meaning) {
    case (_, .integer(_, isSigned: false)): false
    case (.boolean, _), (.int32, _), (.int64, _), (.float, _), (.double, _): true
    default: false
    }
  }
}
