// A CommonJS module without a generated file.
import sdk = require("@ingestlayer/sdk");
import webhooks = require("@ingestlayer/sdk/webhooks");

declare const secret: string | undefined;

const right = [
  sdk.ingest("feature.used", { anything: 1 }, { idempotencyKey: "k_1" }),
  sdk.ingestBatch([{ type: "feature.used", payload: { anything: 1 } }]),
  webhooks.verify("", {}, ["whsec_"], { toleranceSeconds: 60 }),
];

const wrong = [
  // @ts-expect-error the payload is not an object
  sdk.ingest("feature.used", 1),
  // @ts-expect-error the payload is missing
  sdk.ingestBatch([{ type: "feature.used" }]),
  // @ts-expect-error the body was parsed
  webhooks.verify({}, {}, "whsec_"),
  // @ts-expect-error there may be no secret
  webhooks.verify("", {}, secret),
];

export = [right, wrong];

// @ts-expect-error an option is misspelled
sdk.configure({ endpont: "" });
