extension VendorProfile {
    static let alibabaCloud = VendorProfile(
        name: "Alibaba Cloud", publisher: "Alibaba Cloud", folder: "alibaba-cloud", currency: "CNY",
        calendar: "CN",
        billingAccountType: "Master Account", subAccountType: "Resource Account", accountStyle: .digits(16),
        rowPercent: 17, moneyPerLine: 820, discountPercent: 22, taxPercent: 6,
        exportHour: 8, lagDays: 1, latePerMille: 18, supportMicros: 6_000_000_000,
        marketplace: MarketplaceProfile(
            publisher: "Qi An Xin", product: "Cloud Security Center for Enterprises",
            monthlyMicros: 12_000_000_000),
        commitments: [
            CommitmentProfile(
                type: "Savings Plan", name: "ecs-savings-plan-1yr", isSpend: true, payment: .monthly,
                service: "Elastic Compute Service",
                savingPercent: 16, coverPercent: 45, startOffset: 0, isRenewed: true)
        ],
        regions: [
            RegionProfile(id: "cn-hangzhou", name: "China (Hangzhou)", weight: 38, pricePercent: 100),
            RegionProfile(id: "cn-shanghai", name: "China (Shanghai)", weight: 26, pricePercent: 100),
            RegionProfile(id: "cn-beijing", name: "China (Beijing)", weight: 22, pricePercent: 100),
            RegionProfile(id: "ap-southeast-1", name: "Singapore", weight: 14, pricePercent: 130),
        ],
        services: alibabaCloudServices)

    private static let alibabaCloudServices = [
        ServiceProfile(
            name: "Elastic Compute Service", category: "Compute", subcategory: "Virtual Machines",
            resourceType: "Instance",
            resourceTemplate: "acs:ecs:{region}:{account}:instance/i-bp{hex}",
            weight: 30, shape: .business, growth: 0.2, isZonal: true,
            skus: [
                SkuProfile(
                    meter: "ecs.g7.2xlarge", unit: "Hours", listMicros: 2_200_000,
                    details:
                        #"{"CoreCount":8,"InstanceSeries":"g7","InstanceType":"ecs.g7.2xlarge","MemorySize":32}"#
                ),
                SkuProfile(
                    meter: "ecs.c7.4xlarge", unit: "Hours", listMicros: 3_600_000,
                    details:
                        #"{"CoreCount":16,"InstanceSeries":"c7","InstanceType":"ecs.c7.4xlarge","MemorySize":32}"#
                ),
            ]),
        ServiceProfile(
            name: "Object Storage Service", category: "Storage", subcategory: "Object Storage",
            resourceType: "Bucket",
            resourceTemplate: "acs:oss:{region}:{account}:{hex}",
            weight: 11, shape: .storage, growth: 0.3,
            skus: [
                SkuProfile(
                    meter: "Standard LRS storage", unit: "GB-Months", listMicros: 120_000,
                    details: #"{"StorageClass":"Standard"}"#)
            ]),
        ServiceProfile(
            name: "ApsaraDB RDS", category: "Databases", subcategory: "Relational Databases",
            resourceType: "DB Instance",
            resourceTemplate: "acs:rds:{region}:{account}:dbinstance/rm-{hex}",
            weight: 14, shape: .steady, growth: 0.1, isZonal: true,
            skus: [
                SkuProfile(
                    meter: "mysql.x4.2xlarge", unit: "Hours", listMicros: 5_400_000,
                    details:
                        #"{"CoreCount":8,"InstanceSeries":"x4","InstanceType":"mysql.x4.2xlarge","MemorySize":32}"#
                )
            ]),
        ServiceProfile(
            name: "Tair (Redis OSS-Compatible)", category: "Databases", subcategory: "Caching",
            resourceType: "Instance",
            resourceTemplate: "acs:kvstore:{region}:{account}:instance/r-{hex}",
            weight: 8, shape: .consumer, growth: 0.15,
            skus: [
                SkuProfile(meter: "tair.rdb.8g", unit: "Hours", listMicros: 1_350_000)
            ]),
        ServiceProfile(
            name: "CDN", category: "Networking", subcategory: "Content Delivery",
            resourceType: "Domain",
            resourceTemplate: "acs:cdn:*:{account}:domain/{hex}",
            weight: 11, shape: .consumer, growth: 0.2,
            skus: [
                SkuProfile(meter: "Mainland traffic", unit: "GB", listMicros: 240_000)
            ]),
        ServiceProfile(
            name: "MaxCompute", category: "Analytics", subcategory: "Data Processing",
            resourceType: "Project",
            resourceTemplate: "acs:odps:{region}:{account}:projects/{hex}",
            weight: 12, shape: .batch, growth: 0.2,
            skus: [
                SkuProfile(meter: "Pay-as-you-go compute", unit: "CU-Hours", listMicros: 270_000)
            ]),
        ServiceProfile(
            name: "Platform for AI", category: "AI and Machine Learning", subcategory: "AI Platforms",
            resourceType: "Workspace",
            resourceTemplate: "acs:pai:{region}:{account}:workspace/{hex}",
            weight: 10, shape: .accelerator, growth: 0.5,
            skus: [
                SkuProfile(
                    meter: "ecs.gn7i-c16g1.4xlarge", unit: "Hours", listMicros: 11_400_000,
                    details:
                        #"{"CoreCount":16,"GpuCount":1,"InstanceSeries":"gn7i","InstanceType":"ecs.gn7i-c16g1.4xlarge","MemorySize":60}"#
                )
            ]),
        ServiceProfile(
            name: "Simple Log Service", category: "Management and Governance", subcategory: "Observability",
            resourceType: "Log Project",
            resourceTemplate: "acs:log:{region}:{account}:project/{hex}",
            weight: 4, shape: .steady, growth: 0.25,
            skus: [
                SkuProfile(meter: "Index traffic", unit: "GB", listMicros: 350_000)
            ]),
    ]
}
