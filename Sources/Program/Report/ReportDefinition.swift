package import Bytes
internal import Tabular

/// What a report contains and when its sentences are printed; read from `Reports/<kind>.json5`.
package struct ReportDefinition: Sendable {
  /// A part of the report, by its anchor.
  package enum Section: String, CaseIterable, Sendable {
    case platforms, categories, districts, trend, matters, units, alerts, inspection, deliveries
    case accounting, metrics
  }

  /// The kind: `daily`.
  package let kind: String
  /// The title, to which the city's name is put.
  package let title: String
  /// The sections, in the order printed.
  package let sections: [Section]
  /// How many days the trend shows.
  package let trendDays: Int
  /// How many categories are named.
  package let topCategories: Int
  /// How many towns are named.
  package let topTowns: Int
  /// How many hot matters are named.
  package let topMatters: Int
  /// How many units of a group are named.
  package let topUnits: Int
  /// How many alerts are named.
  package let topAlerts: Int
  /// The base under which changes and rates are given in counts.
  package let minimumBase: Int
  /// The change, in per cent, from which a sentence about a category is printed.
  package let notableChange: Double
  /// The least requests within seven days of a hot matter.
  package let hotRequests: Int
  /// The least persons of a hot matter.
  package let hotPersons: Int
  /// Words that keep a matter's title from being quoted, wherever they stand in it or its class.
  package let unquotedWords: [String]
  /// The metrics, as defined.
  package let metrics: [Metric]

  /// Reads a definition and the metrics it names.
  ///
  /// - Throws: `StorageError` of code `configuration`, with file, line and key.
  package static func load(path: String) throws(StorageError) -> ReportDefinition {
    let value = try ConfigurationValue.read(path: path)
    try value.allow(keys: [
      "kind", "title", "metrics", "sections", "trend_days", "top", "thresholds", "unquoted",
    ])
    let top = try value.required("top")
    try top.allow(keys: ["categories", "towns", "matters", "units", "alerts"])
    let thresholds = try value.required("thresholds")
    try thresholds.allow(keys: [
      "minimum_base", "notable_change", "hot_requests", "hot_persons",
    ])
    var sections: [Section] = []
    for section in try value.required("sections").array {
      sections.append(try section.choice(Section.self))
    }
    let metrics = try value.required("metrics").string
    return ReportDefinition(
      kind: try value.required("kind").choice(of: ["daily"]),
      title: try value.required("title").string,
      sections: sections,
      trendDays: try value.required("trend_days").integer(in: 14...60),
      topCategories: try top.required("categories").integer(in: 1...50),
      topTowns: try top.required("towns").integer(in: 1...50),
      topMatters: try top.required("matters").integer(in: 1...50),
      topUnits: try top.required("units").integer(in: 1...50),
      topAlerts: try top.required("alerts").integer(in: 1...100),
      minimumBase: try thresholds.required("minimum_base").integer(in: 1...1000),
      notableChange: try thresholds.required("notable_change").number(in: 0...1000),
      hotRequests: try thresholds.required("hot_requests").integer(in: 2...1000),
      hotPersons: try thresholds.required("hot_persons").integer(in: 1...1000),
      unquotedWords: try value.required("unquoted").strings,
      metrics: try readMetrics(FileSystem.parent(of: path) + "/" + metrics))
  }

  private static func readMetrics(_ path: String) throws(StorageError) -> [Metric] {
    let table = try ConfigurationTable.read(
      path: path,
      columns: ["name", "numerator", "denominator", "time_base", "exclusions", "source"])
    var metrics: [Metric] = []
    for row in table.rows {
      metrics.append(
        Metric(
          name: try row.required("name"), numerator: try row.required("numerator"),
          denominator: row["denominator"], timeBase: try row.required("time_base"),
          exclusions: row["exclusions"], source: try row.required("source")))
    }
    return metrics
  }
}
