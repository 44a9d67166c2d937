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
    ("lexicon.csv", "BAD-1,999999,某词,,,1,", "unknown category code \"999999\""),
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
