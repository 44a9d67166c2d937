internal import Bytes

/// What lies between a column's rows and its stored values: lists and structures, any deep.
///
/// Source: apache/parquet-format, `LogicalTypes.md`, "Lists"; levels as in `README.md`, "Nested
/// Encoding".
indirect enum ColumnShape: Sendable {
  case leaf(LeafSchema)
  /// A list is there from `definition` on, an element of it from the next level on; `repetition`
  /// is where further elements start.
  case list(definition: UInt8, repetition: UInt8, ColumnShape)
  /// A structure is there from `definition` on.
  case structure(definition: UInt8, [Member])

  struct Member: Sendable {
    let name: String
    let shape: ColumnShape
  }

  /// How the values of leaves are converted.
  enum Purpose: Sendable {
    /// To the types of tables.
    case tables
    /// Not at all, so that each can be shown as stored.
    case display
  }

  /// The shape of a column.
  ///
  /// - Throws: `unsupported`, naming what it is that is not read.
  init(_ node: SchemaTree.Node, for purpose: Purpose) throws(StorageError) {
    self = try Self.shape(node, definition: 0, listEntries: [], purpose)
  }

  /// All leaves, in the file's order.
  var leaves: [LeafSchema] {
    switch self {
    case .leaf(let leaf): [leaf]
    case .list(_, _, let element): element.leaves
    case .structure(_, let members): members.flatMap(\.shape.leaves)
    }
  }

  private static func shape(
    _ node: SchemaTree.Node, definition: UInt8, listEntries: [UInt8], _ purpose: Purpose
  ) throws(StorageError) -> ColumnShape {
    let element = node.element
    guard element.repetition != .repeated else {
      throw .unsupported("repeated columns outside a LIST of three levels")
    }
    let present = definition + (element.repetition == .optional ? 1 : 0)
    if let leaf = node.leaf {
      let conversion =
        switch purpose {
        case .tables: try ColumnConversion.of(element).conversion
        case .display: try ColumnConversion.stored(element)
        }
      return .leaf(
        LeafSchema(
          element: element, chunk: leaf, physicalType: element.type ?? .boolean,
          conversion: conversion, maximumDefinition: present, listEntries: listEntries))
    }
    switch element.meaning {
    case .list:
      let content = try listElement(of: node)
      return .list(
        definition: present, repetition: UInt8(listEntries.count + 1),
        try shape(
          content, definition: present + 1, listEntries: listEntries + [present + 1], purpose))
    case nil:
      guard !node.children.isEmpty else { throw .unsupported("structures without members") }
      var members: [Member] = []
      for child in node.children {
        let shape = try shape(
          child, definition: present, listEntries: listEntries, purpose)
        members.append(Member(name: child.element.name, shape: shape))
      }
      return .structure(definition: present, members)
    case let meaning?: throw .unsupported("\(meaning.name) columns")
    }
  }

  /// The element of a list of three levels; older forms, which can be told apart only by the names
  /// of their writers, are refused.
  private static func listElement(of list: SchemaTree.Node) throws(StorageError)
    -> SchemaTree.Node
  {
    guard list.children.count == 1, list.children[0].element.repetition == .repeated else {
      throw .unsupported("LIST columns of an unknown form")
    }
    let entry = list.children[0]
    guard entry.leaf == nil, entry.children.count == 1, entry.element.meaning == nil,
      entry.element.name != "array", entry.element.name != list.element.name + "_tuple"
    else { throw .unsupported("LIST columns of two levels") }
    return entry.children[0]
  }
}
