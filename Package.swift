// swift-tools-version: 6.2
import PackageDescription

/// The one list of settings that every target of this package is built with.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library room: its folder, and the rooms above it that it may import.
func room(
  _ name: String, in floor: String, _ dependencies: [String] = [], embeds: [String] = [],
  excludes: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies.map { .byName(name: $0) },
    path: "Sources/\(floor)/\(name)", exclude: excludes,
    resources: embeds.map { .embedInCode($0) },
    swiftSettings: settings)
}

/// The tests of one room, in `Tests/<room>Tests`.
func tests(_ name: String, _ dependencies: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: (dependencies.isEmpty ? [name] : dependencies).map { .byName(name: $0) }
      + ["TestSupport"], path: "Tests/\(name)Tests", swiftSettings: settings)
}

/// `Tests/Fuzz`: a test that runs its corpus, or, in the environment `FUZZ=1`, the fuzzer itself,
/// whose main libFuzzer brings (`Tests/Fuzz/README.md`).
func fuzz() -> Target {
  let rooms: [Target.Dependency] = [
    "Bytes", "Columns", "Tabular", "Parquet", "Complaints", "Intake", "TestSupport",
  ]
  let data = ["README.md", "fuzz.sh", "corpus", "dictionaries", "make_corpus.py"]
  if Context.environment["FUZZ"] == nil {
    return .testTarget(
      name: "FuzzTests", dependencies: rooms, path: "Tests/Fuzz",
      exclude: data + ["Fuzzer.swift"], swiftSettings: settings)
  }
  return .executableTarget(
    name: "fuzzer", dependencies: rooms, path: "Tests/Fuzz", exclude: data + ["CorpusTests.swift"],
    swiftSettings: settings)
}

let storage = ["Bytes", "Parallel", "Columns", "Tabular", "Parquet", "SQLite", "Lake", "Vault"]
let analysis = [
  "Complaints", "Intake", "Language", "Places", "Classification", "Matching", "Assignment",
  "Trends",
]

let package = Package(
  name: "minsheng",
  products: [.executable(name: "minsheng", targets: ["minsheng"])],
  targets: [
    // Storage: domain-free; knows bytes, columns, tables.
    .systemLibrary(
      name: "CSQLite", path: "Sources/Storage/CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CZlib", path: "Sources/Storage/CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CSystem", path: "Sources/Storage/CSystem"),
    room("Bytes", in: "Storage", ["CSystem", "CZlib"]),
    room("Parallel", in: "Storage", ["Bytes"]),
    room("Columns", in: "Storage", ["Bytes"]),
    room("Tabular", in: "Storage", ["Bytes", "Parallel", "Columns"]),
    room("Parquet", in: "Storage", ["Bytes", "Parallel", "Columns"]),
    room("SQLite", in: "Storage", ["CSQLite", "Bytes"]),
    room("Lake", in: "Storage", ["Bytes", "Parallel", "Columns", "Parquet", "SQLite"]),
    room("Vault", in: "Storage", ["Bytes", "Parallel", "Columns", "Parquet", "SQLite"]),

    // Analysis: the mission's verbs; batches in, batches out.
    room("Complaints", in: "Analysis", ["Bytes", "Columns", "Tabular"]),
    room("Intake", in: "Analysis", ["Bytes", "Parallel", "Columns", "Tabular", "Complaints"]),
    room("Language", in: "Analysis", ["Bytes", "Parallel", "Columns"]),
    room("Places", in: "Analysis", ["Bytes", "Complaints", "Language"]),
    room(
      "Classification", in: "Analysis",
      ["CSystem", "Bytes", "Parallel", "Columns", "Complaints", "Language", "Places"]),
    room(
      "Matching", in: "Analysis",
      ["Bytes", "Parallel", "Columns", "Complaints", "Language", "Places"]),
    room(
      "Assignment", in: "Analysis", ["Bytes", "Parallel", "Columns", "Complaints", "Language"]),
    room("Trends", in: "Analysis", ["Bytes", "Columns", "Complaints"]),

    // Program: what people meet.
    room(
      "Report", in: "Program",
      ["Bytes", "Columns", "Tabular", "Complaints", "Classification", "Trends"],
      embeds: ["Resources/report.css", "Resources/report.js"]),
    room(
      "Exchange", in: "Program",
      ["Bytes", "Parallel", "Columns", "Tabular", "SQLite", "Complaints", "Assignment"]),
    room(
      "Generator", in: "Program", ["Bytes", "Parallel", "Columns", "Tabular"],
      excludes: ["Resources", "embed-resources.sh"]),
    room(
      "Pipeline", in: "Program",
      storage + analysis + ["Report", "Exchange"]),
    room(
      "Commands", in: "Program",
      storage + analysis + ["Report", "Exchange", "Generator", "Pipeline"]),
    .executableTarget(
      name: "minsheng", dependencies: ["Commands"], path: "Sources/Program/minsheng",
      swiftSettings: settings),

    // Measurements of single parts; `Documentation/Performance.md` says how to run them.
    .executableTarget(
      name: "benchmarks",
      dependencies: (["CSystem", "Complaints", "Language", "Classification", "Pipeline"]
        + storage).map { .byName(name: $0) },
      path: "Benchmarks",
      exclude: [
        "complaints", "corpus.py", "csv_peer.py", "damaged.py", "encodings.sh", "ingest.sh",
        "make_workbook.py", "messages.py", "places.py", "readers.sh", "scan_peer.py",
        "text_peer.py", "text_speed.sh", "whole_run.sh", "xlsx_peer.py",
      ],
      swiftSettings: settings),

    // Tests.
    .target(
      name: "TestSupport", dependencies: ["Bytes", "Columns", "Tabular"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .executableTarget(
      name: "lake-driver", dependencies: ["Bytes", "Columns", "Lake"], path: "Tests/LakeDriver",
      swiftSettings: settings),
    .executableTarget(
      name: "tabular-driver", dependencies: ["Bytes", "Tabular"], path: "Tests/TabularDriver",
      swiftSettings: settings),
    fuzz(),
    tests("Bytes"),
    tests("Columns"),
    tests("Tabular"),
    tests("Parquet"),
    tests("SQLite"),
    tests("Lake"),
    tests("Vault"),
    tests("Complaints"),
    tests("Intake"),
    tests("Language"),
    tests("Places"),
    tests("Classification"),
    tests("Matching"),
    tests("Assignment"),
    tests("Trends"),
    tests(
      "Report",
      ["Report", "Bytes", "Columns", "Complaints", "Classification", "Trends", "Tabular"]),
    tests("Exchange", ["Exchange", "Bytes", "Columns", "Tabular", "Complaints", "Assignment"]),
    tests("Generator", ["Generator", "Tabular", "Bytes", "Columns"]),
    tests("Pipeline"),
    tests("EndToEnd", ["minsheng"] + storage + analysis),
  ]
)
