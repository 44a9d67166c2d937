import Complaints
import Testing

@testable import Places

/// Names that several places bear.
@Suite struct PlaceChoiceTests {
  private static let gazetteer = Gazetteer([
    SmallGazetteer.place("D1", "海陵区", "district", "321202"),
    SmallGazetteer.place("D2", "姜堰区", "district", "321204"),
    SmallGazetteer.place("T1", "城东街道", "town", "321202", town: "321202001"),
    SmallGazetteer.place("T2", "白米镇", "town", "321204", town: "321204105"),
    SmallGazetteer.place("T3", "和平街道", "town", "321202", town: "321202009"),
    SmallGazetteer.place("T4", "和平街道", "town", "321204", town: "321204009"),
    SmallGazetteer.place(
      "C1", "幸福小区", "compound", "321202", town: "321202001", at: (119.90, 32.50)),
    SmallGazetteer.place(
      "C2", "幸福小区", "compound", "321204", town: "321204105", at: (120.12, 32.51)),
    SmallGazetteer.place("C3", "安康花园", "compound", "321202", town: "321202009"),
    SmallGazetteer.place("C4", "安康花园", "compound", "321204", town: "321204105"),
    SmallGazetteer.place("S1", "第四小学", "school", "321204", town: "321204105", at: (120.13, 32.51)),
  ])
  private static let finder = PlaceFinder(gazetteer)

  private func find(_ text: String, _ source: PlaceSource = PlaceSource()) -> (String, PlaceBasis) {
    var scratch = PlaceScratch()
    scratch.append(Array(text.utf8).span)
    let answer = Self.finder.find(source, using: &scratch)
    return (answer.place < 0 ? "-" : Self.gazetteer.places[Int(answer.place)].placeID, answer.basis)
  }

  private static func number(_ code: String) -> Int32 { finder.division(Array(code.utf8)[...]) }

  @Test(arguments: [
    ("海陵区幸福小区停水", "C1", PlaceBasis.namedDistrict),
    ("姜堰区白米镇幸福小区停水", "C2", .namedDistrict),
    ("白米镇幸福小区停水", "C2", .namedDistrict),
    ("和平街道安康花园停水", "C3", .namedTown),
    ("第四小学旁边的幸福小区停水", "S1", .onlyOne),
    ("幸福小区在第四小学旁边", "C2", .otherPlaces),
    ("幸福小区停水", "-", .onlyOne),
  ])
  func `context decides`(_ text: String, _ place: String, _ basis: PlaceBasis) {
    let found = find(text)
    #expect(found.0 == place)
    if place != "-" { #expect(found.1 == basis) }
  }

  @Test func `the source's district and town decide before the text`() {
    let district = PlaceSource(district: Self.number("321204"))
    #expect(find("幸福小区停水", district) == ("C2", .source))
    #expect(find("海陵区幸福小区停水", district).0 == "C2")
  }

  @Test func `coordinates decide between namesakes, and stand for a place alone`() {
    let near = PlaceSource(coordinates: (120.121, 32.511))
    #expect(find("幸福小区停水", near) == ("C2", .coordinates))
    #expect(find("这里停水", PlaceSource(coordinates: (120.1301, 32.5101))) == ("S1", .coordinates))
  }

  @Test(arguments: [(0.0, 0.0), (32.5, 120.1), (200, 95), (116.4, 39.9)])
  func `implausible coordinates count for nothing`(_ longitude: Double, _ latitude: Double) {
    let source = PlaceSource(coordinates: (longitude, latitude))
    #expect(find("幸福小区停水", source).0 == "-")
    #expect(find("这里停水", source).0 == "-")
  }

  @Test func `the code of a cell gives town or district`() {
    let division = { Self.finder.division(ofGrid: Array(($0 as String).utf8)[...]) }
    #expect(division("321204105001007") == Self.number("321204105"))
    #expect(division("321204999001007") == Self.number("321204"))
    #expect(division("999999999001007") == -1)
    #expect(division("32") == -1)
  }

  @Test func `what earlier rows named decides where nothing else does`() {
    let finder = PlaceFinder(Self.gazetteer, leastConfidence: 0)
    var scratch = PlaceScratch(rememberingFor: finder)
    func find(_ text: String) -> (String, PlaceBasis, Float) {
      scratch.clear()
      scratch.append(Array(text.utf8).span)
      let answer = finder.find(PlaceSource(), using: &scratch)
      return (
        Self.gazetteer.places[Int(answer.place)].placeID, answer.basis, answer.confidence
      )
    }
    #expect(find("幸福小区停水").2 < 0.55)
    for _ in 0..<5 { #expect(find("姜堰区幸福小区停水").0 == "C2") }
    let after = find("幸福小区停水")
    #expect(after.0 == "C2")
    #expect(after.1 == .memory)
    #expect(after.2 > 0.8)
    for _ in 0..<20 { #expect(find("海陵区幸福小区停水").0 == "C1") }
    #expect(find("幸福小区停水").0 == "C1")
  }

  @Test func `a text of 100 kB of one name stays bounded`() {
    for text in ["幸福小区", "姜堰区幸福", "辛福晓区", "在安康的"] {
      var scratch = PlaceScratch()
      scratch.append(Array(String(repeating: text, count: 100_000 / (3 * text.count)).utf8).span)
      _ = Self.finder.find(PlaceSource(), using: &scratch)
      #expect(scratch.mentions.count <= 256)
      #expect(scratch.repair.text.count <= PlaceRepair.textLimit)
      #expect(scratch.repair.candidates.count <= 10_000)
    }
  }

  @Test func `bytes that are no text give no place`() {
    var scratch = PlaceScratch()
    scratch.append([0xE5, 0xB9, 0xFF, 0x00, 0xE6].span)
    scratch.append([UInt8]().span)
    #expect(Self.finder.find(PlaceSource(), using: &scratch).place == -1)
    scratch.clear()
    #expect(Self.finder.find(PlaceSource(), using: &scratch).place == -1)
  }
}
