internal import Bytes

extension Workspace {
  /// Where the newest version of a model lies; nil where none was trained.
  func newestModel(_ name: String) throws -> String? {
    let folder = models + "/" + name
    guard FileSystem.isFolder(folder),
      let version = try FileSystem.list(folder).last(where: {
        FileSystem.exists("\(folder)/\($0)/model.bin")
      })
    else { return nil }
    return "\(folder)/\(version)/model.bin"
  }
}
