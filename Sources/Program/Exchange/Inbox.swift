package import Bytes
internal import Columns

/// The folder into which the source systems drop their exports.
///
/// `inbox/<platform>/<YYYY-MM-DD>/file` waits for a run with that date or a later one;
/// `inbox/<platform>/file` is taken at once. Files are never modified.
package enum Inbox {
  /// A file that a run is to take.
  package struct Item: Equatable, Sendable {
    /// The platform whose folder it lies in.
    package let platform: String
    /// The date folder it lies in, `2026-11-22`; nil directly under the platform.
    package let folderDate: String?
    /// Its path below the inbox.
    package let relativePath: String
    /// Its full path.
    package let path: String
    /// Its size.
    package let byteCount: Int
    /// Its time of last change, nanoseconds since 1970.
    package let modified: Int64
    /// SHA-256 of its bytes, in hexadecimal; empty where it could not be read.
    package let sha256: String
    /// The first 63 bits of the hash.
    package let fileID: Int64
  }

  /// Finds the files that a run for a date is to take, in the order (date folder, platform, hash).
  ///
  /// Hidden files and unfinished copies (`.part`, `.tmp`, `~$…`) are passed over: their senders
  /// have not finished.
  ///
  /// - Parameters:
  ///   - inbox: The inbox folder.
  ///   - platforms: The platforms of the city's mappings.
  ///   - date: The business date, `2026-11-22`.
  ///   - known: The size and time of change of files already dealt with, by relative path.
  /// - Returns: The files, and the folders that belong to no mapping.
  package static func discover(
    inbox: String, platforms: Set<String>, date: String,
    known: [String: (byteCount: Int, modified: Int64)]
  ) throws(StorageError) -> (items: [Item], strangers: [String]) {
    var items: [Item] = []
    var strangers: [String] = []
    for platform in try FileSystem.list(inbox) where !platform.hasPrefix(".") {
      let folder = inbox + "/" + platform
      guard FileSystem.isFolder(folder), platforms.contains(platform) else {
        strangers.append(platform)
        continue
      }
      for name in try FileSystem.list(folder) where isFinished(name) {
        let path = folder + "/" + name
        if !FileSystem.isFolder(path) {
          try add(name, in: folder, platform: platform, date: nil, known: known, to: &items)
        } else if CivilTime.parse(day: name) != nil {
          guard name <= date else { continue }
          for file in try FileSystem.list(path)
          where isFinished(file) && !FileSystem.isFolder(path + "/" + file) {
            try add(file, in: path, platform: platform, date: name, known: known, to: &items)
          }
        } else {
          strangers.append(platform + "/" + name)
        }
      }
    }
    items.sort {
      ($0.folderDate ?? "", $0.platform, $0.sha256, $0.relativePath)
        < ($1.folderDate ?? "", $1.platform, $1.sha256, $1.relativePath)
    }
    return (items, strangers)
  }

  private static func isFinished(_ name: String) -> Bool {
    !name.hasPrefix(".") && !name.hasPrefix("~$") && !name.hasSuffix(".part")
      && !name.hasSuffix(".tmp")
  }

  private static func add(
    _ name: String, in folder: String, platform: String, date: String?,
    known: [String: (byteCount: Int, modified: Int64)], to items: inout [Item]
  ) throws(StorageError) {
    let path = folder + "/" + name
    let relative = [platform, date, name].compactMap { $0 }.joined(separator: "/")
    let size = try FileSystem.size(path)
    let modified = try FileSystem.modified(path)
    if let earlier = known[relative], earlier == (size, modified) { return }
    let digest = try SHA256.hash(fileAt: path)
    items.append(
      Item(
        platform: platform, folderDate: date, relativePath: relative, path: path, byteCount: size,
        modified: modified, sha256: digest.hexadecimal, fileID: identifier(of: digest)))
  }

  /// A file that somebody names, wherever it lies; it goes by its absolute path.
  package static func item(file: String, platform: String) throws(StorageError) -> Item {
    let path = try FileSystem.absolute(file)
    let digest = try SHA256.hash(fileAt: path)
    return Item(
      platform: platform, folderDate: nil, relativePath: path, path: path,
      byteCount: try FileSystem.size(path), modified: try FileSystem.modified(path),
      sha256: digest.hexadecimal, fileID: identifier(of: digest))
  }

  /// The first 63 bits of a digest.
  package static func identifier(of digest: [UInt8]) -> Int64 {
    var value: UInt64 = 0
    for byte in digest.prefix(8) { value = value << 8 | UInt64(byte) }
    return Int64(value >> 1)
  }
}
