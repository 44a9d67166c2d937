/// A unit, under its names of today and of before 2019.
struct Office: Sendable {
  let code: String
  let name: String
  let oldNames: [String]
  let shortNames: [String]
}
