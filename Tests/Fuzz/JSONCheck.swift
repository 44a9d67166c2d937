import Bytes
import Foundation
import Tabular

/// What holds of JSON: an object is one for us exactly where it is one for Foundation.
enum JSONCheck {
  static func faults(_ bytes: [UInt8]) -> [String] {
    TabularCheck.faults(bytes) { source, block, row, faults in
      guard source.format == .jsonLines || source.format == .jsonArray else { return }
      // The first row is made of the keys.
      guard block.lineNumbers[row] > 0, source.encoding.hasPrefix("utf-8") else { return }
      let text = block.originalBytes(of: row)
      guard block.problems[row] != .invalidBytes, isPlain(text) else { return }
      let isObject = block.problems[row] != .notAnObject
      let found = try? JSONSerialization.jsonObject(with: Data(text))
      if isObject != (found is [String: Any]) {
        let shown = String(decoding: text, as: UTF8.self)
        faults.append("\(isObject ? "taken" : "not taken") for an object: \(shown)")
      }
    }
  }

  /// Whether nothing stands there on which we are more lenient than Foundation, or stricter:
  /// control characters, half surrogate pairs, deep nesting, numbers past those of a Double, keys
  /// that come twice, other encodings.
  private static func isPlain(_ text: [UInt8]) -> Bool {
    if text.contains(where: { $0 < 32 || $0 == 127 }) { return false }
    if text.count(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }) > 8 {
      return false
    }
    let shown = String(decoding: text, as: UTF8.self).lowercased()
    return !shown.contains("\\ud") && !shown.contains("e") && !hasLongNumber(text)
  }

  private static func hasLongNumber(_ text: [UInt8]) -> Bool {
    var digits = 0
    for byte in text {
      digits = byte >= 48 && byte < 58 ? digits + 1 : 0
      if digits > 15 { return true }
    }
    return false
  }
}
