extension Configuration {
    /// What `outlay init` writes: a configuration that says nothing and explains every key.
    public static let template = """
        # Outlay's configuration. Everything is optional; a key that is not known is an error that names its line.

        # The name that reports carry. Default: the folder's name.
        # name: My company

        # The currency that reports open with. Currencies are never added up or converted.
        # currency: CNY

        # Where "today" is.
        timeZone: UTC

        # The language of reports: en or zh-Hans.
        language: en

        # What incidents are looked for by and budgets are broken down by: FOCUS columns, or tag:KEY.
        dimensions: [ServiceProviderName, ServiceName, RegionId, SubAccountId]

        # Who owns what: a tag whose value is the owner, and parts of the bill, of which the first that fits counts.
        # ownerTag: owner
        # owners:
        #   - scope: {SubAccountId: "123456789012"}
        #     owner: Platform team

        # Budgets for parts of the bill; a period is 2026, 2026-Q3 or 2026-07. Without scope: the whole bill.
        # Trees, fiscal years, versions, carry-over and what is known to come go into files of the folder budgets.
        # budgets:
        #   - scope: {ServiceProviderName: Alibaba Cloud}
        #     period: 2026-Q3
        #     amount: "1200000.00"
        #     currency: CNY

        # What is agreed with vendors.
        # contracts:
        #   - vendor: Alibaba Cloud
        #     start: 2026-01-01
        #     term: 12m
        #     commitment: "10000000.00"
        #     currency: CNY

        # What is worth a finding: at least so much money, and so many false findings a week at most.
        # detection:
        #   minimumMoney: {CNY: "500", USD: "100"}
        #   falseAlertsPerWeek: 1

        # Whose holidays move a vendor's costs: CN, US, SG or DE.
        # calendars:
        #   Alibaba Cloud: CN

        """
}
