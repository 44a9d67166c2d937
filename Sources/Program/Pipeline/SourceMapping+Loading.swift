internal import Bytes
internal import Complaints
internal import Intake
internal import Tabular

extension SourceMapping {
  /// Reads all mappings of a city, `sources/*.json5`, in name order.
  static func loadAll(folder: String, city: CityConfiguration) throws -> [SourceMapping] {
    let sources = folder + "/sources"
    guard FileSystem.isFolder(sources) else {
      throw StorageError(.configuration, path: sources, "a city needs a folder of field mappings")
    }
    return try FileSystem.list(sources).filter { $0.hasSuffix(".json5") }.map { name in
      try load(path: sources + "/" + name, city: city)
    }
  }

  /// Reads one mapping.
  static func load(path: String, city: CityConfiguration) throws -> SourceMapping {
    try load(path: path, bytes: FileSystem.read(path), city: city)
  }
}
