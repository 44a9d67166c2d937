import Bytes

extension Damage {
  private static let firstRequests = """
    data_file_id = (SELECT min(data_file_id) FROM ducklake_data_file
      JOIN ducklake_table USING (table_id) WHERE table_name = 'requests')
    """

  /// Damage to the lake's files.
  static let lakeFiles: [Damage] = [
    Damage("a byte of a page is changed", "lake.page.checksum") { try $0.flipPage($0.dataFile()) },
    Damage("a data file is gone", "lake.file.missing") { try FileSystem.remove($0.dataFile()) },
    Damage("a data file is cut", "lake.file.truncated") { try $0.cut($0.dataFile()) },
    Damage("a data file's end is changed", "lake.file.corrupt") {
      try $0.flip($0.dataFile(), at: -1)
    },
    Damage("a folder lies in a data file's place", "lake.file.unreadable") {
      let file = try $0.dataFile()
      try FileSystem.remove(file)
      try FileSystem.makeFolder(file)
    },
    Damage("another table's file lies in a data file's place", "lake.file.replaced") {
      try $0.copy($0.dataFile("classifications"), to: $0.dataFile())
    },
    Damage("a killed run left a data file", "lake.orphan", mends: true) {
      try $0.copy($0.dataFile("matters"), to: $0.path + "/lake/data/main/matters/s99-1.parquet")
    },
    Damage("another program just wrote a file", "lake.orphan.foreign") {
      try $0.overwrite($0.path + "/lake/data/main/matters/ducklake-0.parquet", [1])
    },
    Damage("another program left a file long ago", "lake.orphan.foreign", mends: true) {
      try $0.overwrite($0.path + "/lake/data/main/matters/ducklake-0.parquet", [1])
      try $0.age($0.path + "/lake/data/main/matters/ducklake-0.parquet")
    },
    Damage("a delete file names a row past the end", "lake.delete.position") {
      try $0.rewriteDeleteFile(position: 1 << 40)
    },
    Damage("a delete file is another data file's", "lake.delete.owner") {
      try $0.rewriteDeleteFile(name: "main/requests/s77-1.parquet")
    },
    Damage("deletions of updated rows are forgotten", "lake.rows.duplicate") {
      let file = try $0.text(
        """
        SELECT t.table_name || '/' || d.path FROM ducklake_delete_file d
        JOIN ducklake_table t USING (table_id) ORDER BY delete_file_id LIMIT 1
        """)
      try $0.sql(
        """
        DELETE FROM ducklake_delete_file
        WHERE delete_file_id = (SELECT min(delete_file_id) FROM ducklake_delete_file)
        """)
      try FileSystem.remove($0.path + "/lake/data/main/" + file)
    },
  ]

  /// Damage to the catalog.
  static let catalog: [Damage] = [
    Damage("a file's size is wrong", "lake.catalog.file-size", mends: true) {
      try $0.sql("UPDATE ducklake_data_file SET file_size_bytes = 7 WHERE \(firstRequests)")
    },
    Damage("a footer's size is wrong", "lake.catalog.footer-size", mends: true) {
      try $0.sql("UPDATE ducklake_data_file SET footer_size = 7 WHERE \(firstRequests)")
    },
    Damage("a file's row count is wrong", "lake.catalog.record-count", mends: true) {
      try $0.sql("UPDATE ducklake_data_file SET record_count = 7 WHERE \(firstRequests)")
    },
    Damage("a delete file's row count is wrong", "lake.catalog.record-count", mends: true) {
      try $0.sql("UPDATE ducklake_delete_file SET delete_count = delete_count + 1")
    },
    Damage("a column has another field id", "lake.schema.column") {
      try $0.sql("UPDATE ducklake_column SET column_id = 99 WHERE column_name = 'content'")
    },
    Damage("a column's nulls are miscounted", "lake.statistics.counts", mends: true) {
      try $0.sql(
        "UPDATE ducklake_file_column_stats SET null_count = null_count + 1 WHERE \(firstRequests)")
    },
    Damage("a column's bounds leave rows out", "lake.statistics.bounds", mends: true) {
      try $0.sql(
        """
        UPDATE ducklake_file_column_stats SET max_value = min_value
        WHERE \(firstRequests) AND column_id < 4
        """)
    },
    Damage("statistics of a column are gone", "lake.statistics.missing", mends: true) {
      try $0.sql(
        "DELETE FROM ducklake_file_column_stats WHERE \(firstRequests) AND column_id = 3")
    },
    Damage("a file is said to be of another month", "lake.partition.value", mends: true) {
      try $0.sql(
        """
        UPDATE ducklake_file_partition_value SET partition_value = '1'
        WHERE \(firstRequests) AND partition_key_index = 1
        """)
    },
    Damage("two files claim the same row ids", "lake.rows.range") {
      try $0.sql(
        """
        UPDATE ducklake_data_file SET row_id_start = 1 WHERE data_file_id = (
          SELECT max(data_file_id) FROM ducklake_data_file JOIN ducklake_table USING (table_id)
          WHERE table_name = 'request_states')
        """)
    },
    Damage("row ids would be given again", "lake.rows.next", mends: true) {
      try $0.sql("UPDATE ducklake_table_stats SET next_row_id = 1 WHERE record_count > 50")
    },
    Damage("a table's rows are miscounted", "lake.table.record-count", mends: true) {
      try $0.sql("UPDATE ducklake_table_stats SET record_count = record_count + 1")
    },
    Damage("a table's bounds leave rows out", "lake.table.statistics", mends: true) {
      try $0.sql("UPDATE ducklake_table_column_stats SET max_value = min_value")
    },
    Damage("a file that is needed is scheduled for deletion", "lake.scheduled.live", mends: true) {
      try $0.sql(
        """
        INSERT INTO ducklake_files_scheduled_for_deletion
        SELECT data_file_id, 'main/requests/' || path, 1, '2026-01-01 00:00:00+00'
        FROM ducklake_data_file WHERE \(firstRequests)
        """)
    },
    Damage("a scheduled deletion was not entered", "lake.scheduled.gone", mends: true) {
      try $0.sql(
        """
        INSERT INTO ducklake_files_scheduled_for_deletion
        VALUES(1, 'main/requests/s1-77.parquet', 1, '2026-01-01 00:00:00+00')
        """)
    },
    Damage("a snapshot does not say what it changed", "lake.snapshot.half") {
      try $0.sql("DELETE FROM ducklake_snapshot_changes WHERE snapshot_id = 3")
    },
    Damage("a snapshot is gone", "lake.snapshot.gap") {
      try $0.sql("DELETE FROM ducklake_snapshot WHERE snapshot_id = 3")
      try $0.sql("DELETE FROM ducklake_snapshot_changes WHERE snapshot_id = 3")
    },
    Damage("a snapshot's changes cannot be read", "lake.snapshot.changes") {
      try $0.sql(
        "UPDATE ducklake_snapshot_changes SET changes_made = 'made:1' WHERE snapshot_id = 3")
    },
    Damage("a file begins after the newest snapshot", "lake.snapshot.order") {
      try $0.sql("UPDATE ducklake_data_file SET begin_snapshot = 9999 WHERE \(firstRequests)")
    },
    Damage("file ids would be given again", "lake.snapshot.counter", mends: true) {
      try $0.sql("UPDATE ducklake_snapshot SET next_file_id = 1")
    },
    Damage("statistics of no file are left", "lake.catalog.dangling", mends: true) {
      try $0.sql(
        """
        INSERT INTO ducklake_file_column_stats
        VALUES(99999, 1, 1, 1, 1, 1, NULL, NULL, NULL, NULL)
        """)
    },
    Damage("a data file's table is gone", "lake.catalog.dangling") {
      try $0.sql("DELETE FROM ducklake_table WHERE table_name = 'visits'")
    },
    Damage("a data file has two delete files", "lake.catalog.duplicate") {
      try $0.sql(
        """
        INSERT INTO ducklake_delete_file
        SELECT -1, table_id, begin_snapshot, end_snapshot, data_file_id, path, path_is_relative,
          format, delete_count, file_size_bytes, footer_size, encryption_key, partial_max
        FROM ducklake_delete_file ORDER BY delete_file_id LIMIT 1
        """)
    },
    Damage("an index is gone", "lake.index.missing", mends: true) {
      try $0.sql("DROP INDEX minsheng_data_file")
    },
    Damage("an index lacks a row", "lake.catalog.reindex", mends: true) {
      try $0.breakIndex(
        "minsheng_column", of: "ducklake_column",
        "UPDATE ducklake_column SET rowid = rowid + 1000 WHERE column_name = 'content'")
    },
    Damage("the lake was moved", "lake.data-path", mends: true) {
      try $0.sql("UPDATE ducklake_metadata SET value = '/old/' WHERE key = 'data_path'")
    },
    Damage("the catalog's free pages are miscounted", "lake.catalog.integrity") {
      try $0.flip($0.catalog, at: 39)
    },
    Damage("the catalog is overwritten", "lake.catalog.unreadable") {
      try $0.overwrite($0.catalog, Array(repeating: 7, count: 4096))
    },
    Damage("the catalog is gone", "lake.catalog.unreadable") { try FileSystem.remove($0.catalog) },
  ]
}
