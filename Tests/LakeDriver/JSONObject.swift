import Bytes
import Columns
import Foundation

/// One operation's members.
struct JSONObject {
  let members: [String: Any]

  init(_ members: [String: Any]) { self.members = members }

  init(_ line: String) throws {
    guard
      let found = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    else { throw StorageError(.corrupt, "not an object: \(line)") }
    members = found
  }

  func text(_ name: String) throws -> String {
    guard let text = members[name] as? String else { throw missing(name) }
    return text
  }

  func optionalText(_ name: String) -> String? { members[name] as? String }

  func integer(_ name: String) throws -> Int64 {
    guard let number = members[name] as? NSNumber else { throw missing(name) }
    return number.int64Value
  }

  func optionalInteger(_ name: String) -> Int64? { (members[name] as? NSNumber)?.int64Value }

  func objects(_ name: String) throws -> [JSONObject] {
    guard let list = members[name] as? [[String: Any]] else { throw missing(name) }
    return list.map { JSONObject($0) }
  }

  func lists(_ name: String) throws -> [[Any]] {
    guard let list = members[name] as? [[Any]] else { throw missing(name) }
    return list
  }

  func integers(_ name: String) throws -> [Int64] {
    guard let list = members[name] as? [NSNumber] else { throw missing(name) }
    return list.map(\.int64Value)
  }

  func texts(_ name: String) throws -> [String] {
    guard let list = members[name] as? [String] else { throw missing(name) }
    return list
  }

  private func missing(_ name: String) -> StorageError {
    StorageError(.notFound, "no \(name) in \(members)")
  }
}

extension Value {
  /// A value of a type from JSON; doubles are texts there, so that none is rounded or lost.
  init(json: Any?, _ type: ColumnType) throws {
    switch (json, type) {
    case (nil, _), (is NSNull, _): self = .null
    case (let text as String, .string): self = .string(text)
    case (let text as String, .double):
      guard let number = Double(text) else { throw StorageError(.corrupt, text) }
      self = .double(number)
    case (let list as [String], .stringList): self = .list(list)
    case (let number as NSNumber, .bool): self = .bool(number.boolValue)
    case (let number as NSNumber, .int32), (let number as NSNumber, .int64),
      (let number as NSNumber, .date), (let number as NSNumber, .timestamp):
      self = .int(number.int64Value)
    default: throw StorageError(.corrupt, "not \(type.rawValue): \(json ?? "nothing")")
    }
  }

  /// The value for JSON.
  var json: Any {
    switch self {
    case .null: NSNull()
    case .bool(let truth): truth
    case .int(let number): number
    case .double(let number): String(number)
    case .string(let text): text
    case .list(let list): list
    }
  }
}
