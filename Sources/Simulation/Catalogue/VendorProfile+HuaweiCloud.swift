extension VendorProfile {
    static let huaweiCloud = VendorProfile(
        name: "Huawei Cloud", publisher: "Huawei Cloud", folder: "huawei-cloud", currency: "CNY",
        calendar: "CN",
        billingAccountType: "Enterprise Master Account", subAccountType: "Enterprise Project",
        accountStyle: .hex,
        rowPercent: 8, moneyPerLine: 600, discountPercent: 28, taxPercent: 6,
        exportHour: 9, lagDays: 1, latePerMille: 15, supportMicros: 2_500_000_000,
        marketplace: nil,
        commitments: [
            CommitmentProfile(
                type: "Reserved Instance", name: "ri-c7-2xlarge-1yr", isSpend: false, payment: .upfront,
                service: "Elastic Cloud Server",
                savingPercent: 35, coverPercent: 40, startOffset: 0, isRenewed: true)
        ],
        regions: [
            RegionProfile(id: "cn-north-4", name: "CN North-Beijing4", weight: 50, pricePercent: 100),
            RegionProfile(id: "cn-east-3", name: "CN East-Shanghai1", weight: 30, pricePercent: 100),
            RegionProfile(id: "cn-south-1", name: "CN South-Guangzhou", weight: 20, pricePercent: 100),
        ],
        services: huaweiCloudServices)

    private static let huaweiCloudServices = [
        ServiceProfile(
            name: "Elastic Cloud Server", category: "Compute", subcategory: "Virtual Machines",
            resourceType: "Server",
            resourceTemplate: "ecs/{region}/{hex}",
            weight: 40, shape: .business, growth: 0.1, isZonal: true,
            skus: [
                SkuProfile(
                    meter: "c7.2xlarge.4", unit: "Hours", listMicros: 1_950_000,
                    details:
                        #"{"CoreCount":8,"InstanceSeries":"c7","InstanceType":"c7.2xlarge.4","MemorySize":32}"#
                )
            ]),
        ServiceProfile(
            name: "Object Storage Service", category: "Storage", subcategory: "Object Storage",
            resourceType: "Bucket",
            resourceTemplate: "obs/{region}/{hex}",
            weight: 16, shape: .storage, growth: 0.3,
            skus: [
                SkuProfile(
                    meter: "Standard storage", unit: "GB-Months", listMicros: 99_000,
                    details: #"{"StorageClass":"Standard"}"#)
            ]),
        ServiceProfile(
            name: "Relational Database Service", category: "Databases", subcategory: "Relational Databases",
            resourceType: "DB Instance",
            resourceTemplate: "rds/{region}/{hex}",
            weight: 22, shape: .steady, growth: 0.12,
            skus: [
                SkuProfile(meter: "rds.mysql.c2.2xlarge", unit: "Hours", listMicros: 4_200_000)
            ]),
        ServiceProfile(
            name: "ModelArts", category: "AI and Machine Learning", subcategory: "Machine Learning",
            resourceType: "Training Job",
            resourceTemplate: "modelarts/{region}/{hex}",
            weight: 14, shape: .accelerator, growth: 0.4,
            skus: [
                SkuProfile(meter: "Ascend 910B card", unit: "Hours", listMicros: 14_800_000)
            ]),
        ServiceProfile(
            name: "Elastic IP", category: "Networking", subcategory: "Network Connectivity",
            resourceType: "Bandwidth",
            resourceTemplate: "eip/{region}/{hex}",
            weight: 8, shape: .consumer, growth: 0.1,
            skus: [
                SkuProfile(meter: "Dynamic BGP traffic", unit: "GB", listMicros: 800_000)
            ]),
    ]
}
