import Bytes
import Complaints
import Foundation
import TestSupport
import Testing

/// A city's folder is read as a whole, and every fault names its file and line.
@Suite struct CityLoadingTests {
  private let taizhou =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Pipelines/cities/taizhou"

  @Test func `Taizhou loads without a fault`() throws {
    let city = try CityConfiguration.load(folder: taizhou)
    #expect(city.name == "泰州市")
    #expect(city.taxonomy.categories.count > 200)
    #expect(city.units["CG-321202"] != nil)
    #expect(city.gazetteer.divisionName("321281") == "兴化市")
  }

  @Test(arguments: [
    ("lexicon.csv", "BAD-1,999999,某词,,,,1,", "unknown category code \"999999\""),
    ("lexicon.csv", "BAD-1,99,某词,,,,1,", "unknown category code \"99\""),
    ("lexicon.csv", "BAD-1,01010,某词,,,,1,", "unknown category code \"01010\""),
    ("lexicon.csv", "L010101-1,010101,某词,,,,1,", "stands in line 2 already"),
    ("lexicon.csv", "BAD-1,010101,,,,,1,", "a rule needs at least one word"),
    ("lexicon.csv", "BAD-1,010101,某词,,另词|某词,,1,", "\"某词\" stands in any too"),
    ("lexicon.csv", "BAD-1,010101,某词,,,,重,", "weight"),
    ("lexicon.csv", "BAD-1,010101,某词,,,,0,", "not above 0 and at most 4"),
    ("lexicon.csv", "BAD-1,010101,某词,,,,4.5,", "not above 0 and at most 4"),
    ("lexicon.csv", "BAD-1,010101,某词,,,学堂,1,", "\"学堂\" is neither hours"),
    ("lexicon.csv", "BAD-1,010101,某词,,,25:00-06:00,1,", "\"25:00-06:00\""),
    ("lexicon.csv", "BAD-1,place:学堂,某词,,,,1,", "is neither place: with one of"),
    ("lexicon.csv", "BAD-1,hours:22-6,某词,,,,1,", "hours:22:00-06:00"),
    ("taxonomy.csv", "TZ-2026,0101,城市管理,市容管理,某,某,某,1,,一般,投诉", "is not six digits"),
    ("taxonomy.csv", "TZ-2027,010199,城市管理,市容管理,某,某,某,1,,一般,投诉", "one file holds one scheme"),
    ("taxonomy.csv", "TZ-2026,010199,城市管理,别名,某,某,某,1,,一般,投诉", "calls 0101 \"市容管理\""),
    ("taxonomy.csv", "TZ-2026,010199,城市,市容管理,某,某,某,1,,一般,投诉", "calls 01 \"城市管理\""),
    ("taxonomy.csv", "TZ-2026,010199,城市管理,市容管理,某,某,某,1,,很急,投诉", "\"很急\" is none of"),
    ("crosswalk.csv", "CJ/T 214-2007,事件,0501,x,010103,", "stands in line"),
    ("crosswalk.csv", "X,,1,x,999999,", "unknown category code"),
    ("units.csv", "XX-1,某局,,,,XX,市,,,NO-SUCH,,true,组,", "unknown unit \"NO-SUCH\""),
    ("units.csv", "XX-1,某局,,,,XX,州,,,,,true,组,", "\"州\" is none of"),
    ("responsibilities.csv", "BAD,0,990000,,,,,,,,CG,区,,依据,,,", "no category code starts with"),
    ("responsibilities.csv", "BAD,0,010101,,,,,,,,CG,镇,,某条例,,,", "履职事项清单"),
    ("limits.csv", "BAD,close,,,,,,,,0,work_day,assigned,0,1,0,,,依据", "not a whole number"),
    ("workdays.csv", "2030-01-01,1,,0", "a gap inside the calendar"),
  ])
  func `a wrong line is refused with file and reason`(
    file: String, line: String, reason: String
  ) throws {
    let folder = try TemporaryFolder()
    let city = folder.file("city")
    try FileManager.default.copyItem(atPath: taizhou, toPath: city)
    let path = city + "/" + file
    let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    try FileSystem.replace(path, with: Array((text + line + "\n").utf8))
    let error = try #require(throws: StorageError.self) {
      try CityConfiguration.load(folder: city)
    }
    #expect(error.description.contains(file + ":"))
    #expect(error.description.contains(reason), "\(error)")
  }
}
