import Bytes
import Testing

@testable import Generator

@Suite struct SampleDataTests {
  @Test(arguments: ["inbox", "truth"])
  func `the committed samples are what the command makes`(part: String) throws {
    let city = try GeneratedCity.sample.get()
    let committed = GeneratedCity.repository + "/SampleData/" + part
    let made = city.path + "/" + part
    let names = try GeneratedCity.files(made)
    #expect(try GeneratedCity.files(committed) == names)
    for name in names {
      let same = try FileSystem.read(committed + "/" + name) == FileSystem.read(made + "/" + name)
      #expect(same, "\(part)/\(name) differs")
    }
  }

  @Test func `the tables in the binary are those in Resources`() throws {
    let folder = GeneratedCity.repository + "/Sources/Program/Generator/Resources/"
    let tables: [(String, StaticString)] = [
      ("asides", EmbeddedText.asides), ("compounds", EmbeddedText.compounds),
      ("given", EmbeddedText.given), ("leaves", EmbeddedText.leaves),
      ("patterns", EmbeddedText.patterns), ("placeforms", EmbeddedText.placeforms),
      ("replies", EmbeddedText.replies), ("roads", EmbeddedText.roads),
      ("spots", EmbeddedText.spots), ("surnames", EmbeddedText.surnames),
      ("towns", EmbeddedText.towns), ("truth_units", EmbeddedText.truthUnits),
      ("typos", EmbeddedText.typos), ("units", EmbeddedText.units),
    ]
    #expect(try FileSystem.list(folder).count == tables.count)
    for (name, text) in tables {
      let file = String(decoding: try FileSystem.read(folder + name + ".tsv"), as: UTF8.self)
      let embedded = text.description
      #expect(file == embedded + "\n" || file == embedded, "run embed-resources.sh: \(name)")
    }
  }

  @Test func `codes are those of the city's taxonomy and units`() throws {
    let city = GeneratedCity.repository + "/Pipelines/cities/taizhou/"
    let taxonomy = Set(try GeneratedCity.rows(city + "taxonomy.csv").compactMap { $0["code"] })
    let units = Set(try GeneratedCity.rows(city + "units.csv").compactMap { $0["code"] })
    let leaves = Leaf.all(.embedded)
    #expect(Set(leaves.map(\.code)) == taxonomy)
    for row in try GeneratedCity.sample.get().truth("requests.csv") {
      for unit in (row["units"] ?? "").split(separator: "|") {
        #expect(units.contains(String(unit)), "unknown unit \(unit)")
      }
    }
  }
}
