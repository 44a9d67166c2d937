internal import Complaints
internal import Trends

extension DailyReport {
  /// Where it happened: districts as tiles and as a table, and the towns with most requests.
  func writeDistricts(_ page: inout ReportPage) {
    let codes = districtCodes
    guard !codes.isEmpty else {
      page.element("p", ["class": "empty"], "当日诉求均未定位到区。")
      return
    }
    let table = districtTable(codes)
    let comparable = figures.comparableCounts(by: .district)
    let means = figures.means(by: .district)
    let today = counts(by: .district)
    let tiles = codes.filter { !$0.isEmpty }.enumerated().map { index, code in
      let place = city.gazetteer.places.first { $0.kind == "district" && $0.districtCode == code }
      return TileGrid.Tile(
        name: city.gazetteer.divisionName(code), count: today[code] ?? 0,
        note: figures.note(comparable[code] ?? 0, from: means[code]),
        direction: figures.direction(comparable[code] ?? 0, from: means[code]), row: index,
        longitude: place?.longitude, latitude: place?.latitude)
    }
    let up = tiles.filter { $0.direction > 0 }.map(\.name)
    let title =
      up.isEmpty ? "各区（市）件次与同类日均值相近或基数较小" : up.joined(separator: "、") + "比同类日均值多两成以上"
    TileGrid(title: title, source: ("by-district", 1), tiles: tiles).write(to: &page)
    page.table(table)
    writeTowns(&page)
  }

  private func counts(by dimension: CountTable.Dimension) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: figures.today.groups(.requests, by: dimension).map {
        ($0.key, $0.count)
      })
  }

  /// The city's districts and what else occurs, in code order, the unknown last.
  private var districtCodes: [String] {
    let known = city.gazetteer.districts.map(\.code)
    let others = figures.today.groups(.requests, by: .district).map(\.key)
      .filter { !known.contains($0) }
    let named = known + others.filter { !$0.isEmpty }.sorted()
    return others.contains("") ? named + [""] : named
  }

  private func districtTable(_ codes: [String]) -> ReportTable {
    var table = ReportTable(
      "by-district", "各区（市）件次",
      query: "daily_counts 中当日市民和企业的 requests，按 district_code（事发地，无事发地的取来件登记地）",
      columns: [
        .text("区（市）"), .number("件次"), .number("占比"), .number("同类日均值"), .number("变化"),
        .text("最多的分类"),
      ])
    let today = counts(by: .district)
    let comparable = figures.comparableCounts(by: .district)
    let means = figures.means(by: .district)
    let counts = codes.map { today[$0] ?? 0 }
    let shares = Shares.perMille(counts)
    let total = counts.reduce(0, +)
    let isLarge = total >= definition.minimumBase
    for (index, code) in codes.enumerated() {
      let first = figures.today.keeping(.district, [code]).groups(.requests, by: .level2)
        .first { !$0.key.isEmpty }
      table.rows.append([
        .text(code.isEmpty ? "地点待定" : city.gazetteer.divisionName(code)),
        .count(counts[index]), .value(isLarge ? .share(shares[index]) : .none),
        .value(means[code].map(FigureValue.decimal) ?? .none),
        .value(figures.change(comparable[code] ?? 0, from: means[code])),
        .text(first.map { "\($0.key) \(NumberText.grouped($0.count))" } ?? "—"),
      ])
    }
    table.total = [
      .text("合计"), .count(total), .value(isLarge ? .share(1000) : .none),
      .value(figures.mean(figures.comparable).map(FigureValue.decimal) ?? .none),
      .value(
        figures.change(
          figures.comparable.total(.requests, on: input.day),
          from: figures.mean(figures.comparable))), .text(""),
    ]
    return table
  }

  private func writeTowns(_ page: inout ReportPage) {
    let groups = figures.today.groups(.requests, by: .town)
    let named = groups.filter { !$0.key.isEmpty }
    guard !named.isEmpty else { return }
    let top = named.prefix(definition.topTowns)
    var table = ReportTable(
      "by-town", "件次较多的镇街", query: "daily_counts 中当日市民和企业的 requests，按 town_code",
      columns: [.text("镇街"), .number("件次")])
    for group in top {
      table.rows.append([.text(townName(group.key)), .count(group.count)])
    }
    let rest = named.dropFirst(top.count)
    if !rest.isEmpty {
      table.rows.append([
        .text("其余\(rest.count)个镇街"), .count(rest.reduce(0) { $0 + $1.count }),
      ])
    }
    if let unknown = groups.first(where: { $0.key.isEmpty }) {
      table.rows.append([.text("未定位到镇街"), .count(unknown.count)])
    }
    table.total = [.text("合计"), .count(groups.reduce(0) { $0 + $1.count })]
    page.table(table, isFolded: true)
  }

  private func townName(_ code: String) -> String {
    let district = city.gazetteer.places.first { $0.townCode == code }?.districtCode
    let name = city.gazetteer.divisionName(code)
    return district.map { "\(city.gazetteer.divisionName($0)) \(name)" } ?? name
  }
}
