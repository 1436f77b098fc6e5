package com.ingestlayer.aws.api;

/** What the services that we call want to be called by: AWS JSON 1.0 and 1.1 (Smithy, "AWS JSON protocols"). */
public enum AwsProtocol {
    DYNAMODB("dynamodb", "DynamoDB_20120810", "application/x-amz-json-1.0"),
    SQS("sqs", "AmazonSQS", "application/x-amz-json-1.0"),
    SSM("ssm", "AmazonSSM", "application/x-amz-json-1.1");

    private final String service;
    private final String target;
    private final String contentType;

    AwsProtocol(String service, String target, String contentType) {
        this.service = service;
        this.target = target;
        this.contentType = contentType;
    }

    /** The service's name in hosts and signatures. */
    public String service() {
        return service;
    }

    String targetOf(String operation) {
        return target + "." + operation;
    }

    String contentType() {
        return contentType;
    }
}
