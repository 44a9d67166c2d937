public import Bytes
internal import Columns

/// Describes Parquet files without reading their data.
public enum ParquetInspection {
  /// Reads a file's footer and says what is in it.
  ///
  /// - Throws: `io`, `notFound`, `corrupt`; `unsupported` for an encrypted footer.
  public static func describe(path: String) throws(StorageError) -> ParquetDescription {
    do throws(StorageError) {
      let file = try FileReader(path: path)
      let footer = try ParquetFooter(of: file)
      let leaves = footer.metadata.schema.filter { $0.type != nil }
      for group in footer.metadata.rowGroups where group.chunks.count != leaves.count {
        throw .corrupt("a row group of \(group.chunks.count) columns where \(leaves.count) belong")
      }
      return ParquetDescription(
        path: path, byteCount: file.size, footerSize: footer.byteCount,
        createdBy: footer.metadata.createdBy, rowCount: footer.metadata.rowCount,
        metadata: footer.metadata.keyValues.map { .init(key: $0.key, value: $0.value) },
        schema: try nodes(footer.metadata.schema),
        rowGroups: footer.metadata.rowGroups.map { rowGroup($0, leaves) })
    } catch {
      throw error.at(path: path)
    }
  }

  /// The schema with each element's depth, which the counts of children give.
  private static func nodes(_ schema: [SchemaElement]) throws(StorageError)
    -> [ParquetDescription.SchemaNode]
  {
    var nodes: [ParquetDescription.SchemaNode] = []
    // How many children are still to come, for each group that is open.
    var open = [Int(schema.first?.childCount ?? 0)]
    for element in schema.dropFirst() {
      while let last = open.last, last <= 0 { open.removeLast() }
      guard let last = open.indices.last else {
        throw .corrupt("the schema's tree does not fit its elements")
      }
      open[last] -= 1
      nodes.append(node(element, depth: last))
      if element.type == nil { open.append(Int(element.childCount ?? 0)) }
    }
    return nodes
  }

  private static func node(_ element: SchemaElement, depth: Int)
    -> ParquetDescription.SchemaNode
  {
    let repetition =
      switch element.repetition {
      case .required, nil: "REQUIRED"
      case .optional: "OPTIONAL"
      case .repeated: "REPEATED"
      }
    return ParquetDescription.SchemaNode(
      name: element.name, depth: depth, repetition: repetition,
      physicalType: element.type?.name, logicalType: element.meaning?.name,
      fieldID: element.fieldID)
  }

  private static func rowGroup(_ group: RowGroupMetadata, _ leaves: [SchemaElement])
    -> ParquetDescription.RowGroup
  {
    ParquetDescription.RowGroup(
      rowCount: group.rowCount, chunks: zip(group.chunks, leaves).map { chunk($0, $1) },
      sortedBy: group.sorting.map { sorting in
        let chunks = group.chunks
        let index = Int(sorting.column)
        let name =
          chunks.indices.contains(index) ? chunks[index].path.joined(separator: ".") : "\(index)"
        return name + (sorting.isDescending ? " DESC" : "")
      })
  }

  private static func chunk(_ chunk: ColumnChunkMetadata, _ element: SchemaElement)
    -> ParquetDescription.Chunk
  {
    let leaf = (try? ColumnConversion.of(element)).map { conversion, type in
      LeafSchema(
        column: ParquetColumn(field: Field(element.name, type), fieldID: -1),
        physicalType: chunk.type, conversion: conversion, maximumDefinition: 0,
        listDefinition: nil)
    }
    let statistics = chunk.statistics
    let minimum = leaf?.value(statistics?.minimum ?? leaf?.signed(statistics?.signedMinimum))
    let maximum = leaf?.value(statistics?.maximum ?? leaf?.signed(statistics?.signedMaximum))
    return ParquetDescription.Chunk(
      path: chunk.path.joined(separator: "."), codec: chunk.codec.name,
      encodings: chunk.encodings.map(\.name), valueCount: chunk.valueCount,
      compressedSize: chunk.compressedSize, uncompressedSize: chunk.uncompressedSize,
      hasDictionary: chunk.hasDictionary,
      hasPageIndex: chunk.columnIndex != nil && chunk.offsetIndex != nil,
      minimum: text(minimum, leaf?.column.field.type),
      maximum: text(maximum, leaf?.column.field.type),
      nullCount: statistics?.nullCount.flatMap { $0 >= 0 ? Int($0) : nil })
  }

  private static func text(_ value: Value?, _ type: ColumnType?) -> String? {
    switch (value, type) {
    case (.int(let day)?, .date?): Int32(exactly: day).map { CivilTime.format(day: $0) }
    case (.int(let time)?, .timestamp?): CivilTime.format(time)
    case (.bool(let value)?, _): String(value)
    case (.int(let value)?, _): String(value)
    case (.double(let value)?, _): String(value)
    case (.string(let value)?, _): value
    default: nil
    }
  }
}
