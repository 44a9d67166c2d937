import Bytes
import Columns
import Tabular
import Testing

@testable import Generator

@Suite struct ExportTests {
  private static let headers: [(String, [String], Int, TabularFormat)] = [
    ("12345-taizhou", TaizhouExport.header, 0, .delimited),
    ("12345-jingjiang", JingjiangExport.header, 0, .xlsx),
    ("12345-taixing", TaixingExport.header, 0, .delimited),
    ("12345-xinghua", XinghuaExport.header, 1, .htmlTable),
    ("mailbox", MailboxExport.header, 0, .delimited),
    ("petition", PetitionExport.header, 2, .xlsx),
    ("urban-management", UrbanManagementExport.header, 0, .delimited),
    ("urban-construction", UrbanConstructionExport.keys, 0, .jsonLines),
    ("mailbox-jingjiang", JingjiangMailboxExport.header, 1, .xls),
  ]

  @Test(arguments: headers.map(\.0))
  func `every file of a platform parses back, with its header and its records`(platform: String)
    throws
  {
    let city = try GeneratedCity.other.get()
    let (_, header, titles, format) = try #require(Self.headers.first { $0.0 == platform })
    let inbox = city.path + "/inbox/" + platform
    var ids: Set<String> = []
    for name in try GeneratedCity.files(inbox) {
      if try isUnreadable(inbox + "/" + name, city) { continue }
      let source = try TabularSource.open(path: inbox + "/" + name)
      #expect(source.format == format)
      let cells = try GeneratedCity.cells(inbox + "/" + name)
      if format == .jsonLines {
        #expect(Set(cells[0]).isSubset(of: Set(header)))
      } else {
        #expect(cells[titles] == header)
      }
      let column = try #require(cells[titles].firstIndex { Self.idColumns.contains($0) })
      ids.formUnion(
        cells[(titles + 1)...].filter { $0.count > column }.map { $0[column] }
          .filter { Self.isRecordID($0) })
    }
    let expected = try city.truth("requests.csv").filter {
      $0["platform"] == platform && $0["first_file"] != ""
    }
    #expect(ids == Set(expected.compactMap { $0["source_record_id"] }))
  }

  @Test func `the page about the exports lists each header`() throws {
    let page = String(
      decoding: try FileSystem.read(GeneratedCity.repository + "/SampleData/README.md"),
      as: UTF8.self
    ).split(whereSeparator: \.isNewline).joined(separator: " ")
    for (platform, header, _, _) in Self.headers {
      #expect(page.contains(header.joined(separator: ", ")), "\(platform)")
    }
  }

  @Test func `a ledger of petitions has merged cells, repeated heads and sums in its middle`()
    throws
  {
    let city = try GeneratedCity(GenerationOptions(rows: 30_000, seed: 9, days: 12))
    let inbox = city.path + "/inbox/petition"
    var merged = 0
    var heads = 0
    var sums = 0
    for name in try GeneratedCity.files(inbox) where try !isUnreadable(inbox + "/" + name, city) {
      let source = try TabularSource.open(path: inbox + "/" + name)
      merged += try source.mergedRanges(sheet: 0).filter { $0.firstRow < $0.lastRow }.count
      let cells = try GeneratedCity.cells(inbox + "/" + name)
      heads += cells.filter { $0.first == "续表" }.count
      sums += cells.filter { $0.first == "本页合计" }.count
    }
    #expect(merged > 0 && heads > 0 && sums == heads)
  }

  @Test func `one file is late, one missing, one twice and one unreadable`() throws {
    let city = try GeneratedCity.sample.get()
    let inbox = city.path + "/inbox/"
    #expect(
      Set(city.summary.mishaps.map(\.kind)) == ["late", "missing", "duplicate", "unreadable"])
    for mishap in city.summary.mishaps {
      let folder = inbox + mishap.platform + "/" + mishap.day
      let day = try #require(CivilTime.parse(day: mishap.day))
      let names = FileSystem.exists(folder) ? try FileSystem.list(folder).sorted() : []
      switch mishap.kind {
      case "late":
        let next = inbox + mishap.platform + "/" + CivilTime.format(day: day + 1)
        #expect(names.isEmpty)
        #expect(try FileSystem.list(next).contains { $0.contains(Stamp.compactDay(day)) })
      case "missing": #expect(names.isEmpty)
      case "duplicate":
        try #require(names.count == 2)
        let first = try FileSystem.read(folder + "/" + names[0])
        let second = try FileSystem.read(folder + "/" + names[1])
        #expect(first == second)
      default:
        let name = try #require(names.first)
        #expect(throws: (any Error).self) { try GeneratedCity.cells(folder + "/" + name) }
      }
    }
  }

  private func isUnreadable(_ path: String, _ city: GeneratedCity) throws -> Bool {
    city.summary.mishaps.contains {
      $0.kind == "unreadable" && path.contains("/\($0.platform)/\($0.day)/")
    }
  }

  private static let idColumns: Set<String> = [
    "工单编号", "工单号", "编号", "受理编号", "信件编号", "来信编号", "信访件编号", "任务号", "id",
  ]

  /// Whether a cell holds a record's number, and not a repeated head or a sum.
  private static func isRecordID(_ text: String) -> Bool {
    text.utf8.filter { (48...57).contains($0) }.count >= 9
  }
}
