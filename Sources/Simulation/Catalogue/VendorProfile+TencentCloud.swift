extension VendorProfile {
    static let tencentCloud = VendorProfile(
        name: "Tencent Cloud", publisher: "Tencent Cloud", folder: "tencent-cloud", currency: "CNY",
        calendar: "CN",
        billingAccountType: "Root Account", subAccountType: "Member Account", accountStyle: .digits(12),
        rowPercent: 11, moneyPerLine: 640, discountPercent: 25, taxPercent: 6,
        exportHour: 7, lagDays: 0, latePerMille: 25, supportMicros: 3_000_000_000,
        marketplace: nil,
        commitments: [
            CommitmentProfile(
                type: "Reserved Instance", name: "ri-sa5-2xlarge", isSpend: false, payment: .monthly,
                service: "Cloud Virtual Machine",
                savingPercent: 30, coverPercent: 30, startOffset: 0, isRenewed: true)
        ],
        regions: [
            RegionProfile(id: "ap-guangzhou", name: "South China (Guangzhou)", weight: 45, pricePercent: 100),
            RegionProfile(id: "ap-shanghai", name: "East China (Shanghai)", weight: 35, pricePercent: 100),
            RegionProfile(
                id: "ap-singapore", name: "Southeast Asia (Singapore)", weight: 20, pricePercent: 128),
        ],
        services: tencentCloudServices)

    private static let tencentCloudServices = [
        ServiceProfile(
            name: "Cloud Virtual Machine", category: "Compute", subcategory: "Virtual Machines",
            resourceType: "Instance",
            resourceTemplate: "qcs::cvm:{region}:uin/{account}:instance/ins-{hex}",
            weight: 36, shape: .consumer, growth: 0.15, isZonal: true,
            skus: [
                SkuProfile(
                    meter: "SA5.2XLARGE16", unit: "Hours", listMicros: 1_680_000,
                    details:
                        #"{"CoreCount":8,"InstanceSeries":"SA5","InstanceType":"SA5.2XLARGE16","MemorySize":16}"#
                )
            ]),
        ServiceProfile(
            name: "Cloud Object Storage", category: "Storage", subcategory: "Object Storage",
            resourceType: "Bucket",
            resourceTemplate: "qcs::cos:{region}:uid/{account}:{hex}",
            weight: 13, shape: .storage, growth: 0.25,
            skus: [
                SkuProfile(
                    meter: "Standard storage", unit: "GB-Months", listMicros: 118_000,
                    details: #"{"StorageClass":"Standard"}"#)
            ]),
        ServiceProfile(
            name: "TencentDB for MySQL", category: "Databases", subcategory: "Relational Databases",
            resourceType: "Instance",
            resourceTemplate: "qcs::cdb:{region}:uin/{account}:instanceId/cdb-{hex}",
            weight: 16, shape: .steady, growth: 0.1,
            skus: [
                SkuProfile(
                    meter: "8 cores 32 GB", unit: "Hours", listMicros: 4_600_000,
                    details: #"{"CoreCount":8,"MemorySize":32}"#)
            ]),
        ServiceProfile(
            name: "Content Delivery Network", category: "Networking", subcategory: "Content Delivery",
            resourceType: "Domain",
            resourceTemplate: "qcs::cdn::uin/{account}:domain/{hex}",
            weight: 15, shape: .consumer, growth: 0.2,
            skus: [
                SkuProfile(meter: "Mainland traffic", unit: "GB", listMicros: 210_000)
            ]),
        ServiceProfile(
            name: "Cloud Streaming Services", category: "Media", subcategory: "Media Streaming",
            resourceType: "Domain",
            resourceTemplate: "qcs::live::uin/{account}:domain/{hex}",
            weight: 12, shape: .consumer, growth: 0.1,
            skus: [
                SkuProfile(meter: "Live traffic", unit: "GB", listMicros: 260_000)
            ]),
        ServiceProfile(
            name: "Elastic MapReduce", category: "Analytics", subcategory: "Data Processing",
            resourceType: "Cluster",
            resourceTemplate: "qcs::emr:{region}:uin/{account}:emr-instance/emr-{hex}",
            weight: 8, shape: .batch, growth: 0.1,
            skus: [
                SkuProfile(meter: "EMR.S5.4XLARGE64", unit: "Hours", listMicros: 3_100_000)
            ]),
    ]
}
