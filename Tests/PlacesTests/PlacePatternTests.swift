import Complaints
import Testing

@testable import Places

/// What each way to write a place gives: the place, the pattern and the words.
@Suite struct PlacePatternTests {
  private static let finder = PlaceFinder(
    Gazetteer([
      SmallGazetteer.place("D1", "海陵区", "district", "321202"),
      SmallGazetteer.place("T1", "城东街道", "town", "321202", town: "321202001"),
      SmallGazetteer.place("R1", "人民路", "road", "321202"),
      SmallGazetteer.place("R2", "迎春东路", "road", "321202"),
      SmallGazetteer.place("W1", "老通扬河", "river", "321202"),
      SmallGazetteer.place("C1", "锦绣花园", "compound", "321202", town: "321202001"),
      SmallGazetteer.place("V1", "前进村", "village", "321202"),
      SmallGazetteer.place("L1", "凤城公园", "park", "321202"),
    ]))

  @Test(arguments: [
    ("锦绣花园停水", "C1", PlacePattern.name, "锦绣花园"),
    ("住锦绣花园12号楼〔房号〕", "C1", .building, "锦绣花园12号楼"),
    ("锦绣花园３栋2单元", "C1", .building, "锦绣花园３栋"),
    ("锦绣花园8#楼", "C1", .building, "锦绣花园8#"),
    ("锦绣花园8月起停水", "C1", .name, "锦绣花园"),
    ("锦绣花园东侧的路", "C1", .landmark, "锦绣花园东侧"),
    ("锦绣花园北大门堵", "C1", .landmark, "锦绣花园北大门"),
    ("凤城公园斜对面", "L1", .landmark, "凤城公园斜对面"),
    ("凤城公园东南角", "L1", .landmark, "凤城公园东南角"),
    ("人民路128号门前", "R1", .roadNumber, "人民路128号"),
    ("人民路路口积水", "R1", .crossing, "人民路路口"),
    ("人民路与迎春东路交叉口红灯", "R1", .crossing, "人民路与迎春东路交叉口"),
    ("迎春东路和人民路十字路口", "R2", .crossing, "迎春东路和人民路十字路口"),
    ("迎春东路与某某路交界处", "R2", .crossing, "迎春东路与某某路交界处"),
    ("人民路公交站台没有雨棚", "R1", .busStop, "人民路公交站台"),
    ("凤城公园公交站", "L1", .busStop, "凤城公园公交站"),
    ("前进村3组的路", "V1", .villageGroup, "前进村3组"),
    ("前进村第十二组", "V1", .villageGroup, "前进村第十二组"),
    ("前进村六组路灯", "V1", .villageGroup, "前进村六组"),
    ("前进村一直停电", "V1", .name, "前进村"),
    ("老通扬河发臭", "W1", .river, "老通扬河"),
    ("老通扬河北侧", "W1", .river, "老通扬河北侧"),
    ("城东街道停水", "T1", .division, "城东街道"),
  ])
  func `patterns`(_ text: String, _ place: String, _ pattern: PlacePattern, _ words: String) {
    let bytes = Array(text.utf8)
    var scratch = PlaceScratch()
    scratch.append(Array("标题".utf8).span)
    scratch.append(bytes.span)
    let answer = Self.finder.find(PlaceSource(), using: &scratch)
    #expect(answer.place >= 0)
    guard answer.place >= 0 else { return }
    #expect(Self.finder.gazetteer.places[Int(answer.place)].placeID == place)
    #expect(answer.pattern == pattern)
    #expect(answer.field == 1)
    let span = Int(answer.span.lowerBound)..<Int(answer.span.upperBound)
    #expect(String(decoding: bytes[span], as: UTF8.self) == words)
  }

  @Test func `a road that only bounds the place gives way to the place`() {
    var scratch = PlaceScratch()
    scratch.append(Array("锦绣与人民路交叉口".utf8).span)
    let answer = Self.finder.find(PlaceSource(district: 0), using: &scratch)
    #expect(Self.finder.gazetteer.places[Int(answer.place)].placeID == "C1")
    #expect(answer.reading == .withoutEnding)
  }
}
