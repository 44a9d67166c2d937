/// Tells how much of a text was written in no other of some weeks.
///
/// Marks the weeks of each n-gram of two to four ideographs in a table of a fixed size; n-grams
/// that share a place hide each other's newness, alike for all weeks.
public struct WeekGrams: Sendable {
  /// How many weeks can be told apart.
  public static let weekLimit = 8
  private static let tableBits = 24

  private var marks = [UInt8](repeating: 0, count: 1 << tableBits)
  private let normalizer = TextNormalizer(keepsOnlyLettersAndDigits: false, foldsDigits: true)
  private let cutter = CharacterNGrams(2...4)
  private var scalars: [UInt32] = []
  private var keys: [UInt64] = []

  /// Starts without any text.
  public init() {}

  /// Marks a text's n-grams.
  public mutating func add(_ text: Span<UInt8>, week: Int) {
    read(text)
    for key in keys { marks[Int(key >> UInt64(64 - Self.tableBits))] |= 1 << UInt8(week) }
  }

  /// How many n-grams of a text no other week has, and how many it has in all.
  public mutating func count(_ text: Span<UInt8>, week: Int) -> (unseen: Int, all: Int) {
    read(text)
    let own: UInt8 = 1 << UInt8(week)
    var unseen = 0
    for key in keys where marks[Int(key >> UInt64(64 - Self.tableBits))] & ~own == 0 {
      unseen += 1
    }
    return (unseen, keys.count)
  }

  private mutating func read(_ text: Span<UInt8>) {
    scalars.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    let (normalizer, cutter) = (normalizer, cutter)
    normalizer.append(text, to: &scalars)
    let found = scalars
    cutter.appendKeys(of: found.span, to: &keys)
  }
}
