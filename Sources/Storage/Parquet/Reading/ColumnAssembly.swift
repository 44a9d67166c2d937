internal import Bytes
internal import Columns

/// Puts the columns of one shape together from the pages of their leaves.
///
/// Source: the record assembly of S. Melnik et al., "Dremel" (2010), by columns rather than rows.
struct ColumnAssembly {
  /// The pages of each leaf, by its place among the leaves of the file.
  let leaves: [Int: LeafPages]
  let rowCount: Int

  /// The column of a shape.
  func column(_ shape: ColumnShape) throws(StorageError) -> NestedColumn {
    for leaf in shape.leaves {
      guard let pages = leaves[leaf.chunk] else { preconditionFailure("a leaf was not read") }
      try pages.check(rowCount: rowCount)
    }
    return try column(shape, entry: 0, repetition: 0)
  }

  /// The column of a part of a shape.
  ///
  /// - Parameters:
  ///   - shape: The part.
  ///   - entry: The definition level from which on there is an instance of it.
  ///   - repetition: The repetition level up to which an entry starts a new instance.
  private func column(_ shape: ColumnShape, entry: UInt8, repetition: UInt8) throws(StorageError)
    -> NestedColumn
  {
    switch shape {
    case .leaf(let leaf): return .values(try pages(leaf).column(entry: entry))
    case .list(let definition, let level, let element):
      let instances = try same(shape.leaves) { pages in
        pages.lists(
          entry: entry, repetition: repetition, definition: definition, elementRepetition: level)
      }
      let elements = try column(element, entry: definition + 1, repetition: level)
      guard elements.count == Int(instances.offsets[instances.offsets.count - 1]) else {
        throw .corrupt("lists of other lengths than their elements")
      }
      return .list(
        offsets: instances.offsets, validity: Validity(mask: instances.validity), elements)
    case .structure(let definition, let members):
      let instances = try same(shape.leaves) { pages in
        pages.structures(entry: entry, repetition: repetition, definition: definition)
      }
      var columns: [NestedColumn] = []
      for member in members {
        let found = try column(member.shape, entry: entry, repetition: repetition)
        guard found.count == instances.count else {
          throw .corrupt("members of a structure differ in number")
        }
        columns.append(found)
      }
      return .structure(
        count: instances.count, validity: Validity(mask: instances.validity), columns)
    }
  }

  private func pages(_ leaf: LeafSchema) -> LeafPages {
    guard let found = leaves[leaf.chunk] else { preconditionFailure("a leaf was not read") }
    return found
  }

  /// What all leaves below a list or structure must say alike.
  private func same<Instances: Equatable>(
    _ leaves: [LeafSchema], _ body: (LeafPages) -> Instances
  ) throws(StorageError) -> Instances {
    let first = body(pages(leaves[0]))
    for leaf in leaves.dropFirst() where body(pages(leaf)) != first {
      throw .corrupt("columns of one structure tell different lists")
    }
    return first
  }
}
