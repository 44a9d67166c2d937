import Foundation
import TestSupport
import Testing

/// `minsheng classify --places`: places for the rows of any file, without a model.
@Suite struct ClassifyPlacesTests {
  private let binary: BuiltBinary
  private let folder: TemporaryFolder
  private let places: String

  init() throws {
    binary = try #require(BuiltBinary(), "the minsheng binary was not built beside the tests")
    folder = try TemporaryFolder()
    places = folder.file("places.csv")
    let rows = """
      district,street,place,lat,lon
      东湖区,石桥街道,锦绣花园,30.1,114.1
      西岭区,石桥街道,锦绣花园,30.3,114.6
      东湖区,新华街道,人民路,30.1,114.2

      """
    try rows.write(toFile: places, atomically: true, encoding: .utf8)
  }

  private func classify(_ input: String, _ options: [String] = []) throws -> BuiltBinary.Outcome {
    try binary.run(
      ["classify", "--places", places, "--input", "-", "--text", "title,content"] + options,
      input: Data(input.utf8))
  }

  @Test func `rows keep their columns and gain the place, its words and the reason`() throws {
    let outcome = try classify(
      "id,title,content,district\n1,停水,住锦绣家园3号楼，没水,西岭区\n2,路灯,不亮,\n3,人民路12号,不亮,\n",
      ["--district", "district"])
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        id,title,content,district,place_district,place_street,place_id,place,place_pattern,place_column,place_start,place_end,place_confidence,place_evidence
        1,停水,住锦绣家园3号楼，没水,西岭区,西岭区,石桥街道,000000001,锦绣花园,小区楼栋,content,3,22,0.80,通名不同“锦绣家园3号楼”→锦绣花园；区划：来源区划
        2,路灯,不亮,,,,,,,,,,,
        3,人民路12号,不亮,,东湖区,新华街道,000000002,人民路,道路门牌,title,0,14,0.97,地名“人民路12号”→人民路；区划：无同名

        """)
  }

  @Test func `objects of JSON gain numbers and nulls`() throws {
    let outcome = try classify("{\"title\":\"人民路\",\"content\":\"\"}\n{\"title\":\"\"}\n")
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].contains("\"place\":\"人民路\"") && lines[0].contains("\"place_start\":0"))
    #expect(lines[1].contains("\"place_start\":null"))
  }

  @Test func `coordinates tell namesakes apart`() throws {
    let outcome = try classify(
      "title,content,x,y\n停水,锦绣花园,0,0\n停水,锦绣花园,114.601,30.301\n停水,锦绣花园,,\n",
      ["--coordinates", "x,y"])
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[1].contains(",0.4"))
    #expect(lines[2].contains("西岭区") && lines[2].hasSuffix("区划：坐标"))
    // A name without more is taken for the place that rows before it have named.
    #expect(lines[3].contains("西岭区") && lines[3].hasSuffix("区划：前文各行"))
  }

  @Test func `a column that is not there, and half of the coordinates, are faults`() throws {
    #expect(try classify("title,content\na,b\n", ["--district", "qu"]).status == 2)
    #expect(try classify("title,content,x\na,b,1\n", ["--coordinates", "x"]).status == 2)
  }
}
