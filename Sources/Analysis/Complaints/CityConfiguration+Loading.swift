public import Bytes
internal import Tabular

extension CityConfiguration {
  /// Reads a city's folder and checks it as a whole: codes used in one file exist in the others.
  ///
  /// A city may extend another (`extends: "../taizhou"`): files it does not have are the other's.
  ///
  /// - Parameter folder: The folder with `city.json5`, `taxonomy.csv` and the rest; `crosswalk.csv`,
  ///   `signals.csv`, `responsibilities.csv`, `limits.csv`, `releases.csv` and `retention.csv` may be missing.
  /// - Throws: `StorageError.configuration` with up to twenty faults, each with file, line, column,
  ///   value and what is allowed.
  public static func load(folder: String) throws(StorageError) -> CityConfiguration {
    guard FileSystem.isFolder(folder) else {
      throw StorageError(.configuration, path: folder, "there is no such city folder")
    }
    var loader = CityLoader(folder: folder)
    let name = loader.cityName()
    let taxonomy = loader.taxonomy()
    let units = loader.units()
    let gazetteer = loader.gazetteer()
    let crosswalk = loader.crosswalk(taxonomy)
    let lexicon = loader.lexicon(taxonomy)
    let signals = loader.signals(taxonomy)
    let responsibilities = loader.responsibilities(taxonomy, units, gazetteer)
    let limits = loader.limits(taxonomy)
    let calendar = loader.calendar()
    let releases = loader.releases(taxonomy)
    let retention = loader.retention()
    try loader.finish()
    return CityConfiguration(
      name: name, taxonomy: taxonomy, crosswalk: crosswalk, lexicon: lexicon,
      signals: signals, units: units,
      responsibilities: responsibilities, gazetteer: gazetteer, limits: limits,
      calendar: calendar, releases: releases, retentionDays: retention,
      fileHashes: loader.hashes)
  }
}

extension CityLoader {
  fileprivate mutating func cityName() -> String {
    guard let root = object("city.json5") else { return "" }
    do throws(StorageError) {
      try root.allow(keys: ["name", "code", "extends"])
      if let base = try root.optional("extends") {
        self.base = folder + "/" + (try base.string)
        guard FileSystem.isFolder(self.base ?? "") else {
          throw base.error("there is no city folder \(self.base ?? "")")
        }
      }
      return try root.required("name").string
    } catch {
      note(error)
      return ""
    }
  }

  fileprivate mutating func gazetteer() -> Gazetteer {
    let rows = rows(
      "places.csv",
      [
        "place_id", "place", "kind", "district_code", .optional("district"), "town_code",
        .optional("street"), .optional("aliases"), .optional("longitude"), .optional("latitude"),
      ])
    checkUnique(rows, "place_id")
    let districts = rows.filter { $0["kind"] == "district" }.map { $0["district_code"] }
    let towns = rows.filter { $0["kind"] == "town" }.map { $0["town_code"] }
    let knownDistricts = Set(districts)
    let knownTowns = Set(towns)
    for row in rows {
      if !row["district_code"].isEmpty && !knownDistricts.contains(row["district_code"]) {
        check(row, "district_code", names: row["district_code"], in: districts, what: "district")
      }
      if !row["town_code"].isEmpty && !knownTowns.contains(row["town_code"]) {
        check(row, "town_code", names: row["town_code"], in: towns, what: "town")
      }
    }
    return Gazetteer(
      values(rows) { row throws(StorageError) in
        Place(
          placeID: try row.required("place_id"), name: try row.required("place"),
          kind: try row.required("kind"), districtCode: row["district_code"],
          townCode: row.optional("town_code"), aliases: row.list("aliases"),
          longitude: try row.number("longitude"), latitude: try row.number("latitude"))
      })
  }

  fileprivate mutating func retention() -> [String: Int] {
    let rows = rows("retention.csv", ["data", "days", .optional("basis")], optional: true)
    checkUnique(rows, "data")
    let pairs = values(rows) { row throws(StorageError) in
      (try row.required("data"), try row.integer("days", in: 1...36_500) ?? 0)
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// Notes a cell that is not a leaf's code.
  mutating func checkLeaf(
    _ row: ConfigurationTable.Row, _ column: String, _ taxonomy: Taxonomy
  ) {
    let code = row[column]
    if taxonomy[code] == nil {
      check(
        row, column, names: code, in: taxonomy.categories.map(\.code), what: "category code")
    }
  }

  /// Notes a cell that is not a prefix of any leaf's code.
  mutating func checkPrefix(
    _ row: ConfigurationTable.Row, _ column: String, _ taxonomy: Taxonomy
  ) {
    let code = row[column]
    if code.isEmpty || taxonomy.categories.contains(where: { $0.code.hasPrefix(code) }) { return }
    note(row.error(column, "no category code starts with \"\(code)\""))
  }
}
