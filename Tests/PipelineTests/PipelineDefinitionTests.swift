import Bytes
import Pipeline
import TestSupport
import Testing

/// Definitions are checked before anything is written.
@Suite struct PipelineDefinitionTests {
  private func load(_ text: String) throws -> PipelineDefinition {
    let folder = try TemporaryFolder()
    let path = folder.file("p.json5")
    try FileSystem.replace(path, with: Array(text.utf8))
    return try PipelineDefinition.load(path: path, city: nil)
  }

  @Test func `paths are relative to the definition`() throws {
    let definition = try load("{name: 'n', city: 'cities/x', steps: ['ingest', 'report']}")
    #expect(definition.steps == [.ingest, .report])
    #expect(definition.cityFolder.hasSuffix("/cities/x"))
  }

  @Test(arguments: [
    ("{name: 'n', city: 'c', steps: ['report', 'ingest']}", "order of data"),
    ("{name: 'n', city: 'c', steps: ['ingets']}", "ingest"),
    ("{name: 'n', citty: 'c', steps: []}", "citty"),
    ("{city: 'c', steps: []}", "name"),
  ])
  func `a fault names what is right`(text: String, expected: String) throws {
    let error = try #require(throws: StorageError.self) { try load(text) }
    #expect(error.code.rawValue == "configuration")
    #expect(error.description.contains(expected), "\(error)")
  }

  @Test func `a step's figures keep their order`() {
    var detail = StepDetail(["rows": 2, "by_rule": 1])
    detail["rows"] += 1
    #expect(detail.line == "rows 3, by rule 1")
  }
}
