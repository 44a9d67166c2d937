internal import Columns
internal import Complaints

/// The columns that counting reads: a request, its class and the matter it belongs to.
public enum CountRows {
  /// What is read of `requests`.
  public static let requestColumns = [
    "request_id", "received_on", "platform", "source", "origin", "disposition", "request_type",
    "district_code", "town_code", "person_id",
  ]

  /// What is read of `classifications`, and under which name.
  public static let classColumns: [(name: String, as: String)] = [
    ("level1", "level1"), ("level2", "level2"), ("district_code", "class_district"),
    ("town_code", "class_town"),
  ]
}
