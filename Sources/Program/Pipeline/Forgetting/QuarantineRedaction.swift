internal import Bytes

/// Takes the bytes and cells of rows out of a file of rejected rows.
///
/// Each row keeps its place, file, line and reason, so that the accounts still add up.
enum QuarantineRedaction {
  private static let member = Array("\"bytes\":\"".utf8)
  private static let cells = Array("\"cells\":[".utf8)

  /// The file's lines without the bytes and cells of those rows that satisfy a condition.
  ///
  /// - Returns: nil where no row does.
  static func redact(_ file: [UInt8], where isWanted: ([UInt8]) -> Bool) -> (
    lines: [UInt8], rowCount: Int
  )? {
    var output: [UInt8] = []
    output.reserveCapacity(file.count)
    var count = 0
    for line in file.split(separator: 10, omittingEmptySubsequences: true) {
      let range = content(of: line) ?? line.startIndex..<line.startIndex
      let rest = line[range.upperBound...]
      let texts = cells(in: rest) ?? rest.endIndex..<rest.endIndex
      // The bytes of a workbook's row may only say where its texts stand.
      let bytes = Base64.decode(String(decoding: line[range], as: UTF8.self)) ?? []
      if isWanted(bytes) || isWanted(Array(rest[texts])) {
        output += line[..<range.lowerBound]
        output += rest[..<texts.lowerBound] + rest[texts.upperBound...]
        count += 1
      } else {
        output += line
      }
      output.append(10)
    }
    return count == 0 ? nil : (output, count)
  }

  /// Where the bytes stand in a line, in base64; nil where there are none.
  private static func content(of line: ArraySlice<UInt8>) -> Range<Int>? {
    guard let found = line.firstRange(of: member),
      let end = line[found.upperBound...].firstIndex(of: UInt8(ascii: "\"")),
      end > found.upperBound
    else { return nil }
    return found.upperBound..<end
  }

  /// Where the cells stand in the rest of a line, without their brackets; nil where there are none.
  private static func cells(in line: ArraySlice<UInt8>) -> Range<Int>? {
    guard let found = line.firstRange(of: cells) else { return nil }
    var index = found.upperBound
    var isText = false
    while index < line.endIndex, isText || line[index] != UInt8(ascii: "]") {
      if isText && line[index] == UInt8(ascii: "\\") {
        index += 1
      } else if line[index] == UInt8(ascii: "\"") {
        isText.toggle()
      }
      index += 1
    }
    return found.upperBound..<min(index, line.endIndex)
  }
}
