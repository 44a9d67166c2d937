import Bytes
import Testing

extension MarkedSentence {
  /// The sentences of a file in `SampleData/masking`.
  static func read(_ file: String) throws -> [MarkedSentence] {
    let path = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let bytes = try FileSystem.read("/" + path + "/SampleData/masking/" + file)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return try lines.filter { !$0.hasPrefix("#") }.map {
      try #require(MarkedSentence(String($0)), "\($0)")
    }
  }
}
