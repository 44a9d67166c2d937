import Bytes
import Foundation
import Lake

/// Does what it is told to a lake, one JSON object a line on standard input, and answers each with
/// one on standard output.
///
/// For `Tests/Interop/lake_property.py` and its siblings, which compare what it does and reads with
/// DuckDB. An answer holds `error` and `detail` where the lake refused.
@main struct LakeDriver {
  static func main() throws {
    let driver = OperationRunner()
    while let line = readLine() {
      let answer: [String: Any]
      do {
        answer = try driver.run(JSONObject(line))
      } catch let error as StorageError {
        answer = ["error": error.code.rawValue, "detail": error.description]
      }
      let data = try JSONSerialization.data(withJSONObject: answer, options: [.sortedKeys])
      FileHandle.standardOutput.write(data + Data([UInt8(ascii: "\n")]))
    }
  }
}
