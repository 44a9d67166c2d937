/// A class of the urban-management standards: the same number means other things in each of them.
struct CityCode {
  let standard: String
  let isPart: Bool
  let major: String
  let majorName: String
  let minor: String
  let minorName: String

  /// The class of a leaf as a district's system knows it: 兴化 and 泰兴 never left the first standard.
  init(_ leaf: Leaf, district: Int) {
    let isOld = district == 3 || district == 5
    standard = isOld ? "CJ/T 214-2007" : "GB/T 30428.2-2013"
    let text = isOld ? leaf.standard2007 : leaf.standard2013
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      isPart = false
      (major, majorName, minor, minorName) =
        isOld ? ("01", "市容环境", "99", "其他市容环境问题") : ("06", "其他", "01", "其他事件")
      return
    }
    isPart = parts[0].hasPrefix("B")
    let code = (isPart ? String(parts[0].dropFirst()) : parts[0]).split(separator: "-")
    major = String(code[0])
    minor = String(code[1])
    minorName = parts[1]
    let names =
      isPart
      ? ["公用设施", "道路交通", "市容环境", "园林绿化", "房屋土地"]
      : isOld
        ? ["市容环境", "宣传广告", "施工管理", "突发事件", "街面秩序"]
        : ["市容环境", "宣传广告", "施工管理", "街面秩序", "突发事件"]
    majorName = names[min((Int(major) ?? 1) - 1, names.count - 1)]
  }
}
