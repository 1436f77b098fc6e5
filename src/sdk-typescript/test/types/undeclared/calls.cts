// No generated file, in a CommonJS module.
import sdk = require("@ingestlayer/sdk");
import webhooks = require("@ingestlayer/sdk/webhooks");

declare const secret: string | undefined;

const right = [
  sdk.ingest("feature.used", { anything: 1 }, { idempotencyKey: "k_1" }),
  sdk.ingestBatch([{ type: "feature.used", payload: { anything: 1 } }]),
  webhooks.verify("", {}, ["whsec_"], { toleranceSeconds: 60 }),
];

const wrong = [
  // @ts-expect-error the payload is no object
  sdk.ingest("feature.used", 1),
  // @ts-expect-error there is no payload
  sdk.ingestBatch([{ type: "feature.used" }]),
  // @ts-expect-error the body was parsed
  webhooks.verify({}, {}, "whsec_"),
  // @ts-expect-error there may be no secret
  webhooks.verify("", {}, secret),
];

export = [right, wrong];

// @ts-expect-error an option is misspelt
sdk.configure({ endpont: "" });
