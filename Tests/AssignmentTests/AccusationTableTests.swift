import Bytes
import Columns
import Complaints
import TestSupport
import Testing

@testable import Assignment

/// How many of the invented sentences that accuse without naming are noticed, and how many of those
/// that only sound so are left alone.
@Suite struct AccusationTableTests {
  private let sut: RequestGuard

  init() throws {
    let city = try CityConfiguration.load(folder: BuiltBinary.root + "/Pipelines/cities/taizhou")
    sut = RequestGuard(units: city.units, lexicon: city.lexicon)
  }

  @Test(arguments: [
    ("accusations", 0.8, 0.85), ("accusations_fresh", 0.6, 0.8), ("accusations_last", 0.05, 0.6),
  ])
  func `indirect accusations are noticed`(table: String, recall: Double, precision: Double) throws {
    let path = BuiltBinary.root + "/Tests/Fixtures/signals/\(table).tsv"
    let lines = String(decoding: try FileSystem.read(path), as: UTF8.self).split(separator: "\n")
    var (found, missed, wrong) = (0, 0, 0)
    var errors: [Substring] = []
    for line in lines.dropFirst() {
      let fields = line.split(separator: "\t", maxSplits: 1)
      var batch = SampleCity.requests(
        [("", String(fields[1]), "complaint", nil)], access: "normal", district: "321202",
        town: nil)
      sut.screen(&batch)
      let isFound = batch.strings("access")[0] == "restricted"
      switch (fields[0] == "1", isFound) {
      case (true, true): found += 1
      case (true, false): missed += 1
      case (false, true): wrong += 1
      case (false, false): continue
      }
      if (fields[0] == "1") != isFound { errors.append(line) }
    }
    let isReached =
      Double(found) >= recall * Double(found + missed)
      && Double(found) >= precision * Double(found + wrong)
    #expect(isReached, "found \(found), missed \(missed), wrong \(wrong): \(errors)")
  }
}
