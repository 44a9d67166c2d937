/// The people of the city, each of whom follows from a number.
struct Population: Sendable {
  /// A person.
  struct Person {
    /// The name's place in the list of names.
    let name: Int
    let isMale: Bool
    /// The mobile number's seven last digits.
    let phone: Int
    /// What home and ID number follow from.
    let seed: UInt64
  }

  /// How many people call at all.
  private(set) var count: Int
  /// All full names.
  let names: [String]
  private let maleNames: [Int32]
  private let femaleNames: [Int32]
  private var seed: UInt64

  /// How many phone numbers there are, and how many of them are people's first ones.
  static let phoneCount = 10_000_000
  private static let firstPhones = 8_000_000

  init(resources: GeneratorResources, rows: Int, seed: UInt64) {
    self.seed = Dice.mix(seed, 0x7065_7273)
    count = Self.count(rows: rows)
    var names: [String] = []
    var male: [Int32] = []
    var female: [Int32] = []
    let surnames = TabTable(resources.surnames).rows
    let taken = Self.texts(resources, beginningWith: surnames.map { $0[0] })
    let given = TabTable(resources.given).rows
    for surname in surnames {
      for second in given {
        let name = surname[0] + second[0]
        if taken.contains(Self.hash(name.utf8)) { continue }
        let index = Int32(names.count)
        names.append(name)
        let sex = second.count > 1 ? second[1] : ""
        if sex != "F" { male.append(index) }
        if sex != "M" { female.append(index) }
      }
    }
    precondition(!male.isEmpty && !female.isEmpty, "no names")
    self.names = names
    maleNames = male
    femaleNames = female
  }

  /// Other people with the same stock of names.
  func sized(for options: GenerationOptions) -> Population {
    var other = self
    other.seed = Dice.mix(options.seed, 0x7065_7273)
    other.count = Self.count(rows: options.rows)
    return other
  }

  private static func count(rows: Int) -> Int { min(firstPhones, max(50, rows * 7 / 10)) }

  /// A person by number.
  func person(_ number: Int) -> Person {
    var dice = Dice(seed, UInt64(number))
    let isMale = dice.chance(520)
    let list = isMale ? maleNames : femaleNames
    return Person(
      name: Int(list[dice.below(list.count)]), isMale: isMale,
      phone: Self.spread(number % Self.firstPhones), seed: dice.next())
  }

  /// Somebody's second phone, of the family or of the office.
  func secondPhone(_ person: Person) -> Int {
    let rest = UInt64(Self.phoneCount - Self.firstPhones)
    return Self.spread(Self.firstPhones + Int(Dice.mix(person.seed, 3) % rest))
  }

  /// A number of the block 1400, which no operator has.
  static func phoneText(_ phone: Int) -> String {
    let digits = String(phone)
    return "1400" + String(repeating: "0", count: 7 - digits.utf8.count) + digits
  }

  /// An ID number with a right check digit under the region code 999999, which does not exist.
  static func idNumber(_ person: Person) -> String {
    var dice = Dice(person.seed, 1)
    let birth = (1945 + dice.below(60)) * 10000 + (1 + dice.below(12)) * 100 + 1 + dice.below(28)
    let order = dice.below(499) * 2 + (person.isMale ? 1 : 0)
    var digits = "999999\(birth)"
    digits += String(repeating: "0", count: 3 - String(order).utf8.count) + String(order)
    return digits + checkDigit(digits)
  }

  /// The check digit of seventeen digits by GB 11643-1999.
  static func checkDigit(_ digits: String) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits.utf8, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
    return ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum % 11]
  }

  /// Scatters numbers over all phones without ever meeting the same twice.
  private static func spread(_ number: Int) -> Int {
    (number * 7_368_787 + 2_468_013) % phoneCount
  }

  /// The hashes of all strings of two to four characters in the authored texts that begin like a
  /// name: no name is one of them.
  private static func texts(_ resources: GeneratorResources, beginningWith surnames: [String])
    -> Set<UInt64>
  {
    var taken: Set<UInt64> = []
    let beginnings = Set(surnames.map { Array($0.utf8.prefix(3)) }.map(hash))
    let texts = [
      resources.leaves, resources.towns, resources.units, resources.placeForms, resources.replies,
      resources.patterns, resources.compounds, resources.roads, resources.typos,
      resources.spots, resources.asides,
    ]
    for text in texts {
      text.withUTF8Buffer { bytes in
        for start in bytes.indices where bytes[start] >= 0xe0 && start + 3 <= bytes.count {
          guard beginnings.contains(hash(bytes[start..<(start + 3)])) else { continue }
          for length in [6, 9, 12] where start + length <= bytes.count {
            taken.insert(hash(bytes[start..<(start + length)]))
          }
        }
      }
    }
    return taken
  }

  /// FNV-1a.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
