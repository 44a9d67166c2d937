/// Short texts, such as names of units and classes, that were found to name nobody, whoever's row
/// they stand in: they come again and again.
struct HarmlessTexts {
  private static let slotCount = 256
  private static let slotBytes = 64
  private var bytes = [UInt8](repeating: 0, count: slotCount * slotBytes)
  private var counts = [UInt8](repeating: 0, count: slotCount)

  /// Whether a text is known to be harmless.
  func contains(_ text: Span<UInt8>) -> Bool {
    let slot = Self.slot(text)
    guard text.count <= Self.slotBytes, Int(counts[slot]) == text.count else { return false }
    let start = slot &* Self.slotBytes
    for index in 0..<text.count where bytes[start &+ index] != text[index] { return false }
    return true
  }

  /// Notes a text, in place of another one that shares its slot.
  mutating func insert(_ text: Span<UInt8>) {
    guard text.count <= Self.slotBytes else { return }
    let slot = Self.slot(text)
    for index in 0..<text.count { bytes[slot &* Self.slotBytes &+ index] = text[index] }
    counts[slot] = UInt8(text.count)
  }

  private static func slot(_ text: Span<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for index in 0..<text.count { hash = (hash ^ UInt32(text[index])) &* 16_777_619 }
    return Int((hash ^ hash >> 16) & UInt32(slotCount - 1))
  }
}
