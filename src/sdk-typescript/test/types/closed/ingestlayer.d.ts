// The output of `ingestlayer types` for a stack that rejects undeclared events.
import "@ingestlayer/sdk";

declare module "@ingestlayer/sdk" {
  interface Events {
    "feature.used": { user_id: string };
  }
  interface Settings {
    undeclared: false;
  }
}
