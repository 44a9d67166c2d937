package import Bytes
internal import Tabular

extension Workspace {
  /// Names a workspace that is there, makes nothing in it, and does not mind who may read it.
  ///
  /// - Throws: `configuration` where there is no such folder, or no run has made a store in it.
  package init(existing path: String) throws(StorageError) {
    guard FileSystem.isFolder(path) else {
      throw StorageError(.configuration, path: path, "no such folder")
    }
    self.init(absolute: try FileSystem.absolute(path))
    guard FileSystem.isFolder(lake) else {
      throw StorageError(.configuration, path: path, "no run has made a store here yet")
    }
  }
}
