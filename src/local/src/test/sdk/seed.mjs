import { ingest } from "@ingestlayer/sdk";

const user_id = "u_42";
const plan = "free";
const { id, duplicate } = await ingest("feature.used", { user_id, feature: "csv.export", count: 1, plan });
console.log(JSON.stringify({ id, duplicate }));
