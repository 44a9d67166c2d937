import Bytes
import Tabular
import Testing

@Suite struct ConfigurationTableTests {
  private let columns: [ConfigurationTable.ColumnRule] = [
    "code", "name", .optional("valid_from"), .optional("aliases"), .optional("level"),
  ]

  private func table(_ text: String) throws -> ConfigurationTable {
    try ConfigurationTable(path: "units.csv", bytes: Array(text.utf8), columns: columns)
  }

  private func fault(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch { return "\(error)" }
  }

  @Test func `cells are trimmed and rows know their line`() throws {
    let table = try table(
      "\u{feff}# units of the city\r\n code ,name,aliases\r\nA1, \u{3000}城管局 ,\"城管|执法局| \"\r\n\r\n"
        + "# a \"comment\"\r\n,,\r\nA2,\"two\r\nlines\"\r\nA3,x")
    #expect(table.rows.map(\.line) == [3, 7, 9])
    #expect(table.rows[0]["name"] == "城管局")
    #expect(table.rows[0].list("aliases") == ["城管", "执法局"])
    #expect(table.rows[1]["name"] == "two\r\nlines")
    #expect(table.rows[2]["aliases"] == "")
    #expect(table.rows[2]["valid_from"] == "")
    #expect(try table.rows[2].day("valid_from") == nil)
  }

  @Test(arguments: [
    ("", "units.csv: configuration: the file is empty; it needs a header row"),
    ("code\n", "units.csv:1, name: configuration: the column is missing"),
    ("code,name,code\n", "units.csv:1, code: configuration: the column comes twice"),
    (
      "code,nmae\n",
      "units.csv:1, nmae: configuration: unknown column \"nmae\" (did you mean name?);"
        + " known here: code, name, valid_from, aliases, level"
    ),
    (
      "code,name\n1,2\n3,4,5\n",
      "units.csv:3: configuration: the row has 3 cells, the header 2:"
        + " put a cell that holds a comma into quotes"
    ),
    ("code,name\na,\"b\n", "units.csv:2: configuration: a quote is never closed"),
    (
      "code,name\na,\"b\"c\"\n",
      "units.csv:2: configuration: a quote stands inside a cell: write it twice"
    ),
  ])
  func `a table that cannot be meant is refused`(text: String, expected: String) {
    #expect(fault { _ = try table(text) } == expected)
  }

  @Test func `bytes that are not UTF-8 name their line`() {
    let bytes = Array("code,name\na,".utf8) + [0xb3, 0xc7]
    #expect(
      fault { _ = try ConfigurationTable(path: "u.csv", bytes: bytes, columns: columns) }
        == "u.csv:2: configuration: the file is not UTF-8: save it as UTF-8")
  }

  @Test func `getters name file, line, column and what is allowed`() throws {
    let row = try table("code,name,valid_from,level\n1x,,2019-13-01,市").rows[0]
    #expect(fault { _ = try row.integer("code") }.hasSuffix("\"1x\" is not a whole number"))
    #expect(
      fault { _ = try row.required("name") }
        == "units.csv:2, name: configuration: must not be empty")
    #expect(
      fault { _ = try row.day("valid_from") }.contains("\"2019-13-01\" is not a date"))
    #expect(
      fault { _ = try row.choice("level", of: ["市级", "区级"]) }
        == "units.csv:2, level: configuration: \"市\" is none of 市级, 区级 (did you mean 市级?)")
  }
}
