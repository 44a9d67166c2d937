extension CityConfiguration {
  /// A city of which nothing is known: no classes, no units, no places.
  ///
  /// Enough to take files in: texts are cleaned and masked, but no district becomes a code and no
  /// word of the city's own lexicon counts.
  public static let bare = CityConfiguration(
    name: "", taxonomy: Taxonomy(scheme: "", categories: []), crosswalk: [], lexicon: [],
    units: UnitRegister([]), responsibilities: [], gazetteer: Gazetteer([]), limits: [],
    calendar: WorkCalendar(firstDay: 0, isWorkday: [], holidayNames: [], periods: []),
    releases: [], retentionDays: [:], fileHashes: [:])
}
