import Testing

@testable import Exchange

@Suite struct OutboxSectionsTests {
  @Test func `a new assignment also stands on the sheet of all open work`() {
    let sections: OutboxSections = [.new, .open]
    #expect(sections.contains(.open))
    #expect(!sections.contains(.withdrawn))
  }
}
