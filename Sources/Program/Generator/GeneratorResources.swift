/// The authored tables that a city is made from.
struct GeneratorResources: Sendable {
  var leaves: StaticString
  var towns: StaticString
  var units: StaticString
  var placeForms: StaticString
  var replies: StaticString
  var patterns: StaticString
  var truthUnits: StaticString
  var typos: StaticString
  var surnames: StaticString
  var given: StaticString
  var compounds: StaticString
  var roads: StaticString
  var spots: StaticString
  var asides: StaticString

  /// The tables in `Resources/`, as `embed-resources.sh` puts them into the binary.
  static let embedded = GeneratorResources(
    leaves: EmbeddedText.leaves, towns: EmbeddedText.towns, units: EmbeddedText.units,
    placeForms: EmbeddedText.placeforms, replies: EmbeddedText.replies,
    patterns: EmbeddedText.patterns, truthUnits: EmbeddedText.truthUnits,
    typos: EmbeddedText.typos, surnames: EmbeddedText.surnames, given: EmbeddedText.given,
    compounds: EmbeddedText.compounds, roads: EmbeddedText.roads,
    spots: EmbeddedText.spots, asides: EmbeddedText.asides)
}
