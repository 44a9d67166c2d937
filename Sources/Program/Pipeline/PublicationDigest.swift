internal import Bytes

/// The hash by which a published folder is known to be unchanged.
enum PublicationDigest {
  /// SHA-256 over the names and contents of a folder's files, in name order.
  static func of(_ folder: String) throws(StorageError) -> String {
    var hash = SHA256()
    for name in try FileSystem.list(folder) {
      hash.update(
        "\(name)\u{0}\(SHA256.hash(try FileSystem.read(folder + "/" + name)).hexadecimal)\n")
    }
    return hash.finalize().hexadecimal
  }
}
