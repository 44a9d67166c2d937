internal import Classification
internal import Columns
internal import Complaints
internal import Lake
internal import Trends

/// Counts what of each platform may move, out of the lake's columns.
///
/// Only the first request of each matter counts, so that one cause with many voices does not look
/// like a change of the platform.
struct DriftReader {
  private let lake: Lake
  private let city: CityConfiguration
  private let window: DriftWindow
  /// The most categories of a platform that are told apart.
  private static let categoryLimit = 200
  private static let confidenceSteps = 20
  static let openName = "（未定）"
  private static let noneName = "（空）"
  private static let otherName = "（其他）"

  init(_ lake: Lake, city: CityConfiguration, window: DriftWindow) {
    self.lake = lake
    self.city = city
    self.window = window
  }

  /// A request of the window: where it came from and under which category.
  private struct Origin {
    let requestID: Int64
    let platform: Int32
    let category: Int32
  }

  /// Everything but the texts, platform by platform in the order of their names.
  func measures() throws -> [DriftMeasure] {
    let copies = try copies()
    var platforms = DriftTally.Names()
    var categories = DriftTally.Names()
    var categoryCounts = DriftTally(dayCount: window.dayCount)
    var origins: [Origin] = []
    try lake.scan(
      Tables.requests.name,
      columns: [
        "request_id", "received_on", "platform", "source_category", "source_category_scheme",
      ], months: window.months, where: window.range
    ) { batch, _ in
      let names = batch.strings("platform")
      let labels = batch.strings("source_category")
      let schemes = batch.strings("source_category_scheme")
      let days = batch.int32s("received_on").values
      for (row, id) in batch.int64s("request_id").values.enumerated() where !copies.contains(id) {
        guard let day = window.place(of: days[row]) else { continue }
        let platform = platforms.number(of: names.text(row))
        let category = categories.number(of: schemes.text(row) + "\u{0}" + labels.text(row))
        origins.append(Origin(requestID: id, platform: platform, category: category))
        categoryCounts.count(platform, category, day)
      }
    }
    origins.sort { $0.requestID < $1.requestID }
    let counts = try classCounts(origins, categories)
    let shown = categories.names.map { name in
      let label = name.split(separator: "\u{0}", omittingEmptySubsequences: false).last ?? ""
      return label.isEmpty ? Self.noneName : String(label)
    }
    return platforms.names.enumerated().sorted { $0.element < $1.element }.flatMap { item in
      let (platform, name) = (Int32(item.offset), item.element)
      return [
        counts.classes.measure(name, platform, .classes, counts.classNames.names.map(className)),
        categoryCounts.measure(
          name, platform, .categories, shown, limit: Self.categoryLimit, rest: Self.otherName),
        counts.confidence.measure(
          name, platform, .confidence, (0..<Self.confidenceSteps).map(String.init)),
        counts.disagreement.measure(name, platform, .disagreement, ["一致", "不一致"]),
      ].compactMap { $0 }
    }
  }

  private struct ClassCounts {
    var classNames = DriftTally.Names()
    var classes: DriftTally
    var confidence: DriftTally
    var disagreement: DriftTally
  }

  private func classCounts(_ origins: [Origin], _ categories: DriftTally.Names) throws
    -> ClassCounts
  {
    var counts = ClassCounts(
      classes: DriftTally(dayCount: window.dayCount),
      confidence: DriftTally(dayCount: window.dayCount),
      disagreement: DriftTally(dayCount: window.dayCount))
    let labels = SourceLabels(city: city)
    let groups = categories.names.map { name -> String? in
      let parts = name.split(separator: "\u{0}", omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      return labels.label(scheme: String(parts[0]), category: String(parts[1])).map {
        String($0.code.prefix(4))
      }
    }
    let ids = origins.map(\.requestID)
    try lake.scan(
      Tables.classifications.name,
      columns: ["request_id", "part", "received_on", "code", "decided_by", "confidence"],
      months: window.months, where: window.range
    ) { batch, _ in
      let parts = batch.int32s("part").values
      let days = batch.int32s("received_on").values
      let codes = batch.strings("code")
      let deciders = batch.strings("decided_by")
      let confidence = batch.doubles("confidence")
      for (row, id) in batch.int64s("request_id").values.enumerated() where parts[row] == 0 {
        guard let day = window.place(of: days[row]), let place = Self.find(id, in: ids) else {
          continue
        }
        let origin = origins[place]
        let group = codes[row].map { String($0.prefix(4)) }
        counts.classes.count(
          origin.platform, counts.classNames.number(of: group ?? Self.openName), day)
        // A platform's own code or a person says nothing about our reading.
        guard ["rule", "model", "none"].contains(deciders.text(row)) else { continue }
        let step = Int((confidence[row] ?? 0) * Double(Self.confidenceSteps))
        counts.confidence.count(
          origin.platform, Int32(min(max(step, 0), Self.confidenceSteps - 1)), day)
        if let group, let theirs = groups[Int(origin.category)] {
          counts.disagreement.count(origin.platform, group == theirs ? 0 : 1, day)
        }
      }
    }
    return counts
  }

  /// The requests that joined the matter of another.
  private func copies() throws -> Set<Int64> {
    var copies: Set<Int64> = []
    try lake.scan(
      Tables.matterRequests.name, columns: ["request_id", "part", "matter_id", "received_on"],
      months: window.months, where: window.range
    ) { batch, _ in
      let matters = batch.int64s("matter_id").values
      let parts = batch.int32s("part").values
      for (row, id) in batch.int64s("request_id").values.enumerated()
      where parts[row] == 0 && matters[row] != id { copies.insert(id) }
    }
    return copies
  }

  private static func find(_ id: Int64, in ids: [Int64]) -> Int? {
    var (low, high) = (0, ids.count)
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < ids.count && ids[low] == id ? low : nil
  }

  /// The name of a class of the second level, with its code.
  private func className(_ group: String) -> String {
    guard let category = city.taxonomy.categories.first(where: { $0.code.hasPrefix(group) }) else {
      return group
    }
    return "\(group) \(category.level2)"
  }
}
