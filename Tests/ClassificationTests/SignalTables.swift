import Bytes
import Complaints
import TestSupport

@testable import Classification

/// The invented sentences of `Tests/Fixtures/signals`, and the rules of Taizhou that they measure.
enum SignalTables {
  static let city = Result { try CityConfiguration.load(folder: cityFolder) }
  private static let cityFolder = BuiltBinary.root + "/Pipelines/cities/taizhou"

  /// The lines of a table, each with its label and its text.
  static func lines(_ name: String) throws -> [(label: String, text: String)] {
    let bytes = try FileSystem.read(BuiltBinary.root + "/Tests/Fixtures/signals/\(name).tsv")
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: "\t", maxSplits: 1)
      return (String(fields[0]), String(fields[1]))
    }
  }

  /// What the city's rules say of a text.
  static func decide(_ text: String, _ facts: SignalDecider.Facts = .init()) throws
    -> SignalDecision
  {
    try decision(text, facts, SignalDecider(city.get().signals, taxonomy: city.get().taxonomy))
  }

  static func decision(
    _ text: String, _ facts: SignalDecider.Facts, _ decider: SignalDecider, title: String = "",
    month: Int = 0
  ) -> SignalDecision {
    var scratch = SignalScratch()
    let (title, content) = (Array(title.utf8), Array(text.utf8))
    decider.reader.read(
      title: title.span, content: content.span, month: month, using: &scratch)
    return decider.decide(scratch, facts)
  }
}

/// How a yes-or-no reading of a table did.
struct Tally: CustomStringConvertible {
  var found = 0
  var missed = 0
  var wrong = 0
  var quiet = 0

  mutating func add(isTrue: Bool, isFound: Bool) {
    switch (isTrue, isFound) {
    case (true, true): found += 1
    case (true, false): missed += 1
    case (false, true): wrong += 1
    case (false, false): quiet += 1
    }
  }

  var recall: Double { Double(found) / Double(max(1, found + missed)) }
  var precision: Double { Double(found) / Double(max(1, found + wrong)) }
  var description: String {
    "found \(found), missed \(missed), wrong \(wrong), quiet \(quiet): recall \(recall), "
      + "precision \(precision)"
  }
}
