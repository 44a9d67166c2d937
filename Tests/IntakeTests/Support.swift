import Columns
import Complaints

@testable import Intake
@testable import Tabular

/// A small city: two districts, three towns, one unit.
func makeCity() -> CityConfiguration {
  func place(
    _ id: String, _ name: String, _ kind: String, _ district: String, _ town: String? = nil,
    _ aliases: [String] = []
  ) -> Place {
    Place(
      placeID: id, name: name, kind: kind, districtCode: district, townCode: town,
      aliases: aliases, longitude: nil, latitude: nil)
  }
  return CityConfiguration(
    name: "泰州市", taxonomy: Taxonomy(scheme: "tz", categories: []), crosswalk: [], lexicon: [],
    units: UnitRegister([
      Unit(
        code: "CG-321202", names: [.init(text: "海陵区城市管理局", validFrom: nil, validTo: nil)],
        aliases: ["海陵城管局"], functionCode: "CG", level: .district, districtCode: "321202",
        townCode: nil, parent: nil, routeTo: nil, isAssignable: true, group: "区", successor: nil)
    ]), responsibilities: [],
    gazetteer: Gazetteer([
      place("D1", "海陵区", "district", "321202"),
      place("D2", "高港区", "district", "321203", nil, ["医药高新区", "高新区"]),
      place("D3", "兴化市", "district", "321281"), place("D4", "靖江市", "district", "321282"),
      place("D5", "泰兴市", "district", "321283"),
      place("T1", "城东街道", "town", "321202", "321202001"),
      place("T2", "口岸街道", "town", "321203", "321203001"),
      place("T3", "城东镇", "town", "321281", "321281101"),
      place("R1", "江洲南路", "road", "321202"),
    ]), limits: [],
    calendar: WorkCalendar(firstDay: 0, isWorkday: [], holidayNames: [], periods: []), releases: [],
    retentionDays: [:], fileHashes: [:])
}

/// Makes a block of rows from texts.
func makeRows(_ rows: [[String]], firstLine: Int = 1, sheet: Int = 0) -> RawRows {
  var block = RawRows(sheet: sheet)
  var offset = 0
  for (index, row) in rows.enumerated() {
    for cell in row { block.cells.append(cell) }
    block.rowStarts.append(Int32(block.cells.count))
    block.lineNumbers.append(Int32(firstLine + index))
    let length = row.joined(separator: ",").utf8.count
    block.byteRanges.append(RawRows.ByteRange(offset: offset, length: length))
    block.problems.append(.none)
    offset += length + 1
  }
  return block
}

func makeContext() -> IntakeContext {
  IntakeContext(
    fileID: 7, fileName: "a.csv", sheets: ["明细"], runID: "run-1",
    seenAt: CivilTime.timestamp(CivilTime.days(year: 2026, month: 6, day: 30)),
    receivedNotAfter: CivilTime.timestamp(CivilTime.days(year: 2026, month: 7, day: 1)),
    personTokens: { idNumbers, phones in
      var tokens = ValueColumn<Int64>()
      for row in 0..<phones.count {
        let text = idNumbers[row] ?? phones[row]
        tokens.append(text.map { $0.utf8.reduce(Int64(5)) { $0 &* 31 &+ Int64($1) } }, zero: 0)
      }
      return tokens
    },
    requestID: { day, platform, record in
      record.utf8.reduce(Int64(day) << 40) { $0 &* 3 &+ Int64($1) } & .max
    })
}

/// A mapping with the columns of a plain hotline.
let plainMapping = """
  {
    platform: "p", platform_name: "平台", source: "hotline", dispatch: "own",
    constants: {origin: "citizen", disposition: "dispatch"},
    null_words: ["无", "—"],
    columns: {
      source_record_id: ["工单编号", "编号"],
      received_at: "受理时间",
      content: "内容",
      title: "标题",
      status: {from: "状态", map: {"办理中": "processing", "办结": "closed"}, empty: "received"},
      name: "姓名",
      phone: "电话",
      district: "区县",
      town: "街道",
    },
  }
  """

func makeMapping(_ text: String = plainMapping) throws -> SourceMapping {
  try SourceMapping.load(path: "sources/p.json5", bytes: Array(text.utf8), city: makeCity())
}

func makeSession(_ mapping: SourceMapping) -> IntakeSession {
  IntakeSession(mapping: mapping, city: makeCity(), context: makeContext())
}

/// Cleans a text.
func clean(_ text: String, _ style: TextCleaner.Style = [.lines, .prose]) -> String {
  var bytes: [UInt8] = []
  TextCleaner.append(Array(text.utf8).span, to: &bytes, style: style)
  return String(decoding: bytes, as: UTF8.self)
}

/// Masks a text, with what the row says about its own person.
func mask(
  _ text: String, name: String? = nil, phone: String? = nil, idNumber: String? = nil,
  address: String? = nil
) -> String {
  var masker = Masker(lexicon: MaskLexicon(gazetteer: makeCity().gazetteer))
  var own = OwnData()
  if let name { own.add(name: Array(name.utf8).span) }
  if let phone { own.add(numbers: Array(phone.utf8).span, as: .phone) }
  if let idNumber { own.add(number: Array(idNumber.utf8).span, as: .idNumber) }
  if let address { own.add(address: Array(address.utf8).span) }
  let bytes = Array(text.utf8)
  masker.scan(bytes.span, own: own)
  var masked: [UInt8] = []
  masker.append(bytes.span, to: &masked)
  return String(decoding: masked, as: UTF8.self)
}
