import Columns
import Complaints
import TestSupport

@testable import Report

/// An invented Friday of Taizhou with sixty days before it, of the size of the real city.
struct SampleDay {
  static let day = CivilTime.days(year: 2018, month: 6, day: 1)

  static let city: CityConfiguration = {
    do { return try CityConfiguration.load(folder: root + "/Pipelines/cities/taizhou") } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// The repository's folder.
  static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// Code, name, kind, requests of a usual working day.
  static let platforms: [(code: String, label: String, source: Source, size: Int)] = [
    ("12345-taizhou", "12345市平台", .hotline, 690), ("12345-jingjiang", "靖江12345", .hotline, 640),
    ("12345-taixing", "泰兴12345", .hotline, 285), ("12345-xinghua", "兴化12345", .hotline, 90),
    ("mailbox", "书记市长信箱", .mailbox, 10), ("petition", "阳光信访", .petition, 24),
    ("urban-management", "数字城管", .urbanManagement, 420),
    ("urban-construction", "城建热线", .urbanConstruction, 30),
  ]

  var random = SeededGenerator(seed: 7)
  /// Platforms that did not deliver on the day.
  var missing: Set<String> = []
  private var columns: [String: [String?]] = [:]
  private var days: [Int32] = []
  private var requests: [Int32] = []
  private var dayDispositions: [String: [Disposition: Int]] = [:]

  init(missing: Set<String> = []) { self.missing = missing }

  /// The whole input.
  mutating func input() -> ReportInput {
    var input = ReportInput(
      day: Self.day, runID: "nightly-20180601-4f2a", snapshotID: 412,
      dataCutOff: "2018年6月2日 00:00")
    for day in Self.day - 60...Self.day { addDay(day) }
    input.counts = counts()
    input.platforms = Self.platforms.map(account)
    input.personCount = 1_384
    addWork(to: &input)
    addMatters(to: &input)
    addDeliveries(to: &input)
    addAlerts(to: &input)
    return input
  }

  private mutating func addDay(_ day: Int32) {
    let weekday = CivilTime.weekday(day)
    let factor = weekday >= 6 ? 0.6 : weekday == 1 ? 1.18 : 1
    for platform in Self.platforms {
      if day == Self.day && missing.contains(platform.code) { continue }
      var rest = Int(
        Double(platform.size) * factor * Double.random(in: 0.93...1.07, using: &random))
      while rest > 0 {
        let amount = min(rest, Int.random(in: 1...8, using: &random))
        addRow(day, platform, amount)
        rest -= amount
      }
    }
  }

  private mutating func addRow(
    _ day: Int32, _ platform: (code: String, label: String, source: Source, size: Int),
    _ amount: Int
  ) {
    let leaves = Self.city.taxonomy.categories
    // A skewed choice: some leaves are far more usual than others.
    let position = Int(
      Double(leaves.count) * Double.random(in: 0..<1, using: &random)
        * Double.random(in: 0..<1, using: &random))
    var leaf = leaves[position]
    let isManaged = platform.source == .urbanManagement
    let districts = Self.city.gazetteer.districts
    var district: String? = districts[Int.random(in: 0..<districts.count, using: &random)].code
    if platform.code == "12345-jingjiang" { district = "321282" }
    if platform.code == "12345-taixing" { district = "321283" }
    if platform.code == "12345-xinghua" { district = "321281" }
    if day == Self.day && district == "321202" && Int.random(in: 0..<3, using: &random) == 0 {
      leaf = leaves[60]
    }
    let chance = Int.random(in: 0..<100, using: &random)
    if chance < 3 { district = nil }
    let disposition: Disposition =
      isManaged
      ? .dispatch
      : chance < 74 ? .direct : chance < 95 ? .dispatch : chance < 97 ? .guide : .transit
    let types: [RequestType] = [
      .consultation, .consultation, .complaint, .help, .help, .report, .suggestion,
    ]
    days.append(day)
    requests.append(Int32(amount))
    let isKnown = chance != 50
    let texts: [String: String?] = [
      "platform": platform.code, "source": platform.source.rawValue,
      "origin": isManaged && chance < 92
        ? "inspector" : isManaged ? "video" : chance == 7 ? "leader" : "citizen",
      "disposition": disposition.rawValue,
      "request_type": types[Int.random(in: 0..<types.count, using: &random)].rawValue,
      "district_code": district, "town_code": nil, "level1": isKnown ? leaf.level1 : nil,
      "level2": isKnown ? leaf.level2 : nil, "unit_code": nil,
    ]
    for (name, text) in texts { columns[name, default: []].append(text) }
    if day == Self.day {
      dayDispositions[platform.code, default: [:]][disposition, default: 0] += amount
    }
  }

  private func counts() -> RecordBatch {
    let small: [Int32] = requests.map { $0 / 4 }
    return RecordBatch(
      schema: Tables.dailyCounts.schema,
      columns: Tables.dailyCounts.schema.fields.map { field in
        switch field.name {
        case "day": .int32(ValueColumn(days))
        case "requests": .int32(ValueColumn(requests))
        case "run_id": .string(StringColumn(days.map { _ in "r" }))
        case let name where columns[name] != nil: .string(StringColumn(columns[name] ?? []))
        default: .int32(ValueColumn(small))
        }
      })
  }

  private func account(
    _ platform: (code: String, label: String, source: Source, size: Int)
  ) -> PlatformAccount {
    let dispositions = dayDispositions[platform.code] ?? [:]
    let received = dispositions.values.reduce(0, +)
    let extra = received > 0 ? 14 : 0
    return PlatformAccount(
      platform: platform.code, label: platform.label, source: platform.source,
      read: received + extra * 3, accepted: received, updated: extra * 2 - 3, unchanged: extra / 2,
      quarantined: received > 0 ? 3 + extra - extra / 2 : 0 + (extra == 0 ? 3 - 3 : 0),
      received: received, dispositions: dispositions, channels: channels(platform, received)
    ).balanced()
  }

  private func channels(
    _ platform: (code: String, label: String, source: Source, size: Int), _ received: Int
  ) -> [PlatformAccount.Channel] {
    guard platform.source == .hotline, received > 20 else { return [] }
    return [
      .init(name: "电话", requests: received - 19), .init(name: "微信", requests: 8),
      .init(name: "省平台转派", requests: 9), .init(name: "110转", requests: 2),
    ]
  }
}

extension PlatformAccount {
  /// The account with as many rows read as are accounted for.
  func balanced() -> PlatformAccount {
    var output = self
    output.read = accepted + max(0, updated) + unchanged + quarantined
    output.updated = max(0, updated)
    return output
  }
}
