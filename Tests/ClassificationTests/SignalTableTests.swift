import Complaints
import Testing

@testable import Classification

/// What the city's own rules find in invented sentences.
///
/// The floors keep what was reached. The rules were corrected with all tables but `risks_last`, which
/// says what they miss in sentences that nobody had seen.
@Suite struct SignalTableTests {
  private let decider: SignalDecider

  init() throws {
    let city = try SignalTables.city.get()
    decider = SignalDecider(city.signals, taxonomy: city.taxonomy)
  }

  private func decide(_ text: String) -> SignalDecision {
    SignalTables.decision(text, .init(), decider)
  }

  @Test(arguments: [
    ("risks", 0.98, 0.97), ("risks_fresh", 0.97, 0.97), ("risks_held", 0.97, 0.97),
    ("risks_last", 0.5, 0.85),
  ])
  func `dangers are found, figures of speech and denials are not`(
    table: String, recall: Double, precision: Double
  ) throws {
    var tally = Tally()
    for (label, text) in try SignalTables.lines(table) {
      tally.add(isTrue: label != "-", isFound: !decide(text).risks.isEmpty)
    }
    #expect(tally.recall >= recall && tally.precision >= precision, "\(tally)")
  }

  @Test(arguments: [("types", 0.9, 0.98), ("types_fresh", 0.88, 0.97), ("types_held", 0.97, 0.97)])
  func `types are decided rightly or left open`(table: String, share: Double, accuracy: Double)
    throws
  {
    var (right, decided, all) = (0, 0, 0)
    for (label, text) in try SignalTables.lines(table) {
      let type = decide(text).type?.rawValue ?? "-"
      all += 1
      if type != "-" { decided += 1 }
      if type != "-" && type == label { right += 1 }
    }
    #expect(Double(right) / Double(all) >= share, "\(right) of \(all)")
    #expect(Double(right) / Double(decided) >= accuracy, "\(right) of \(decided) decided")
  }

  @Test(arguments: [
    ("scopes", 0.97, 0.97), ("scopes_fresh", 0.97, 0.97), ("scopes_held", 0.9, 0.97),
  ])
  func `matters of other channels are told from those that only sound so`(
    table: String, recall: Double, precision: Double
  ) throws {
    let city = try SignalTables.city.get()
    var tally = Tally()
    var strangers: [String] = []
    for (label, text) in try SignalTables.lines(table) {
      let decision = decide(text)
      tally.add(isTrue: label != "-", isFound: decision.redirectTo != nil)
      guard label != "-", let channel = decision.redirectTo else { continue }
      let wanted = city.taxonomy[label]?.redirectTo ?? label
      if !channel.hasPrefix(wanted) { strangers.append("\(text): \(channel)") }
    }
    #expect(tally.recall >= recall && tally.precision >= precision, "\(tally)")
    #expect(strangers.count <= 2, "\(strangers)")
  }
}
