internal import Bytes

/// The schema as the tree that its flat elements stand for.
struct SchemaTree: Sendable {
  /// An element and what lies below it.
  struct Node: Sendable {
    let element: SchemaElement
    /// Empty for a leaf.
    let children: [Node]
    /// A leaf's place among all leaves.
    let leaf: Int?
  }

  /// The file's columns.
  let columns: [Node]
  /// The number of leaves, which is that of column chunks in each row group.
  let leafCount: Int

  /// Deeper trees are nobody's tables, and would only use up the stack.
  private static let depthLimit = 64

  init(_ elements: [SchemaElement]) throws(StorageError) {
    var next = 0
    var leafCount = 0
    let root = try Self.node(elements, at: &next, &leafCount, depth: 0)
    guard root.leaf == nil else { throw .corrupt("the schema has no root") }
    guard next == elements.count else {
      throw .corrupt("the schema's tree does not fit its elements")
    }
    columns = root.children
    self.leafCount = leafCount
  }

  private static func node(
    _ elements: [SchemaElement], at next: inout Int, _ leafCount: inout Int, depth: Int
  ) throws(StorageError) -> Node {
    guard next < elements.count else { throw .corrupt("the schema is cut") }
    guard depth <= depthLimit else {
      throw .unsupported("a schema of over \(depthLimit) levels")
    }
    let element = elements[next]
    next += 1
    if element.type != nil {
      leafCount += 1
      return Node(element: element, children: [], leaf: leafCount - 1)
    }
    let count = Int(element.childCount ?? 0)
    guard count >= 0, count <= elements.count - next else { throw .corrupt("the schema is cut") }
    var children: [Node] = []
    for _ in 0..<count {
      children.append(try node(elements, at: &next, &leafCount, depth: depth + 1))
    }
    return Node(element: element, children: children, leaf: nil)
  }
}
