/// The records that a commit has met, in columns: what was known of each, and what the commit makes
/// of it.
struct TouchedRecords {
  /// The row that holds a record's newest content.
  struct Origin: Equatable {
    var window: Int32
    var batch: Int32
    var row: Int32

    /// No row of this commit.
    static let none = Origin(window: 0, batch: 0, row: 0)
  }

  /// What a row brings.
  enum Change {
    case none, new, content, state, both
    /// Its record was written by an earlier window: the next commit takes it.
    case deferred
  }

  private struct Flags: OptionSet {
    let rawValue: UInt8
    /// The lake holds a row of it.
    static let committed = Flags(rawValue: 1)
    /// This commit changes it.
    static let changed = Flags(rawValue: 2)
    /// Rows of it wait for the next commit.
    static let deferred = Flags(rawValue: 4)
    /// Something is known of it.
    static let known = Flags(rawValue: 8)
  }

  private var index = KeyIndex()
  private var idIndex = KeyIndex()
  private var keys: [Int64] = []
  private var requestIDs: [Int64] = []
  private var reserved: [Int64] = []
  private var contentHashes: [Int64] = []
  private var stateHashes: [Int64] = []
  private var revisions: [Int32] = []
  private var origins: [Origin] = []
  private var flags: [Flags] = []

  /// How many there are.
  var count: Int { keys.count }
  func requestID(_ place: Int) -> Int64 { requestIDs[place] }
  func revision(_ place: Int) -> Int32 { revisions[place] }
  func origin(_ place: Int) -> Origin { origins[place] }
  func isCommitted(_ place: Int) -> Bool { flags[place].contains(.committed) }

  /// The place of a record; one met for the first time is added with the id it wants.
  mutating func place(of key: Int64, adding wanted: Int64) -> Int {
    if let place = index.find(key, in: keys) { return place }
    keys.append(key)
    requestIDs.append(wanted)
    contentHashes.append(0)
    stateHashes.append(0)
    revisions.append(-1)
    origins.append(.none)
    flags.append([])
    index.addLast(of: keys)
    return keys.count - 1
  }

  /// Notes what earlier commits knew of a record.
  mutating func setCommitted(
    _ place: Int, requestID: Int64, contentHash: Int64, stateHash: Int64, revision: Int32
  ) {
    requestIDs[place] = requestID
    contentHashes[place] = contentHash
    stateHashes[place] = stateHash
    revisions[place] = revision
    flags[place] = [.committed, .known]
  }

  /// Gives a record an id; false where another one of this commit holds it.
  mutating func reserve(_ id: Int64, for place: Int) -> Bool {
    guard idIndex.find(id, in: reserved) == nil else { return false }
    reserved.append(id)
    idIndex.addLast(of: reserved)
    requestIDs[place] = id
    return true
  }

  /// Takes a row of a record and says what it brings.
  mutating func take(
    _ place: Int, content: Int64, state: Int64, from origin: Origin
  ) -> Change {
    if flags[place].contains(.deferred) { return .deferred }
    guard flags[place].contains(.known) else {
      contentHashes[place] = content
      stateHashes[place] = state
      revisions[place] = 0
      origins[place] = origin
      flags[place] = [.known, .changed]
      return .new
    }
    let hasContent = contentHashes[place] != content
    let hasState = stateHashes[place] != state
    if !hasContent && !hasState { return .none }
    if hasContent, origins[place] != .none, origins[place].window != origin.window {
      flags[place].insert(.deferred)
      return .deferred
    }
    flags[place].insert(.changed)
    if hasContent {
      contentHashes[place] = content
      origins[place] = origin
    }
    if hasState {
      stateHashes[place] = state
      revisions[place] += 1
    }
    return hasContent ? (hasState ? .both : .content) : .state
  }

  /// What the vault's index of known records must learn: for each changed record its content under
  /// its key, its state under the complement; in the order of keys.
  var known: (keys: [Int64], ids: [Int64], hashes: [Int64]) {
    var changed: [(key: Int64, place: Int32)] = []
    changed.reserveCapacity(keys.count)
    for place in keys.indices where flags[place].contains(.changed) {
      changed.append((keys[place], Int32(truncatingIfNeeded: place)))
    }
    changed.sort { $0.key < $1.key }
    var known: (keys: [Int64], ids: [Int64], hashes: [Int64]) = ([], [], [])
    known.keys.reserveCapacity(2 * changed.count)
    known.ids.reserveCapacity(2 * changed.count)
    known.hashes.reserveCapacity(2 * changed.count)
    // Complements of keys are negative and in the opposite order.
    for (key, place) in changed.reversed() {
      known.keys.append(~key)
      known.ids.append(Int64(revisions[Int(place)]))
      known.hashes.append(stateHashes[Int(place)])
    }
    for (key, place) in changed {
      known.keys.append(key)
      known.ids.append(requestIDs[Int(place)])
      known.hashes.append(contentHashes[Int(place)])
    }
    return known
  }
}
