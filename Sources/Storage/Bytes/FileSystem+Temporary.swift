internal import Glibc

extension FileSystem {
  /// Makes an empty file of a new name that only its owner may read, and gives its path.
  public static func makeTemporaryFile(in folder: String) throws(StorageError) -> String {
    var template = Array("\(folder)/minsheng-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else {
      throw StorageError(.io, path: path, "cannot make a temporary file (errno \(errno))")
    }
    close(descriptor)
    return path
  }
}
