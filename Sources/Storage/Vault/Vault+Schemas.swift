public import Columns

extension Vault {
  /// The columns of identities: one row for each request whose source named a person.
  public static let identitiesSchema = Schema([
    Field("request_id", .int64, "诉求件编号 request id"),
    Field("person_id", .int64, "诉求人标识 token of the person"),
    Field("name", .string, "姓名 name"),
    Field("phone", .string, "联系电话 phone"),
    Field("id_number", .string, "证件号码 ID number"),
    Field("address", .string, "住址 address"),
  ])

  /// The columns of spans: what masking took out of a request's texts.
  public static let spansSchema = Schema([
    Field("request_id", .int64, "诉求件编号 request id"),
    Field("column", .string, "所在列 name of the masked column"),
    Field("offset", .int32, "字节位置 byte offset in the cleaned text"),
    Field("bytes", .string, "原文 the text that was taken out"),
  ])
}
