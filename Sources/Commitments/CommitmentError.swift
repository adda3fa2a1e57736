/// What can keep a vendor pack from being made.
public enum CommitmentError: Error, Sendable, Hashable {
    /// The bill has no charge of the vendor.
    case unknownVendor(String, known: [String])
    /// The vendor has charges, but too few days of them.
    case tooShort(vendor: String, needed: Int, got: Int)
    /// An offer or the contract of today cannot be worked out.
    case contract(ContractError)
    /// Workloads, vendors and limits do not fit together.
    case alternative(SplitError)
}

extension CommitmentError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownVendor(let vendor, let known):
            "needs a vendor with charges, got \(vendor.prefix(80)); known are \(known.joined(separator: ", "))"
        case .tooShort(let vendor, let needed, let got):
            "needs \(needed) days of charges of \(vendor), got \(got); ingest more months"
        case .contract(let error): error.description
        case .alternative(let error): error.description
        }
    }
}
