import Complaints
import Testing

@testable import Classification

@Suite struct CategoryCrosswalkTests {
  private let crosswalk = CategoryCrosswalk(SmallCity.crosswalk, taxonomy: SmallCity.taxonomy)

  private func answer(_ scheme: String, _ category: String) -> String? {
    crosswalk.answer(scheme: Array(scheme.utf8)[...], category: Array(category.utf8)[...])
      .map { answer in
        SmallCity.taxonomy.categories[answer.leaf].code + (answer.decides ? " decides" : "")
          + (answer.isWide ? " wide" : "")
      }
  }

  @Test(arguments: [
    ("S4", "事件0405", "010102 decides"), ("S4", "部件0405", "080201 decides"),
    ("S4", "事件04005", "010102 decides"), ("S5", "事件0405", "010101 decides"),
    ("S4", "部件0199", "080201 decides wide"), ("S4", "0501", "090101 decides"),
    ("N", "占道经营", "010101"), ("N", "别的-占道经营", "010101 wide"),
    ("N", "市容管理-店外经营", "010102"), ("N", "市容类", "010101 wide"),
    ("S4", "事件0599", "010101 wide"),
  ])
  func `codes decide, names and second levels hint`(
    _ scheme: String, _ category: String, _ expected: String
  ) {
    #expect(answer(scheme, category) == expected)
  }

  @Test(arguments: [
    ("S4", "事件0199"), ("S4", "0405"), ("S5", "部件04005"), ("X", "事件0405"), ("", ""),
    ("N", "其他"), ("N", ""), ("N", "店外经营"), ("S4", "事件"), ("S4", "事件04"),
  ])
  func `what has no line says nothing`(_ scheme: String, _ category: String) {
    #expect(answer(scheme, category) == nil)
  }
}
