extension ChunkPlan {
  /// The uncompressed bytes of the dictionary page.
  func encodedDictionary(_ dictionary: ChunkDictionary) -> [UInt8] {
    var output: [UInt8] = []
    let entries = dictionary.firstEntries.map(Int.init)
    switch leaf.values {
    case .bool: preconditionFailure("truth values have no dictionary")
    case .int32(let values): append(entries.map { values[$0] }, to: &output)
    case .int64(let values): append(entries.map { values[$0] }, to: &output)
    case .double(let values): append(entries.map { values[$0] }, to: &output)
    case .text(let bytes, let offsets):
      PlainEncoding.append(texts: bytes, offsets, entries, [], to: &output)
    }
    return output
  }

  private func append<Element>(_ values: [Element], to output: inout [UInt8]) {
    PlainEncoding.append(values, values.indices, [], to: &output)
  }

  /// The uncompressed bytes of a version 1 data page: levels, then values.
  func encodedPage(_ rows: Range<Int>) -> [UInt8] {
    var output: [UInt8] = []
    let entries = leaf.entries(rows)
    if let lists = leaf.lists {
      appendListLevels(lists, rows, to: &output)
    } else {
      appendLevels(width: 1, to: &output) { output in
        if leaf.validity.isEmpty {
          HybridEncoding.appendRun(of: UInt8(1), count: rows.count, width: 1, to: &output)
        } else {
          let levels: [UInt8] = leaf.validity[rows].map { $0 ? 1 : 0 }
          HybridEncoding.append(levels, levels.indices, width: 1, to: &output)
        }
      }
    }
    appendValues(entries, to: &output)
    return output
  }

  /// Appends levels behind their size in four bytes.
  private func appendLevels(width: Int, to output: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
    let start = output.count
    output.append(contentsOf: [0, 0, 0, 0])
    body(&output)
    let size = UInt32(output.count - start - 4)
    for step in 0..<4 { output[start + step] = UInt8(truncatingIfNeeded: size >> UInt32(8 * step)) }
  }

  /// A row without a list is level 0, an empty list 1, a missing element 2, an element 3.
  private func appendListLevels(
    _ lists: LeafColumn.Lists, _ rows: Range<Int>, to output: inout [UInt8]
  ) {
    var repetition: [UInt8] = []
    var definition: [UInt8] = []
    for row in rows {
      let entries = Int(lists.offsets[row])..<Int(lists.offsets[row + 1])
      if entries.isEmpty {
        repetition.append(0)
        definition.append(lists.validity.isEmpty || lists.validity[row] ? 1 : 0)
      }
      for entry in entries {
        repetition.append(entry == entries.lowerBound ? 0 : 1)
        definition.append(leaf.validity.isEmpty || leaf.validity[entry] ? 3 : 2)
      }
    }
    appendLevels(width: 1, to: &output) {
      HybridEncoding.append(repetition, repetition.indices, width: 1, to: &$0)
    }
    appendLevels(width: 2, to: &output) {
      HybridEncoding.append(definition, definition.indices, width: 2, to: &$0)
    }
  }

  private func appendValues(_ entries: Range<Int>, to output: inout [UInt8]) {
    if let dictionary {
      appendIndexes(dictionary, entries, to: &output)
      return
    }
    switch leaf.values {
    case .bool(let values): PlainEncoding.append(bits: values, entries, leaf.validity, to: &output)
    case .int32(let values): PlainEncoding.append(values, entries, leaf.validity, to: &output)
    case .int64(let values) where encoding == .deltaBinaryPacked:
      if leaf.validity.isEmpty {
        DeltaEncoding.append(values, entries, to: &output)
      } else {
        let present = entries.filter { leaf.validity[$0] }.map { values[$0] }
        DeltaEncoding.append(present, present.indices, to: &output)
      }
    case .int64(let values): PlainEncoding.append(values, entries, leaf.validity, to: &output)
    case .double(let values): PlainEncoding.append(values, entries, leaf.validity, to: &output)
    case .text(let bytes, let offsets) where encoding == .deltaByteArray:
      DeltaTextEncoding.append(bytes, offsets, entries, leaf.validity, to: &output)
    case .text(let bytes, let offsets):
      PlainEncoding.append(texts: bytes, offsets, entries, leaf.validity, to: &output)
    }
  }

  private func appendIndexes(
    _ dictionary: ChunkDictionary, _ entries: Range<Int>, to output: inout [UInt8]
  ) {
    let width = dictionary.width
    output.append(UInt8(width))
    if leaf.validity.isEmpty {
      HybridEncoding.append(dictionary.indexes, entries, width: width, to: &output)
    } else {
      var present: [UInt32] = []
      present.reserveCapacity(entries.count)
      for entry in entries where leaf.validity[entry] { present.append(dictionary.indexes[entry]) }
      HybridEncoding.append(present, present.indices, width: width, to: &output)
    }
  }
}
