/// How much more or less often a leaf comes in, by month and district.
struct Season: Sendable {
  private var months: [Double]
  private var districts: [Double]

  /// Reads `321282:10;6-7:6;*:0.4`: district or month or months, and a factor; `*` is all other months.
  init(_ text: String) {
    months = Array(repeating: 1, count: 13)
    districts = Array(repeating: 1, count: 6)
    var named: Set<Int> = []
    var others = 1.0
    for part in text.split(separator: ";") {
      let pair = part.split(separator: ":")
      let factor = Double(pair[1]) ?? 1
      if pair[0] == "*" {
        others = factor
      } else if let district = Landscape.districtCodes.firstIndex(of: String(pair[0])) {
        districts[district] = factor
      } else {
        let bounds = pair[0].split(separator: "-").compactMap { Int($0) }
        for month in bounds[0]...bounds[bounds.count - 1] {
          months[month] = factor
          named.insert(month)
        }
      }
    }
    for month in 1...12 where !named.contains(month) { months[month] = others }
  }

  func factor(month: Int, district: Int) -> Double { months[month] * districts[district] }
}
