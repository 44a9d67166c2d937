/// What a single character may mean to the masker, in one look-up.
struct HanTable: Sendable {
  /// Roles of a character.
  struct Roles: OptionSet, Sendable {
    let rawValue: UInt16
    /// May be a surname.
    static let surname = Roles(rawValue: 1)
    /// Starts a word after which a name, plate or account comes.
    static let cue = Roles(rawValue: 2)
    /// Names a province on a licence plate.
    static let province = Roles(rawValue: 4)
    /// Is a digit of some kind.
    static let digit = Roles(rawValue: 8)
    /// Starts a form of address that follows a name.
    static let title = Roles(rawValue: 16)
    /// Never belongs to a name.
    static let function = Roles(rawValue: 32)
    /// Does not follow a surname, unless a label says that a name comes.
    static let notFirst = Roles(rawValue: 64)
    /// Does not end a given name.
    static let notSecond = Roles(rawValue: 128)
    /// Ends the name of a compound, road or village.
    static let site = Roles(rawValue: 256)
    /// A unit of measure or count.
    static let measure = Roles(rawValue: 512)
    /// Stands in given names and hardly anywhere else.
    static let givenName = Roles(rawValue: 1024)
    /// Stands in given names and elsewhere.
    static let maybeGivenName = Roles(rawValue: 2048)
    /// Starts a word for what only people do or have, which makes a name of what stands before it.
    static let deed = Roles(rawValue: 4096)
    /// May be a surname where a name is announced, and is mostly something else.
    static let rareSurname = Roles(rawValue: 8192)
    /// A surname that makes no other word with 老, 小 or 总.
    static let plainSurname = Roles(rawValue: 16384)
    /// A form of address of one character.
    static let address = Roles(rawValue: 32768)

    /// What makes the masker look closer at a character.
    static let triggers: Roles = [.surname, .cue, .province, .digit, .title]
  }

  static let base: UInt32 = 0x2000
  private static let limit: UInt32 = 0xa000
  private var roles = [UInt16](repeating: 0, count: Int(limit - base))

  /// Gives each character of a text a role.
  mutating func add(_ role: Roles, _ characters: String) {
    for scalar in characters.unicodeScalars {
      guard scalar.value >= Self.base, scalar.value < Self.limit else { continue }
      roles[Int(scalar.value - Self.base)] |= role.rawValue
    }
  }

  /// The roles of all scalars from `base` on.
  var values: [UInt16] { roles }

  /// The roles of a scalar.
  subscript(value: UInt32) -> Roles {
    value >= Self.base && value < Self.limit
      ? Roles(rawValue: roles[Int(value &- Self.base)]) : []
  }
}
