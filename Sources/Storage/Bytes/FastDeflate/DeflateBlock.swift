/// A block of a deflate stream: what it is made of, then its codes, then its bits.
struct DeflateBlock {
  /// Literals followed by a repetition; of length 0 there is none.
  struct Sequence {
    var literalCount: UInt32
    var length: UInt16
    var distance: UInt16
  }

  /// The input bytes of a block, but for a repetition that reaches past them.
  static let inputLimit = 128 << 10
  /// The most sequences of a block.
  static let sequenceLimit = 16 << 10
  /// The most bytes of a stored part.
  static let storedLimit = 65_535
  /// Four codes of this length fit between two flushes.
  private static let codeLimit = 14

  private let input: UnsafeRawPointer
  let start: Int
  private(set) var end: Int
  private let sequences: UnsafeMutablePointer<Sequence>
  private let sequenceCapacity: Int
  private var sequenceCount = 0
  private var literalCounts = [UInt32](repeating: 0, count: DeflateSymbols.literalCount)
  private var distanceCounts = [UInt32](repeating: 0, count: DeflateSymbols.distanceCount)

  init(
    _ input: UnsafeRawPointer, from start: Int, _ sequences: UnsafeMutableBufferPointer<Sequence>
  ) {
    guard let base = sequences.baseAddress else { preconditionFailure("no sequences") }
    self.input = input
    self.start = start
    end = start
    self.sequences = base
    sequenceCapacity = sequences.count
  }

  /// Whether another sequence and last literals can be added.
  var hasRoom: Bool { sequenceCount &+ 2 <= sequenceCapacity }

  /// Adds literals and the repetition behind them.
  @inline(__always)
  mutating func append(literalCount: Int, _ length: Int, _ distance: Int) {
    (sequences + sequenceCount).initialize(
      to: Sequence(
        literalCount: UInt32(truncatingIfNeeded: literalCount),
        length: UInt16(truncatingIfNeeded: length), distance: UInt16(truncatingIfNeeded: distance)))
    sequenceCount &+= 1
    end &+= literalCount &+ length
  }

  /// Adds the last literals.
  mutating func appendLiterals(_ count: Int) {
    if count > 0 { append(literalCount: count, 0, 0) }
  }

  // MARK: - Writing

  /// Writes the block in the form that takes the fewest bits.
  mutating func write(to bits: inout BitWriter, isLast: Bool) {
    count()
    let literals = HuffmanCode(literalCounts, limit: Self.codeLimit)
    let distances = HuffmanCode(distanceCounts, limit: Self.codeLimit)
    let head = CodeLengths(literals, distances)
    let size = head.size + literals.size(literalCounts) + distances.size(distanceCounts) + extraSize
    let storedSize = ((end - start) + ((end - start) / Self.storedLimit + 1) * 5) * 8
    if size + 3 >= storedSize {
      store(to: &bits, isLast: isLast)
      return
    }
    bits.put(isLast ? 0b101 : 0b100, 3)
    head.write(to: &bits)
    writeSequences(to: &bits, literals, distances)
    bits.put(literals.codes[DeflateSymbols.end])
    bits.flush()
  }

  private mutating func count() {
    let lengthSymbols = DeflateSymbols.lengthSymbols
    literalCounts.withUnsafeMutableBufferPointer { literals in
      var position = start
      for index in 0..<sequenceCount {
        let sequence = sequences[index]
        let literalEnd = position &+ Int(sequence.literalCount)
        while position < literalEnd {
          literals[Int(input.load(fromByteOffset: position, as: UInt8.self))] &+= 1
          position &+= 1
        }
        if sequence.length == 0 { continue }
        literals[257 &+ Int(lengthSymbols[Int(sequence.length) &- 3])] &+= 1
        distanceCounts[DeflateSymbols.distanceSymbol(Int(sequence.distance))] &+= 1
        position &+= Int(sequence.length)
      }
      literals[DeflateSymbols.end] = 1
    }
  }

  /// The bits that lengths and distances take behind their codes.
  private var extraSize: Int {
    var sum = 0
    for symbol in 0..<29 {
      sum += Int(literalCounts[257 + symbol]) * DeflateSymbols.lengthExtra(symbol)
    }
    for symbol in 0..<DeflateSymbols.distanceCount {
      sum += Int(distanceCounts[symbol]) * DeflateSymbols.distanceExtra(symbol)
    }
    return sum
  }

  private func store(to bits: inout BitWriter, isLast: Bool) {
    var position = start
    repeat {
      let size = min(Self.storedLimit, end - position)
      bits.put(isLast && position + size == end ? 1 : 0, 3)
      bits.align()
      bits.put(UInt64(size) | UInt64(~UInt16(size)) << 16, 32)
      bits.flush()
      bits.append(input + position, size)
      position += size
    } while position < end
  }

  private func writeSequences(
    to output: inout BitWriter, _ literals: HuffmanCode, _ distances: HuffmanCode
  ) {
    let lengths = Self.lengthCodes(literals)
    let bases = (0..<DeflateSymbols.distanceCount).map { symbol in
      UInt32(DeflateSymbols.distanceBase(symbol)) << 8
        | UInt32(DeflateSymbols.distanceExtra(symbol))
    }
    let start = output
    output = literals.codes.withUnsafeBufferPointer { codes in
      // A copy that stays in registers.
      var bits = start
      var position = self.start
      for index in 0..<sequenceCount {
        let sequence = sequences[index]
        let literalEnd = position &+ Int(sequence.literalCount)
        while position &+ 4 <= literalEnd {
          let word = (input + position).loadUnaligned(as: UInt32.self).littleEndian
          bits.put(codes[Int(word & 0xff)])
          bits.put(codes[Int(word &>> 8 & 0xff)])
          bits.put(codes[Int(word &>> 16 & 0xff)])
          bits.put(codes[Int(word &>> 24)])
          bits.flush()
          position &+= 4
        }
        while position < literalEnd {
          bits.put(codes[Int(input.load(fromByteOffset: position, as: UInt8.self))])
          position &+= 1
        }
        bits.flush()
        if sequence.length == 0 { continue }
        bits.put(lengths[Int(sequence.length) &- 3])
        let distance = Int(sequence.distance)
        let symbol = DeflateSymbols.distanceSymbol(distance)
        bits.put(distances.codes[symbol])
        let base = bases[symbol]
        bits.put(UInt64(distance &- Int(base &>> 8)), UInt64(base & 0xff))
        bits.flush()
        position &+= Int(sequence.length)
      }
      return bits
    }
  }

  /// For each length less three its code with the extra bits behind it, packed as codes are.
  private static func lengthCodes(_ literals: HuffmanCode) -> [UInt32] {
    (0..<256).map { index in
      let symbol = Int(DeflateSymbols.lengthSymbols[index])
      let code = literals.codes[257 + symbol]
      let extra = UInt32(index + 3 - DeflateSymbols.lengthBase(symbol))
      let width = code & 0xff
      return (code >> 8 | extra << width) << 8
        | (width + UInt32(DeflateSymbols.lengthExtra(symbol)))
    }
  }
}
