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

  /// What a row's access, accused kind and accused units are to be.
  mutating func result(_ row: Int) -> (access: String, kind: String?, codes: String?) {
    let type = types[row]
    text.reset()
    titles.withBytes(row) { text.append($0) }
    contents.withBytes(row) { text.append($0) }
    let finding = requestGuard.reader.read(
      text, isReport: type == RequestType.report.rawValue, matches: &matches)
    let before = accesses[row] ?? Access.normal.rawValue
    let petition = petitionKinds[row] ?? ""
    let isDenunciation = ["检举", "揭发", "控告"].contains { petition.contains($0) }
    // 物业 and 业委会 are no organs: accusing them hides nothing from a unit.
    let official = finding.parties.filter { $0.kind != .firm }
    let namesOffence =
      finding.namesOffence
      && !(official.isEmpty && type == RequestType.consultation.rawValue)
    let isRestricted = isDenunciation || namesOffence || !official.isEmpty
    guard isRestricted || !finding.parties.isEmpty else {
      return (before, kinds[row], codes[row])
    }
    let accused = accusedCodes(official, district: districts[row], town: towns[row])
    let known = codes[row].map { $0.split(separator: "|").map(String.init) } ?? []
    let all = Set(known + accused).sorted()
    let kind = (official.first ?? finding.parties.first)?.kind ?? .person
    return (
      isRestricted ? Access.restricted.rawValue : before,
      kinds[row] ?? kind.rawValue, all.isEmpty ? nil : all.joined(separator: "|")
    )
  }

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
