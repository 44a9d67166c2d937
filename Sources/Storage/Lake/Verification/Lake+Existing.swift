public import Bytes
public import Columns
public import SQLite

extension Lake {
  /// Opens a lake as it is: nothing is made, extended or rewritten.
  ///
  /// - Parameters:
  ///   - connection: The catalog's connection.
  ///   - folder: The folder of the catalog and its data, absolute.
  ///   - tables: The program's tables.
  /// - Throws: `corrupt` where the catalog has no snapshot, `sqlite`.
  public static func existing(
    _ connection: Connection, folder: String, tables: [TableDefinition]
  ) throws(StorageError) -> Lake {
    let lake = try Lake(
      connection: connection, folder: folder, tables: tables, author: "verify")
    try lake.refresh()
    return lake
  }
}
