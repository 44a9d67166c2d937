import Bytes
import Complaints
import Intake
import Tabular

/// What holds of configuration files: a fault is named with its file.
enum ConfigurationCheck {
  static func faults(_ bytes: [UInt8]) -> [String] {
    faults { _ = try ConfigurationValue.parse(bytes, path: "a.json5") }
  }

  static func mappingFaults(_ bytes: [UInt8]) -> [String] {
    faults { _ = try SourceMapping.load(path: "a.json5", bytes: bytes, city: .bare) }
  }

  private static func faults(_ body: () throws -> Void) -> [String] {
    do {
      try body()
      return []
    } catch let error as StorageError {
      let isNamed = error.code == .configuration && error.location.path == "a.json5"
      return isNamed ? [] : ["an error without its file: \(error)"]
    } catch {
      return ["another error than a StorageError: \(error)"]
    }
  }
}
