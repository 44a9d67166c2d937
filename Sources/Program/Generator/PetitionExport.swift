internal import Columns
internal import Tabular

/// 阳光信访: a ledger for printing, with title, merged cells, repeated heads and sums in the middle.
struct PetitionExport: PlatformExport {
  let world: World

  static let header = [
    "序号", "信访事项编号", "信访件编号", "信访日期", "登记时间", "信访形式", "信访人", "证件号码", "联系电话", "住址", "信访人数", "初重件",
    "信访目的",
    "内容分类代码", "内容分类", "问题属地", "问题发生地", "主题", "信访内容", "公开标志", "异常动态", "登记单位", "转往单位", "办理方式",
    "具体承办单位", "信访件状态", "办结状态", "限办时间", "办结时间", "办理结果",
  ]
  /// How many 件 stand on a page.
  static let pageRows = 20
  /// The columns that one 事项 has once.
  private static let mergedColumns = [0, 1, 15]

  func fileName(day: Int32, part: Int) -> String {
    "信访台账\(Stamp.compactDay(day))\(part > 1 ? "_\(part)" : "").xlsx"
  }

  func file(_ plans: [RequestPlan], day: Int32, record: (RequestPlan) -> Record) -> [UInt8] {
    let groups = Self.groups(plans)
    var rows: [[WorkbookCell]] = []
    var merged: [CellRange] = []
    let width = Self.header.count
    func banner(_ text: String) {
      merged.append(
        CellRange(firstRow: rows.count, firstColumn: 0, lastRow: rows.count, lastColumn: width - 1))
      rows.append([.text(text)])
    }
    banner("泰州市阳光信访事项登记台账")
    banner("填报单位：泰州市信访局　　日期：\(Stamp.spokenDay(day))")
    rows.append(Self.header.map(WorkbookCell.text))
    var onPage = 0
    for (order, group) in groups.enumerated() {
      if onPage >= Self.pageRows {
        rows.append([.text("本页合计"), .text("\(onPage)件")])
        banner("续表")
        rows.append(Self.header.map(WorkbookCell.text))
        onPage = 0
      }
      let first = rows.count
      for (index, plan) in group.enumerated() {
        var cells = row(record(plan), order: order + 1)
        if index > 0 { for column in Self.mergedColumns { cells[column] = .empty } }
        rows.append(cells)
      }
      if group.count > 1 {
        for column in Self.mergedColumns {
          merged.append(
            CellRange(
              firstRow: first, firstColumn: column, lastRow: rows.count - 1, lastColumn: column))
        }
      }
      onPage += group.count
    }
    rows.append([.text("合计"), .text("\(plans.count)件"), .text("\(groups.count)个事项")])
    var sheet = WorkbookSheet(
      name: "信访台账", columns: Self.header.map { WorkbookSheet.Column($0) })
    sheet.hasHeader = false
    sheet.merged = merged
    var writer = XLSXWriter()
    writer.beginSheet(sheet)
    for cells in rows { writer.append(cells: cells) }
    return writer.finish()
  }

  /// The 件 of one 事项 together, in the order of the first of each.
  private static func groups(_ plans: [RequestPlan]) -> [[RequestPlan]] {
    var groups: [[RequestPlan]] = []
    var places: [Int32: Int] = [:]
    for plan in plans {
      if let place = places[plan.matter] {
        groups[place].append(plan)
      } else {
        places[plan.matter] = groups.count
        groups.append([plan])
      }
    }
    return groups
  }

  private func row(_ record: Record, order: Int) -> [WorkbookCell] {
    let plan = record.plan
    var fixed = Dice(plan.seed, 60)
    let leaf = Dirt.leaf(plan, world, &fixed)
    let day = Stamp.slashedDay(plan.day, zeros: true)
    let year = CivilTime.date(plan.day).year
    let home = world.landscape.towns[
      world.landscape.town(of: record.district, &fixed)]
    let isVisit = fixed.chance(250)
    let form = isVisit ? "来访" : fixed.pick(["网上信访", "网上信访", "来信", "电话", "传真"])
    let cells: [String] = [
      "\(order)", "SX\(year)\(Stamp.padded(Int(plan.matter), 8))", record.id, day,
      Stamp.text(record.receivedAt, .slashedPadded), form,
      Dirt.name(record.name, isMale: record.isMale, &fixed), idNumber(plan, &fixed),
      Dirt.phone(record.phone, &fixed),
      fixed.chance(150) ? Dirt.null(&fixed) : Landscape.districtNames[record.district] + home.name,
      "\(headcount(plan, &fixed))", plan.kinship == .first ? "初" : "重", purpose(plan),
      leaf.map { String($0.code.prefix(4)) + "00" } ?? "990000", leaf?.level2 ?? "其他",
      Dirt.district(record.facts.town, &fixed), Dirt.field(record.address, &fixed), record.title,
      record.content, plan.traits.contains(.confidential) ? "0" : "1",
      fixed.chance(25) ? fixed.pick(["扬言进京上访", "扬言集体上访", "情绪激动"]) : Dirt.null(&fixed),
      "\(Landscape.districtNames[record.district])信访局",
    ]
    return cells.map(WorkbookCell.text) + progress(record)
  }

  private func progress(_ record: Record) -> [WorkbookCell] {
    var state = Dice(record.plan.seed, 61)
    let isAccepted = record.isDispatched
    let manner = isAccepted ? state.pick(["转送", "交办", "转送", "直接办理"]) : "不予受理"
    let status =
      record.isClosed ? "已答复" : isAccepted ? state.pick(["已受理", "办理中", "待受理"]) : "已答复"
    let cells: [String] = [
      Dirt.field(record.offices.first, &state), manner,
      Dirt.field(record.offices.joined(separator: "、"), &state), status,
      record.isClosed ? "已办结" : "未办结", record.time(record.dueAt, .slashedPadded, &state),
      Dirt.field(
        record.closedAt.map { Stamp.slashedDay(CivilTime.day(of: $0), zeros: true) }, &state),
      Dirt.field(record.reply, &state),
    ]
    return cells.map(WorkbookCell.text)
  }

  private func idNumber(_ plan: RequestPlan, _ dice: inout Dice) -> String {
    guard plan.person >= 0, dice.chance(800) else { return Dirt.null(&dice) }
    return Population.idNumber(world.population.person(Int(plan.person)))
  }

  private func headcount(_ plan: RequestPlan, _ dice: inout Dice) -> Int {
    guard world.leaves[Int(plan.leaf)].isShared, dice.chance(200) else { return 1 }
    return 2 + dice.below(12)
  }

  private func purpose(_ plan: RequestPlan) -> String {
    switch plan.kind {
    case .suggestion: "意见建议"
    case .report: "揭发控告"
    case .complaint: "申诉"
    case .other, .praise: "其他"
    case .help, .consultation: "求决"
    }
  }
}
