import Testing

@testable import Generator

@Suite struct PeopleTests {
  private static let population = Population(resources: .embedded, rows: 1000, seed: 4)

  @Test(arguments: [("11010519491231002", "X"), ("44052418800101001", "4")])
  func `check digits are those of the standard`(digits: String, expected: String) {
    #expect(Population.checkDigit(digits) == expected)
  }

  @Test func `ID numbers have a right check digit under a region that does not exist`() {
    for number in 0..<500 {
      let id = Population.idNumber(Self.population.person(number))
      #expect(id.count == 18 && id.hasPrefix("999999"))
      #expect(Population.checkDigit(String(id.prefix(17))) == String(id.suffix(1)))
    }
  }

  @Test func `phones are of the block 1400, and no two people share one`() {
    var phones: Set<Int> = []
    for number in 0..<20_000 {
      let person = Self.population.person(number)
      #expect(phones.insert(person.phone).inserted)
      #expect(Self.population.secondPhone(person) != person.phone)
      let text = Population.phoneText(person.phone)
      #expect(text.count == 11 && text.hasPrefix("1400"))
    }
  }

  @Test func `no name stands in any authored text`() {
    let texts = [
      EmbeddedText.patterns, EmbeddedText.compounds, EmbeddedText.spots, EmbeddedText.roads,
      EmbeddedText.units, EmbeddedText.leaves, EmbeddedText.towns,
    ].map(\.description).joined()
    let pairs = Set(zip(texts, texts.dropFirst()).map { "\($0)\($1)" })
    let triples = Set(
      zip(zip(texts, texts.dropFirst()), texts.dropFirst(2)).map { "\($0.0)\($0.1)\($1)" })
    for name in Self.population.names {
      let taken = name.count == 2 ? pairs.contains(name) : triples.contains(String(name.prefix(3)))
      if name.count <= 3 { #expect(!taken, "\(name)") }
    }
  }

  @Test func `names and phones of the files are in the lists`() throws {
    let city = try GeneratedCity.sample.get()
    let names = Set(try Self.lines(city.path + "/truth/names.txt"))
    let phones = Set(try Self.lines(city.path + "/truth/phones.txt"))
    let folder = city.path + "/inbox/12345-taizhou/2026-06-19/12345_taizhou_20260619.csv"
    var seen = 0
    for row in try GeneratedCity.rows(folder) {
      if let phone = row["来电号码"], phone.count == 11, phone.hasPrefix("1400") {
        #expect(phones.contains(phone))
        seen += 1
      }
      if let name = row["来电人"], names.contains(name) { seen += 1 }
    }
    #expect(seen > 60)
  }

  @Test(arguments: ["train_A.csv", "test_A.csv"])
  func `labelled texts name nobody`(file: String) throws {
    let city = try GeneratedCity.sample.get()
    let names = try Self.lines(city.path + "/truth/names.txt").filter { $0.count >= 3 }
    let rows = try city.truth(file)
    #expect(rows.count > 500)
    let text = rows.map { ($0["title"] ?? "") + "\n" + ($0["content"] ?? "") }
      .joined(separator: "\n")
    let numbers = text.utf8.split { !(48...57).contains($0) }
    #expect(!numbers.contains { $0.count == 11 && $0.starts(with: "1400".utf8) })
    for name in names.prefix(300) { #expect(!text.contains(name), "\(name)") }
  }

  private static func lines(_ path: String) throws -> [String] {
    try GeneratedCity.cells(path).map { $0[0] }
  }
}
