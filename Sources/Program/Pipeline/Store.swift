internal import Bytes
internal import Complaints
package import Lake
package import Parquet
internal import SQLite
package import Vault

/// The three parts of the store, opened together on one catalog connection.
package struct Store {
  /// The lakehouse.
  package let lake: Lake
  /// The vault, attached to the lake's connection.
  package let vault: Vault
  /// What runs did.
  package let ledger: Ledger

  /// Opens or creates the store of a workspace, and removes what no committed row names.
  package init(_ workspace: Workspace) throws {
    lake = try Lake.open(folder: workspace.lake, tables: Tables.all, author: "minsheng")
    vault = try Vault.open(folder: workspace.vault)
    vault.codec = lake.codec
    try vault.attach(to: lake.connection)
    ledger = try Ledger(lake.connection)
    try lake.connection.removeStaleSuperJournals()
    try ledger.finishRemovals(in: workspace)
    try lake.removeOrphans()
    try vault.removeOrphans()
    try ledger.removeStagedOrphans(in: workspace)
    try ledger.removeQuarantineOrphans(in: workspace)
  }

  /// Sets the codec of all files that are written from now on; the catalog keeps it.
  package func setCodec(_ codec: ParquetCodec) throws {
    try lake.setCodec(codec)
    vault.codec = codec
  }
}
