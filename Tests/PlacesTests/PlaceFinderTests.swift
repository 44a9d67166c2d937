import Complaints
import Testing

@testable import Places

@Suite struct PlaceFinderTests {
  private let finder = PlaceFinder(SmallGazetteer.gazetteer)

  /// District, town and place found, `-` for none.
  private func find(
    _ address: String, _ content: String = "", district: String = "", town: String = ""
  ) -> String {
    var scratch = PlaceScratch()
    scratch.append(Array(address.utf8).span, isAddress: true)
    scratch.append([UInt8]().span)
    scratch.append(Array(content.utf8).span)
    let given = finder.division(Array(district.utf8)[...])
    let answer = finder.find(
      PlaceSource(district: given, town: finder.town(Array(town.utf8)[...], district: given)),
      using: &scratch)
    let place =
      answer.place < 0 ? "-" : SmallGazetteer.gazetteer.places[Int(answer.place)].placeID
    return "\(code(answer.district)) \(code(answer.town)) \(place)"
  }

  private func code(_ division: Int32) -> String {
    division < 0 ? "-" : String(decoding: finder.code(division), as: UTF8.self)
  }

  @Test func `specific places go before roads, and roads before towns`() {
    #expect(find("海陵区城东街道人民路幸福小区") == "321202 321202001 C1")
    #expect(find("海陵区城东街道人民路12号") == "321202 321202001 R1")
    #expect(find("海陵区城东街道") == "321202 321202001 T1")
    #expect(find("海陵区") == "321202 - -")
    #expect(find("", "幸福花园停电") == "321202 321202001 C1")
  }

  @Test func `a name of several places means the one in the district`() {
    #expect(find("", "幸福小区停电", district: "321204") == "321204 321204105 C2")
    #expect(find("姜堰 幸福小区") == "321204 321204105 C2")
    #expect(find("幸福小区") == "- - -")
    #expect(find("人民路", district: "321204") == "321204 - R2")
  }

  @Test func `what the source says stays unless the address names another division`() {
    #expect(find("幸福花园", district: "321204") == "321204 321204105 C2")
    #expect(find("", "在姜堰区买的", district: "321202") == "321202 - -")
    #expect(find("姜堰区白米镇幸福小区", district: "321202") == "321204 321204105 C2")
    #expect(find("姜堰区与海陵区交界", district: "321202") == "321202 - -")
    #expect(find("海陵区幸福小区", district: "321202", town: "321202001") == "321202 321202001 C1")
  }

  @Test(arguments: [
    ("住在白米，没电", "T2"), ("姜堰白米没电", "T2"), ("白米没电", "T2"), ("吃的白米没有了", "-"),
    ("白米路没电", "-"), ("白米东路没电", "-"), ("白米镇没电", "T2"),
  ])
  func `short names do not fire within other words`(_ text: String, _ place: String) {
    #expect(find("", text, district: "321204").hasSuffix(place))
  }

  @Test func `a text of nothing but names takes no longer than any other`() {
    let text = String(repeating: "海陵区人民路", count: 20_000)
    #expect(find("", text) == "321202 - R1")
  }

  @Test func `where somebody comes from is not where it happened`() {
    #expect(find("", "户籍在白米镇，家里没电", district: "321204") == "321204 - -")
    #expect(find("", "没电，白米镇老家的人在", district: "321204") == "321204 - -")
    #expect(find("", "户籍问题。白米镇没电", district: "321204") == "321204 321204105 T2")
  }
}
