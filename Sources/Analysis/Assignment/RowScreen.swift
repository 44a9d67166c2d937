internal import Columns
internal import Complaints
internal import Language

/// Screens the rows of a batch one after the other, with buffers that serve them all.
struct RowScreen {
  private let requestGuard: RequestGuard
  private let titles: StringColumn
  private let contents: StringColumn
  private let types: StringColumn
  private let accesses: StringColumn
  private let kinds: StringColumn
  private let codes: StringColumn
  private let petitionKinds: StringColumn
  private let districts: StringColumn
  private let towns: StringColumn
  private var text = ScreenedText()
  private var matches: [PatternMatch] = []

  init(guard requestGuard: RequestGuard, requests: RecordBatch) {
    self.requestGuard = requestGuard
    titles = requests.strings("title")
    contents = requests.strings("content")
    types = requests.strings("request_type")
    accesses = requests.strings("access")
    kinds = requests.strings("accused_kind")
    codes = requests.strings("accused_unit_code")
    petitionKinds = requests.strings("petition_kind")
    districts = requests.strings("district_code")
    towns = requests.strings("town_code")
  }

  /// What an accusation makes of a row.
  struct Change: Sendable {
    let access: String
    let kind: String?
    let codes: String?
  }

  /// What a row's access, accused kind and accused units are to be; nil where they stay.
  mutating func change(_ row: Int) -> Change? {
    let isReport = holds(types, row, Self.report)
    let isDenunciation =
      petitionKinds.validity.isValid(row)
      && ["检举", "揭发", "控告"].contains { petitionKinds.text(row).contains($0) }
    guard isDenunciation || mayAccuse(row, isReport: isReport) else { return nil }
    text.reset()
    titles.withBytes(row) { text.append($0) }
    contents.withBytes(row) { text.append($0) }
    let finding = requestGuard.reader.read(text, isReport: isReport, matches: &matches)
    // 物业 and 业委会 are no organs: accusing them hides nothing from a unit.
    let official = finding.parties.filter { $0.kind != .firm }
    let namesOffence =
      finding.namesOffence && !(official.isEmpty && holds(types, row, Self.consultation))
    let isRestricted = isDenunciation || namesOffence || !official.isEmpty
    guard isRestricted || !finding.parties.isEmpty else { return nil }
    let accused = accusedCodes(official, district: districts[row], town: towns[row])
    let known = codes[row].map { $0.split(separator: "|").map(String.init) } ?? []
    let all = Set(known + accused).sorted()
    let kind = (official.first ?? finding.parties.first)?.kind ?? .person
    return Change(
      access: isRestricted
        ? Access.restricted.rawValue : accesses[row] ?? Access.normal.rawValue,
      kind: kinds[row] ?? kind.rawValue, codes: all.isEmpty ? nil : all.joined(separator: "|"))
  }

  private func mayAccuse(_ row: Int, isReport: Bool) -> Bool {
    let (titleBytes, contentBytes) = (titles.bytes, contents.bytes)
    return requestGuard.reader.mayAccuse(
      titleBytes.span.extracting(titles.range(row)),
      contentBytes.span.extracting(contents.range(row)), isReport: isReport)
  }

  private func holds(_ column: StringColumn, _ row: Int, _ word: [UInt8]) -> Bool {
    column.range(row).count == word.count && column.bytes[column.range(row)] == word[...]
  }

  private static let report = Array(RequestType.report.rawValue.utf8)
  private static let consultation = Array(RequestType.consultation.rawValue.utf8)

  private func accusedCodes(_ parties: [AccusedParty], district: String?, town: String?)
    -> [String]
  {
    let register = requestGuard.register
    var found: [String] = []
    for party in parties {
      if let code = party.unitCode {
        found.append(code)
        if party.isGeneric, let district, let function = register[code]?.functionCode {
          found += register.units(function: function).filter {
            $0.districtCode == district && $0.townCode == nil
          }.map(\.code)
        }
      } else if let function = party.function {
        let units = register.units(function: function)
        if function == "ZF", let town {
          found += units.filter { $0.townCode == town }.map(\.code)
        } else if let district {
          found += units.filter { $0.districtCode == district && $0.townCode == nil }.map(\.code)
        } else if function != "ZF" {
          found += units.filter { $0.districtCode == nil }.map(\.code)
        }
      }
    }
    return found
  }
}
