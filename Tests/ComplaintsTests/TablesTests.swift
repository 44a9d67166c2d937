import Columns
import Complaints
import Testing

@Suite struct TablesTests {
  @Test(arguments: Tables.all)
  func `every table and column says what it is in Chinese and in English`(table: TableDefinition) {
    let comments =
      [(table.name, table.comment)] + table.schema.fields.map { ($0.name, $0.comment) }
    for (name, comment) in comments {
      let parts = comment.split(separator: "/", maxSplits: 1)
      #expect(parts.count == 2, "\(table.name).\(name): \(comment)")
      let chinese = comment.unicodeScalars.contains { $0.value >= 0x4e00 && $0.value <= 0x9fff }
      let english = (parts.last ?? "").utf8.filter { $0 >= 0x61 && $0 <= 0x7a }.count >= 2
      #expect(chinese && english, "\(table.name).\(name): \(comment)")
    }
  }

  @Test func `no table has two columns of one name, and all names are different`() {
    #expect(Set(Tables.all.map(\.name)).count == Tables.all.count)
    for table in Tables.all {
      let names = table.schema.fields.map(\.name)
      #expect(Set(names).count == names.count)
      #expect(table.sortedBy.allSatisfy { names.contains($0) })
    }
  }
}
