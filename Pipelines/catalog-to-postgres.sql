-- Copies a lake's catalog from SQLite to PostgreSQL, with the types that DuckLake gives it there.
--
-- DuckDB 1.5 with its extensions sqlite, postgres and ducklake runs this after three ATTACH:
--   ATTACH 'WORKSPACE/lake/catalog.sqlite' AS lite (TYPE sqlite, READ_ONLY);
--   ATTACH 'ducklake:postgres:dbname=lake …' AS lake (DATA_PATH 'WORKSPACE/lake/data/');
--   ATTACH 'dbname=lake …' AS pg (TYPE postgres);
-- The second one makes the 28 catalog tables where they are missing. The data files stay where they
-- are. One transaction: whoever reads the PostgreSQL catalog sees the night before or the new one.
-- It may run again after every night; what is in the PostgreSQL catalog is replaced.

SELECT CASE WHEN count(*) > 0 THEN error(
  'rows lie in the SQLite catalog itself; first: CALL ducklake_flush_inlined_data(''lake'')') END
FROM lite.ducklake_inlined_data_tables;

BEGIN;
DELETE FROM pg.ducklake_metadata;
INSERT INTO pg.ducklake_metadata BY NAME SELECT * FROM lite.ducklake_metadata;
DELETE FROM pg.ducklake_snapshot;
INSERT INTO pg.ducklake_snapshot BY NAME SELECT * FROM lite.ducklake_snapshot;
DELETE FROM pg.ducklake_snapshot_changes;
INSERT INTO pg.ducklake_snapshot_changes BY NAME SELECT * FROM lite.ducklake_snapshot_changes;
DELETE FROM pg.ducklake_schema;
INSERT INTO pg.ducklake_schema BY NAME SELECT * FROM lite.ducklake_schema;
DELETE FROM pg.ducklake_schema_versions;
INSERT INTO pg.ducklake_schema_versions BY NAME SELECT * FROM lite.ducklake_schema_versions;
DELETE FROM pg.ducklake_table;
INSERT INTO pg.ducklake_table BY NAME SELECT * FROM lite.ducklake_table;
DELETE FROM pg.ducklake_view;
INSERT INTO pg.ducklake_view BY NAME SELECT * FROM lite.ducklake_view;
DELETE FROM pg.ducklake_tag;
INSERT INTO pg.ducklake_tag BY NAME SELECT * FROM lite.ducklake_tag;
DELETE FROM pg.ducklake_column_tag;
INSERT INTO pg.ducklake_column_tag BY NAME SELECT * FROM lite.ducklake_column_tag;
DELETE FROM pg.ducklake_column;
INSERT INTO pg.ducklake_column BY NAME SELECT * FROM lite.ducklake_column;
DELETE FROM pg.ducklake_data_file;
INSERT INTO pg.ducklake_data_file BY NAME SELECT * FROM lite.ducklake_data_file;
DELETE FROM pg.ducklake_file_column_stats;
INSERT INTO pg.ducklake_file_column_stats BY NAME SELECT * FROM lite.ducklake_file_column_stats;
DELETE FROM pg.ducklake_file_variant_stats;
INSERT INTO pg.ducklake_file_variant_stats BY NAME SELECT * FROM lite.ducklake_file_variant_stats;
DELETE FROM pg.ducklake_delete_file;
INSERT INTO pg.ducklake_delete_file BY NAME SELECT * FROM lite.ducklake_delete_file;
DELETE FROM pg.ducklake_table_stats;
INSERT INTO pg.ducklake_table_stats BY NAME SELECT * FROM lite.ducklake_table_stats;
DELETE FROM pg.ducklake_table_column_stats;
INSERT INTO pg.ducklake_table_column_stats BY NAME SELECT * FROM lite.ducklake_table_column_stats;
DELETE FROM pg.ducklake_partition_info;
INSERT INTO pg.ducklake_partition_info BY NAME SELECT * FROM lite.ducklake_partition_info;
DELETE FROM pg.ducklake_partition_column;
INSERT INTO pg.ducklake_partition_column BY NAME SELECT * FROM lite.ducklake_partition_column;
DELETE FROM pg.ducklake_file_partition_value;
INSERT INTO pg.ducklake_file_partition_value BY NAME SELECT * FROM lite.ducklake_file_partition_value;
DELETE FROM pg.ducklake_files_scheduled_for_deletion;
INSERT INTO pg.ducklake_files_scheduled_for_deletion BY NAME SELECT * FROM lite.ducklake_files_scheduled_for_deletion;
DELETE FROM pg.ducklake_inlined_data_tables;
INSERT INTO pg.ducklake_inlined_data_tables BY NAME SELECT * FROM lite.ducklake_inlined_data_tables;
DELETE FROM pg.ducklake_column_mapping;
INSERT INTO pg.ducklake_column_mapping BY NAME SELECT * FROM lite.ducklake_column_mapping;
DELETE FROM pg.ducklake_name_mapping;
INSERT INTO pg.ducklake_name_mapping BY NAME SELECT * FROM lite.ducklake_name_mapping;
DELETE FROM pg.ducklake_macro;
INSERT INTO pg.ducklake_macro BY NAME SELECT * FROM lite.ducklake_macro;
DELETE FROM pg.ducklake_macro_impl;
INSERT INTO pg.ducklake_macro_impl BY NAME SELECT * FROM lite.ducklake_macro_impl;
DELETE FROM pg.ducklake_macro_parameters;
INSERT INTO pg.ducklake_macro_parameters BY NAME SELECT * FROM lite.ducklake_macro_parameters;
DELETE FROM pg.ducklake_sort_info;
INSERT INTO pg.ducklake_sort_info BY NAME SELECT * FROM lite.ducklake_sort_info;
DELETE FROM pg.ducklake_sort_expression;
INSERT INTO pg.ducklake_sort_expression BY NAME SELECT * FROM lite.ducklake_sort_expression;
COMMIT;
