internal import Bytes

/// Weights in 255 steps, one row for each n-gram: what a text is scored with.
///
/// A weight is a byte, 128 for none, so that bytes add up without being widened one by one: see
/// `add`. Rows whose weights are small are stored a power of two larger, for most n-grams say little,
/// and many little errors would add up; where a row has a large weight, a second row holds what
/// rounding left, 128 times as large. On texts not learned from, the likeliest label is the same as
/// with exact weights in 9,995 of 10,000; with one step for all n-grams it was in 9,948.
///
/// The labels of a row are padded to whole groups of `groupSize`; two labels that are half a group
/// apart lie side by side. The bytes lie in a mapped model file, or in memory of their own.
final class WeightTable: @unchecked Sendable {
  // Sendable: nothing writes to the bytes once the table is made.

  /// How many labels are added up at once.
  static let groupSize = 32
  /// What a weight of nothing is stored as.
  static let zero = 128

  /// How many times as large as they are weights may be stored; the last is for what rounding left of
  /// weights that are stored as large as they are.
  static let magnifications: [Float] = [1, 4, 8, 16, 128]
  /// The class of rows that hold what rounding left.
  static let remainderClass = magnifications.count - 1

  /// How many weights a row holds: the labels, rounded up.
  let stride: Int
  /// How many rows there are for n-grams; those for remainders follow.
  let featureCount: Int
  /// All rows.
  let bytes: UnsafeRawBufferPointer
  /// Which of `magnifications` an n-gram's row is stored with.
  let classes: [UInt8]
  /// The row with an n-gram's remainders; −1 where there is none.
  let remainders: [Int32]
  /// What the bytes lie in; nil for memory of their own.
  private let file: MappedFile?

  static func stride(for labelCount: Int) -> Int {
    (labelCount + groupSize - 1) / groupSize * groupSize
  }

  /// Where in its row a label's weight lies.
  static func position(of label: Int) -> Int {
    let lane = label % groupSize
    return label - lane + (lane < groupSize / 2 ? 2 * lane : 2 * lane + 1 - groupSize)
  }

  /// How many rows n-grams of some classes have together.
  static func rowCount(_ classes: [UInt8]) -> Int { classes.count + classes.count { $0 == 0 } }

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - classes: The class of each n-gram, remainders' excluded.
  ///   - bytes: The rows.
  ///   - file: What they lie in; nil for memory that is to go with the table.
  init(classes: [UInt8], labelCount: Int, bytes: UnsafeRawBufferPointer, in file: MappedFile?) {
    stride = Self.stride(for: labelCount)
    precondition(bytes.count == Self.rowCount(classes) * stride, "a row for each n-gram")
    self.classes = classes
    featureCount = classes.count
    var row = Int32(classes.count)
    remainders = classes.map { rowClass in
      if rowClass != 0 { return -1 }
      row += 1
      return row - 1
    }
    self.bytes = bytes
    self.file = file
  }

  /// Makes rows in memory of their own.
  ///
  /// - Parameter fill: Writes the rows; all weights are nothing before.
  convenience init(
    classes: [UInt8], labelCount: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void
  ) {
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.rowCount(classes) * Self.stride(for: labelCount), alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: UInt8(Self.zero))
    fill(memory)
    self.init(
      classes: classes, labelCount: labelCount, bytes: UnsafeRawBufferPointer(memory), in: nil)
  }

  deinit { if file == nil { bytes.deallocate() } }

  /// The weight of an n-gram for a label, in the label's steps.
  func steps(_ feature: Int, _ label: Int) -> Float {
    let whole = steps(row: feature, label) / Self.magnifications[Int(classes[feature])]
    guard remainders[feature] >= 0 else { return whole }
    return whole
      + steps(row: Int(remainders[feature]), label) / Self.magnifications[Self.remainderClass]
  }

  private func steps(row: Int, _ label: Int) -> Float {
    Float(Int(bytes[row * stride + Self.position(of: label)]) - Self.zero)
  }
}
