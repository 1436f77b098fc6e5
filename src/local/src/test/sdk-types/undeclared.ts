import { ingest } from "@ingestlayer/sdk";

await ingest("signup.completed", { anything: ["goes"] });
