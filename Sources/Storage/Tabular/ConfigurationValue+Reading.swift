public import Bytes

extension ConfigurationValue {
  /// Reads a JSON5 file.
  public static func read(path: String) throws(StorageError) -> ConfigurationValue {
    try parse(FileSystem.read(path), path: path)
  }

  /// Reads JSON5 from memory; the path is for messages only.
  public static func parse(_ bytes: [UInt8], path: String)
    throws(StorageError) -> ConfigurationValue
  {
    throw StorageError(.configuration, path: path, "not read yet")
  }
}
