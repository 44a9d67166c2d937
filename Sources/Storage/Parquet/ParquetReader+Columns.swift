internal import Bytes
internal import Columns
internal import Parallel
internal import Synchronization

extension ParquetReader {
  /// A column's values of the rows whose pages were read.
  struct Part: Sendable {
    let values: NestedColumn
    /// Where the rows asked for are among them; nil when there are no others.
    let positions: [Int]?
  }

  /// The pages of one leaf.
  struct Source: Sendable {
    let name: String
    let leaf: LeafSchema
    let pages: PageSource
    let dictionary: DecodedValues?
  }

  /// Reads columns of any shape of a row group.
  func read(
    rowGroup: Int, _ columns: [(name: String, shape: ColumnShape)], rows: RowSelection?
  ) throws(StorageError) -> [Part] {
    let group = footer.metadata.rowGroups[rowGroup]
    precondition(
      rows?.ranges.last.map { $0.upperBound <= group.rowCount } ?? true, "rows past the row group")
    let selected = rows ?? RowSelection([0..<group.rowCount])
    do throws(StorageError) {
      return try read(group, columns, selected)
    } catch {
      throw error.at(path: file.path)
    }
  }

  private func read(
    _ group: RowGroupMetadata, _ columns: [(name: String, shape: ColumnShape)],
    _ selected: RowSelection
  ) throws(StorageError) -> [Part] {
    var wanted: [(name: String, leaf: LeafSchema)] = []
    var starts = [0]
    for column in columns {
      for leaf in column.shape.leaves { wanted.append((column.name, leaf)) }
      starts.append(wanted.count)
    }
    let leaves = wanted
    let ends = starts
    var found = try Parallel.map(chunks: leaves.count) { index throws(StorageError) in
      try named(leaves[index].name) { () throws(StorageError) in
        try source(group, leaves[index].name, leaves[index].leaf, selected)
      }
    }
    // Where the members of a structure are cut into pages at different rows, all are read.
    let all = RowSelection([0..<group.rowCount])
    for index in columns.indices {
      let range = ends[index]..<ends[index + 1]
      if found[range].allSatisfy({ $0.pages.rows == found[range.lowerBound].pages.rows }) {
        continue
      }
      for leaf in range {
        found[leaf] = try source(group, leaves[leaf].name, leaves[leaf].leaf, all)
      }
    }
    let sources = found
    let decoded = try decode(sources)
    return try Parallel.map(chunks: columns.count) { index throws(StorageError) in
      try named(columns[index].name) { () throws(StorageError) in
        let range = ends[index]..<ends[index + 1]
        return try part(
          columns[index].shape, Array(sources[range]), Array(decoded[range]), selected)
      }
    }
  }

  /// Decodes the pages of all sources, each page a task.
  private func decode(_ sources: [Source]) throws(StorageError) -> [[DecodedPage]] {
    var tasks: [(source: Int, page: Int)] = []
    for (index, source) in sources.enumerated() {
      for page in source.pages.pages.indices { tasks.append((index, page)) }
      bytesRead.wrappingAdd(source.pages.bytes.count, ordering: .relaxed)
    }
    pagesRead.wrappingAdd(tasks.count, ordering: .relaxed)
    let work = tasks
    let pages = try Parallel.map(chunks: work.count) { index throws(StorageError) in
      let source = sources[work[index].source]
      return try named(source.name) { () throws(StorageError) in
        try DecodedPage(
          source.pages.pages[work[index].page].page, of: source.pages, leaf: source.leaf,
          dictionary: source.dictionary)
      }
    }
    var next = 0
    return sources.map { source in
      defer { next += source.pages.pages.count }
      return Array(pages[next..<next + source.pages.pages.count])
    }
  }

  private func part(
    _ shape: ColumnShape, _ sources: [Source], _ pages: [[DecodedPage]], _ selected: RowSelection
  ) throws(StorageError) -> Part {
    let rows = sources[0].pages.rows
    var leaves: [Int: LeafPages] = [:]
    for (source, pages) in zip(sources, pages) {
      leaves[source.leaf.chunk] = LeafPages(
        leaf: source.leaf, dictionary: source.dictionary, pages: pages)
    }
    let values = try ColumnAssembly(leaves: leaves, rowCount: rows.count).column(shape)
    return Part(values: values, positions: selected.positions(in: rows))
  }

  func source(
    _ group: RowGroupMetadata, _ name: String, _ leaf: LeafSchema, _ selected: RowSelection
  ) throws(StorageError) -> Source {
    let chunk = group.chunks[leaf.chunk]
    let source = try PageSource(
      chunk, of: leaf, in: file, before: footer.offset, rowCount: group.rowCount,
      selected: selected)
    guard let page = source.dictionary else {
      return Source(name: name, leaf: leaf, pages: source, dictionary: nil)
    }
    guard [.plain, .plainDictionary].contains(page.header.encoding) else {
      throw .unsupported("\(page.header.encoding.name) encoding of a dictionary")
    }
    let content = try source.content(of: page)
    var decoder = ValueDecoder(
      content, from: content.range.lowerBound, leaf: leaf, dictionary: nil)
    return Source(
      name: name, leaf: leaf, pages: source,
      dictionary: try decoder.values(page.header.valueCount, .plain))
  }

  func named<Result>(
    _ column: String, _ body: () throws(StorageError) -> Result
  ) throws(StorageError) -> Result {
    do throws(StorageError) {
      return try body()
    } catch {
      throw error.at(column: column)
    }
  }
}
