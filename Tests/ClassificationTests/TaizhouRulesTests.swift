import Bytes
import Complaints
import Foundation
import Testing

@testable import Classification

/// The rules that Taizhou starts with, before anything was learned.
@Suite struct TaizhouRulesTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  private static let folder = root + "/Pipelines/cities/taizhou"
  private static let city = Result { try CityConfiguration.load(folder: folder) }

  @Test func `every leaf has a definition, a boundary with a neighbour, and a rule`() throws {
    let city = try Self.city.get()
    let ruled = Set(city.lexicon.map(\.code))
    let names = Set(city.taxonomy.categories.flatMap { [$0.level2, $0.level3] })
    for category in city.taxonomy.categories {
      #expect(!category.definition.isEmpty, "\(category.code)")
      #expect(ruled.contains(category.code), "\(category.code)")
      let others = names.subtracting([category.level3])
      let namesNeighbour =
        others.contains { category.boundary.contains($0) } || category.boundary.contains("类")
      #expect(category.boundary.contains("归") && namesNeighbour, "\(category.code)")
    }
  }

  @Test func `every second level has rules of its own or of its first level for vague texts`()
    throws
  {
    let city = try Self.city.get()
    let ruled = Set(city.lexicon.map(\.code))
    for category in city.taxonomy.categories where category.inScope {
      let groups = [category.code.prefix(2), category.code.prefix(4)].map(String.init)
      #expect(groups.contains(where: ruled.contains), "\(category.code)")
    }
  }

  @Test(arguments: [
    ("CJ/T 214-2007", "事件0402", "080105"), ("GB/T 30428.2-2013", "事件0402", "010101"),
    ("CJ/T 214-2007", "事件0405", "080105"), ("GB/T 30428.2-2013", "事件0405", "010102"),
    ("CJ/T 214-2007", "事件0102", "010201"), ("GB/T 30428.2-2013", "事件0110", "010201"),
    ("GB/T 47678.5-2026", "事件06010", "010201"), ("CJ/T 214-2007", "事件0505", "030301"),
    ("GB/T 30428.2-2013", "事件0409", "030301"), ("GB/T 47678.5-2026", "事件09009", "030301"),
    ("JS12345-2020", "环境保护-噪声污染", "0401"), ("petition", "土地征收", "020601"),
  ])
  func `a code means what its generation of the standard says`(
    _ scheme: String, _ category: String, _ expected: String
  ) throws {
    let city = try Self.city.get()
    let crosswalk = CategoryCrosswalk(city.crosswalk, taxonomy: city.taxonomy)
    let answer = crosswalk.answer(
      scheme: Array(scheme.utf8)[...], category: Array(category.utf8)[...])
    let code = answer.map { city.taxonomy.categories[$0.leaf].code }
    #expect(code?.hasPrefix(expected) == true, "\(code ?? "nothing")")
    #expect(answer?.isGroup == (expected.count == 4))
    #expect(answer?.decides == category.contains("事件"))
  }

  /// Sentences that the rules' author made up for every second level once the rules were written, and
  /// to which the rules were not fitted afterwards.
  @Test func `made-up sentences of all second levels mostly get theirs`() throws {
    let city = try Self.city.get()
    let lexicon = LexiconClassifier(rules: city.lexicon, taxonomy: city.taxonomy)
    var scratch = LexiconScratch(lexicon)
    let path = Self.root + "/Tests/Fixtures/classes/sentences.tsv"
    let lines = String(decoding: try FileSystem.read(path), as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: "\t").map(String.init) }
    var right = 0
    var answered = (count: 0, right: 0)
    var missed: [String] = []
    for line in lines {
      lexicon.score(
        title: [UInt8]().span, content: Array(line[1].utf8).span, hint: nil, using: &scratch)
      let found = scratch.leaves.first.map { city.taxonomy.categories[Int($0.leaf)].code } ?? "-"
      let isRight = found.prefix(4) == line[0]
      right += isRight ? 1 : 0
      if !isRight { missed.append("\(line[0]) \(found) \(line[1])") }
      if scratch.confidence >= lexicon.settings.threshold {
        answered.count += 1
        answered.right += isRight ? 1 : 0
      }
    }
    #expect(lines.count >= 200 && Set(lines.map { $0[0] }).count == Set(lexicon.groups).count)
    let share = Double(right) / Double(lines.count)
    let sure = Double(answered.right) / Double(max(answered.count, 1))
    let report =
      "\(right) of \(lines.count) right, \(answered.right) of \(answered.count) sure ones"
    print("made-up sentences: \(report)")
    #expect(share >= 0.9, "\(report)\n\(missed.joined(separator: "\n"))")
    #expect(sure >= 0.95, "\(report)")
  }
}
