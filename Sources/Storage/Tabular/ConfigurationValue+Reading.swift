public import Bytes

extension ConfigurationValue {
  /// Reads a JSON5 file: JSON with comments, trailing commas, single quotes and unquoted keys.
  ///
  /// - Throws: `configuration` with the line of the first fault; a key that comes twice is one.
  public static func read(path: String) throws(StorageError) -> ConfigurationValue {
    try parse(FileSystem.read(path), path: path)
  }

  /// Reads JSON5 from memory; the path is for messages only.
  public static func parse(_ bytes: [UInt8], path: String)
    throws(StorageError) -> ConfigurationValue
  {
    var parser = ConfigurationParser(bytes: bytes, path: path)
    return try parser.parseFile()
  }

  /// Reads JSON5 from a text; the path is for messages only.
  public static func parse(_ text: String, path: String)
    throws(StorageError) -> ConfigurationValue
  {
    try parse(Array(text.utf8), path: path)
  }
}
