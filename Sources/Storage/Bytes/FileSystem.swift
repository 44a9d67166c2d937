internal import CSystem
internal import Glibc

/// System calls on files, each of whose faults becomes a `StorageError` here and nowhere else.
public enum FileSystem {
  /// The error of the last failed call.
  static func lastError(_ call: String, _ path: String?) -> StorageError {
    let number = errno
    let text = String(cString: strerror(number))
    return StorageError(
      number == ENOENT ? .notFound : .io, at: StorageError.Location(path: path),
      "\(call): \(text) (errno \(number))")
  }

  /// What the name of a file ends with that is not yet renamed into place.
  public static let temporarySuffix = ".tmp"

  /// Reads a whole file.
  public static func read(_ path: String) throws(StorageError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw lastError("open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw lastError("stat", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StorageError(.io, path: path, "not a regular file")
    }
    let size = Int(status.st_size)
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = 0
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress! + count, size - count)
        if got < 0 {
          if errno == EINTR { continue }
          failed = true
          return
        }
        if got == 0 { return }
        count += got
      }
    }
    if failed { throw lastError("read", path) }
    return bytes
  }

  /// Writes a file beside its target, syncs it, and renames it into place with its folder synced.
  ///
  /// A reader sees the old file or the new one, never a part. Mode 0600.
  public static func replace(_ path: String, with bytes: Span<UInt8>, mode: UInt32 = 0o600)
    throws(StorageError)
  {
    // One name for all processes: a rerun after a kill writes over what the killed one left.
    let temporary = path + temporarySuffix
    do throws(StorageError) {
      try write(temporary, bytes, mode: mode)
      try move(temporary, to: path)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Writes a file's bytes beside its target, syncs it, and renames it into place.
  public static func replace(_ path: String, with bytes: [UInt8], mode: UInt32 = 0o600)
    throws(StorageError)
  {
    try replace(path, with: bytes.span, mode: mode)
  }

  /// Writes a new file; its folder must exist.
  ///
  /// Does not sync the folder.
  ///
  /// - Parameter syncs: Whether the file is durable on return; many small files are cheaper written
  ///   without and followed by one `syncFileSystem(of:)`.
  public static func write(
    _ path: String, _ bytes: Span<UInt8>, mode: UInt32 = 0o600, syncs: Bool = true
  ) throws(StorageError) {
    try Failpoint.reach(.fileCreate, path: path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw lastError("create", path) }
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor, path)
    if syncs { try sync(descriptor, path) }
  }

  /// Writes all of some bytes, however few each call takes.
  static func writeAll(_ bytes: Span<UInt8>, to descriptor: Int32, _ path: String)
    throws(StorageError)
  {
    try Failpoint.reach(.fileWrite, path: path)
    var failure: StorageError?
    bytes.withUnsafeBufferPointer { buffer in
      var offset = 0
      while offset < buffer.count {
        let put = Glibc.write(
          descriptor, buffer.baseAddress! + offset, Failpoint.writable(buffer.count - offset))
        if put < 0 {
          if errno == EINTR { continue }
          failure = lastError("write", path)
          return
        }
        offset += put
      }
    }
    if let failure { throw failure }
  }

  /// Makes an open file's bytes durable.
  static func sync(_ descriptor: Int32, _ path: String) throws(StorageError) {
    try Failpoint.reach(.fileSync, path: path)
    guard fsync(descriptor) == 0 else { throw lastError("fsync", path) }
  }

  /// Makes everything written to the file system of a path durable, with one call.
  public static func syncFileSystem(of path: String) throws(StorageError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw lastError("open", path) }
    defer { close(descriptor) }
    try Failpoint.reach(.systemSync, path: path)
    guard syncfs(descriptor) == 0 else { throw lastError("syncfs", path) }
  }

  /// Appends bytes to a file, making it where needed; not durable on return.
  public static func append(_ path: String, _ bytes: Span<UInt8>, mode: UInt32 = 0o600)
    throws(StorageError)
  {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw lastError("open", path) }
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor, path)
  }

  /// Syncs the folder that holds a path, so that a rename or creation in it is durable.
  public static func syncFolder(of path: String) throws(StorageError) {
    let folder = parent(of: path)
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw lastError("open", folder) }
    defer { close(descriptor) }
    try Failpoint.reach(.folderSync, path: folder)
    guard fsync(descriptor) == 0 else { throw lastError("fsync", folder) }
  }

  /// Makes a folder and those above it; existing ones stay as they are.
  ///
  /// - Parameter syncs: Whether new folders are durable on return; many are cheaper made without
  ///   and followed by one `syncFileSystem(of:)`.
  public static func makeFolder(_ path: String, mode: UInt32 = 0o700, syncs: Bool = true)
    throws(StorageError)
  {
    if path.isEmpty || path == "/" || isFolder(path) { return }
    try makeFolder(parent(of: path), mode: mode, syncs: syncs)
    try Failpoint.reach(.folderMake, path: path)
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw lastError("mkdir", path) }
    if syncs { try syncFolder(of: path) }
  }

  /// Makes a folder and those above it with the mode of the nearest one that is there, so that
  /// whoever may read that one may read what is new in it.
  public static func makeFolderAsAround(_ path: String, syncs: Bool = true) throws(StorageError) {
    var around = path
    while !isFolder(around) { around = parent(of: around) }
    try makeFolder(path, mode: try permissions(around), syncs: syncs)
  }

  /// Whether a path names a folder.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a path names anything.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }

  /// A regular file's size in bytes.
  public static func size(_ path: String) throws(StorageError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw lastError("stat", path) }
    return Int(status.st_size)
  }

  /// A file's time of last change, in nanoseconds since 1970: tells a changed file from a known one.
  public static func modified(_ path: String) throws(StorageError) -> Int64 {
    var status = stat()
    guard stat(path, &status) == 0 else { throw lastError("stat", path) }
    return Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
  }

  /// A path's permission bits.
  public static func permissions(_ path: String) throws(StorageError) -> UInt32 {
    var status = stat()
    guard stat(path, &status) == 0 else { throw lastError("stat", path) }
    return UInt32(status.st_mode & 0o777)
  }

  /// Sets a path's permission bits.
  public static func setPermissions(_ path: String, _ mode: UInt32) throws(StorageError) {
    guard chmod(path, mode) == 0 else { throw lastError("chmod", path) }
  }

  /// The names in a folder, sorted by bytes, without `.` and `..`.
  public static func list(_ path: String) throws(StorageError) -> [String] {
    guard let folder = opendir(path) else { throw lastError("opendir", path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// Removes a file; one that is not there is no fault.
  public static func remove(_ path: String) throws(StorageError) {
    try Failpoint.reach(.fileRemove, path: path)
    guard unlink(path) == 0 || errno == ENOENT else { throw lastError("unlink", path) }
  }

  /// Removes a folder with all it holds; links are removed, not followed.
  public static func removeTree(_ path: String) throws(StorageError) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw lastError("lstat", path)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { return try remove(path) }
    for name in try list(path) { try removeTree(path + "/" + name) }
    guard rmdir(path) == 0 else { throw lastError("rmdir", path) }
  }

  /// Renames a path, and syncs the folder it arrives in unless told not to.
  public static func move(_ source: String, to target: String, syncs: Bool = true)
    throws(StorageError)
  {
    try Failpoint.reach(.fileRename, path: source)
    guard rename(source, target) == 0 else { throw lastError("rename", source) }
    if syncs { try syncFolder(of: target) }
  }

  /// The absolute path, links resolved; the path must exist.
  public static func absolute(_ path: String) throws(StorageError) -> String {
    guard let resolved = realpath(path, nil) else { throw lastError("realpath", path) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The folder part of a path; `.` where there is none.
  public static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  public static func name(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }
}
