import Complaints
import TestSupport
import Testing

@testable import Places

@Suite struct PlaceRepairTests {
  private static let finder = PlaceFinder(
    Gazetteer([
      SmallGazetteer.place("D1", "海陵区", "district", "321202"),
      SmallGazetteer.place("D2", "姜堰区", "district", "321204"),
      SmallGazetteer.place("C1", "锦绣花园", "compound", "321202"),
      SmallGazetteer.place("C2", "机床厂宿舍", "compound", "321202"),
      SmallGazetteer.place("C3", "梧桐府", "compound", "321202"),
      SmallGazetteer.place("C4", "春晓一期", "compound", "321202"),
      SmallGazetteer.place("C5", "望海楼新村", "compound", "321202"),
      SmallGazetteer.place("C6", "望湖楼新村", "compound", "321204"),
      SmallGazetteer.place("R1", "迎宾大道", "road", "321202"),
      SmallGazetteer.place("R2", "济川东路", "road", "321202"),
      SmallGazetteer.place("M1", "城北农贸市场", "market", "321202"),
      SmallGazetteer.place("V1", "唐甸村", "village", "321202"),
    ]), leastConfidence: 0.3)

  private func find(_ text: String, district: String = "321202") -> (String, PlaceReading)? {
    var scratch = PlaceScratch()
    scratch.append(Array(text.utf8).span)
    let answer = Self.finder.find(
      PlaceSource(district: Self.finder.division(Array(district.utf8)[...])), using: &scratch)
    if answer.place < 0 { return nil }
    return (Self.finder.gazetteer.places[Int(answer.place)].placeID, answer.reading)
  }

  @Test(arguments: [
    ("住在锦绣家园，没电", "C1", PlaceReading.otherEnding),
    ("锦绣小区没电", "C1", .otherEnding),
    ("位于迎宾路的路灯", "R1", .otherEnding),
    ("城北菜市场脏乱", "M1", .otherEnding),
    ("唐甸社区办事", "V1", .otherEnding),
    ("家住锦绣，没电", "C1", .withoutEnding),
    ("位于锦绣附近的路灯", "C1", .withoutEnding),
    ("在机床厂附近", "C2", .withoutEnding),
    ("锦秀花园没电", "C1", .sound),
    ("锦绣花圆没电", "C1", .sound),
    ("应宾大道没电", "R1", .sound),
    ("济川东陆没电", "R2", .sound),
    ("住在吴桐府", "C3", .sound),
    ("望梅楼新村没电", "C5", .oneEdit),
    ("望楼新村没电", "C5", .oneEdit),
    ("望海天楼新村没电", "C5", .oneEdit),
    ("位于锦花附近", "C1", .abbreviation),
  ])
  func `a name written otherwise is found`(_ text: String, _ place: String, _ reading: PlaceReading)
  {
    let found = find(text)
    #expect(found?.0 == place)
    #expect(found?.1 == reading)
  }

  @Test(arguments: [
    "济川西路没电",  // another part of the road
    "春晓二期没电",  // another phase
    "锦绣公园没电",  // another kind of place
    "锦绣路没电",
    "前程锦绣的日子",  // a word, not where a place stands
    "吴铜傅家的人",
    "梧桐复查申请",  // 府 is only heard in it
    "望海没电",
    "没有地名",
  ])
  func `another place is not taken for it`(_ text: String) {
    #expect(find(text)?.0 == nil)
  }

  @Test func `one edit counts only where one place of the district is meant`() {
    #expect(find("望梅楼新村没电")?.0 == "C5")
    #expect(find("望梅楼新村没电", district: "321204")?.0 == "C6")
    #expect(find("望梅楼新村没电", district: "")?.0 == nil)
  }

  // MARK: - Agreement with slow versions

  /// The number of edits between two texts, by the textbook.
  private static func distance(_ a: [UInt32], _ b: [UInt32]) -> Int {
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }

  private static let letters: [UInt32] = Array("天地玄黄宇宙洪荒日月盈昃".unicodeScalars.map(\.value))

  private static func word(_ length: Int, _ random: inout SeededGenerator) -> [UInt32] {
    (0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }
  }

  @Test func `an edit is found where the distance is one`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<20_000 {
      let name = Self.word(Int.random(in: 2...6, using: &random), &random)
      var text = name
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let position = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: text[position] = Self.letters[Int.random(in: 0..<12, using: &random)]
        case 1 where text.count > 1: text.remove(at: position)
        default: text.insert(Self.letters[Int.random(in: 0..<12, using: &random)], at: position)
        }
      }
      let edit = PlaceRepair.edit(from: name[...], to: text[...])
      #expect((edit != nil) == (Self.distance(name, text) == 1))
    }
  }

  @Test func `the index proposes the windows that a comparison with every name finds`() {
    var random = SeededGenerator(seed: 5)
    let words = (0..<300).map { _ in Self.word(Int.random(in: 4...7, using: &random), &random) }
    let texts = Set(words).sorted { $0.lexicographicallyPrecedes($1) }
    let places = texts.enumerated().map { index, word in
      SmallGazetteer.place(
        "P\(index)", String(String.UnicodeScalarView(word.compactMap { Unicode.Scalar($0) })),
        "landmark", "1")
    }
    let finder = PlaceFinder(Gazetteer(places))
    for _ in 0..<40 {
      let text = Self.word(40, &random)
      var scratch = PlaceRepair.Scratch()
      scratch.text = text
      scratch.marks = Array(repeating: 0, count: text.count + 1)
      finder.repair.search(&scratch)
      var found: Set<[Int]> = []
      for group in scratch.groups where group.reading == .oneEdit {
        for index in group.candidates {
          found.insert([Int(group.start), Int(group.end), Int(scratch.candidates[Int(index)])])
        }
      }
      var expected: Set<[Int]> = []
      for name in finder.names.names.indices {
        let characters = Array(finder.names.characters(of: Int32(name)))
        for start in text.indices {
          for length in max(3, characters.count - 1)...characters.count + 1
          where start + length <= text.count {
            let window = Array(text[start..<start + length])
            let lead = PlaceSlot.lead(text, start)
            let trail = PlaceSlot.trail(text, start + length)
            if Self.distance(characters, window) == 1,
              finder.repair.editConfidence(
                characters[...], window[...], characters.count, lead, trail) > 0
            {
              expected.insert([start, start + length, name])
            }
          }
        }
      }
      #expect(found == expected)
    }
  }
}
