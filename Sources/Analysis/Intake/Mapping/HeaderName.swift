/// The form in which header names are compared.
enum HeaderName {
  /// A name without blanks, marks of duty (`*`) and a colon at its end, half-width, lower case.
  static func key(_ name: Span<UInt8>) -> String {
    var clean: [UInt8] = []
    TextCleaner.append(name, to: &clean, style: [])
    clean.removeAll { $0 == 0x20 || $0 == UInt8(ascii: "*") }
    while clean.last == UInt8(ascii: ":") { clean.removeLast() }
    for index in clean.indices where (0x41...0x5a).contains(clean[index]) { clean[index] |= 0x20 }
    return String(decoding: clean, as: UTF8.self)
  }

  /// The form of a name in a mapping.
  static func key(_ name: String) -> String { key(Array(name.utf8).span) }
}
