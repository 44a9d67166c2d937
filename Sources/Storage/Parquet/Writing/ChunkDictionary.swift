/// The distinct values of a column chunk, in order of first appearance.
struct ChunkDictionary: Sendable {
  /// The most bytes of distinct values.
  static let byteLimit = 1 << 20
  /// The most places tried for a value; crowded tables are given up, so that no input is slow.
  private static let probeLimit = 64

  /// The dictionary index of each entry; anything where an entry has no value.
  let indexes: [UInt32]
  /// An entry for each distinct value that holds it.
  let firstEntries: [Int32]

  /// The bits of an index.
  var width: Int { BitPacking.width(of: UInt64(max(0, firstEntries.count - 1))) }

  /// Collects the distinct values; nil when a dictionary does not pay.
  ///
  /// It pays while it is under 1 MiB and each value comes four times on average.
  init?(_ leaf: LeafColumn) {
    switch leaf.values {
    case .bool: return nil
    case .int32(let values):
      self.init(leaf, size: 4) {
        Self.mix(UInt64(UInt32(bitPattern: values[$0])))
      } equal: {
        values[$0] == values[$1]
      }
    case .int64(let values):
      self.init(leaf, size: 8) {
        Self.mix(UInt64(bitPattern: values[$0]))
      } equal: {
        values[$0] == values[$1]
      }
    case .double(let values):
      self.init(leaf, size: 8) {
        Self.mix(values[$0].bitPattern)
      } equal: {
        values[$0].bitPattern == values[$1].bitPattern
      }
    case .text(let bytes, let offsets):
      let range: (Int) -> Range<Int> = { Int(offsets[$0])..<Int(offsets[$0 &+ 1]) }
      let found: ChunkDictionary? = bytes.withUnsafeBytes { bytes in
        ChunkDictionary(
          leaf, size: 4, extra: { range($0).count }, hash: { Self.hash(bytes, range($0)) },
          equal: { left, right in
            let one = range(left)
            let other = range(right)
            return one.count == other.count && Self.equal(bytes, one, other)
          })
      }
      guard let found else { return nil }
      self = found
    }
  }

  @inline(__always)
  private init?(
    _ leaf: LeafColumn, size: Int, extra: (Int) -> Int = { _ in 0 }, hash: (Int) -> UInt64,
    equal: (Int, Int) -> Bool
  ) {
    let entryCount = leaf.entries(0..<leaf.rowCount).count
    let validity = leaf.validity
    let valueCount = validity.isEmpty ? entryCount : validity.reduce(0) { $0 + ($1 ? 1 : 0) }
    var table = Table(limit: valueCount / 4)
    var indexes = [UInt32](repeating: 0, count: entryCount)
    var byteCount = 0
    for entry in 0..<entryCount where validity.isEmpty || validity[entry] {
      let code = hash(entry)
      guard let (index, isNew) = table.index(entry, hash: code, equal: equal) else { return nil }
      indexes[entry] = index
      if isNew {
        byteCount &+= size &+ extra(entry)
        if byteCount > Self.byteLimit { return nil }
      }
    }
    if table.firstEntries.isEmpty { return nil }
    self.indexes = indexes
    firstEntries = table.firstEntries
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0x9e37_79b9_7f4a_7c15) &* 0xd6e8_feb8_6659_fd93
    return product ^ product &>> 32
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
    var state = UInt64(range.count)
    var position = range.lowerBound
    while range.upperBound &- position >= 8 {
      state = mix(state ^ bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position &+= 8
    }
    var tail: UInt64 = 0
    while position < range.upperBound {
      tail = tail &<< 8 | UInt64(bytes[position])
      position &+= 1
    }
    return mix(state ^ tail)
  }

  private static func equal(
    _ bytes: UnsafeRawBufferPointer, _ left: Range<Int>, _ right: Range<Int>
  ) -> Bool {
    var offset = 0
    let count = left.count
    while count &- offset >= 8 {
      let one = bytes.loadUnaligned(
        fromByteOffset: left.lowerBound &+ offset, as: UInt64.self)
      let other = bytes.loadUnaligned(
        fromByteOffset: right.lowerBound &+ offset, as: UInt64.self)
      if one != other { return false }
      offset &+= 8
    }
    while offset < count {
      if bytes[left.lowerBound &+ offset] != bytes[right.lowerBound &+ offset] { return false }
      offset &+= 1
    }
    return true
  }

  /// Open addressing over the distinct values found so far.
  private struct Table {
    private(set) var firstEntries: [Int32] = []
    private var hashes: [UInt32] = []
    /// An index plus one, or zero; at least twice as many places as values.
    private var places: [UInt32] = Array(repeating: 0, count: 256)
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// The index of an entry's value; nil when there are too many values.
    @inline(__always)
    mutating func index(_ entry: Int, hash: UInt64, equal: (Int, Int) -> Bool)
      -> (index: UInt32, isNew: Bool)?
    {
      let short = UInt32(truncatingIfNeeded: hash)
      var place = Int(short) & (places.count &- 1)
      for _ in 0..<ChunkDictionary.probeLimit {
        let found = places[place]
        if found == 0 { return insert(entry, short, at: place) }
        let index = Int(found) &- 1
        if hashes[index] == short && equal(Int(firstEntries[index]), entry) {
          return (UInt32(truncatingIfNeeded: index), false)
        }
        place = (place &+ 1) & (places.count &- 1)
      }
      return nil
    }

    @inline(never)
    private mutating func insert(_ entry: Int, _ hash: UInt32, at place: Int)
      -> (index: UInt32, isNew: Bool)?
    {
      guard firstEntries.count < limit else { return nil }
      firstEntries.append(Int32(entry))
      hashes.append(hash)
      places[place] = UInt32(firstEntries.count)
      if firstEntries.count * 2 > places.count { grow() }
      return (UInt32(firstEntries.count - 1), true)
    }

    private mutating func grow() {
      places = Array(repeating: 0, count: places.count * 4)
      for (index, hash) in hashes.enumerated() {
        var place = Int(hash) & (places.count - 1)
        while places[place] != 0 { place = (place + 1) & (places.count - 1) }
        places[place] = UInt32(index + 1)
      }
    }
  }
}
