internal import Bytes

extension LeafPages {
  /// The texts that are there, one after the other.
  func texts() throws(StorageError) -> (bytes: [UInt8], offsets: [Int32]) {
    if pages.count == 1, case .text(let bytes, let offsets) = pages[0].values {
      return (bytes, offsets)
    }
    let lengths = dictionaryLengths()
    var size = 0
    for page in pages {
      switch page.values {
      case .text(let bytes, _): size += bytes.count
      case .indexes(let indexes): for index in indexes { size &+= Int(lengths[Int(index)]) }
      default: preconditionFailure("pages of different kinds")
      }
    }
    guard size <= Int(Int32.max) else {
      throw StorageError(.limitExceeded, "a row group's texts are over 2 GiB")
    }
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(pages.reduce(1) { $0 + $1.values.count })
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    for page in pages {
      switch page.values {
      case .text(let text, let ends):
        let base = Int32(truncatingIfNeeded: bytes.count)
        for end in ends.dropFirst() { offsets.append(base &+ end) }
        bytes.append(contentsOf: text)
      case .indexes(let indexes): append(indexes, to: &bytes, &offsets)
      default: preconditionFailure("pages of different kinds")
      }
    }
    return (bytes, offsets)
  }

  private func dictionaryLengths() -> [Int32] {
    guard case .text(_, let offsets)? = dictionary else { return [] }
    return (0..<offsets.count - 1).map { offsets[$0 + 1] - offsets[$0] }
  }

  private func append(_ indexes: [UInt32], to bytes: inout [UInt8], _ offsets: inout [Int32]) {
    guard case .text(let text, let starts)? = dictionary else {
      preconditionFailure("indexes without a dictionary")
    }
    text.withUnsafeBufferPointer { text in
      for index in indexes {
        let range = Int(starts[Int(index)])..<Int(starts[Int(index) &+ 1])
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[range]))
        offsets.append(Int32(truncatingIfNeeded: bytes.count))
      }
    }
  }

  /// The offsets of instances, those without a value being empty.
  static func expand(_ offsets: [Int32], _ mask: [Bool]) -> [Int32] {
    if mask.isEmpty { return offsets }
    var expanded: [Int32] = [0]
    expanded.reserveCapacity(mask.count + 1)
    var next = 0
    for isPresent in mask {
      if isPresent { next &+= 1 }
      expanded.append(offsets[next])
    }
    return expanded
  }
}
