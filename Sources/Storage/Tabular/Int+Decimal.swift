extension Int {
  /// Reads a whole number without sign, of up to 18 digits and nothing else.
  @inline(__always)
  init?(decimal digits: some Collection<UInt8>) {
    guard !digits.isEmpty, digits.count < 19 else { return nil }
    self = 0
    for digit in digits {
      guard digit >= 48 && digit < 58 else { return nil }
      self = self &* 10 &+ Int(digit &- 48)
    }
  }
}
