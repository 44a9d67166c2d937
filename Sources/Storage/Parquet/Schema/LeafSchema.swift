internal import Bytes

/// A leaf of the schema: one column chunk in each row group.
struct LeafSchema: Sendable {
  let element: SchemaElement
  /// Its place among all leaves of the file, which is its place in each row group.
  let chunk: Int
  let physicalType: PhysicalType
  let conversion: ColumnConversion
  /// The definition level of a value that is there.
  let maximumDefinition: UInt8
  /// For each repetition level from 1 on, the definition level from which on its list has an
  /// element; empty for a leaf outside lists.
  let listEntries: [UInt8]

  /// The repetition level of its innermost list; 0 outside lists.
  var maximumRepetition: UInt8 { UInt8(listEntries.count) }
}
