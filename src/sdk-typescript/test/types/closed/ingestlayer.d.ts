// As `ingestlayer types` writes it for a stack that refuses what it does not declare.
import "@ingestlayer/sdk";

declare module "@ingestlayer/sdk" {
  interface Events {
    "feature.used": { user_id: string };
  }
  interface Settings {
    undeclared: false;
  }
}
