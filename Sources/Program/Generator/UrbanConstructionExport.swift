internal import Tabular

/// 城建热线: one JSON object a line.
struct UrbanConstructionExport: PlatformExport {
  let world: World

  static let keys = [
    "id", "oldId", "acceptTime", "channel", "requestType", "urgency", "callerName", "callerSex",
    "callerPhone", "secret", "title", "content", "address", "district", "town", "category", "unit",
    "disposition", "status", "dispatchTime", "dueTime", "reply", "replyTime", "finishTime",
    "satisfaction", "returnReason", "urgeCount", "longitude", "latitude",
  ]

  func fileName(day: Int32, part: Int) -> String {
    "cjrx_\(Stamp.compactDay(day))\(part > 1 ? "_\(part)" : "").ndjson"
  }

  func file(_ plans: [RequestPlan], day: Int32, record: (RequestPlan) -> Record) -> [UInt8] {
    var bytes: [UInt8] = []
    for plan in plans { bytes += JSONText.lines(of: [object(record(plan))]) }
    return bytes
  }

  private func object(_ record: Record) -> JSONValue {
    let plan = record.plan
    var fixed = Dice(plan.seed, 60)
    var state = Dice(plan.seed, 61)
    let channel =
      plan.kinship == .copy
      ? "12345" : plan.channel == .phone ? "phone" : plan.channel == .wechat ? "wechat" : "web"
    let (x, y) = UrbanManagementExport.coordinates(record, &fixed)
    let isLocated = fixed.chance(400)
    let values: [JSONValue] = [
      .string(record.id), .text(record.earlierID), time(record.receivedAt), .string(channel),
      .string(plan.kind.word),
      .string(world.leaves[Int(plan.leaf)].urgency == .urgent ? "urgent" : "normal"),
      .string(Dirt.name(record.name, isMale: record.isMale, &fixed)),
      .string(record.isMale ? "M" : "F"), .string(Dirt.phone(record.phone, &fixed)),
      .bool(plan.traits.contains(.confidential)), .string(record.title), .string(record.content),
      .text(record.address.isEmpty ? nil : record.address),
      .string(Dirt.district(record.facts.town, &fixed)),
      .string(Dirt.town(record.facts.town, &fixed)), .string(category(plan)),
      .text(record.offices.first), .string(record.isDispatched ? "dispatch" : "direct"),
      .string(status(record, &state)), time(record.dispatchedAt), time(record.dueAt),
      .text(record.reply), time(record.repliedAt), time(record.closedAt),
      .text(record.satisfaction(&state)), .text(record.returnReason),
      .integer(Int64(record.urgeCount)), isLocated ? .number(Double(x) ?? 0) : .null,
      isLocated ? .number(Double(y) ?? 0) : .null,
    ]
    let dropsNulls = fixed.chance(300)
    return .object(
      zip(Self.keys, values).compactMap { key, value in
        dropsNulls && value == .null ? nil : JSONValue.Member(key, value)
      })
  }

  private func status(_ record: Record, _ dice: inout Dice) -> String {
    if record.isClosed { return record.isDispatched ? "closed" : "answered" }
    return record.isReturned && dice.chance(500) ? "returned" : "processing"
  }

  private func time(_ time: Int64?) -> JSONValue {
    .text(time.map { Stamp.text($0, .isoZone) })
  }

  private func category(_ plan: RequestPlan) -> String {
    let code = world.leaves[Int(plan.leaf)].code
    switch code.prefix(4) {
    case "0801": return "供水"
    case "0803": return "燃气"
    case "0201": return "物业"
    case "0202", "0203", "0204": return "房管"
    case "0105": return "绿化"
    case "0401", "0107", "0402": return "工地"
    default: break
    }
    switch code {
    case "010603": return "路灯"
    case "010607", "010608", "010601", "010602": return "排水"
    case "010604", "010605", "010606": return "道路"
    default: return "其他"
    }
  }
}
