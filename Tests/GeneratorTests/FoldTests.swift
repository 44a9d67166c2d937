import Testing

@testable import Generator

@Suite struct FoldTests {
  @Test func `a city of one fold says nothing that only the other fold says`() throws {
    let table = TabTable(EmbeddedText.patterns)
    var literals: [[String]] = [[], []]
    for row in table.rows {
      for case .text(let words) in PhrasePiece.parse(row[3]) where words.count >= 30 {
        literals[row[1] == "A" ? 0 : 1].append(String(decoding: words, as: UTF8.self))
      }
    }
    let mine = literals[1].joined(separator: "\n")
    let foreign = literals[0].filter { !mine.contains($0) }
    #expect(foreign.count > 500)
    let texts = try GeneratedCity.other.get().truth("test_B.csv").map {
      ($0["title"] ?? "") + ($0["content"] ?? "")
    }
    let all = texts.joined(separator: "\n")
    for literal in foreign { #expect(!all.contains(literal), "\(literal)") }
  }

  @Test func `each fold has its own ways to write a place, fifteen or more in all`() {
    let rows = TabTable(EmbeddedText.placeforms).rows
    let first = Set(rows.filter { $0[0] == "A" }.map { $0[3] })
    let second = Set(rows.filter { $0[0] == "B" }.map { $0[3] })
    #expect(first.count >= 15 && second.count >= 15)
    let both = first.intersection(second)
    #expect(both.isSubset(of: ["{spot}"]))
  }

  @Test func `things have names of one fold only`() {
    let landscape = Landscape(resources: .embedded)
    for kind in SiteKind.allCases where kind != .road && kind != .river && kind != .town {
      let spots = landscape.spots[Int(kind.rawValue)]
      let first = Set(spots.filter { $0.fold == .a }.map(\.name))
      let second = Set(spots.filter { $0.fold == .b }.map(\.name))
      #expect(!first.isEmpty && first.isDisjoint(with: second))
    }
  }

  @Test func `the same seed gives the same plans and texts, another seed others`() {
    func texts(seed: UInt64) -> [String] {
      let world = World(GenerationOptions(rows: 300, seed: seed, days: 6))
      var planner = Planner(world)
      return (0..<6).flatMap { planner.plan(dayIndex: $0).requests }.map { plan in
        var composer = TextComposer(world, plan, facts: MatterFacts(plan, world))
        let (title, content) = composer.compose()
        return "\(plan.reference.id) \(title) \(content)"
      }
    }
    let once = texts(seed: 1)
    #expect(once.count == 300)
    #expect(once == texts(seed: 1))
    #expect(once != texts(seed: 2))
  }
}
