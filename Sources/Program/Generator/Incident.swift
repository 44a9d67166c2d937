/// Something that makes many people call at once.
struct Incident {
  /// What it is called in the summary.
  let name: String
  let dayIndex: Int
  let leafCode: String
  let district: Int
  let kind: SiteKind
  let townName: String
  /// How many requests it brings.
  let requests: Int
  /// How many of a hundred come on the first day.
  let firstDayShare: Int

  /// A pollution event in Taixing's chemical park and a burst water main in the old town.
  static func all(_ options: GenerationOptions) -> [Incident] {
    guard options.rows >= 400 && options.days >= 5 else { return [] }
    return [
      Incident(
        name: "water_main_burst", dayIndex: options.days * 35 / 100, leafCode: "080105",
        district: 0,
        kind: .road, townName: "城中街道", requests: min(40, options.rows / 60), firstDayShare: 85),
      Incident(
        name: "pollution_burst", dayIndex: options.days * 72 / 100, leafCode: "040202", district: 5,
        kind: .firm, townName: "滨江镇", requests: min(60, options.rows / 40), firstDayShare: 55),
    ]
  }
}
