import Foundation
import TestSupport
import Testing

/// `minsheng classify` as a filter: rows in, the same rows out, with labels.
@Suite struct ClassifyFilterTests {
  private let binary: BuiltBinary
  private let folder: TemporaryFolder
  private let model: String

  init() throws {
    binary = try #require(BuiltBinary(), "the minsheng binary was not built beside the tests")
    folder = try TemporaryFolder()
    model = folder.file("model")
    var rows = "title,content,label\n"
    for number in 0..<30 {
      rows += "路灯不亮\(number),\(number)号路的路灯夜里不亮,路灯\n"
      rows += "垃圾没清\(number),\(number)号路的垃圾三天没人清运,垃圾\n"
    }
    let input = folder.file("train.csv")
    try rows.write(toFile: input, atomically: true, encoding: .utf8)
    let outcome = try binary.run([
      "train", "--input", input, "--text", "title,content", "--label", "label", "--model", model,
    ])
    try #require(outcome.status == 0, "\(outcome.messages)")
  }

  private func classify(_ input: String, _ options: [String] = []) throws -> BuiltBinary.Outcome {
    try classify(Data(input.utf8), options)
  }

  private func classify(_ input: Data, _ options: [String] = []) throws -> BuiltBinary.Outcome {
    try binary.run(
      ["classify", "--model", model, "--input", "-", "--text", "title,content"] + options,
      input: input)
  }

  /// The text up to where a confidence begins, line by line.
  private func withoutConfidence(_ output: String) -> [String] {
    output.split(separator: "\n").map { line in
      line.range(of: "\"confidence_1\"").map { String(line[..<$0.lowerBound]) } ?? String(line)
    }
  }

  @Test func `objects keep their own members as they stand and gain labels`() throws {
    let outcome = try classify(
      """
      {"id": 12345678901234567890, "title":"路灯\\u4e0d亮","content":null, "tags":[1, {"a":"}"}] }

        {"content":"垃圾没清"}
      {"title":"路灯"}

      """)
    #expect(outcome.status == 0 && outcome.messages.isEmpty)
    #expect(
      withoutConfidence(outcome.output) == [
        "{\"id\": 12345678901234567890, \"title\":\"路灯\\u4e0d亮\",\"content\":null,"
          + " \"tags\":[1, {\"a\":\"}\"}],\"label_1\":\"路灯\",",
        "{\"content\":\"垃圾没清\",\"label_1\":\"垃圾\",", "{\"title\":\"路灯\",\"label_1\":\"路灯\",",
      ])
    for line in outcome.output.split(separator: "\n") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let confidence = try #require(object?["confidence_1"] as? Double)
      #expect((0...1).contains(confidence))
    }
  }

  @Test func `an array of objects over several lines becomes a line for each`() throws {
    let outcome = try classify("[\n  {\n \"title\": \"路灯\"\n  },\n {\"title\":\"垃圾\"}\n]")
    #expect(
      withoutConfidence(outcome.output) == [
        "{  \"title\": \"路灯\",\"label_1\":\"路灯\",", "{\"title\":\"垃圾\",\"label_1\":\"垃圾\",",
      ])
  }

  @Test func `a part of a table without a header stays without one`() throws {
    let outcome = try classify(
      "7,路灯不亮,\"坏了,好几天\"\n8,垃圾没清,\n", ["--columns", "id,title,content"])
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.map { $0.split(separator: ",").first } == ["7", "8"])
    #expect(lines.first?.hasPrefix("7,路灯不亮,\"坏了,好几天\",路灯,0.") == true)
  }

  @Test func `nothing comes of an empty part`() throws {
    let outcome = try classify("")
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.messages.isEmpty)
  }

  @Test(arguments: [
    ("{\"title\":\"路灯\"}\nno object\n", Int32(1), "standard input:2: bad-row"),
    ("{\"titel\":\"路灯\"}\n", 2, "no object has a member title or content"),
    ("title,contents\n路灯,不亮\n", 2, "standard input:1: missing-column: no column content"),
    ("title,content,label_1\n路灯,不亮,x\n", 2, "there is a column label_1 already"),
  ])
  func `what cannot be labelled stops the filter, and says where`(
    input: String, status: Int32, message: String
  ) throws {
    let outcome = try classify(input)
    #expect(outcome.status == status)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test(arguments: ["csv", "ndjson", "json"])
  func `a large input gives by a pipe what it gives as a file`(form: String) throws {
    var text = form == "csv" ? "id,title,content\n" : form == "json" ? "[" : ""
    let count = 40_000
    for row in 0..<count {
      let title = row % 3 == 0 ? "路灯不亮" : "垃圾没人清运"
      switch form {
      case "csv": text += "\(row),\(title),\"第\(row)行\n第二行\"\n"
      case "ndjson": text += "{\"id\":\(row),\"title\":\"\(title)\",\"content\":\"第\(row)行\"}\n"
      default: text += "\(row > 0 ? "," : ""){\"id\":\(row),\"title\":\"\(title)\"}"
      }
    }
    if form == "json" { text += "]" }
    let path = folder.file("large")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let piped = try classify(text)
    let read = try binary.run([
      "classify", "--model", model, "--input", path, "--text", "title,content",
    ])
    #expect(text.utf8.count > 1 << 20 && piped.status == 0)
    #expect(piped.output == read.output)
    let lines = piped.output.split(separator: "\n")
    #expect(lines.count == (form == "csv" ? 2 * count + 1 : count))
  }

  @Test func `an output that cannot be written is an error`() throws {
    let input = folder.file("one.csv")
    try "title,content\n路灯,不亮\n".write(toFile: input, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: binary.path)
    process.arguments = ["classify", "--model", model, "--input", input, "--text", "title,content"]
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/full"))
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
  }
}
