extension VendorProfile {
    static let aws = VendorProfile(
        name: "AWS", publisher: "Amazon Web Services", folder: "aws", currency: "USD", calendar: "US",
        billingAccountType: "Management Account", subAccountType: "Member Account", accountStyle: .digits(12),
        rowPercent: 26, moneyPerLine: 170, discountPercent: 12, taxPercent: 4,
        exportHour: 6, lagDays: 0, latePerMille: 12, supportMicros: 1_500_000_000,
        marketplace: MarketplaceProfile(
            publisher: "Datadog", product: "Datadog Pro", monthlyMicros: 4_200_000_000),
        commitments: [
            CommitmentProfile(
                type: "Savings Plan", name: "compute-sp-1yr", isSpend: true, payment: .monthly,
                service: "Amazon EC2",
                savingPercent: 18, coverPercent: 50, startOffset: 0, isRenewed: true),
            CommitmentProfile(
                type: "Savings Plan", name: "compute-sp-2026-07", isSpend: true, payment: .monthly,
                service: "Amazon EC2",
                savingPercent: 20, coverPercent: 14, startOffset: 309, isRenewed: false),
        ],
        regions: [
            RegionProfile(id: "us-east-1", name: "US East (N. Virginia)", weight: 44, pricePercent: 100),
            RegionProfile(id: "us-west-2", name: "US West (Oregon)", weight: 22, pricePercent: 100),
            RegionProfile(id: "eu-central-1", name: "Europe (Frankfurt)", weight: 19, pricePercent: 118),
            RegionProfile(
                id: "ap-southeast-1", name: "Asia Pacific (Singapore)", weight: 15, pricePercent: 124),
        ],
        services: awsServices)

    private static let awsServices = [
        ServiceProfile(
            name: "Amazon EC2", category: "Compute", subcategory: "Virtual Machines",
            resourceType: "Instance",
            resourceTemplate: "arn:aws:ec2:{region}:{account}:instance/i-0{hex}",
            weight: 30, shape: .business, growth: 0.22, isZonal: true,
            skus: [
                SkuProfile(
                    meter: "m6i.2xlarge Linux", unit: "Hours", listMicros: 384_000,
                    details:
                        #"{"CoreCount":8,"InstanceSeries":"m6i","InstanceType":"m6i.2xlarge","MemorySize":32}"#
                ),
                SkuProfile(
                    meter: "c6i.4xlarge Linux", unit: "Hours", listMicros: 680_000,
                    details:
                        #"{"CoreCount":16,"InstanceSeries":"c6i","InstanceType":"c6i.4xlarge","MemorySize":32}"#
                ),
                SkuProfile(
                    meter: "r6g.xlarge Linux", unit: "Hours", listMicros: 201_600,
                    details:
                        #"{"CoreCount":4,"InstanceSeries":"r6g","InstanceType":"r6g.xlarge","MemorySize":32}"#
                ),
            ]),
        ServiceProfile(
            name: "Amazon SageMaker AI", category: "AI and Machine Learning", subcategory: "Machine Learning",
            resourceType: "Training Job",
            resourceTemplate: "arn:aws:sagemaker:{region}:{account}:training-job/{hex}",
            weight: 10, shape: .accelerator, growth: 0.45,
            skus: [
                SkuProfile(
                    meter: "ml.g5.12xlarge", unit: "Hours", listMicros: 5_672_000,
                    details:
                        #"{"CoreCount":48,"GpuCount":4,"InstanceSeries":"g5","InstanceType":"ml.g5.12xlarge","MemorySize":192}"#
                ),
                SkuProfile(
                    meter: "ml.p4d.24xlarge", unit: "Hours", listMicros: 32_772_600,
                    details:
                        #"{"CoreCount":96,"GpuCount":8,"InstanceSeries":"p4d","InstanceType":"ml.p4d.24xlarge","MemorySize":1152}"#
                ),
            ]),
        ServiceProfile(
            name: "Amazon S3", category: "Storage", subcategory: "Object Storage",
            resourceType: "Bucket",
            resourceTemplate: "arn:aws:s3:::{hex}",
            weight: 12, shape: .storage, growth: 0.3,
            skus: [
                SkuProfile(
                    meter: "Standard storage", unit: "GB-Months", listMicros: 23_000,
                    details: #"{"StorageClass":"Standard"}"#),
                SkuProfile(
                    meter: "Standard-IA storage", unit: "GB-Months", listMicros: 12_500,
                    details: #"{"StorageClass":"Standard-IA"}"#),
            ]),
        ServiceProfile(
            name: "Amazon RDS", category: "Databases", subcategory: "Relational Databases",
            resourceType: "DB Instance",
            resourceTemplate: "arn:aws:rds:{region}:{account}:db:{hex}",
            weight: 13, shape: .steady, growth: 0.12, isZonal: true,
            skus: [
                SkuProfile(
                    meter: "db.r6g.2xlarge PostgreSQL", unit: "Hours", listMicros: 900_000,
                    details:
                        #"{"CoreCount":8,"InstanceSeries":"r6g","InstanceType":"db.r6g.2xlarge","MemorySize":64}"#
                )
            ]),
        ServiceProfile(
            name: "Amazon EBS", category: "Storage", subcategory: "Block Storage",
            resourceType: "Volume",
            resourceTemplate: "arn:aws:ec2:{region}:{account}:volume/vol-0{hex}",
            weight: 7, shape: .storage, growth: 0.18, isZonal: true,
            skus: [
                SkuProfile(
                    meter: "gp3 storage", unit: "GB-Months", listMicros: 80_000,
                    details: #"{"DiskType":"SSD"}"#)
            ]),
        ServiceProfile(
            name: "AWS Lambda", category: "Compute", subcategory: "Serverless Compute",
            resourceType: "Function",
            resourceTemplate: "arn:aws:lambda:{region}:{account}:function:{hex}",
            weight: 4, shape: .consumer, growth: 0.35,
            skus: [
                SkuProfile(meter: "Duration", unit: "1K GB-Seconds", listMicros: 16_667)
            ]),
        ServiceProfile(
            name: "Amazon CloudFront", category: "Networking", subcategory: "Content Delivery",
            resourceType: "Distribution",
            resourceTemplate: "arn:aws:cloudfront::{account}:distribution/E{hex}",
            weight: 7, shape: .consumer, growth: 0.15,
            skus: [
                SkuProfile(meter: "Data transfer out", unit: "GB", listMicros: 85_000)
            ]),
        ServiceProfile(
            name: "Amazon DynamoDB", category: "Databases", subcategory: "NoSQL Databases",
            resourceType: "Table",
            resourceTemplate: "arn:aws:dynamodb:{region}:{account}:table/{hex}",
            weight: 5, shape: .consumer, growth: 0.2,
            skus: [
                SkuProfile(meter: "Write request units", unit: "1M Requests", listMicros: 1_250_000)
            ]),
        ServiceProfile(
            name: "Amazon EMR", category: "Analytics", subcategory: "Data Processing",
            resourceType: "Cluster",
            resourceTemplate: "arn:aws:elasticmapreduce:{region}:{account}:cluster/j-{hex}",
            weight: 6, shape: .batch, growth: 0.1,
            skus: [
                SkuProfile(
                    meter: "m5.4xlarge cluster hours", unit: "Hours", listMicros: 192_000,
                    details:
                        #"{"CoreCount":16,"InstanceSeries":"m5","InstanceType":"m5.4xlarge","MemorySize":64}"#
                )
            ]),
        ServiceProfile(
            name: "Amazon CloudWatch", category: "Management and Governance", subcategory: "Observability",
            resourceType: "Metric",
            resourceTemplate: "arn:aws:cloudwatch:{region}:{account}:metric/{hex}",
            weight: 3, shape: .steady, growth: 0.25,
            skus: [
                SkuProfile(meter: "Log ingestion", unit: "GB", listMicros: 500_000)
            ]),
        ServiceProfile(
            name: "AWS Data Transfer", category: "Networking", subcategory: "Network Connectivity",
            resourceType: "NAT Gateway",
            resourceTemplate: "arn:aws:ec2:{region}:{account}:natgateway/nat-0{hex}",
            weight: 3, shape: .business, growth: 0.15,
            skus: [
                SkuProfile(meter: "NAT data processed", unit: "GB", listMicros: 45_000)
            ]),
        ServiceProfile(
            name: "Amazon Bedrock", category: "AI and Machine Learning", subcategory: "Generative AI",
            resourceType: "Model",
            resourceTemplate: "arn:aws:bedrock:{region}:{account}:inference-profile/{hex}",
            weight: 0, shape: .accelerator, growth: 0,
            skus: [
                SkuProfile(meter: "Output tokens", unit: "1M Tokens", listMicros: 15_000_000)
            ]),
    ]
}
