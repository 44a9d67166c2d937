import Bytes
import Columns
import Foundation
import Parquet
import TestSupport
import Testing

/// A workspace of two nights in which letters name a neighbour whom masking misses, since the city
/// takes the name for the beginning of a road's.
struct ForgettingWorkspace {
  static let neighbour = "章若溪"
  static let writer = "李小花"
  static let phone = "14000001111"
  static let night = "2026-06-30"

  let binary: BuiltBinary
  let folder: TemporaryFolder
  var path: String { folder.file("workspace") }
  var weakCity: String { folder.file("weak-city") }
  var city: String { BuiltBinary.root + "/Pipelines/cities/taizhou" }

  init() throws {
    binary = try #require(BuiltBinary(), "the minsheng binary was not built beside the tests")
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: city, toPath: weakCity)
    let places = weakCity + "/places.csv"
    let road = "ROAD-1,\(Self.neighbour.prefix(2))路,road,321202,海陵区,,,,119.92,32.49\n"
    try FileSystem.replace(places, with: try FileSystem.read(places) + Array(road.utf8))
    try drop(
      "2026-06-29",
      [
        letter(1, "邻居\(Self.neighbour)半夜装修", "海陵区东风路居民反映，邻居\(Self.neighbour)半夜装修，不听劝。"),
        letter(2, "路灯不亮", "海陵区济川路的路灯坏了，请联系14000002222。", "王大明", "14000002222"),
        letter(9, "坏行", "没有日期", receivedAt: ""),
      ])
    try drop(
      Self.night,
      [
        letter(1, "邻居\(Self.neighbour)半夜装修", "海陵区东风路居民反映，邻居\(Self.neighbour)半夜装修，昨晚又来。"),
        letter(3, "占道经营", "东风路菜场占道经营，业主\(Self.neighbour)的店最多。", "赵四海", "14000003333"),
      ])
    for date in ["2026-06-29", Self.night] { try night(date, city: weakCity) }
  }

  /// A letter's row.
  func letter(
    _ number: Int, _ title: String, _ content: String, _ name: String = Self.writer,
    _ phone: String = Self.phone, receivedAt: String = "2026-06-29 09:00:00"
  ) -> String {
    "XJ\(number),\(receivedAt),投诉,\(title),\(content),\(name),\(phone),待处理,,,,,,"
  }

  /// Drops a file of letters into the inbox.
  func drop(_ day: String, _ letters: [String]) throws {
    let lines = ["信件编号,来信时间,信件类型,信件标题,信件内容,写信人,联系电话,信件状态,信箱名称,电子邮箱,联系地址,办理单位,办理时限,回复时间"] + letters
    let name = "mailbox_\(day.split(separator: "-").joined()).csv"
    let inbox = path + "/inbox/mailbox/" + day
    try FileSystem.makeFolder(inbox)
    try FileSystem.replace(
      inbox + "/" + name, with: Array((lines.joined(separator: "\r\n") + "\r\n").utf8))
  }

  @discardableResult
  func night(_ date: String, city: String) throws -> BuiltBinary.Outcome {
    let outcome = try binary.run([
      "run", BuiltBinary.root + "/Pipelines/nightly.json5", "--workspace", path, "--date", date,
      "--city", city,
    ])
    try #require(outcome.status == 3, "\(outcome.messages)")
    return outcome
  }

  func call(_ words: String...) throws -> BuiltBinary.Outcome {
    try binary.run(words + ["--workspace", path])
  }

  /// The request and the person of the first letter.
  func firstLetter() throws -> (request: String, person: String) {
    let names = try FileSystem.list(path + "/vault").filter { $0.hasPrefix("identities-") }
    for name in names {
      let reader = try ParquetReader(path: path + "/vault/" + name)
      let columns = try reader.read(rowGroup: 0, columns: [0, 1, 3])
      guard case .int64(let requests) = columns[0], case .int64(let persons) = columns[1],
        case .string(let phones) = columns[2]
      else { continue }
      for row in 0..<phones.count where phones[row] == Self.phone {
        return (String(requests.values[row]), String(persons.values[row]))
      }
    }
    throw StorageError(.notFound, "no letter in the vault")
  }

  /// What `verify` finds.
  func findings() throws -> String {
    let outcome = try call("verify")
    return outcome.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }.dropLast()
      .joined(separator: "\n")
  }

  /// The files below the workspace that hold a text, however they are packed.
  func files(holding text: String) throws -> [String] {
    try Self.files(below: path).filter { try Self.holds($0, Array(text.utf8)) }
      .map { String($0.dropFirst(path.count + 1)) }
  }

  static func files(below folder: String) throws -> [String] {
    try FileSystem.list(folder).flatMap { name -> [String] in
      let path = folder + "/" + name
      return FileSystem.isFolder(path) ? try files(below: path) : [path]
    }
  }

  private static func holds(_ path: String, _ text: [UInt8]) throws -> Bool {
    let bytes = try FileSystem.read(path)
    if bytes.firstRange(of: text) != nil { return true }
    if bytes.starts(with: Array("PAR1".utf8)) { return try parquet(path, text) }
    if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      let archive = try ZipArchive(bytes: bytes, path: path)
      return try archive.members.contains {
        try archive.read($0, limit: 1 << 24).firstRange(of: text) != nil
      }
    }
    guard path.hasSuffix(".ndjson") else { return false }
    return bytes.split(separator: 10).contains { line in
      let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      let original = Base64.decode(object?["bytes"] as? String ?? "") ?? []
      return original.firstRange(of: text) != nil
    }
  }

  private static func parquet(_ path: String, _ text: [UInt8]) throws -> Bool {
    let reader = try ParquetReader(path: path)
    for group in reader.rowGroupRowCounts.indices {
      for (index, column) in reader.columns.enumerated() where column.field.type == .string {
        guard case .string(let values) = try reader.read(rowGroup: group, columns: [index])[0]
        else { continue }
        if values.bytes.firstRange(of: text) != nil { return true }
      }
    }
    return false
  }
}
