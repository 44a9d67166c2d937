/// Everything about the city that does not change from day to day.
struct World: Sendable {
  let options: GenerationOptions
  let leaves: [Leaf]
  let book: PhraseBook
  let placeForms: PlaceForms
  let landscape: Landscape
  let population: Population
  let offices: Offices
  let replies: Replies
  let typos: Typos
  /// For each leaf, kind, fold and district the things of the right trade.
  private let fitting: [Int: [Int32]]

  init(_ options: GenerationOptions, resources: GeneratorResources = .embedded) {
    self.options = options
    let leaves = Leaf.all(resources)
    let leafIndex = Dictionary(uniqueKeysWithValues: leaves.enumerated().map { ($1.code, $0) })
    let landscape = Landscape(resources: resources)
    self.leaves = leaves
    self.landscape = landscape
    book = PhraseBook(resources: resources, leafIndex: leafIndex)
    placeForms = PlaceForms(resources)
    population = Population(resources: resources, rows: options.rows, seed: options.seed)
    offices = Offices(resources: resources, leafIndex: leafIndex)
    replies = Replies(resources)
    typos = Typos(resources)
    fitting = Self.fitting(leaves, landscape)
  }

  /// The same city in another time: its leaves, places and units, but other people.
  init(_ options: GenerationOptions, like other: World) {
    self.options = options
    leaves = other.leaves
    book = other.book
    placeForms = other.placeForms
    landscape = other.landscape
    population = other.population.sized(for: options)
    offices = other.offices
    replies = other.replies
    typos = other.typos
    fitting = other.fitting
  }

  /// The things of a kind that a matter of a leaf may be at, in a district.
  func spots(_ kind: SiteKind, leaf: Int, _ fold: Fold, district: Int) -> [Int32] {
    fitting[Self.key(leaf, kind, fold, district)]
      ?? landscape.spots(kind, fold, district: district)
  }

  private static func key(_ leaf: Int, _ kind: SiteKind, _ fold: Fold, _ district: Int) -> Int {
    ((leaf * 16 + Int(kind.rawValue)) * 2 + Int(fold.rawValue)) * 6 + district
  }

  private static func fitting(_ leaves: [Leaf], _ landscape: Landscape) -> [Int: [Int32]] {
    var fitting: [Int: [Int32]] = [:]
    var named: [SiteKind: [String: Set<Int32>]] = [:]
    for (index, leaf) in leaves.enumerated() {
      for (kind, words) in leaf.trades {
        for word in words where named[kind]?[word] == nil {
          named[kind, default: [:]][word] = landscape.spots(kind, whoseNameHas: word)
        }
        for fold in Fold.allCases {
          for district in 0..<6 {
            let spots = landscape.spots(kind, fold, district: district).filter { spot in
              words.contains { named[kind]?[$0]?.contains(spot) ?? false }
            }
            if !spots.isEmpty { fitting[key(index, kind, fold, district)] = spots }
          }
        }
      }
    }
    return fitting
  }
}
