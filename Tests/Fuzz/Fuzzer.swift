import Glibc

/// The target that `FUZZ_TARGET` names.
private let target: FuzzTarget = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    print("FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue))")
    exit(2)
  }
  return target
}()

/// Runs one input; libFuzzer brings the program around it and takes a trap for a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let faults = target.faults(Array(UnsafeBufferPointer(start: start, count: count)))
  if !faults.isEmpty {
    print("property broken: \(faults[0])")
    fflush(nil)
    abort()
  }
  return 0
}
