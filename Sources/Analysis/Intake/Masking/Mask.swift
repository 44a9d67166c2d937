/// What a masked piece of text was; its token stands in the text instead.
public enum Mask: UInt8, CaseIterable, Sendable {
  /// A telephone number.
  case phone
  /// A person's name.
  case name
  /// An identity document's number.
  case idNumber
  /// A vehicle's licence plate.
  case plate
  /// A room, or the exact home address.
  case door
  /// An e-mail address.
  case email
  /// A bank card or account.
  case card
  /// An account of a messenger.
  case account

  /// The text that stands in place of the piece.
  public var token: String {
    switch self {
    case .phone: "〔电话〕"
    case .name: "〔姓名〕"
    case .idNumber: "〔证件〕"
    case .plate: "〔车牌〕"
    case .door: "〔门牌〕"
    case .email: "〔邮箱〕"
    case .card: "〔卡号〕"
    case .account: "〔账号〕"
    }
  }

  /// The tokens' UTF-8, by raw value.
  static let tokens: [[UInt8]] = allCases.map { Array($0.token.utf8) }

  /// Puts masked pieces back, so that the cleaned text is whole again.
  ///
  /// - Parameters:
  ///   - masked: A masked text.
  ///   - spans: What was taken out of it, by ascending byte offset in the cleaned text.
  /// - Returns: The cleaned text; nil when the spans do not fit the text.
  public static func restore(
    _ masked: [UInt8], spans: [(offset: Int, bytes: [UInt8])]
  ) -> [UInt8]? {
    var output: [UInt8] = []
    output.reserveCapacity(masked.count)
    var cursor = 0
    for (offset, bytes) in spans {
      let plain = offset - output.count
      guard plain >= 0, cursor + plain <= masked.count else { return nil }
      output.append(contentsOf: masked[cursor..<(cursor + plain)])
      cursor += plain
      guard let token = tokens.first(where: { masked[cursor...].starts(with: $0) }) else {
        return nil
      }
      cursor += token.count
      output.append(contentsOf: bytes)
    }
    output.append(contentsOf: masked[cursor...])
    return output
  }
}

/// A piece of a cleaned text that is to be masked.
struct MaskedRange: Equatable, Sendable {
  /// The first byte.
  var start: Int
  /// The byte behind the last.
  var end: Int
  /// What it is.
  var mask: Mask
}
