import Bytes
import TestSupport
import Testing

/// Every input of the corpus, among them all that ever failed, in the ordinary tests too.
@Suite struct CorpusTests {
  private static let folder = BuiltBinary.root + "/Tests/Fuzz/corpus"

  @Test(arguments: FuzzTarget.allCases)
  func `every input of the corpus is read or refused`(target: FuzzTarget) throws {
    let folder = Self.folder + "/" + target.rawValue
    let names = try FileSystem.list(folder)
    #expect(!names.isEmpty)
    for name in names {
      let faults = target.faults(try FileSystem.read(folder + "/" + name))
      #expect(faults.isEmpty, "\(name): \(faults)")
    }
  }
}
