internal import Bytes
internal import Columns
internal import Tabular

/// 数字城管: gzipped GB18030 CSV with standard codes, grid cells and coordinates.
struct UrbanManagementExport: PlatformExport {
  let world: World

  static let header = [
    "任务号", "问题来源", "问题类型", "编码标准", "大类代码", "大类名称", "小类代码", "小类名称", "立案条件", "问题描述", "地址描述", "区划代码",
    "区名称", "街道名称", "社区名称", "单元网格编码", "部件标识码", "经度", "纬度", "监督员", "举报人", "举报电话", "关联工单号", "上报时间",
    "立案时间", "派遣时间", "处置部门", "处置时限", "处置截止时间", "处置完成时间", "核查结果", "结案时间", "是否超时", "返工次数", "案件状态",
  ]

  func fileName(day: Int32, part: Int) -> String {
    "szcg_\(Stamp.compactDay(day))\(part > 1 ? "_\(part)" : "").csv.gz"
  }

  func file(_ plans: [RequestPlan], day: Int32, record: (RequestPlan) -> Record) -> [UInt8] {
    var writer = CSVWriter(textEncoding: .gb18030, lineEnding: .crlf)
    writer.append(Self.header)
    for plan in plans { writer.append(row(record(plan))) }
    let bytes = writer.takeBytes()
    return Deflate.compress(bytes.span, wrapper: .gzip)
  }

  private func row(_ record: Record) -> [String] {
    let plan = record.plan
    var fixed = Dice(plan.seed, 60)
    let form: Stamp.Form = fixed.chance(30) ? .dashed : .compact
    let leaf = world.leaves[Int(plan.leaf)]
    let code = CityCode(leaf, district: record.district)
    let town = record.facts.town
    let community = 1 + Int(Dice.mix(plan.site.seed, 70) % 12)
    let cell = 1 + Int(Dice.mix(plan.site.seed, 71) % 40)
    let grid = town.code + Stamp.padded(community, 3) + Stamp.padded(cell, 3)
    let part =
      Landscape.districtCodes[record.district] + code.major + "0" + code.minor
      + Stamp.padded(Int(Dice.mix(plan.site.seed, 72) % 1_000_000), 6)
    let (x, y) = Self.coordinates(record, &fixed)
    let isInspected = plan.traits.contains(.inspected)
    let row = [
      record.id, source(plan, &fixed), code.isPart ? "部件" : "事件", code.standard, code.major,
      code.majorName, code.minor, code.minorName,
      fixed.chance(700) ? "发现\(code.minorName)" : Dirt.null(&fixed), record.content,
      Dirt.field(record.address, &fixed), Landscape.districtCodes[record.district],
      Dirt.district(town, &fixed), Dirt.town(town, &fixed), "第\(community)社区", grid,
      code.isPart ? part : Dirt.null(&fixed), x, y,
      isInspected
        ? "\(Stamp.padded(Int(Dice.mix(UInt64(plan.site.town), 73) % 20) * 7 + 11, 4))" : "",
      isInspected ? Dirt.null(&fixed) : Dirt.name(record.name, isMale: record.isMale, &fixed),
      isInspected ? Dirt.null(&fixed) : Dirt.phone(record.phone, &fixed),
      Dirt.field(record.earlierID, &fixed), Stamp.text(record.receivedAt, form),
    ]
    return row + progress(record, form)
  }

  private func progress(_ record: Record, _ form: Stamp.Form) -> [String] {
    var state = Dice(record.plan.seed, 61)
    let limit = state.pick(["4工作时", "1工作日", "2工作日", "7工作日", "2紧急工作时", "5工作时"])
    let filed = record.dispatchedAt.map { $0 - 4 * 60 * CivilTime.second }
    let isRefused = state.chance(15)
    let status =
      isRefused
      ? "作废"
      : record.isClosed
        ? "已结案" : record.plan.closedAfter < 0 ? "挂账" : state.pick(["待处置", "处置中", "待核查", "处置中"])
    let isLate = record.isClosed && record.plan.closedAfter > 2
    return [
      record.time(filed, form, &state), record.time(record.dispatchedAt, form, &state),
      Dirt.field(record.offices.first, &state), limit, record.time(record.dueAt, form, &state),
      record.time(record.repliedAt, form, &state),
      record.isClosed ? (state.chance(950) ? "通过" : "未通过") : Dirt.null(&state),
      record.time(record.closedAt, form, &state), isLate ? "是" : "否", state.chance(30) ? "1" : "0",
      status,
    ]
  }

  private func source(_ plan: RequestPlan, _ dice: inout Dice) -> String {
    if plan.traits.contains(.handedOver) { return "12345转办" }
    if plan.traits.contains(.inspected) { return "监督员上报" }
    return dice.pick(["公众举报", "公众举报", "公众举报", "视频发现", "视频发现", "领导批示", "媒体曝光"])
  }

  /// Longitude and latitude in degrees; one in a hundred swapped or zero.
  static func coordinates(_ record: Record, _ dice: inout Dice) -> (String, String) {
    let town = record.facts.town
    var near = Dice(record.plan.site.seed, 74)
    let x = degrees(town.longitude + (near.unit() - 0.5) * 0.03)
    let y = degrees(town.latitude + (near.unit() - 0.5) * 0.03)
    switch dice.below(200) {
    case 0: return (y, x)
    case 1: return ("0", "0")
    default: return (x, y)
    }
  }

  /// Degrees with six decimals.
  private static func degrees(_ value: Double) -> String {
    let millionths = Int(value * 1_000_000)
    return "\(millionths / 1_000_000).\(Stamp.padded(millionths % 1_000_000, 6))"
  }
}
