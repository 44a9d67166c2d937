import Columns
import Foundation
import Tabular
import TestSupport
import Testing

/// JSON objects read in one pass, against the same read as rows of a table.
@Suite struct ObjectRowsTests {
  private func rows(_ text: String) throws -> (cells: [[String]], lines: [Int32]) {
    var cells: [[String]] = []
    var lines: [Int32] = []
    try TabularSource.open(bytes: Array(text.utf8), path: "a.json").readRows { rows in
      for row in 0..<rows.rowCount { cells.append(rows.texts(row: row)) }
      lines += rows.lineNumbers
    }
    return (cells, lines)
  }

  @Test(arguments: [false, true], 0..<8)
  func `members agree with the cells of a table`(isArray: Bool, seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let names = ["id", "标题", "empty", "a\"b"]
    let values = ["1", "null", "\"\"", "\"路\\n灯\"", "[1, 2]", "{\"k\": null}", "true", "-0.5e3"]
    let objects = (0..<50).map { _ in
      let members = names.filter { _ in Bool.random(using: &random) }.map {
        "\"\($0.replacingOccurrences(of: "\"", with: "\\\""))\": "
          + (values.randomElement(using: &random) ?? "1")
      }
      return "{\(members.joined(separator: " , "))}"
    }
    let text =
      isArray ? "[\(objects.joined(separator: ",\n"))]" : objects.joined(separator: "\n\n") + "\n"
    let table = try rows(text)
    let header = table.cells[0]
    var found = 0
    try TabularSource.open(bytes: Array(text.utf8), path: "a.json")
      .readObjects(members: names, blockRows: 7) { block in
        for row in 0..<block.rowCount {
          #expect(block.objects.text(row) == objects[found])
          #expect(block.lineNumbers[row] == table.lines[found + 1])
          #expect(block.problems[row] == .none)
          for (index, name) in names.enumerated() {
            let cell = header.firstIndex(of: name).map { table.cells[found + 1][$0] } ?? ""
            #expect(block.members[index].text(row) == cell)
          }
          found += 1
        }
      }
    #expect(found == objects.count)
  }

  @Test func `what is no object is named, and the last of equal members counts`() throws {
    let text = "{\"a\":\"1\",\"a\":\"2\"}\n[1]\n{\"a\":\n"
    var blocks = 0
    try TabularSource.open(bytes: Array(text.utf8), path: "a.json").readObjects(members: ["a"]) {
      blocks += 1
      #expect($0.members[0].text(0) == "2")
      #expect($0.memberCounts == [1])
      #expect($0.problems == [.none, .notAnObject, .notAnObject])
      #expect($0.objects.text(1) == "[1]")
    }
    #expect(blocks == 1)
  }
}
