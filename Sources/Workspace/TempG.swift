internal import Billing
internal import TimeSeries

extension Workspace {
    func ledger(knownOn day: CivilDate) throws(WorkspaceError) -> Ledger { Ledger() }
}
