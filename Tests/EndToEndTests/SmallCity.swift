import Bytes
import Columns
import Complaints
import Foundation
import Lake
import TestSupport
import Testing

/// A city of a few platforms, and nights over what a test drops into its inbox.
final class SmallCity {
  let binary: BuiltBinary
  let folder: TemporaryFolder
  let workspace: String
  private let pipeline: String

  /// Makes the city of Taizhou with the mappings named alone.
  init(_ platforms: [String]) throws {
    binary = try #require(BuiltBinary(), "the minsheng binary was not built beside the tests")
    folder = try TemporaryFolder()
    workspace = folder.file("workspace")
    let city = folder.file("city")
    try FileManager.default.copyItem(
      atPath: BuiltBinary.root + "/Pipelines/cities/taizhou", toPath: city)
    for name in try FileSystem.list(city + "/sources")
    where !platforms.contains(String(name.dropLast(6))) {
      try FileSystem.remove(city + "/sources/" + name)
    }
    pipeline = folder.file("nightly.json5")
    let daily = BuiltBinary.root + "/Reports/daily.json5"
    let text = """
      {name: "nightly", city: "city", reports: ["\(daily)"], model: "category",
       match_window_days: 90,
       steps: ["ingest", "classify", "match", "assign", "trends", "report"]}
      """
    try FileSystem.replace(pipeline, with: Array(text.utf8))
    try FileSystem.makeFolder(workspace)
    try FileSystem.makeFolder(workspace + "/inbox")
  }

  /// Drops a file of rows into a platform's inbox.
  func drop(
    _ platform: String, on day: String, _ name: String, _ header: String, _ rows: [String],
    lineEnd: String = "\n"
  ) throws {
    var path = workspace + "/inbox"
    for part in [platform, day] {
      path += "/" + part
      if !FileSystem.exists(path) { try FileSystem.makeFolder(path) }
    }
    let text = ([header] + rows).joined(separator: lineEnd) + lineEnd
    try FileSystem.replace(path + "/" + name, with: Array(text.utf8))
  }

  /// Runs a night and gives its summary.
  @discardableResult
  func night(_ date: String, only step: String? = nil) throws -> [String: Any] {
    let steps = step.map { ["--only", $0] } ?? []
    return try run(["run", pipeline, "--workspace", workspace, "--date", date] + steps)
  }

  /// Runs a command with `--json`.
  @discardableResult
  func run(_ words: [String]) throws -> [String: Any] {
    let outcome = try binary.run(words + ["--json"])
    #expect(outcome.status == 0 || outcome.status == 3, "\(outcome.messages)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(object as? [String: Any])
  }

  func attention(_ summary: [String: Any]) -> [String] { summary["attention"] as? [String] ?? [] }

  /// The live rows of a table, each by column; numbers as text.
  func rows(_ table: TableDefinition) throws -> [[String: String]] {
    let lake = try Lake.open(folder: workspace + "/lake", tables: Tables.all, author: "test")
    let columns = table.schema.fields.map(\.name)
    var rows: [[String: String]] = []
    try lake.scan(table.name, columns: columns) { batch, _ in
      for row in 0..<batch.rowCount {
        var values: [String: String] = [:]
        for column in columns {
          switch batch.value(column, row) {
          case .string(let text): values[column] = text
          case .int(let number): values[column] = String(number)
          case .double(let number): values[column] = "\(number)"
          case .null: break
          case .bool(let flag): values[column] = "\(flag)"
          case .list(let texts): values[column] = texts.joined(separator: "|")
          }
        }
        rows.append(values)
      }
    }
    return rows
  }

  func expectSound() throws {
    let verified = try binary.run(["verify", "--workspace", workspace])
    #expect(verified.status == 0, "\(verified.output)")
  }

  // MARK: - Rows

  static let letterHeader =
    "信件编号,查询码,信箱名称,来信时间,信件类型,信件标题,信件内容,写信人,联系电话,电子邮箱,联系地址,递送部门,是否同意公开,"
    + "信件状态,办理单位,办理时限,回复内容,回复时间,满意度"

  /// A letter to the mayor.
  static func letter(
    _ number: String, _ time: String, _ text: String, status: String = "待处理",
    phone: String = ""
  ) -> String {
    "\(number),,市长信箱,\(time),投诉,来信,\(text),,\(phone),,,,,\(status),,,,,"
  }

  static let callHeader =
    "工单编号,旧工单编号,受理时间,受理渠道,诉求类型,紧急程度,来电人,来电号码,联系电话,是否保密,诉求标题,诉求内容,事发地址,"
    + "所属区县,所属街道,问题分类,承办单位,办理方式,工单状态,办理时限,答复时间,办结时间,延期时限,催办次数,被反映对象"

  /// A call to the hotline.
  static func call(
    _ number: String, _ time: String, _ text: String, earlier: String = "", phone: String = "",
    status: String = "办理中"
  ) -> String {
    "\(number),\(earlier),\(time),电话,投诉,一般,,,\(phone),否,来电,\(text),,海陵区,,,,派单办理,\(status),,,,,,"
  }

  static let petitionHeader =
    "序号,信访事项编号,信访件编号,信访日期,登记时间,信访形式,信访人,证件号码,联系电话,住址,信访人数,信访目的,内容分类代码,问题属地,"
    + "问题发生地,主题,信访内容,异常动态,转往单位,办理方式,具体承办单位,信访件状态,办结状态,限办时间,办结时间"

  /// A 件 of a petition.
  static func petition(_ number: String, of matter: String, _ time: String, _ text: String)
    -> String
  {
    "1,\(matter),\(number),,\(time),网上,,,,,1,求决,,海陵区,,主题,\(text),正常,,交办,,办理中,未办结,,"
  }
}
