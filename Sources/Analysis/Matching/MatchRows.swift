public import Columns
internal import Complaints

/// The columns that matching reads: a request, its class and place, and the matter it belongs to.
public enum MatchRows {
  /// What is read of `requests`.
  public static let requestColumns = [
    "request_id", "received_at", "received_on", "platform", "source", "source_record_id",
    "source_matter_id", "related_record_ids", "person_id", "request_type", "disposition", "access",
    "title", "content", "place_text", "district_code", "town_code",
  ]

  /// What is read of `classifications`, and under which name.
  public static let classColumns: [(name: String, as: String)] = [
    ("scheme", "scheme"), ("code", "code"), ("level1", "level1"), ("level2", "level2"),
    ("district_code", "class_district"), ("town_code", "class_town"), ("place_id", "place_id"),
  ]

  /// The schema of both, with `matter_id` (null for requests that belong to no matter yet).
  public static let schema: Schema = {
    let classes = Tables.classifications.schema
    return Schema(
      Tables.requests.schema.selecting(requestColumns).fields
        + classColumns.map { column in
          Field(column.as, classes.selecting([column.name]).fields[0].type)
        } + [Field("matter_id", .int64)])
  }()
}
