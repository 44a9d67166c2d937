internal import Bytes
internal import Complaints
internal import Lake
internal import SQLite
internal import Tabular

extension Lake {
  /// The city that was named, else that of the last run that had one.
  ///
  /// - Throws: `configuration` where none is known.
  func city(_ named: String?) throws -> CityConfiguration {
    if let named { return try CityConfiguration.load(folder: named) }
    var folders: [String] = []
    try connection.query(
      "SELECT configuration FROM minsheng_runs ORDER BY started_at DESC, rowid DESC"
    ) { row in
      guard let configuration = try? ConfigurationValue.parse(row.text(0), path: "ledger"),
        let city = try? configuration.optional("city")?.string, !city.isEmpty,
        !folders.contains(city)
      else { return }
      folders.append(city)
    }
    guard let folder = folders.first(where: { FileSystem.exists($0 + "/city.json5") }) else {
      throw StorageError(
        .configuration, path: self.folder,
        "no run says which city this is, or its folder is gone; name it with --city")
    }
    return try CityConfiguration.load(folder: folder)
  }
}

extension Store {
  /// The city that was named, else that of the last run that had one.
  ///
  /// - Throws: `configuration` where none is known.
  func city(_ named: String?) throws -> CityConfiguration { try lake.city(named) }
}
